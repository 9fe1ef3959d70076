"""Expectation maximisation over rows that are never kept: one pass an iteration."""
