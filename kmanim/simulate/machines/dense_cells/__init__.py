"""DBSCAN over rows that are never kept: on a fine grid, in the cells of which they are counted once."""
