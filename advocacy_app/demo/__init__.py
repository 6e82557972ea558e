"""A believable company to look around in: its people, its news and twelve weeks of sharing."""
