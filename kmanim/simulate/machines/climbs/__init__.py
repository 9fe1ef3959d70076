"""Balls that climb to where rows are dense: how wide they are, where they start, where they end, who stays."""
