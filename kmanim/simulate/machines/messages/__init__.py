"""The machinery of affinity propagation: similarities, the two messages, when all is settled, and the recorded run."""
