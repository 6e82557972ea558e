"""The picture that a network shows with a link."""
