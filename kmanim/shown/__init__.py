"""How objects show themselves, in notebooks and elsewhere."""
