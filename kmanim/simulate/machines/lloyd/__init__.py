"""Lloyd's iterations: the textbook's two steps, and the exact fast ways."""
