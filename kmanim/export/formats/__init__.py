"""One file a film format."""
