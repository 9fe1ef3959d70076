"""Rows that are never kept: sources that give them in pieces, engines that go through them."""
