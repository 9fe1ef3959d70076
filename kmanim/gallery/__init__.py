"""The published pictures."""
