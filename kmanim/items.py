"""The files of the main job as data: what each is called, what it says and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from matplotlib.figure import Figure

from kmanim.atomic import write_whole
from kmanim.data.scaling import Scaling
from kmanim.export.names import slug
from kmanim.export.page import index_html
from kmanim.export.picture import Picture
from kmanim.export.post import post_md
from kmanim.export.tables import csv_text
from kmanim.order import Order
from kmanim.plot.figures.density import density
from kmanim.plot.figures.distances import distances
from kmanim.plot.figures.grid import grid
from kmanim.plot.figures.inertia import inertia
from kmanim.plot.figures.level import level
from kmanim.plot.figures.scaled import scaled
from kmanim.plot.figures.strip import strip
from kmanim.simulate.relabel import order_by_overlap
from kmanim.simulate.trace import Trace
from kmanim.stills import save_figure
from kmanim.story import charts
from kmanim.story import figures as pictures
from kmanim.story import runs as told_runs
from kmanim.story.told import Told

# Above so many numbers a trace is written as .npz instead of .json.
LARGEST_JSON = 20_000

RUNS = "runs.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file of a order.

    Attributes
    ----------
    name : str
        Of the file.
    make : callable
        Writes it to a path, whatever other items have been written.
    picture : Picture or None
        What pages say of it; None for files that are no pictures of their own.
    """

    name: str
    make: Callable[[Path], object]
    picture: Picture | None = None


def films(order: Order) -> Iterator[Item]:
    """Give a film for each run, in each format, and the still that stands for it."""
    for trace in order.compared:
        stem = f"run-{trace.run:02d}"
        yield from _film(order, trace, stem)


def _film(order: Order, trace: Trace, stem: str) -> Iterator[Item]:
    film = order.film(trace)  # told here, drawn later and anew: no scene is kept for long
    first, *others = order.formats
    poster = f"{stem}.png"

    def write(path: Path) -> None:
        order.film(trace).save(path, loop=order.loop, max_bytes=order.max_bytes)

    yield Item(name=f"{stem}.{first}", make=write, picture=Picture(
        file=f"{stem}.{first}",
        caption=f"{told_runs.run_title(order.compared, trace.run)}. {told_runs.run_line(order.compared, trace.run)}.",
        alt=film.alt,
        width=order.look.width,
        height=order.look.height,
        heading=f"Run {trace.run}",
        kind="film",
        poster=poster,
        duration_ms=film.duration_ms,
        captions=film.captions,
    ))  # fmt: skip
    for other in others:
        yield Item(name=f"{stem}.{other}", make=write)
    yield Item(name=poster, make=lambda path: save_figure(order.film(trace).still(), path))
    if trace is order.picked:
        yield Item(name="poster.png", make=lambda path: save_figure(order.film(trace).still(), path))


def figures(order: Order) -> Iterator[Item]:
    """Give the still figures of the run that was picked, and those that compare runs."""
    trace, look = order.picked, order.look
    film = order.film(trace, "walkthrough")
    yield _figure(order, "strip", pictures.strip(trace), lambda: strip(trace, look=look))
    for number, keyframe in enumerate(film.timeline.keyframes):
        words = pictures.still(trace, keyframe)
        yield _figure(order, f"step-{number + 1:02d}-{keyframe.kind}", words, partial(film.still, number))
    for keyframe in film.timeline.keyframes:
        if keyframe.kind == "explain":
            row = keyframe.rows[0]
            name = f"distances-{trace.dataset.row_name(row)}"
            yield _figure(
                order, name, pictures.distances(trace, row), partial(distances, trace, row, look=look)
            )
    if trace.dataset.d > 1:
        yield _figure(order, "equal-scale", pictures.equal(trace), lambda: level(trace, look=look))
    yield _figure(order, "density", charts.density(trace), lambda: density(trace, look=look))
    yield _figure(order, "inertia", charts.inertia(trace), lambda: inertia(trace, look=look))
    if trace.dataset.d > 1:
        both = _on_two_scales(order)
        yield _figure(order, "raw-and-scaled", told_runs.scaling(*both), lambda: scaled(*both, look=look))
    if len(order.compared) > 1:
        yield _figure(order, "grid", told_runs.grid(order.compared), lambda: grid(order.compared, look=look))


def _figure(order: Order, name: str, words: Told, draw: Callable[[], Figure]) -> Item:
    file = f"{slug(name)}.{order.stills}"

    def write(path: Path) -> None:
        save_figure(draw(), path)

    return Item(name=file, make=write, picture=Picture(
        file=file, caption=words.caption, alt=words.alt, width=order.look.width, height=order.look.height,
        heading=words.title,
    ))  # fmt: skip


def _on_two_scales(order: Order) -> tuple[Trace, Trace]:
    """Give the picked run, and the best of as many runs on the other scale: the raw one first."""
    picked, dataset = order.picked, order.dataset
    is_raw = dataset.scaling.method == "none"
    other = replace(dataset, scaling=Scaling.fit("zscore" if is_raw else "none", dataset.points))
    again = replace(order, dataset=other).compared.best
    again = again.relabelled(order_by_overlap(again, picked))
    return (picked, again) if is_raw else (again, picked)


def records(order: Order) -> Iterator[Item]:
    """Give each run as data, to be loaded again."""
    suffix = "json" if order.dataset.points.size <= LARGEST_JSON else "npz"
    for trace in order.compared:
        yield Item(name=f"run-{trace.run:02d}.{suffix}", make=partial(_save, trace))


def _save(trace: Trace, path: Path) -> None:
    trace.save(path)


def runs_csv(order: Order, sizes: Mapping[str, int]) -> tuple[str, str]:
    """Give the name of the table of all runs and its text, which tells how large each film has become."""
    header = ["run", "starts", "iterations", "inertia", "solution", "switches", "file", "bytes"]
    rows: list[list[object]] = []
    for row in order.compared.table():
        file = f"run-{row['run']:02d}.{order.formats[0]}"
        starts = " ".join(";".join(repr(number) for number in start) for start in row["starts"] or ())
        switches = " ".join(str(count) for count in row["switches"])
        number, iterations, value, solution = (row[name] for name in header[0:1] + header[2:5])
        rows.append([number, starts, iterations, value, solution, switches, file, sizes[file]])
    return RUNS, csv_text(header, rows)


def pages(order: Order, items: Sequence[Item]) -> Iterator[Item]:
    """Give the post and the page that show all pictures: the picked run, its figures, then the other runs."""
    told = [item.picture for item in items if item.picture is not None]
    own = f"run-{order.picked.run:02d}.{order.formats[0]}"
    film = next(picture for picture in told if picture.file == own)
    stills = [picture for picture in told if picture.kind == "still"]
    others = [picture for picture in told if picture.kind == "film" and picture is not film]
    shown = [replace(film, strip=f"strip.{order.stills}"), *stills, *others]
    title = order.film(order.picked).timeline.title
    notes = [told_runs.summary(order.compared), *order.dataset.notes]
    table = told_runs.solution_table(order.compared)
    for name, page in (("post.md", post_md), ("index.html", index_html)):
        text = page(title, shown, table, notes, table_heading="The solutions")
        yield Item(name=name, make=partial(_write, text))


def _write(text: str, path: Path) -> None:
    write_whole(path, text)
