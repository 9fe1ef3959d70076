"""Pages and posts."""
