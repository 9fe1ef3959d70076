"""The still figures of a job: of the run that was picked, and of all runs together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from kmanim.data.scaling import Scaling
from kmanim.export.names import Names
from kmanim.export.writer import write_film
from kmanim.film import Film
from kmanim.job.items import Batch, Item, Size
from kmanim.job.order import Order
from kmanim.plot.figures.density import density
from kmanim.plot.figures.distances import distances
from kmanim.plot.figures.grid import grid
from kmanim.plot.figures.inertia import inertia
from kmanim.plot.figures.level import level
from kmanim.plot.figures.scaled import scaled
from kmanim.plot.figures.strip import strip
from kmanim.plot.page import Page
from kmanim.simulate.relabel import order_by_overlap
from kmanim.simulate.trace import Trace
from kmanim.stills import save_page
from kmanim.story import figures as told
from kmanim.story.told import Told

# What scaling changes is told of the best of so many runs on either scale: a single one would tell of its luck.
FAIR_RUNS, FEW_ROWS = 50, 5_000

Named = tuple[tuple[str, Told], ...]
Make = Callable[[Sequence[Path]], Size]


def figures(order: Order) -> Iterator[Batch]:
    """Give the figures in the order of a post; no two have one name, whatever rows are called."""
    names = Names()
    for named, make in _of_family(order):
        items = (
            Item(
                name=names.take(name, f".{order.stills}"), kind="still",
                title=words.title, caption=words.caption, alt=words.alt,
            )
            for name, words in named
        )  # fmt: skip
        yield Batch(tuple(items), make)


def _of_family(order: Order) -> Iterator[tuple[Named, Make]]:
    """Give the steps of any algorithm, and of the other figures those that its family has."""
    trace, runs, look = order.picked, order.compared, order.look
    film = order.film(trace, "walkthrough")
    wanted = set(film.figures)
    if trace.dataset.d == 1:
        wanted -= {"equal-scale", "raw-and-scaled"}
    if len(runs) == 1:
        wanted -= {"grid"}

    def one(name: str, words: Told, draw: Callable[[], Page]) -> tuple[Named, Make]:
        return ((name, words),), partial(_save, order, draw)

    if "strip" in wanted:
        yield one("strip", told.strip(trace), partial(strip.page, trace, look=look))
    yield (
        tuple(
            (f"step-{number + 1:02d}-{key.kind}", told.still(trace, key))
            for number, key in enumerate(film.timeline.keyframes)
        ),
        partial(_save_steps, order, film),
    )
    for key in film.timeline.keyframes:
        if "distances" in wanted and key.kind == "explain":
            row = key.rows[0]
            draw = partial(distances.page, trace, row, look=look)
            yield one(f"distances-{trace.dataset.row_name(row)}", told.distances(trace, row), draw)
    if "density" in wanted:
        yield one("density", told.density(trace), partial(density.page, trace, look=look))
    if "inertia" in wanted:
        yield one("inertia", told.inertia(trace), partial(inertia.page, trace, look=look))
    if "equal-scale" in wanted:
        yield one("equal-scale", told.equal(trace), partial(level.page, trace, look=look))
    if "raw-and-scaled" in wanted:
        both = _on_two_scales(order)
        yield one("raw-and-scaled", told.scaling(*both), partial(scaled.page, *both, look=look))
    if "grid" in wanted:
        yield one("grid", told.grid(runs), partial(grid.page, runs, look=look))


def _on_two_scales(order: Order) -> tuple[Trace, Trace]:
    """Give the best run on raw values and the best on scaled ones, clusters numbered alike."""
    dataset = order.dataset
    is_raw = dataset.scaling.method == "none"
    other = replace(
        order, dataset=replace(dataset, scaling=Scaling.fit("zscore" if is_raw else "none", dataset.points))
    )
    if order.draws_starts and dataset.n <= FEW_ROWS:
        fair = max(FAIR_RUNS, order.runs or 1)
        order, other = replace(order, runs=fair), replace(other, runs=fair)
    here, there = order.compared.best, other.compared.best
    raw, scaled_too = (here, there) if is_raw else (there, here)
    return raw, scaled_too.relabelled(order_by_overlap(scaled_too, raw))


def _save(order: Order, draw: Callable[[], Page], paths: Sequence[Path]) -> Size:
    (path,) = paths
    page = draw()
    save_page(page, path)
    across, up = page.pixels
    return round(across / order.look.scale), round(up / order.look.scale)


def _save_steps(order: Order, film: Film, paths: Sequence[Path]) -> Size:
    every = range(len(paths))
    if order.stills == "png":
        for path, frame in zip(paths, film.stills(every), strict=True):
            write_film(path, [frame])
    else:
        for path, number in zip(paths, every, strict=True):
            save_page(film.page(number), path)
    return order.look.width, order.look.height
