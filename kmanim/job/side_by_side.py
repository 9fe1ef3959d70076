"""The film of several runs side by side: on both scales, for each k, or for each value of a parameter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from kmanim.data.scaling import Scaling
from kmanim.errors import InputError, shown
from kmanim.films.base_film import BaseFilm
from kmanim.films.beside_classes import BesideClasses, check_known
from kmanim.films.side_by_side import SideBySide
from kmanim.job.items import ASKED, Batch, Item, Shown
from kmanim.job.request import Request
from kmanim.simulate.algorithm import algorithm_of
from kmanim.simulate.choose_k.choice_plan import RUNS
from kmanim.simulate.record import run
from kmanim.simulate.registry import make_parameters
from kmanim.simulate.runs.runs import run_many
from kmanim.simulate.sweeps.swept import Swept
from kmanim.simulate.trace import Trace
from kmanim.story.description import Description

STEM = "side-by-side"
_TITLES = {"scales": "Raw against scaled", "classes": "The groups that are known, and the clusters"}


def side_by_side(request: Request) -> Batch:
    """Give the film in each format, and the still that stands for it; what cannot be done is refused before it is long.

    Raises
    ------
    InputError
        If scales make no difference to the data, no groups are known, or rows are fewer than a k asks for.
    """
    items = [Item(name=f"{STEM}.{suffix}", kind="film", lead=ASKED) for suffix in request.formats]
    items.append(Item(name=f"{STEM}.png"))
    _check(request)
    return Batch(tuple(items), partial(_save, request), weight=1_000)


def _check(request: Request) -> None:
    dataset, wanted = request.dataset, request.side_by_side
    if wanted == "scales":
        if any(dataset.coded):
            raise InputError(
                f"{shown(dataset.name)} has columns of categories, which have no scale to compare"
            )
        if dataset.d == 1:
            raise InputError(f"{shown(dataset.name)} has one column, which is clustered alike on every scale")
    elif wanted == "classes":
        check_known(dataset)
    elif _swept(wanted):
        for given in _each(request):
            algorithm_of(request.algorithm).check(
                dataset, dataset.values, make_parameters(request.algorithm, given)
            )
    elif wanted is not None:
        largest = make_parameters(request.algorithm, {**request.parameters, "k": max(_ks(wanted))})
        algorithm_of(request.algorithm).check(dataset, dataset.values, largest)


def _save(request: Request, paths: Sequence[Path]) -> list[Shown | None]:
    film = _film(request)
    film.save_all(paths, loop=request.loop, fps=request.fps, max_bytes=request.max_bytes)
    wanted = request.side_by_side
    what = " and ".join(one.name for one in _swept(wanted)) or "k"
    title = _TITLES.get(str(wanted), f"One {what} beside the other")
    words = Description(title, film.captions[-1], film.alt)
    told = Shown(
        width=request.look.width, height=request.look.height, words=words,
        duration_ms=film.duration_ms, captions=film.captions,
    )  # fmt: skip
    return [*([told] * len(request.formats)), None]


def _film(request: Request) -> BaseFilm:
    paced: dict[str, Any] = {"pace": request.pace, "max_seconds": request.max_seconds}
    if request.side_by_side == "classes":
        return BesideClasses(request.picked, look=request.look, **paced)
    drawn = {
        name: value for name, value in request.film_options.items() if name in ("regions", "trail", "space")
    }
    return SideBySide(_traces(request), _titles(request), look=request.look, **paced, **drawn)


def _titles(request: Request) -> list[str] | None:
    """Call runs as their values were said where these were no plain numbers: ``discount = 10 % a year``."""
    differing = _swept(request.side_by_side)
    if not any(one.is_read for one in differing):
        return None
    return [
        ", ".join(
            f"{one.name.replace('_', ' ')} = {text}" for one, text in zip(differing, texts, strict=True)
        )
        for texts in zip(*(one.texts for one in differing), strict=True)
    ]


def _traces(request: Request) -> list[Trace]:
    if request.side_by_side == "scales":
        return _on_both_scales(request)
    if _swept(request.side_by_side):
        return [_run_of(request, given) for given in _each(request)]
    parameters = request.picked.parameters
    own = {name: value for name, value in request.parameters.items() if name != "k"}
    given = {**parameters.for_several_k, **own}
    runs = request.runs or (1 if parameters.deterministic else RUNS)
    return [
        run_many(request.algorithm, request.dataset, runs, seed=request.seed, k=k, **given).best
        for k in _ks(request.side_by_side)
    ]


def _ks(wanted: object) -> tuple[int, ...]:
    """Give the numbers of clusters that are side by side; none where other things are."""
    return tuple(one for one in wanted if isinstance(one, int)) if isinstance(wanted, tuple) else ()


def _swept(wanted: object) -> tuple[Swept, ...]:
    """Give the parameters that take several values; none where other things are side by side."""
    return tuple(one for one in wanted if isinstance(one, Swept)) if isinstance(wanted, tuple) else ()


def _each(request: Request) -> list[dict[str, Any]]:
    """Give the parameters of every run: those that all have, and one value each of those that differ."""
    differing = _swept(request.side_by_side)
    return [
        {**request.parameters, **{one.name: value for one, value in zip(differing, values, strict=True)}}
        for values in zip(*(one.values for one in differing), strict=True)
    ]


def _run_of(request: Request, given: Mapping[str, Any]) -> Trace:
    """Run from the one start that all have, or take the best of several runs if these were asked for."""
    runs = request.runs or 1
    if runs == 1 or make_parameters(request.algorithm, given).deterministic:
        alone: Trace = run(request.algorithm, request.dataset, seed=request.seed, **given)
        return alone
    return run_many(request.algorithm, request.dataset, runs, seed=request.seed, **given).best


def _on_both_scales(request: Request) -> list[Trace]:
    """Run from the start of the run that was picked on the other scale, too; the raw one comes first."""
    picked, dataset = request.picked, request.dataset
    is_raw = dataset.scaling.method == "none"
    other = replace(dataset, scaling=Scaling.fit("zscore" if is_raw else "none", dataset.points))
    begins = picked.begins()
    given = {name: value for name, value in request.parameters.items() if name not in ("k", "init", *begins)}
    scaled = run(request.algorithm, other, seed=request.seed, **begins, **given)
    return [picked, scaled] if is_raw else [scaled, picked]
