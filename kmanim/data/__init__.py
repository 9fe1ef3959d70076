"""What is clustered: tables from disk, memory or a recipe, as a checked `Dataset`."""
