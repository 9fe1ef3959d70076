"""The page that answers: readers choose the starts, or the radius, and go through the run step by step."""
