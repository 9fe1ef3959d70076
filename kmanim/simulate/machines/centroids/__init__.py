"""What the algorithms with centroids share."""
