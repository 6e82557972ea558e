"""The machine-readable door, /api/v1: the same verbs and views as the screens, as JSON."""
