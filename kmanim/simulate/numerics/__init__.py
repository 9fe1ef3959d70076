"""Sums, distances and counts over rows."""
