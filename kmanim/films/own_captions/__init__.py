"""Captions of the user's own in place of a story's, with numbers from the trace."""
