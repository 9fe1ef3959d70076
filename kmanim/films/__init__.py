"""A recorded run as a film."""
