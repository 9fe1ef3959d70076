"""What was read of one snapshot."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from kmanim.arrays import FloatArray, IntArray, LabelArray

KEYS = ("positions", "labels", "curves", "links", "objective", "highlight", "caption", "step")
"""What a snapshot may say."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """One snapshot as it was yielded, of sound numbers; None where it leaves something as it was.

    Attributes
    ----------
    positions : ndarray of shape (n, 2) or (n,), or None
    labels : ndarray of shape (n,), int16, or None
    columns : int
        Of labels that were yielded as a grid; 0 of others.
    curves : dict of str to ndarray of shape (m, 2) or None
        Those that are new or otherwise, and None for each that is taken away.
    links : ndarray of shape (m, 2), or None
    objective : float
        Nan where none was yielded.
    highlight : ndarray of shape (m,), or None
    caption, step : str
    """

    positions: FloatArray | None = None
    labels: LabelArray | None = None
    columns: int = 0
    curves: dict[str, FloatArray | None] = field(default_factory=dict)
    links: IntArray | None = None
    objective: float = math.nan
    highlight: IntArray | None = None
    caption: str = ""
    step: str = ""
