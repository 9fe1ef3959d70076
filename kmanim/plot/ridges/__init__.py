"""Rows of a ridgeline: a density with its mean, and the rows below it as stacked dots or as a strip of quantiles."""
