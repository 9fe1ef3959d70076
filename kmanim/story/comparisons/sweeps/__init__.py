"""What is told of a sweep: its values and measures in words, stretches alike, and the film over all values."""
