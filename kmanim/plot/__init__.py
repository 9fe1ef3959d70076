"""How it looks: timelines as frames, traces as still figures."""
