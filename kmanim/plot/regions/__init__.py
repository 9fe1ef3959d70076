"""Cells of nearest centres."""
