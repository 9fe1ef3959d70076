"""The algorithms: one file each, read like its textbook page."""
