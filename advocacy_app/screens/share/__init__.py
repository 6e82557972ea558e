"""The share sheet: what a tap must do inside the browser itself."""
