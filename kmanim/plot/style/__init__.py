"""Size, theme and palettes."""
