"""Gradient descent: models with their gradients, losses, optimizers, the best that is known, and the recorded run."""
