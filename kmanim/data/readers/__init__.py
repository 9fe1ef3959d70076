"""Files, frames and arrays as tables."""
