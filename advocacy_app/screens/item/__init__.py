"""One piece of news or one vacancy, in full."""
