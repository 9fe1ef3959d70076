"""Distances of single rows, told: as bars, as sums worked out, in each column's own unit."""
