"""What is true at one moment of a run that a generator yields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from kmanim.arrays import FloatArray, IntArray, frozen
from kmanim.simulate.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class YieldedSnapshot(Snapshot):
    """What is true at one moment of a run that a generator yields.

    What stays as it was is kept once, where it began; `YieldedTrace` gives it again with every snapshot.

    Attributes
    ----------
    positions : ndarray of shape (n, 2) or None
        Where the rows are, in original units; of bars the place in the row, from 1, and the number. None before any
        were yielded.
    curve_names : tuple of str, or None
        The names of the curves that there are, in the order in which they came.
    curve_points : tuple of ndarray of shape (m, 2), or None
        Their points; a row of nan is a gap.
    links : ndarray of shape (m, 2) or None
        Pairs of rows that are joined by a line.
    highlight : ndarray of shape (m,) or None
        The rows, ascending, that this moment is about.
    caption : str
        What it says of itself, one or two lines; empty where it says nothing.
    """

    positions: FloatArray | None = None
    curve_names: tuple[str, ...] | None = None
    curve_points: tuple[FloatArray, ...] | None = None
    links: IntArray | None = None
    highlight: IntArray | None = None
    caption: str = ""

    def __post_init__(self) -> None:
        # A file gives lists, and an empty array without its second axis.
        _set: Any = object.__setattr__
        if self.curve_names is not None:
            _set(self, "curve_names", tuple(str(name) for name in self.curve_names))
        if self.curve_points is not None:
            _set(self, "curve_points", tuple(frozen(np.asarray(p, np.float64)) for p in self.curve_points))
        if self.links is not None:
            _set(self, "links", frozen(np.asarray(self.links, np.intp).reshape(-1, 2)))
        if self.highlight is not None:
            _set(self, "highlight", frozen(np.asarray(self.highlight, np.intp).reshape(-1)))

    @property
    def curves(self) -> dict[str, FloatArray]:
        """The curves by name, each of shape (m, 2)."""
        return dict(zip(self.curve_names or (), self.curve_points or (), strict=True))
