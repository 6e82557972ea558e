"""The rules about the house itself: arrows, sizes, catalogues, permissions, pins."""
