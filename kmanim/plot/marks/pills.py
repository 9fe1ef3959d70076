"""Pills that count a crowd of switched points: ``! 512``, one for every stream from one cluster to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import FloatArray, IntArray
from kmanim.plot.axes.plane import Box
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.marks.switched import Switched
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import text_width
from kmanim.plot.style.theme import TextStyle, Theme

# Streams beyond so many are counted together: pills would bury the plot. A small plot has room for one in so many px.
MOST, _ROOM = 6, 11_000.0
_CELL = 24.0  # px: a place is dense where many rows lie in so large a square
_SIZE, _SMALLEST = 16 / 14, 11.0  # of the letters, as a share of names
_PAD, _HIGH, _EDGE = 8.0, 1.56, 1.75  # beside the text in px, height as a share of the letters, rim in px
_ARC = 9  # corners of a half circle


class Pill(NamedTuple):
    """A pill that has found its place.

    Attributes
    ----------
    rows : ndarray of int
        Whom it counts, by their places among the rows that switched.
    counts : ndarray of int
        How many each of them stands for: 1, where rows are kept.
    more : bool
        Whether it stands for the streams that have no pill of their own.
    box : Box
        What it covers, in px.
    leader : tuple of two places, or None
        A thin line to the densest place of its stream, where it stands away from it.
    """

    rows: IntArray
    counts: IntArray
    more: bool
    box: Box
    leader: tuple[tuple[float, float], tuple[float, float]] | None


def pills_of(room: FreeRoom, switched: Switched, theme: Theme, most: int | None = None) -> tuple[Pill, ...]:
    """Find room for a pill by the densest place of every stream, the largest first.

    Parameters
    ----------
    room : FreeRoom
        What is taken; the pills are taken in it.
    switched : Switched
        Few have no pills: each has a sign of its own.
    theme : Theme
        Sizes.
    most : int, optional
        How many pills there may be; by default six, or fewer on a small plot. Of more streams the last pill counts all
        that are left.
    """
    if not switched.is_crowd:
        return ()
    most = most or int(min(MOST, max(1, room.box.width * room.box.height // _ROOM)))
    streams = _streams(switched)
    rest = np.concatenate(streams[most - 1 :]) if len(streams) > most else None
    told = [(rows, False) for rows in (streams[: most - 1] if rest is not None else streams)]
    if rest is not None:
        told.append((np.sort(rest), most > 1))
    found = []
    for rows, more in told:
        counts = switched.counts[rows]
        anchor = _densest(switched.places[rows], counts)
        wide, high = _size(_text(int(counts.sum()), more), theme)
        box, leader = room.put(anchor, switched.reach, wide, high)
        # What is left lies in many places: no line leads to one of them.
        found.append(Pill(rows, counts, more, box, None if more else leader))
    return tuple(found)


def draw_pills(pen: Pen, pills: Sequence[Pill], theme: Theme, there: NDArray[np.bool_] | None = None) -> None:
    """Draw pills; where some rows are not `there` yet, of shape (r,), each counts those that are."""
    style = pill_style(theme)
    with pen.role("pills"):
        for pill in pills:
            count = int((pill.counts if there is None else pill.counts[there[pill.rows]]).sum())
            if not count:
                continue
            if pill.leader is not None:
                pen.line(np.array(pill.leader), theme.switched_ink, 3.0)
                pen.line(np.array(pill.leader), theme.switched, 1.25)
            pen.polygon(_outline(pill.box), theme.switched, theme.switched_ink, _EDGE)
            middle, text = pill.box.left + pill.box.width / 2, _text(count, pill.more)
            pen.text(
                middle, pill.box.bottom + (pill.box.height - style.size * 0.73) / 2, text, style, "center"
            )


def pill_style(theme: Theme) -> TextStyle:
    """Letters in pills: bold, 16 px in a film."""
    return TextStyle(
        size=max(_SMALLEST, theme.name_size * _SIZE), colour=theme.switched_ink, font=theme.font, bold=True
    )


def _text(count: int, more: bool) -> str:
    return f"! {count:,}{' …' if more else ''}"


def _size(text: str, theme: Theme) -> tuple[float, float]:
    style = pill_style(theme)
    return text_width(text, style) + 2 * _PAD, style.size * _HIGH


def _streams(switched: Switched) -> list[IntArray]:
    """Part the rows by the clusters that they go from and to, the largest stream first; ties by cluster."""
    keys = np.stack([switched.former, switched.labels], axis=1)
    kinds, inverse = np.unique(keys, axis=0, return_inverse=True)
    counts = np.bincount(inverse.reshape(-1), switched.counts)
    order = np.lexsort((kinds[:, 1], kinds[:, 0], -counts))
    return [np.flatnonzero(inverse.reshape(-1) == one) for one in order]


def _densest(places: FloatArray, counts: IntArray) -> FloatArray:
    """Give the place in the middle of where most of some rows lie, so many at each place."""
    _, inverse = np.unique(np.floor(places / _CELL), axis=0, return_inverse=True)
    most = int(np.argmax(np.bincount(inverse.reshape(-1), counts)))
    mine = places[inverse.reshape(-1) == most]
    middle: FloatArray = mine[np.argmin(((mine - mine.mean(axis=0)) ** 2).sum(axis=1))]
    return middle


def _outline(box: Box) -> FloatArray:
    """Give the corners of a rectangle whose ends are half circles."""
    radius = box.height / 2
    angles = np.linspace(-np.pi / 2, np.pi / 2, _ARC)
    arc = radius * np.column_stack([np.cos(angles), np.sin(angles)])
    ends = np.array([[box.right - radius, box.bottom + radius], [box.left + radius, box.bottom + radius]])
    return np.vstack([ends[0] + arc, ends[1] - arc])
