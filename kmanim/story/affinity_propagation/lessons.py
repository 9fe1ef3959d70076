"""Which cells of the matrices explain what similarity, responsibility and availability are."""

from __future__ import annotations

import numpy as np

from kmanim.simulate.machines.messages.similarities import similarity_to
from kmanim.simulate.machines.messages.trace import MessageTrace

MOST_DRAWN = 300
"""Of more rows no matrices are drawn."""


def most_alike(trace: MessageTrace) -> tuple[int, int]:
    """Give two rows to explain similarity by: the two most alike that lie apart, or of many rows two near ones."""
    n = trace.dataset.n
    if n > MOST_DRAWN:
        row = int(trace.exemplars[0]) if trace.exemplars.size else 0
        similar = similarity_to(trace.dataset.values, np.array([row]))[:, 0]
        similar[row] = -np.inf
        return row, int(similar.argmax())
    similar = trace.similar.matrix.copy()
    np.fill_diagonal(similar, -np.inf)
    apart = np.where(similar < 0, similar, -np.inf)
    chosen = apart if np.isfinite(apart).any() else similar
    one, other = divmod(int(chosen.argmax()), n)
    return min(one, other), max(one, other)


def strongest_wish(trace: MessageTrace) -> tuple[int, int] | None:
    """Give the cell of the largest responsibility for another after the first update; None where no matrix is drawn."""
    if trace.dataset.n > MOST_DRAWN or not trace.updates:
        return None
    wishes = trace.messages(1)[0].copy()
    np.fill_diagonal(wishes, -np.inf)
    row, column = divmod(int(wishes.argmax()), trace.dataset.n)
    return row, column


def most_wanted(trace: MessageTrace) -> int | None:
    """Give the column that most others want after the first update, of equals the one with more in its favour."""
    if trace.dataset.n > MOST_DRAWN or not trace.updates:
        return None
    wishes, answers = trace.messages(1)
    wanted = (wishes > 0) & ~np.eye(len(wishes), dtype=np.bool_)
    counts, favour = wanted.sum(axis=0), answers.diagonal()
    return int(np.lexsort((np.arange(len(counts)), -favour, -counts))[0])
