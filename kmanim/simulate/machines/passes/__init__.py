"""A run over rows that are never kept: counts and exact sums by passes, told by the cells of a grid."""
