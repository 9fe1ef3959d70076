"""What an A/B test of some length is worth, and the length at which it is worth most."""
