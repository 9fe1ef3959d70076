"""The published pictures: one file a subject, each with its `RECIPES`."""
