"""Figures as artists of matplotlib on the axes of whoever asks, to be restyled as any others."""
