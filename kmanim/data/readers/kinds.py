"""Kinds of files by the ending of their names; what reads them is imported when one is given."""

SPREADSHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
ZIPPED = (".xlsx", ".xlsm", ".xlsb", ".ods")
"""Those of them that are ZIP archives."""
FRAMES = (".parquet", ".pq", ".feather", ".arrow", ".orc", ".dta", ".sas7bdat", ".xpt")
JSON = (".json", ".geojson")
LINES = (".jsonl", ".ndjson")
"""JSON with a record a line."""
BINARY = (*SPREADSHEETS, *FRAMES, ".npy")
"""What is no text."""
