"""The files of a job as data: what each is called, what is said of it, and which are made together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from kmanim.job.request import Request
from kmanim.simulate.storage.trace_file import save_trace
from kmanim.story.description import Description

# What pages keep folded, in their order.
STEPS, FURTHER, OTHERS = "The steps one by one", "More figures", "The films of the other runs"
# What a page begins with: how the run ended, its film, what was asked for besides, then what figures say of themselves.
RESULT, FILM, ASKED, FIGURE = 1, 2, 3, 10

# The page on which readers choose for themselves.
EXPLORE = "explore.html"

# Traces with more bytes of numbers are written as .npz instead of .json.
LARGEST_JSON = 250_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file of a job.

    Attributes
    ----------
    name : str
        Of the file.
    kind : {"film", "still", "other"}
        What it is to a page: others are not shown by themselves.
    run : int
        Whose film it is, from 1; 0 for that of several runs.
    fold : str
        Under which words pages keep it folded, unless it is among the first.
    lead : int
        Its rank among the pictures that a page begins with: the lower, the earlier. 0 for what stays folded.
    """

    name: str
    kind: Literal["film", "still", "other"] = "other"
    run: int = 0
    fold: str = FURTHER
    lead: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page has to know of a picture that has been made.

    Attributes
    ----------
    width, height : int
        In CSS px.
    words : Description
        Heading, caption and alternative text.
    duration_ms : int
        Of one showing of a film.
    captions : tuple of str
        All that a film says.
    """

    width: int
    height: int
    words: Description
    duration_ms: int = 0
    captions: tuple[str, ...] = ()


class Batch(NamedTuple):
    """Files that are made in one go, as they show the same.

    Attributes
    ----------
    items : tuple of Item
        What they are.
    make : callable
        Writes them to as many paths, whatever other batches have been made; gives of each picture that pages show
        what they have to know, and None of the other files.
    weight : int
        How much work that is, beside other batches: the heaviest are begun first.
    """

    items: tuple[Item, ...]
    make: Callable[[Sequence[Path]], Sequence[Shown | None]]
    weight: int = 0


def films(request: Request) -> Iterator[Batch]:
    """Give of each run that has one its film, in each format, and the still that stands for it."""
    for run in request.filmed:
        stem = request.stem(run)
        place = {"lead": FILM} if run == request.picked.run else {}
        items = [
            Item(name=f"{stem}.{suffix}", kind="film", run=run, fold=OTHERS, **place)
            for suffix in request.formats
        ]
        items.append(Item(name=f"{stem}.png"))
        if run == request.picked.run:
            items.append(Item(name="poster.png"))
        # A run that is not kept is done again where its film is drawn.
        yield Batch(
            tuple(items),
            partial(_save_film, request, run),
            weight=2 * request.compared.outcome_of(run).iterations,
        )


def records(request: Request) -> Iterator[Batch]:
    """Give each run that has a film as data, to be loaded again."""
    trace = request.picked
    suffix = "json" if trace.dataset.points.nbytes + trace.nbytes <= LARGEST_JSON else "npz"
    items = tuple(Item(name=f"{request.stem(run)}.{suffix}") for run in request.filmed)
    yield Batch(items, partial(_save_traces, request))


def _save_film(request: Request, run: int, paths: Sequence[Path]) -> list[Shown | None]:
    # Told here and dropped afterwards, unless it tells the steps, too: its scene knows every point.
    film = request.film(request.compared.numbered(run))
    film.save_all(paths, loop=request.loop, fps=request.fps, max_bytes=request.max_bytes)
    shown = Shown(
        width=request.look.width, height=request.look.height, words=request.describe_film(run, film),
        duration_ms=film.duration_ms, captions=film.captions,
    )  # fmt: skip
    films = len(request.formats)
    return [shown] * films + [None] * (len(paths) - films)


def _save_traces(request: Request, paths: Sequence[Path]) -> list[None]:
    for run, path in zip(request.filmed, paths, strict=True):
        save_trace(request.compared.numbered(run), path)
    return [None] * len(paths)
