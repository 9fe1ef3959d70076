"""Very many points as a density."""
