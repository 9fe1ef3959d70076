"""What each merge does to the rows: the smaller side takes the mark of the larger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kmanim.arrays import FloatArray, IntArray
from kmanim.simulate.machines.linkage.leaves import branches


@dataclass(frozen=True, slots=True)
class MergeStep:
    """One merge.

    Attributes
    ----------
    step : int
        0-based; the merged cluster has the number n + step.
    numbers : (int, int)
        The numbers of the two clusters, the lower first.
    sizes : (int, int)
        Their rows, in this order.
    height : float
    kept, gone : int
        The numbers of the side that keeps its mark, which is the larger one, and of the other; of sides of one size
        that with the lower lowest row keeps it.
    mark : int
        The mark of all from here on. At the start each row's mark is the row itself.
    moved : ndarray of shape (m,)
        The rows of the smaller side, ascending.
    """

    step: int
    numbers: tuple[int, int]
    sizes: tuple[int, int]
    height: float
    kept: int
    gone: int
    mark: int
    moved: IntArray


def merge_steps(merges: FloatArray, n: int) -> Iterator[MergeStep]:
    """Go through the merges; each costs no more than the rows that move, so all together O(n log n).

    Parameters
    ----------
    merges : ndarray of shape (n - 1, 4)
        As `kmanim.simulate.machines.linkage.merge_tree.merge_tree` gives them.
    n : int
    """
    tree = branches(merges, n)
    marks = list(range(n))
    sizes, heights = tree.sizes.tolist(), merges[:, 2].tolist()
    for step, (left, right) in enumerate(tree.children.tolist()):
        kept, gone = (left, right) if sizes[left] >= sizes[right] else (right, left)
        numbers = (min(left, right), max(left, right))
        marks.append(marks[kept])
        yield MergeStep(
            step=step,
            numbers=numbers,
            sizes=(sizes[numbers[0]], sizes[numbers[1]]),
            height=heights[step],
            kept=kept,
            gone=gone,
            mark=marks[kept],
            moved=np.sort(tree.rows(gone)),
        )
