"""An algorithm that a package outside of kmanim brings: labels and noise, and nothing that k-means has."""
