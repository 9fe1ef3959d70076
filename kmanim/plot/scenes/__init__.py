"""Sentences of a picture: one file an algorithm or family, composed of panels."""
