"""What the command line asks for: a data set, and a job with it."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from kmanim.command.console import Console
from kmanim.command.groups import algorithm, comparisons, data, files, film, look, post
from kmanim.command.surroundings import no_garbage
from kmanim.command.which_algorithm import check_spelling
from kmanim.errors import InputError, shown
from kmanim.simulate.registry import make_parameters

if TYPE_CHECKING:
    from kmanim.data.dataset import Dataset
    from kmanim.data.pieces.large_dataset import LargeDataset
    from kmanim.job.job import Job
    from kmanim.simulate.parameters._base import Parameters


def dataset(said: argparse.Namespace) -> tuple[Dataset, LargeDataset | None]:
    """Read the data, and settle what was left open for the algorithm: its target, its scale.

    What takes no data has a table of its own; rows in pieces have an outline, and stand beside it.
    """
    parameters = make_parameters(said.algorithm, said.parameters)
    if said.kinds == "none":
        return parameters.own_data(), None
    from kmanim.data.load import loaded  # noqa: PLC0415 - heavy

    try:
        read = loaded(said.data, **data.wanted(said))
    except InputError:
        check_spelling(said.data)
        raise
    if getattr(read, "comes_in_pieces", False):
        from kmanim.job.in_pieces import outline_of  # noqa: PLC0415 - wanted by few

        large = cast("LargeDataset", read)
        return outline_of(large), large
    return _settled(read, said, parameters), None


def beside(said: argparse.Namespace) -> Dataset | None:
    """Read the second data set of a sweep."""
    from kmanim.data.load import loaded  # noqa: PLC0415 - heavy

    if said.with_data is None:
        return None
    scale = data.wanted(said)["scale"]
    second = loaded(said.with_data, kinds=said.kinds, scale=scale, seed=said.seed)
    return _settled(second, said, make_parameters(said.algorithm, said.parameters))


def _settled(read: Dataset, said: argparse.Namespace, parameters: Parameters) -> Dataset:
    from kmanim.simulate.input import fitting, with_scale_told  # noqa: PLC0415 - heavy

    return fitting(read if said.scale is not None else with_scale_told(read, parameters), parameters)


def film_options(said: argparse.Namespace, dataset: Dataset, console: Console) -> dict[str, Any]:
    """Give what films can be told besides, with rows read as people count."""
    from kmanim.simulate.registry import parameters_of  # noqa: PLC0415 - not needed for --help

    options = dict(said.film_options)
    for field in dataclasses.fields(parameters_of(said.algorithm).story_options):
        if field.metadata["rows"] and field.name in options:
            flag = f"--{field.name.replace('_', '-')}"
            options[field.name] = [_row(flag, wanted, dataset, console) for wanted in options[field.name]]
    return options


def _row(flag: str, wanted: str, dataset: Dataset, console: Console) -> str | int:
    """Read a row as people count, from 1, unless it is a row's name."""
    names = dataset.labels or ()
    if names.count(wanted) > 1:
        console.warn(
            f"{names.count(wanted)} rows are called {shown(repr(wanted))}; the first one is explained."
        )
    if wanted in names or not (wanted.isascii() and wanted.removeprefix("-").isdigit()):
        return wanted
    number = int(wanted) if len(wanted) < 12 else 0
    first, last = dataset.row_number(0), dataset.row_number(dataset.n - 1)
    if not first <= number <= last:
        raise InputError(
            f"{flag}: there is no row {shown(wanted)}; {shown(dataset.name)} has rows {first} to {last}"
        )
    row = number - 1 if dataset.rows is None else int(dataset.rows.searchsorted(number - 1))
    if dataset.row_number(row) != number:
        raise InputError(
            f"{flag}: {dataset.noun[0]} {number} was left out of {shown(dataset.name)}; name another"
        )
    return row


def job(
    said: argparse.Namespace,
    dataset: Dataset,
    film_options: dict[str, Any],
    tell: Callable[[int, int, str], None],
    beside: Dataset | None = None,
    large: LargeDataset | None = None,
) -> Job:
    """Make the job; nothing is run yet."""
    with no_garbage():
        from kmanim.job.job import Job  # noqa: PLC0415 - heavy
        from kmanim.job.workers import processes  # noqa: PLC0415 - not needed for --help
        from kmanim.plot.style.look import Look  # noqa: PLC0415 - heavy

    return Job(
        dataset=dataset,
        large=large,
        **algorithm.wanted(said),
        **comparisons.wanted(said),
        sweep_beside=said.with_sweep if beside is not None else (),
        beside=beside,
        **film.wanted(said),
        look=Look(**look.wanted(said)),
        film_options=film_options,
        **files.wanted(said),
        **post.wanted(said),
        command=said.command,
        workers=processes(said.jobs),
        tell=tell,
    )


def spare_input(said: argparse.Namespace, job: Job) -> None:
    """Refuse to replace the very file that was read, even one that an earlier run wrote."""
    if said.kinds == "none":
        return
    source = Path(said.data)
    for path in job.paths:
        same = False
        with suppress(OSError, ValueError):
            same = path.name == source.name and path.samefile(source)
        if same:
            raise InputError(
                f"{shown(said.data)} would be overwritten by its own pictures; choose another --out"
            )
