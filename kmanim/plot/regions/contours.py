"""Where a number that is known on a lattice passes through a level: marching squares, joined to whole lines.

After Lorensen and Cline (1987), Marching cubes: a high resolution 3D surface construction algorithm, in the plane.
"""

from __future__ import annotations

import numpy as np

from kmanim.arrays import FloatArray, IntArray

# The sides of a cell: below, right, above, left; which of them a line joins, by which corners lie above the level
# (lower left 1, lower right 2, upper right 4, upper left 8). Of two opposite corners the middle decides.
_JOINED: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((3, 0),), 2: ((0, 1),), 3: ((3, 1),), 4: ((1, 2),), 6: ((0, 2),), 7: ((3, 2),),
    8: ((2, 3),), 9: ((2, 0),), 11: ((2, 1),), 12: ((1, 3),), 13: ((1, 0),), 14: ((0, 3),),
}  # fmt: skip
_SADDLES: dict[tuple[int, bool], tuple[tuple[int, int], ...]] = {
    (5, True): ((3, 2), (1, 0)), (5, False): ((3, 0), (1, 2)),
    (10, True): ((0, 3), (2, 1)), (10, False): ((0, 1), (2, 3)),
}  # fmt: skip


def contour(values: FloatArray, level: float) -> list[FloatArray]:
    """Find the lines of a level on a lattice.

    Parameters
    ----------
    values : ndarray of shape (h, w)
        Finite, the lowest row first.
    level : float

    Returns
    -------
    list of ndarray of shape (m, 2)
        Places in columns and rows of the lattice, from 0 to w - 1 and h - 1; a closed line ends where it begins.
    """
    high = values > level
    code = high[:-1, :-1] + 2 * high[:-1, 1:] + 4 * high[1:, 1:] + 8 * high[1:, :-1]
    rows, columns = np.nonzero((code > 0) & (code < 15))
    if not rows.size:
        return []
    width = values.shape[1]
    pieces: dict[int, list[int]] = {}
    middles = (values[:-1, :-1] + values[:-1, 1:] + values[1:, 1:] + values[1:, :-1]) / 4 > level
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        kind = int(code[row, column])
        for sides in _JOINED.get(kind) or _SADDLES[kind, bool(middles[row, column])]:
            one, other = (_side(row, column, side, width) for side in sides)
            pieces.setdefault(one, []).append(other)
            pieces.setdefault(other, []).append(one)
    return [_crossings(values, level, np.array(line)) for line in _joined(pieces)]


def _side(row: int, column: int, side: int, width: int) -> int:
    """Give the number of a side of a cell: even ones lead to the right from their corner, odd ones upwards."""
    row, column = row + (side == 2), column + (side == 1)
    return 2 * (row * width + column) + (side in (1, 3))


def _joined(pieces: dict[int, list[int]]) -> list[list[int]]:
    """Join pieces to lines: open ones from their ends, then closed ones."""
    lines = []
    begins = [side for side, to in pieces.items() if len(to) == 1]
    for begin in (*begins, *pieces):
        if not pieces[begin]:
            continue
        line = [begin]
        while pieces[line[-1]]:
            following = pieces[line[-1]].pop()
            pieces[following].remove(line[-1])
            line.append(following)
        lines.append(line)
    return lines


def _crossings(values: FloatArray, level: float, sides: IntArray) -> FloatArray:
    """Find where sides of cells pass through the level, shape (m, 2)."""
    corner, upwards = sides // 2, sides % 2
    rows, columns = np.divmod(corner, values.shape[1])
    start, end = values[rows, columns], values[rows + upwards, columns + 1 - upwards]
    share = np.clip((level - start) / (end - start), 0, 1)
    return np.column_stack([columns + (1 - upwards) * share, rows + upwards * share])
