"""Small sheets of paper on the plot, for what its plane cannot show."""
