"""Words and numbers as text."""
