"""The files of a job as data: what each is called, what is said of it, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from kmanim.export.writer import settings_of
from kmanim.job.order import Order
from kmanim.simulate.trace import Trace
from kmanim.stills import save_figure

# Above so many numbers a trace is written as .npz instead of .json.
LARGEST_JSON = 20_000

# How wide and high a picture is, in CSS px.
Size = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file of a job.

    Attributes
    ----------
    name : str
        Of the file.
    make : callable
        Writes it to a path, whatever other items have been written; a picture gives its size.
    kind : {"film", "still", "other"}
        What it is to a page: others are not shown by themselves.
    title, caption, alt : str
        What pages say of a picture.
    run : int
        Whose film it is, from 1.
    """

    name: str
    make: Callable[[Path], Size | None]
    kind: Literal["film", "still", "other"] = "other"
    title: str = ""
    caption: str = ""
    alt: str = ""
    run: int = 0


def films(order: Order) -> Iterator[Item]:
    """Give a film for each run, in each format, and the still that stands for it."""
    for trace in order.compared:
        stem, words = order.stem(trace), order.words_of_film(trace)
        for suffix in order.formats:
            yield Item(
                name=f"{stem}.{suffix}", make=partial(_save_film, order, trace), kind="film", run=trace.run,
                title=words.title, caption=words.caption, alt=words.alt,
            )  # fmt: skip
        yield Item(name=f"{stem}.png", make=partial(_save_poster, order, trace))
    yield Item(name="poster.png", make=partial(_save_poster, order, order.picked))


def records(order: Order) -> Iterator[Item]:
    """Give each run as data, to be loaded again."""
    suffix = "json" if order.dataset.points.size <= LARGEST_JSON else "npz"
    for trace in order.compared:
        yield Item(name=f"{order.stem(trace)}.{suffix}", make=partial(_save_trace, trace))


def _save_film(order: Order, trace: Trace, path: Path) -> Size:
    # The film is told anew and dropped afterwards: its scene knows every point.
    film = order.film(trace)
    film.save(path, max_bytes=order.max_bytes, loop=order.loop if "loop" in settings_of(path) else None)
    return order.look.width, order.look.height


def _save_poster(order: Order, trace: Trace, path: Path) -> None:
    save_figure(order.film(trace).still(), path)


def _save_trace(trace: Trace, path: Path) -> None:
    trace.save(path)
