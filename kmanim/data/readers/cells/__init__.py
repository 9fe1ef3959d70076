"""The cells of a column of text: each different one kept once, told from numbers, read as categories."""
