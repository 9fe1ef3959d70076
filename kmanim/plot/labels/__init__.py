"""Free room for labels."""
