"""The options of the command, a file for each heading of its help: what can be said, and what it asks for."""
