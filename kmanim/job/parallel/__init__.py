"""Work on several cores: many runs, many starts, many values of a sweep."""
