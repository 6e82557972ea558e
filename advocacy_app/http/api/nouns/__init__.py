"""One module per noun, or per few that belong together; each holds a ``router``."""
