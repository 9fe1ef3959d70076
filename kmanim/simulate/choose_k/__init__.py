"""How many clusters a data set may have."""
