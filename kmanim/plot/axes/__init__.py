"""Planes, ticks and places."""
