"""The page on which readers choose for themselves, as a file of a job."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from kmanim.errors import InputError
from kmanim.job.items import EXPLORE, Batch, Item
from kmanim.job.request import Request
from kmanim.page.explorer import Explorer, check_explored, explore
from kmanim.simulate.machines.centroids.trace import CentroidTrace


def explored(request: Request) -> Batch:
    """Give the page; what it cannot show is refused before the long work.

    Raises
    ------
    InputError
        If it cannot run the algorithm, or the data have no two columns of numbers or too many rows.
    """
    try:
        check_explored(request.dataset, request.algorithm)
    except InputError as error:
        raise InputError(f"--explore: {error}") from None
    return Batch((Item(name=EXPLORE),), partial(_save, request))


def _save(request: Request, paths: Sequence[Path]) -> list[None]:
    for path in paths:
        _page(request).save(path)
    return [None] * len(paths)


def _page(request: Request) -> Explorer:
    """Begin with the run of the pictures where it is of two columns, and else with two of the columns."""
    if request.explore == "beside" and request.dataset.d == 2:
        return explore(request.picked)
    given = dict(request.parameters)
    if (
        request.explore == "beside"
        and isinstance(request.picked, CentroidTrace)
        and request.picked.parameters.starts
    ):
        del given["init"]  # of all columns
    return explore(request.dataset, request.algorithm, seed=request.seed, **given)
