"""The feed: what is new, first of all."""
