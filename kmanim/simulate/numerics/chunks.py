"""Rows in pieces that stay in the processor's cache."""

from __future__ import annotations

from collections.abc import Iterator

ROWS = 16_384


def chunks(n: int, rows: int = ROWS) -> Iterator[slice]:
    """Cut 0 ... n into slices of `rows`; always the same ones, so that sums over them have the same bits."""
    return (slice(first, min(first + rows, n)) for first in range(0, n, rows))
