"""What is drawn among the points."""
