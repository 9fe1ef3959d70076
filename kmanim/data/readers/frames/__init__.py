"""Data frames, of any library and from files, by one door."""
