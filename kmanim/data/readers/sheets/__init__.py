"""Spreadsheets: one sheet as a table, and how large it may be."""
