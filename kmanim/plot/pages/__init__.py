"""Pages that a pen paints on: plain ones, sheets for figures, and pages as matplotlib figures."""
