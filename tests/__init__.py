"""Tests mirror the tree; ``house`` holds the rules about the house, ``e2e`` the journeys."""
