"""How fast kmanim is and how small its files are, beside its peers; ``python -m benchmarks`` runs everything.

Nothing here passes or fails: every command prints tables. All ways of a table take turns (A B A B ...), so that
a busy machine is busy for all of them, and ratios are taken within a turn.
"""
