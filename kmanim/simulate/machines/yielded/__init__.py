"""What anybody's generator yields: read, checked, and made a run of."""
