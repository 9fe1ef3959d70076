"""What is told of several runs on one page, and of a run beside groups that are known."""
