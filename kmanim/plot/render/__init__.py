"""The pen and its strokes."""
