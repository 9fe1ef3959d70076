"""Words for figures: one file a figure."""
