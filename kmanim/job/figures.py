"""The still figures of a job: of the run that was picked, and of all runs together.

A figure is two files of one name: what it says on the shelf `story/figures`, what it looks like on `plot/figures`.
Which ones a run has, its story says. The words' file offers `describe`, and may offer `SUBJECT` (what the figure is of:
the picked run, if it does not say), `stem` (the name of the file; its own name by default), `wanted` (whether there
is anything to show) and `LEAD` (its rank among the pictures that a page begins with; folded if it does not say). The
drawing's file offers one function made by `as_figure`; both are handed the subject.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from kmanim.data.scaling import Scaling
from kmanim.export.names import Names
from kmanim.export.writer import write_film
from kmanim.films.film import Film
from kmanim.films.still_file import save_page
from kmanim.job.items import ASKED, FIGURE, FURTHER, RESULT, STEPS, Batch, Item, Shown
from kmanim.job.request import Request
from kmanim.plot.pages.as_figure import figure_in
from kmanim.plot.pages.page import Page
from kmanim.simulate.runs.relabel import order_by_overlap
from kmanim.simulate.trace import Trace
from kmanim.story.description import Description

# What scaling changes is told of the best of so many runs on either scale, where that takes seconds: a single one
# would tell of its luck. Of very many not all: they would be done a second time.
FAIR_RUNS, MOST_RUNS = 50, 1_000

# What a figure is of, made when it is drawn: what is handed to its two files.
Subject = Callable[[], tuple[Any, ...]]


def figures(request: Request) -> Iterator[Batch]:
    """Give the figures in the order of a post; no two have one name, whatever rows are called."""
    film, names = request.steps, Names()

    def item(stem: str, **place: Any) -> Item:
        return Item(name=names.take(stem, f".{request.stills}"), kind="still", **place)

    def one(name: str, stem: str, subject: Subject, weight: int = 0) -> Batch:
        return Batch((item(stem, **_place(name)),), partial(_save, request, name, subject), weight=weight)

    steps = [f"step-{number + 1:02d}-{key.kind}" for number, key in enumerate(film.timeline.keyframes)]
    every = [(name, *found) for name in film.figures for found in _subjects(request, film, name)]
    # The strip stands for the film on a page that is printed; it comes before the steps one by one.
    for name, stem, subject, weight in (found for found in every if found[0] == "strip"):
        yield one(name, stem, subject, weight)
    *before, end = steps
    shown = (*(item(stem, fold=STEPS) for stem in before), item(end, fold=STEPS, lead=RESULT))
    yield Batch(shown, partial(_save_steps, request, film), weight=len(steps) // 3)
    for name, stem, subject, weight in (found for found in every if found[0] != "strip"):
        yield one(name, stem, subject, weight)
    if request.choose_k is not None:
        from kmanim.job.choices import figure_of  # noqa: PLC0415 - wanted by few
        from kmanim.simulate.choose_k.choice_plan import checked_ks  # noqa: PLC0415 - so, too

        checked_ks(request.dataset, request.choose_k)  # before the long work
        name = figure_of(request.algorithm)
        yield Batch((item(name, lead=ASKED),), partial(_save, request, name, partial(_choice, request)))


def _subjects(request: Request, film: Film, name: str) -> Iterator[tuple[str, Subject, int]]:
    """Give what a figure is drawn of, once or several times: the name of the file, the subject, how much work it is."""
    words, trace = _words(name), request.picked
    stem, wanted = getattr(words, "stem", None), getattr(words, "wanted", None)

    def found(subject: tuple[Any, ...], weight: int = 0) -> Iterator[tuple[str, Subject, int]]:
        if wanted is None or wanted(*subject):
            yield stem(*subject) if stem is not None else name, lambda: subject, weight

    match getattr(words, "SUBJECT", "run"):
        case "run":
            yield from found((trace,))
        case "runs":
            yield from found((request.compared,))
        case "explained row":
            rows = [key.rows[0] for key in film.timeline.keyframes if key.kind == "explain"]
            if not rows and film.profile == "walkthrough":
                rows = list(words.rows(trace))[:1]  # the film had no time for them
            for row in rows:
                yield from found((trace, row))
        case "both scales":
            # It runs on the other scale, too; of very many rows that takes as long as a film.
            yield name, partial(_on_two_scales, request), trace.iterations
        case other:
            raise ValueError(f"the figure {name} is of {other!r}, which no job has")


def _place(name: str) -> dict[str, Any]:
    """Say where a page has a figure: among the first ones, beside the steps that it belongs to, or with the rest."""
    words = _words(name)
    lead = getattr(words, "LEAD", 0)
    of_steps = name == "strip" or getattr(words, "SUBJECT", "run") == "explained row"
    return {"lead": FIGURE + lead if lead else 0, "fold": STEPS if of_steps else FURTHER}


def _words(name: str) -> ModuleType:
    return import_module(f"kmanim.story.figures.{name.replace('-', '_')}")


def _choice(request: Request) -> tuple[Any, ...]:
    choice = request.choice
    if choice is None:
        raise ValueError("nobody asked which k to choose")
    from kmanim.job.choices import drawn_of  # noqa: PLC0415 - as in `figures`

    return drawn_of(choice, request.parameters.get("k"))


def _on_two_scales(request: Request) -> tuple[Trace, Trace, int]:
    """Give the best runs on raw and on scaled values, clusters numbered alike, and of how many each is the best."""
    dataset = request.dataset
    is_raw = dataset.scaling.method == "none"
    other = replace(
        request,
        dataset=replace(dataset, scaling=Scaling.fit("zscore" if is_raw else "none", dataset.points)),
        workers=1,
        tell=None,
    )
    if not request.picked.parameters.deterministic:
        # On many rows no more runs than were asked for.
        asked, few = request.runs or 1, dataset.n <= request.picked.parameters.few_rows
        fair = min(max(FAIR_RUNS, asked), MOST_RUNS) if few else min(FAIR_RUNS, asked)
        request = request if fair == asked else replace(request, runs=fair)
        other = replace(other, runs=fair)
    here, there = request.compared.best, other.compared.best
    raw, scaled_too = (here, there) if is_raw else (there, here)
    return raw, scaled_too.relabelled(order_by_overlap(scaled_too, raw)), len(request.compared)


def _save(request: Request, name: str, subject: Subject, paths: Sequence[Path]) -> list[Shown]:
    (path,) = paths
    handed = subject()
    page: Page = figure_in(f"kmanim.plot.figures.{name.replace('-', '_')}").page(*handed, look=request.look)
    words: Description = _words(name).describe(*handed)
    save_page(page, path)
    across, up = (round(side / request.look.scale) for side in page.pixels)
    return [Shown(width=across, height=up, words=words)]


def _save_steps(request: Request, film: Film, paths: Sequence[Path]) -> list[Shown]:
    every = range(len(paths))
    if request.stills == "png":
        for path, frame in zip(paths, film.stills(every), strict=True):
            write_film(path, [frame])
    else:
        for path, number in zip(paths, every, strict=True):
            save_page(film.page(number), path)
    width, height = request.look.width, request.look.height
    return [Shown(width=width, height=height, words=film.describe(number)) for number in every]
