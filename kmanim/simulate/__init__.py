"""What happened, step by step: algorithms as generators, recorded as traces of snapshots."""
