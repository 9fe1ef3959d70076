"""The page as a widget of a notebook, whose choices Python reads and sets; needs anywidget, an extra."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import anywidget
import numpy as np
import traitlets

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.errors import InputError, listed, shown
from kmanim.page.builtin_tables import whole
from kmanim.page.choices import DEFAULTS, EXPLORED
from kmanim.page.document import SHEETS
from kmanim.page.link import Link
from kmanim.page.linked_run import data_of, run_link
from kmanim.simulate.trace import Trace
from kmanim.web.assets import script, style

# What choices are called where they are more than one word.
_NAMES = {
    "startRows": "start_rows",
    "minSamples": "min_samples",
    "orderRows": "order_rows",
}


class ExplorerWidget(anywidget.AnyWidget):
    """The page that answers, in a cell, with its choices as traits; `Explorer.widget` makes it.

    What the reader does is seen here at once, and what is set here is shown there: ``w.k = 3``, ``w.step = 4``.

    Attributes
    ----------
    algorithm : {"kmeans", "dbscan"}
    data : str
        Which of the page's tables is clustered, by its name.
    columns : list of str
        The two columns.
    scale : {"none", "zscore", "minmax"}
    k : int
        Number of clusters, 1 to 50.
    init : str
        How the starts were found: ``"own"`` if they were placed, else by which rule they were drawn.
    starts : list of list of float
        Those that are placed or drawn so far, in original units.
    start_rows : list of int
        The rows (0-based) that were drawn as starts.
    empty : {"keep", "farthest", "resample"}
        What becomes of a centre without points.
    relocated : list of int
        The rows (0-based) that such centres were put on.
    eps : float or None
        The radius, in the units that are clustered; None for the one that is estimated.
    min_samples : int
        How many neighbours make a core point, itself counted.
    order : {"rows", "backwards", "random", "picked"}
        In which order points have their turn.
    order_rows : list of int
        The rows (0-based) in that order, as far as it was drawn or picked.
    step : int or None
        Which picture is shown, from 0; None while the reader chooses.
    by : {"visit", "cluster", "all"}
        How much of DBSCAN one step shows.
    """

    _esm = script("widget.js")

    algorithm = traitlets.Enum(EXPLORED, "kmeans").tag(sync=True)
    data = traitlets.Unicode().tag(sync=True)
    columns = traitlets.List(traitlets.Unicode(), minlen=2, maxlen=2).tag(sync=True)
    scale = traitlets.Enum(("none", "zscore", "minmax"), "none").tag(sync=True)
    k = traitlets.Int(2, min=1, max=50).tag(sync=True)
    init = traitlets.Unicode("own").tag(sync=True)
    starts = traitlets.List(traitlets.List(traitlets.Float(), minlen=2, maxlen=2), maxlen=50).tag(sync=True)
    start_rows = traitlets.List(traitlets.Int()).tag(sync=True)
    empty = traitlets.Enum(("keep", "farthest", "resample"), "keep").tag(sync=True)
    relocated = traitlets.List(traitlets.Int()).tag(sync=True)
    eps = traitlets.Float(None, allow_none=True).tag(sync=True)
    min_samples = traitlets.Int(5, min=1, max=1_000_000).tag(sync=True)
    order = traitlets.Enum(("rows", "backwards", "random", "picked"), "rows").tag(sync=True)
    order_rows = traitlets.List(traitlets.Int()).tag(sync=True)
    step = traitlets.Int(None, allow_none=True, min=0).tag(sync=True)
    by = traitlets.Enum(("visit", "cluster", "all"), "visit").tag(sync=True)

    _contents = traitlets.Dict().tag(sync=True)
    _looks = traitlets.Unicode().tag(sync=True)
    _points: traitlets.List[list[float]] = traitlets.List().tag(sync=True)

    def __init__(self, contents: Mapping[str, Any], table: Dataset) -> None:
        self._table = table
        chosen = {**DEFAULTS, **contents["first"]}
        super().__init__(
            _contents=dict(contents),
            _looks=_looks(),
            **{_NAMES.get(name, name): value for name, value in chosen.items()},
        )

    def __repr__(self) -> str:
        return f"<ExplorerWidget: {self.algorithm} on {shown(self.data)}>"

    @property
    def choices(self) -> dict[str, Any]:
        """All that is chosen, by name."""
        return {name: getattr(self, _NAMES.get(name, name)) for name in ("data", "columns", *DEFAULTS)}

    @property
    def points(self) -> FloatArray:
        """The points that are clustered, in original units, shape (n, 2); also those that the reader has placed."""
        return data_of(self._link, self._known).points

    def trace(self) -> Trace:
        """Run what is on the screen, step by step as it is shown there.

        Returns
        -------
        Trace
            As `kmanim.run` gives it.

        Raises
        ------
        InputError
            If not all centres are placed.
        """
        missing = self.k - len(self.starts) if self.algorithm == "kmeans" else 0
        if missing:
            raise InputError(
                f"{len(self.starts)} of {self.k} centres are placed; place the others on the page, or set starts"
            )
        return run_link(self._link, self._known)

    @property
    def _link(self) -> Link:
        own = np.array(self._points, np.float64).reshape(-1, 2) if self._points else None
        return Link(choices=self.choices, points=own)

    @property
    def _known(self) -> Dataset | None:
        """The whole table that is chosen; None where its points come from the page."""
        if self._points:
            return None
        tables = self._contents["tables"]
        if self.data not in tables:
            raise InputError(f"the page has no table {shown(repr(self.data))}; known: {listed(tables, 'or')}")
        return self._table if tables[self.data]["source"] == "given" else whole(self.data)

    @traitlets.validate("eps")
    def _check_eps(self, proposal: Any) -> float | None:
        if proposal.value is not None and not 0 < proposal.value <= 1e100:
            raise traitlets.TraitError(f"eps must be a number above 0, got {shown(proposal.value)}")
        eps: float | None = proposal.value
        return eps


@cache
def _looks() -> str:
    """Give the styles of the page for a tree of its own, where what is around it has other names."""
    within = style(*SHEETS).replace(":root", ":host")
    return re.sub(r"(?<![\w.#-])body\{", ":host{display:block;", within)
