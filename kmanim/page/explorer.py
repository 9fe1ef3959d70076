"""A page on which readers choose starts or a radius and go through the run themselves, as an object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kmanim.atomic import write_whole
from kmanim.data.column_names import find, split_names
from kmanim.data.dataset import Dataset
from kmanim.data.make_dataset import dataset as made
from kmanim.errors import InputError, MissingPackage, counted, listed, shown
from kmanim.films.film import Film, animate
from kmanim.page.builtin_tables import OFFERED, offered_as, whole
from kmanim.page.choices import EXPLORED, choices_of
from kmanim.page.contents import contents
from kmanim.page.document import page
from kmanim.page.framed import framed
from kmanim.page.poster import poster_of
from kmanim.page.steps import steps_of
from kmanim.shown.notebook import HTML, PNG, TEXT, Displayed, Maker, Still
from kmanim.simulate.input import dataset_of
from kmanim.simulate.record import run
from kmanim.simulate.registry import make_parameters, parameters_of
from kmanim.simulate.trace import Trace

if TYPE_CHECKING:
    from kmanim.page.widget import ExplorerWidget

MOST_ROWS: Mapping[str, int] = {"kmeans": 5_000, "dbscan": 2_000}


class Explorer(Displayed):
    """A page that answers; `explore` makes it.

    The last line of a cell shows it, in a frame of its own from which nothing reaches the notebook. Where no scripts
    may run, as in a notebook that is not trusted, a picture stands in its place.

    Attributes
    ----------
    trace : Trace
        The run that the page begins with, or, where the reader is to place starts, one that shows how such runs end.
    contents : dict
        What the page is written with: tables by name, and what it begins with.
    """

    def __init__(self, trace: Trace, table: Dataset, first: Mapping[str, Any], called: str = "") -> None:
        self.trace = trace
        self._table = table
        self.contents = contents(table, first, called=called)
        self._name = self.contents["first"]["data"]

    def save(self, path: str | Path) -> Path:
        """Write the page as one HTML file, which opens from disk and needs nothing else.

        Parameters
        ----------
        path : str or Path
            ``.html``.

        Returns
        -------
        Path
            The file written.

        Raises
        ------
        InputError
            If the suffix is another.
        OutputError
            If the file cannot be written; what stood there before still does.
        """
        if not isinstance(path, (str, PathLike)):
            raise InputError(f"a page is saved at a path such as 'page.html', got {shown(repr(path))}")
        path = Path(path)
        if path.suffix.lower() not in (".html", ".htm"):
            raise InputError(f"a page is an .html file, not {shown(path.name)}")
        write_whole(path, self.html)
        return path

    def widget(self) -> ExplorerWidget:
        """Give the page as a widget, whose choices are read and set in Python.

        Returns
        -------
        ExplorerWidget
            ``w.starts`` are the centres that the reader has placed, ``w.trace()`` is the run that is on the screen.

        Raises
        ------
        MissingPackage
            If anywidget is not installed: ``pip install 'kmanim[widget]'``.
        """
        try:
            from kmanim.page.widget import ExplorerWidget  # noqa: PLC0415 - its package is an extra
        except ModuleNotFoundError as error:
            if error.name != "anywidget":
                raise
            raise MissingPackage("a widget", "anywidget", "widget") from None
        return ExplorerWidget(self.contents, self._table)

    @cached_property
    def html(self) -> str:
        """The page."""
        return page(
            self.contents,
            name=self._name,
            poster=poster_of(self._film),
            size=self._size,
            alt=self._film.alt_of(-1),
            steps=steps_of(self.trace),
            notes=self._notes,
        )

    @cached_property
    def _film(self) -> Film:
        return animate(self.trace)

    @property
    def _notes(self) -> tuple[str, ...]:
        if self.trace.finished:
            return ()
        turns = counted(self.trace.iterations, self.trace.turn[0])
        return (f"The run that was recorded was stopped after {turns}; here it goes on to its end.",)

    def __repr__(self) -> str:
        return f"<Explorer: {self.trace.parameters.title} on {shown(self._name)}>"

    def _kinds(self) -> Mapping[str, Maker]:
        """Be the page in a frame, a picture of how the run ends, or a line of text."""
        return {
            HTML: lambda: framed(self.html, self.still, title=repr(self)[1:-1]),
            PNG: lambda: self.still,
            TEXT: lambda: repr(self),
        }

    @property
    def _size(self) -> tuple[int, int]:
        return self._film.look.width, self._film.look.height

    @cached_property
    def still(self) -> Still:
        """The picture that stands for the page where it cannot be, and leads to it: how its run ends."""
        return Still(self._film._made(".png"), self._size, self._film.alt_of(-1))


def explore(
    data: object,
    algorithm: str | None = None,
    *,
    columns: str | Sequence[str] | None = None,
    scale: str | None = None,
    seed: int = 0,
    **params: Any,
) -> Explorer:
    """Make a page on which readers choose for themselves and go through every step.

    They place starts or have them drawn, set k, or eps and min_samples, step through the run forwards and backwards,
    look at any point, and share what is on the screen as a link or a command. The page is one file without a network.

    Parameters
    ----------
    data : Dataset, array_like, DataFrame, str, Path or Trace
        What is clustered: a data set, or whatever `kmanim.load` takes. Or a recorded run of k-means or DBSCAN on two
        columns, which the page begins with.
    algorithm : {"kmeans", "dbscan"}, optional
        What the page begins with, k-means by default; readers can change it.
    columns : str or sequence of str, optional
        The two columns that the page begins with, as ``"weight,horsepower"`` or one by one; the first two by default,
        and of built-in tables those that are worth it.
    scale : {"none", "zscore", "minmax"}, optional
        How columns are brought to one scale; as the data set has it by default.
    seed : int, default 0
        Of all that is drawn for what the page begins with.
    **params
        What the algorithm is told: ``k=3``, ``init=[(1000, 150), (1500, 150)]``, ``eps=0.3``, ``min_samples=4``.
        Without `init` it is the reader who places the starts.

    Returns
    -------
    Explorer
        It shows itself in a notebook; `Explorer.save` writes the page.

    Raises
    ------
    InputError
        If the algorithm is another, an option will not do, or the data have no two columns of numbers or too many rows.

    Examples
    --------
    >>> import kmanim
    >>> page = kmanim.explore("mtcars", init=[(1000, 150), (1500, 150)])
    >>> page.contents["first"]["k"]
    2
    """
    if isinstance(data, Trace):
        given = {"algorithm": algorithm, "columns": columns, "scale": scale, "seed": seed or None, **params}
        for name, value in given.items():
            if value is not None:
                raise InputError(f"a recorded run says everything itself; leave {name} out, or give its data")
        check_explored(data.dataset, data.algorithm)
        if data.dataset.d != 2:
            raise InputError(
                f"the page shows two columns, and this run has {data.dataset.d}; run it on two, such as "
                "kmanim.load(..., columns='x,y')"
            )
        return Explorer(data, data.dataset, choices_of(data) | {"step": 0})
    name = _check_algorithm("kmeans" if algorithm is None else algorithm)
    told = make_parameters(name, params)
    table = whole(data) if isinstance(data, str) and data in OFFERED else dataset_of(data, told)
    check_explored(table, name)
    return _begun(table, name, columns, scale, seed, params, called=_called(data))


def _begun(
    table: Dataset,
    algorithm: str,
    columns: str | Sequence[str] | None,
    scale: str | None,
    seed: int,
    params: dict[str, Any],
    called: str,
) -> Explorer:
    """Run what the page begins with."""
    known = OFFERED.get(offered_as(table), {})
    names = [feature.name for feature in table.features]
    chosen = _chosen(table, columns, [name for name in known.get("columns", ()) if name in names])
    two = _of_two(table, chosen, table.scaling.method if scale is None else scale)
    own = algorithm == "kmeans" and params.get("init") is None
    if own and params.get("k") is None and "k" in known:
        params = params | {"k": min(known["k"], two.n)}
    trace = run(algorithm, two, seed=seed, **params)
    first = choices_of(trace)
    if own:
        first |= {"init": "own", "starts": [], "startRows": [], "relocated": []}
    return Explorer(trace, table, first | {"step": None}, called)


def _chosen(table: Dataset, columns: str | Sequence[str] | None, known: Sequence[str]) -> list[int]:
    """Choose the places of two columns."""
    names = [feature.name for feature in table.features]
    if columns is None:
        return [names.index(name) for name in known] if len(known) == 2 else [0, 1]
    wanted = split_names(columns, "columns")
    places = find(wanted, names, shown(table.name))
    if len(places) != 2:
        raise InputError(f"columns must name two columns, got {listed(map(repr, wanted))}")
    return places


def _of_two(table: Dataset, places: Sequence[int], scale: str) -> Dataset:
    """Give the two columns as a data set of their own."""
    if list(places) == list(range(table.d)) and scale == table.scaling.method:
        return table
    return made(
        np.ascontiguousarray(table.points[:, list(places)]),
        name=table.name,
        features=[table.features[place] for place in places],
        labels=table.labels,
        noun=table.noun,
        scale=scale,
        source=table.source,
        rows=table.rows,
    )


def _check_algorithm(name: object) -> str:
    """Refuse an algorithm that the page cannot run."""
    if not isinstance(name, str):
        raise InputError(
            f"algorithm must be {listed(map(repr, EXPLORED), 'or')}, got {shown(repr(name))}; "
            "of a fitted estimator, give the run: kmanim.explore(kmanim.run(estimator, data))"
        )
    kind = parameters_of(name)
    if name not in EXPLORED:
        where = " on rows in pieces" if kind.counts else ""
        raise InputError(
            f"the page runs {listed(EXPLORED)}, not {kind.title}{where}; a film of it can be stepped through, too: "
            "--format html, or kmanim.animate(trace).player() in Python"
        )
    return name


def check_explored(dataset: Dataset, algorithm: str) -> None:
    """Refuse what no page can show.

    Raises
    ------
    InputError
        If it cannot run the algorithm, or the data have no two columns of numbers or too many rows.
    """
    most = MOST_ROWS[_check_algorithm(algorithm)]
    if dataset.d < 2:
        names = listed(feature.name for feature in dataset.features)
        raise InputError(
            f"the page shows two columns of numbers, and here is one of {shown(dataset.name)} ({names})"
        )
    if dataset.n > most:
        raise InputError(
            f"the page takes at most {most:,} {dataset.noun[1]} for {parameters_of(algorithm).title}, and "
            f"{shown(dataset.name)} has {dataset.n:,}; kmanim.animate makes films of more"
        )


def _called(data: object) -> str:
    """Say what a command calls the data: a file by its name; what is no file has none."""
    if isinstance(data, (str, PathLike)) and Path(data).suffix:
        return Path(data).name
    return ""
