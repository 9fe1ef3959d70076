"""Makes this folder one that tests of its own folders import from."""
