"""How k-means and its family are told."""

from kmanim.story.kmeans.film import figures, tell

__all__ = ["figures", "tell"]
