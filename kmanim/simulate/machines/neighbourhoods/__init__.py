"""Which rows lie near which: a k-d tree, balls of one radius, k-distances, and DBSCAN's way through them."""
