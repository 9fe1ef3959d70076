"""The table that is clustered, checked once at the door."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from kmanim.arrays import FloatArray, IntArray, frozen
from kmanim.data.feature import Feature, texts
from kmanim.data.limits import check_finite, check_range, check_size, clean, quoted
from kmanim.data.scaling import Scaling, highest, lowest
from kmanim.data.target import Target
from kmanim.data.view import View
from kmanim.errors import InputError, listed, shown
from kmanim.letters.fonts import spelled
from kmanim.shown.frames import frame_of
from kmanim.shown.notebook import Tabled

if TYPE_CHECKING:
    import pandas as pd

CLUSTER = "cluster"  # what the column of labels is called in a DataFrame


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False, kw_only=True, repr=False)
class Dataset(Tabled):
    """Points in the plane or in more dimensions, with all that is needed to talk about them.

    `kmanim.data.make_dataset.dataset` makes one from points alone. Making one checks that all parts fit together.

    Attributes
    ----------
    name : str
        A short name, for titles and folders.
    points : ndarray of shape (n, d), float64, read-only
        The columns in their original units, all finite, n >= 1 and d >= 1; of categories, their places in
        `Feature.levels`.
    features : tuple of Feature, length d
        Names and units of the columns.
    labels : tuple of str, length n, or None
        What each row is called, for example ``"Mazda RX4"``.
    noun : (str, str)
        What one row is and what many are, for captions: ``("car", "cars")``.
    categorical : mapping of str to tuple of str
        The columns that are not clustered and no numbers, by name.
    classes : str
        The one of these columns that says which group a row is known to belong to; clusters are compared with it in the
        end. Empty for none.
    target : Target or None
        The column that shall be told from those of the points, which it is not among. None as a rule: then nothing is
        to be told.
    scaling : Scaling
        How the points are scaled for clustering; pictures stay in original units.
    view : View
        How the points are shown in the plane.
    notes : tuple of str
        What a reader must know of the reading: rows left out, scaling advice. One sentence each.
    reading : tuple of str
        Those of the notes that are about the file and say nothing of its rows: who looks at pictures need not know.
    source : str
        Where the data come from, and their licence, where known.
    lesson : str
        Which of the sets this is that show what an algorithm cannot do; stories have something to say of them. Empty
        for others.
    rows : ndarray of shape (n,), or None
        Where each row (0-based) stands in the source, in order, if others were left out: rows without names are called
        by their number there.
    values : ndarray of shape (n, d), float64, read-only
        What is clustered: the scaled points; the points themselves if unscaled. Not given, but computed once.
    low, high : ndarray of shape (d,), float64, read-only
        The least and the largest value of every column, in original units. Not given, either.

    Raises
    ------
    InputError
        If a part does not fit the points, or the points are not finite numbers that can be told apart.
    """

    name: str
    points: FloatArray
    features: tuple[Feature, ...]
    labels: tuple[str, ...] | None = None
    noun: tuple[str, str] = ("point", "points")
    categorical: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    classes: str = ""
    target: Target | None = None
    scaling: Scaling
    view: View
    notes: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()
    source: str = ""
    lesson: str = ""
    rows: IntArray | None = None
    values: FloatArray = field(init=False)
    low: FloatArray = field(init=False)
    high: FloatArray = field(init=False)

    def __post_init__(self) -> None:
        points = np.asarray(self.points)
        if points.ndim != 2 or points.dtype.kind not in "fiu":
            raise InputError(
                f"points must be numbers of shape (rows, columns), got {points.dtype} of shape {points.shape}"
            )
        points = frozen(points.astype(np.float64, copy=False))
        _set = functools.partial(object.__setattr__, self)
        _set("points", points)
        _set("features", tuple(self.features))
        _set("name", texts([self.name], "name")[0])
        if self.labels is not None:
            _set("labels", texts(self.labels, "labels"))
        columns = {clean(name): texts(cells, quoted(name)) for name, cells in self.categorical.items()}
        _set("categorical", MappingProxyType(columns))
        _set("classes", clean(self.classes))
        _set("notes", tuple(self.notes))
        _set("reading", tuple(self.reading))
        if self.rows is not None:
            _set("rows", frozen(np.asarray(self.rows, dtype=np.intp)))
        self._check()
        _set("low", frozen(lowest(points)))
        _set("high", frozen(highest(points)))
        _set("values", frozen(self.scaling.apply(points)))

    def _check(self) -> None:
        n, d = self.points.shape
        names = [feature.name for feature in self.features]
        where = quoted(self.name)
        check_size(n, d, where)
        if len(names) != d or len(set(names)) != d:
            raise InputError(
                f"{where} has {d} columns and needs as many names, all different; got {listed(names)}"
            )
        check_finite(self.points, names, where)
        check_range(self.points, names, where)
        counts = {"labels": len(self.labels)} if self.labels is not None else {}
        if self.rows is not None:
            counts["rows"] = len(self.rows)
            if (self.rows[:1] < 0).any() or (np.diff(self.rows) <= 0).any():
                raise InputError(f"{where}: rows must be places from 0 on, in order")
        if self.target is not None:
            counts["target"] = len(self.target.values)
            if self.target.name in (*names, *self.categorical):
                raise InputError(
                    f"{where}: column {quoted(self.target.name)} is the target and cannot be among the others, too"
                )
        counts |= {f"column {quoted(name)}": len(cells) for name, cells in self.categorical.items()}
        for what, count in counts.items():
            if count != n:
                raise InputError(f"{where} has {n} rows, but {what} has {count}")
        if self.classes and self.classes not in self.categorical:
            raise InputError(f"{where} has no column {quoted(self.classes)} beside those that are clustered")
        factor = self.scaling.factor
        if self.scaling.shift.shape != (d,) or factor.shape != (d,) or not (factor > 0).all():
            raise InputError(f"{where}: scaling must have {d} shifts and {d} factors above 0")
        if self.view.origin.shape != (d,) or self.view.axes.shape != (d, 2):
            raise InputError(f"{where}: the view must map {d} columns to 2")
        self._check_levels(where)

    def _check_levels(self, where: str) -> None:
        for column, feature in enumerate(self.features):
            codes, count = self.points[:, column], len(feature.levels)
            if not count:
                continue
            if ((codes < 0) | (codes >= count) | (codes % 1 != 0)).any():
                raise InputError(
                    f"{where}: column {quoted(feature.name)} has {count} levels; its points must be 0 to {count - 1}"
                )
            if self.scaling.shift[column] != 0 or self.scaling.factor[column] != 1:
                raise InputError(
                    f"{where}: column {quoted(feature.name)} holds categories, which have no scale"
                )
            if len(self.view.levels[column] if self.view.levels else ()) != count:
                raise InputError(
                    f"{where}: the view must place each of the {count} levels of {quoted(feature.name)}"
                )

    @property
    def n(self) -> int:
        """Number of rows."""
        return int(self.points.shape[0])

    @property
    def d(self) -> int:
        """Number of clustered columns."""
        return int(self.points.shape[1])

    @property
    def coded(self) -> tuple[bool, ...]:
        """Which columns hold categories, length d."""
        return tuple(bool(feature.levels) for feature in self.features)

    def row_name(self, row: int) -> str:
        """Say what row `row` (0-based) is called: its label, or ``point 17`` (1-based) where it has none."""
        label = self.labels[row] if self.labels is not None else ""
        return label or f"{self.noun[0]} {self.row_number(row)}"

    def row_number(self, row: int) -> int:
        """Say which row of the source row `row` (0-based) is, counted from 1: others may have been left out."""
        return row + 1 if self.rows is None else int(self.rows[row]) + 1

    def drawn_name(self, row: int) -> str:
        """Say what row `row` is called in pictures: by its number where no font here has the letters of its name."""
        name = self.row_name(row)
        return name if spelled(name) else f"{self.noun[0]} {self.row_number(row)}"

    def to_frame(self, labels: ArrayLike | None = None) -> pd.DataFrame:
        """Give the rows as a DataFrame: clustered columns in original units, target, other columns, cluster.

        Parameters
        ----------
        labels : array_like of shape (n,), optional
            The cluster of each row, from 0, such as `Trace.labels`. They become the column ``cluster``, which counts
            from 1 as pictures do, and is missing where a row is in none.

        Returns
        -------
        pandas.DataFrame
            Its index is what the rows are called, where they have names. `kmanim.load` reads it again.

        Raises
        ------
        InputError
            If there are not as many labels as rows, or a column has that name.

        Examples
        --------
        >>> import kmanim
        >>> cars = kmanim.load("mtcars")
        >>> trace = kmanim.run("kmeans", cars, k=2, seed=0)
        >>> cars.to_frame(trace.labels).groupby("cluster")["weight"].mean().round().tolist()
        [1721.0, 1023.0]
        """
        columns: dict[str, Sequence[Any]] = {}
        for feature, cells in zip(self.features, self.points.T.tolist(), strict=True):
            columns[feature.name] = [feature.levels[int(code)] for code in cells] if feature.levels else cells
        if self.target is not None:
            columns[self.target.name] = [self.target.cell(row) for row in range(self.n)]
        columns |= self.categorical
        if labels is not None:
            numbers = np.asarray(labels)
            if numbers.shape != (self.n,) or numbers.dtype.kind not in "iu":
                raise InputError(
                    f"labels must be {self.n} whole numbers, got {numbers.dtype} of {numbers.shape}"
                )
            if CLUSTER in columns:
                raise InputError(f"{quoted(self.name)} has a column {CLUSTER} already; leave labels out")
            columns[CLUSTER] = [None if label < 0 else label + 1 for label in numbers.tolist()]
        return frame_of(columns, self.labels if self.rows is None or self.labels else self.rows.tolist())

    def _seen(self) -> tuple[int, Callable[[int], Mapping[str, object]]]:
        def row(place: int) -> dict[str, object]:
            cells: dict[str, object] = {
                feature.name: feature.levels[int(code)] if feature.levels else float(code)
                for feature, code in zip(self.features, self.points[place], strict=True)
            }
            if self.target is not None:
                cells[self.target.name] = self.target.cell(place)
            others = {name: column[place] for name, column in self.categorical.items()}
            return {self.noun[0]: self.row_name(place), **cells, **others}

        return self.n, row

    def __repr__(self) -> str:
        columns = listed(feature.name for feature in self.features)
        target = f", target {shown(self.target.name)}" if self.target is not None else ""
        # Who looks at what was read sees what was made of it: that a column was left aside is noticed late.
        reading = "".join(f"\n  {sentence}" for sentence in self.reading)
        return (
            f"Dataset({quoted(self.name)}: {self.n} {self.noun[self.n != 1]} by {columns}{target}{reading})"
        )

    def __reduce__(self) -> tuple[Callable[[], Dataset], tuple[()]]:
        # A read-only mapping cannot be pickled or deep-copied: a copy is made the way the first was, checked.
        parts: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self) if f.init}
        return functools.partial(Dataset, **parts | {"categorical": dict(self.categorical)}), ()
