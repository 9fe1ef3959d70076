"""The points of EM: each in a colour between those of the components that share it, in the shape of the first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kmanim.arrays import IntArray, LabelArray
from kmanim.plot.axes.places import Places
from kmanim.plot.density.clouds import Clouds
from kmanim.plot.density.point_colours import Colouring, PointColours
from kmanim.plot.density.shared_colours import codes_of, n_codes, owner_of, shared_styles
from kmanim.plot.marks.points import Dots
from kmanim.plot.marks.switched import Switched
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.plot.style.theme import Theme
from kmanim.simulate.label_history import LabelHistory
from kmanim.simulate.machines.mixtures.trace import MixtureTrace


class Shared:
    """How points are shared in the snapshots that a film shows, as the colours that they wear.

    Parameters
    ----------
    trace : MixtureTrace
    shown : sequence of int
        Snapshots, ascending: those by whose parameters points are shared.
    """

    def __init__(self, trace: MixtureTrace, shown: Sequence[int]) -> None:
        self.trace, self.shown = trace, tuple(shown)
        self._place = {step: place for place, step in enumerate(self.shown)}
        self.history = LabelHistory()
        for step in self.shown:
            self.history.append(self._codes(step))
        self._certain: tuple[int, NDArray[np.floating]] | None = None

    def _codes(self, step: int) -> LabelArray:
        known = self.trace.responsibilities(step)
        if known is None:  # no component has a density: nobody leads
            return np.zeros(self.trace.dataset.n, np.uint8)
        return codes_of(known)

    def colouring(self, step: int | None, swept: int | None = None) -> Colouring:
        """Give what points wear that are shared as in a snapshot; so many of them where the others are grey yet."""
        if step is None:
            return Colouring()
        return Colouring(self._place[step], None if swept is None else (), swept or 0)

    def codes(self, step: int) -> LabelArray:
        """Give the colours of all points as they are shared in a snapshot, shape (n,)."""
        found = self.history.at(self._place[step])
        assert found is not None
        return found

    def order(self, place: int, labels: LabelArray, rows: IntArray | None) -> NDArray[np.integer]:
        """Let the points take their colours in the order of certainty: those first that one component has alone."""
        step = self.shown[place]
        if self._certain is None or self._certain[0] != step:
            known = self.trace.responsibilities(step)
            most = np.zeros(self.trace.dataset.n) if known is None else known.max(axis=1)
            self._certain = step, np.round(most, 9)
        most = self._certain[1] if rows is None else self._certain[1][rows]
        assert len(most) == len(labels)
        return np.argsort(-most, kind="stable")


class SharedClouds(Clouds):
    """All points of a film of EM, at any number of them.

    Parameters
    ----------
    shared : Shared
        What they wear.
    places : Places
    styles : sequence of ClusterStyle
        One a component.
    theme : Theme
    opaque : bool, default True
        As for `Clouds`.
    """

    def __init__(
        self,
        shared: Shared,
        places: Places,
        styles: Sequence[ClusterStyle],
        theme: Theme,
        *,
        opaque: bool = True,
    ) -> None:
        self._shared, self._k = shared, len(styles)
        every = shared_styles(styles, theme.unassigned)
        course = PointColours(shared.history, len(places), n_codes(self._k), shared.order)
        super().__init__(course, places, every, theme, opaque=opaque)
        self._marked_in: tuple[tuple[int, int], Switched] | None = None
        self._turn = (0, 0)

    def turn(self, step: int, before: int) -> None:
        """Say between which snapshots rows switch, before their marks are asked for."""
        self._turn = (step, before)

    def switched(self, step: int, rows: IntArray) -> Switched:
        """Give the rows that switched, as they are marked: a few in their own colours, a crowd by its components."""
        if self._marked_in is None or self._marked_in[0] != self._turn:
            own, before = (self._shared.trace.history.at(at) for at in self._turn)
            assert own is not None
            assert before is not None
            n, places = len(self._places), self._places[rows]
            codes = self._shared.codes(self._shared.shown[step])[rows]
            marks = Switched.of(places, before[rows], codes, n, self._theme)
            if marks.is_crowd:
                marks = Switched.of(places, before[rows], own[rows], n, self._theme)
            self._marked_in = self._turn, marks
        return self._marked_in[1]

    def _sorted(self, colouring: Colouring) -> list[Dots]:
        return [dots._replace(role=self._role(dots.role)) for dots in super()._sorted(colouring)]

    def _role(self, role: str) -> str:
        """Name points by the component that has most of them."""
        head, is_cluster, number = role.partition("points cluster ")
        if not is_cluster:
            return role
        code = int(number) - 1
        return f"{head}points cluster {owner_of(code, self._k) + 1}{' shared' if code >= self._k else ''}"
