"""The files of the main job as data: what each is called, what it says and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from kmanim.data.scaling import Scaling
from kmanim.export.atomic import write_whole
from kmanim.export.names import slug
from kmanim.export.page import index_html
from kmanim.export.picture import Picture
from kmanim.export.post import post_md
from kmanim.export.tables import csv_text
from kmanim.plot.figures.density import density
from kmanim.plot.figures.distances import distances
from kmanim.plot.figures.grid import grid
from kmanim.plot.figures.inertia import inertia
from kmanim.plot.figures.scaled import scaled
from kmanim.plot.figures.strip import strip
from kmanim.simulate.relabel import order_by_overlap
from kmanim.simulate.trace import Trace
from kmanim.stills import save_figure
from kmanim.story import charts
from kmanim.story import figures as pictures
from kmanim.story import runs as told_runs
from kmanim.story.told import Told

if TYPE_CHECKING:
    from kmanim.job import Job

# Above so many numbers a trace is written as .npz instead of .json.
LARGEST_JSON = 20_000

# How large each finished file is, by name: the pages and tables come last and may say it.
Sizes = dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file of a job.

    Attributes
    ----------
    name : str
        Of the file.
    make : callable
        Writes it to a path; is also given the sizes of the files written before.
    picture : Picture or None
        What pages say of it; None for files that are no pictures of their own.
    """

    name: str
    make: Callable[[Path, Sizes], object]
    picture: Picture | None = None


def films(job: Job) -> Iterator[Item]:
    """Give a film for each run, in each format, and the still that stands for it."""
    for trace in job.compared:
        stem = f"run-{trace.run:02d}"
        yield from _film(job, trace, stem)


def _film(job: Job, trace: Trace, stem: str) -> Iterator[Item]:
    film = job.film(trace)  # told here, drawn later and anew: no scene is kept for long
    first, *others = job.formats
    poster = f"{stem}.png"

    def write(path: Path, _sizes: Sizes) -> None:
        job.film(trace).save(path, loop=job.loop, max_bytes=job.max_bytes)

    yield Item(name=f"{stem}.{first}", make=write, picture=Picture(
        file=f"{stem}.{first}",
        caption=f"{told_runs.run_title(job.compared, trace.run)}. {told_runs.run_line(job.compared, trace.run)}.",
        alt=film.alt,
        width=job.look.width,
        height=job.look.height,
        heading=f"Run {trace.run}",
        kind="film",
        poster=poster,
        duration_ms=film.duration_ms,
        captions=film.captions,
    ))  # fmt: skip
    for other in others:
        yield Item(name=f"{stem}.{other}", make=write)
    yield Item(name=poster, make=lambda path, _sizes: save_figure(job.film(trace).still(), path))
    if trace is job.picked:
        yield Item(name="poster.png", make=lambda path, _sizes: save_figure(job.film(trace).still(), path))


def figures(job: Job) -> Iterator[Item]:
    """Give the still figures of the run that was picked, and those that compare runs."""
    trace, look = job.picked, job.look
    film = job.film(trace, "walkthrough")
    yield _figure(job, "strip", pictures.strip(trace), lambda: strip(trace, look=look))
    for number, keyframe in enumerate(film.timeline.keyframes):
        words = pictures.still(trace, keyframe)
        yield _figure(job, f"step-{number + 1:02d}-{keyframe.kind}", words, partial(film.still, number))
    for keyframe in film.timeline.keyframes:
        if keyframe.kind == "explain":
            row = keyframe.rows[0]
            name = f"distances-{trace.dataset.row_name(row)}"
            yield _figure(
                job, name, pictures.distances(trace, row), partial(distances, trace, row, look=look)
            )
    yield _figure(job, "density", charts.density(trace), lambda: density(trace, look=look))
    yield _figure(job, "inertia", charts.inertia(trace), lambda: inertia(trace, look=look))
    if trace.dataset.d > 1:
        both = _on_two_scales(job)
        yield _figure(job, "raw-and-scaled", told_runs.scaling(*both), lambda: scaled(*both, look=look))
    if len(job.compared) > 1:
        yield _figure(job, "grid", told_runs.grid(job.compared), lambda: grid(job.compared, look=look))


def _figure(job: Job, name: str, words: Told, draw: Callable[[], Figure]) -> Item:
    file = f"{slug(name)}.{job.stills}"

    def write(path: Path, _sizes: Sizes) -> None:
        save_figure(draw(), path)

    return Item(name=file, make=write, picture=Picture(
        file=file, caption=words.caption, alt=words.alt, width=job.look.width, height=job.look.height,
        heading=words.title,
    ))  # fmt: skip


def _on_two_scales(job: Job) -> tuple[Trace, Trace]:
    """Give the picked run, and the best of as many runs on the other scale: the raw one first."""
    picked, dataset = job.picked, job.dataset
    is_raw = dataset.scaling.method == "none"
    other = replace(dataset, scaling=Scaling.fit("zscore" if is_raw else "none", dataset.points))
    again = replace(job, dataset=other).compared.best
    again = again.relabelled(order_by_overlap(again, picked))
    return (picked, again) if is_raw else (again, picked)


def records(job: Job) -> Iterator[Item]:
    """Give each run as data, to be loaded again, and the table of all runs."""
    suffix = "json" if job.dataset.points.size <= LARGEST_JSON else "npz"
    for trace in job.compared:
        yield Item(
            name=f"run-{trace.run:02d}.{suffix}", make=lambda path, _sizes, trace=trace: trace.save(path)
        )
    yield Item(
        name="runs.csv", make=lambda path, sizes: write_whole(path, csv_text(*_runs_table(job, sizes)))
    )


def _runs_table(job: Job, sizes: Sizes) -> tuple[list[str], list[list[object]]]:
    header = ["run", "starts", "iterations", "inertia", "solution", "switches", "file", "bytes"]
    rows: list[list[object]] = []
    for row in job.compared.table():
        file = f"run-{row['run']:02d}.{job.formats[0]}"
        starts = " ".join(";".join(repr(number) for number in start) for start in row["starts"] or ())
        switches = " ".join(str(count) for count in row["switches"])
        rows.append(
            [
                row["run"],
                starts,
                row["iterations"],
                row["inertia"],
                row["solution"],
                switches,
                file,
                sizes[file],
            ]
        )
    return header, rows


def pages(job: Job, items: Sequence[Item]) -> Iterator[Item]:
    """Give the post and the page that show all pictures: the picked run, its figures, then the other runs."""
    told = [item.picture for item in items if item.picture is not None]
    own = f"run-{job.picked.run:02d}.{job.formats[0]}"
    film = next(picture for picture in told if picture.file == own)
    stills = [picture for picture in told if picture.kind == "still"]
    others = [picture for picture in told if picture.kind == "film" and picture is not film]
    shown = [replace(film, strip=f"strip.{job.stills}"), *stills, *others]
    title = job.film(job.picked).timeline.title
    notes = [told_runs.summary(job.compared), *job.dataset.notes]
    table = told_runs.solution_table(job.compared)
    for name, page in (("post.md", post_md), ("index.html", index_html)):
        text = page(title, shown, table, notes, table_heading="The solutions")
        yield Item(name=name, make=lambda path, _sizes, text=text: write_whole(path, text))
