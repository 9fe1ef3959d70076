"""Everything that a post needs: what is ordered, which files that makes, and how they are all written."""
