"""Trees of clusters: which two merge next, at which height, what a cut leaves, and where the tree's lines stand."""
