"""The still figures of a job: of the run that was picked, and of all runs together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from kmanim.data.scaling import Scaling
from kmanim.export.names import Names
from kmanim.export.writer import write_film
from kmanim.films.film import Film
from kmanim.films.still_file import save_page
from kmanim.job.items import Batch, Item, Shown
from kmanim.job.order import Order
from kmanim.plot.figures.choose_k import which_k
from kmanim.plot.figures.density import density
from kmanim.plot.figures.distances import distances
from kmanim.plot.figures.equal_scale import level
from kmanim.plot.figures.grid import grid
from kmanim.plot.figures.inertia import inertia
from kmanim.plot.figures.modes import modes
from kmanim.plot.figures.raw_and_scaled import scaled
from kmanim.plot.figures.solutions import solutions
from kmanim.plot.figures.strip import strip
from kmanim.plot.page import Page
from kmanim.simulate.choose_k.choose_k import checked_ks
from kmanim.simulate.runs.relabel import order_by_overlap
from kmanim.simulate.trace import Trace
from kmanim.story.description import Told
from kmanim.story.figures import choose_k as choice_told
from kmanim.story.figures.modes import modes as modes_told
from kmanim.story.figures.solutions import solutions as solutions_told
from kmanim.story.kmeans import stills as told

# What scaling changes is told of the best of so many runs on either scale, where that takes seconds: a single one
# would tell of its luck. Of very many not all: they would be done a second time.
FAIR_RUNS, MOST_RUNS = 50, 1_000

# A figure, and what is said of it.
Figure = Callable[[], tuple[Page, Told]]


def figures(order: Order) -> Iterator[Batch]:
    """Give the figures in the order of a post; no two have one name, whatever rows are called."""
    trace, runs, look = order.picked, order.compared, order.look
    film = order.film(trace, "walkthrough")
    wanted = set(film.figures)
    if len(runs) == 1:
        wanted -= {"grid"}
    names = Names()

    def items(*stems: str) -> tuple[Item, ...]:
        return tuple(Item(name=names.take(stem, f".{order.stills}"), kind="still") for stem in stems)

    def one(name: str, draw: Figure, weight: int = 0) -> Batch:
        return Batch(items(name), partial(_save, order, draw), weight=weight)

    if "strip" in wanted:
        yield one("strip", lambda: (strip.page(trace, look=look), told.strip(trace)))
    steps = [f"step-{number + 1:02d}-{key.kind}" for number, key in enumerate(film.timeline.keyframes)]
    yield Batch(items(*steps), partial(_save_steps, order, film), weight=len(steps) // 3)
    for key in film.timeline.keyframes:
        if "distances" in wanted and key.kind == "explain":
            yield one(
                f"distances-{trace.dataset.row_name(key.rows[0])}", partial(_distances, order, key.rows[0])
            )
    if "density" in wanted:
        yield one("density", lambda: (density.page(trace, look=look), told.density(trace)))
    if "modes" in wanted:
        yield one("modes", lambda: (modes.page(trace, look=look), modes_told(trace)))
    if "inertia" in wanted:
        yield one(trace.parameters.terms.key, lambda: (inertia.page(trace, look=look), told.inertia(trace)))
    if "equal-scale" in wanted:
        yield one("equal-scale", lambda: (level.page(trace, look=look), told.equal(trace)))
    if "raw-and-scaled" in wanted:
        # It runs on the other scale, too; of very many rows that takes as long as a film.
        yield one("raw-and-scaled", partial(_scaled, order), weight=trace.iterations)
    if order.many:
        yield one("solutions", lambda: (solutions.page(runs, look=look), solutions_told(runs)))
    if "grid" in wanted:
        yield one("grid", lambda: (grid.page(runs, look=look), told.grid(runs)))
    if order.choose_k is not None:
        checked_ks(order.dataset, order.choose_k)  # before the long work
        yield one("choose-k", partial(_choice, order))


def _distances(order: Order, row: int) -> tuple[Page, Told]:
    return distances.page(order.picked, row, look=order.look), told.distances(order.picked, row)


def _choice(order: Order) -> tuple[Page, Told]:
    choice = order.choice
    if choice is None:
        raise ValueError("nobody asked which k to choose")
    k = choice_told.shown_k(choice, order.parameters.get("k"))
    return which_k.page(choice, k, look=order.look), choice_told.told(choice, k)


def _scaled(order: Order) -> tuple[Page, Told]:
    both = _on_two_scales(order)
    return scaled.page(*both, look=order.look), told.scaling(*both)


def _on_two_scales(order: Order) -> tuple[Trace, Trace]:
    """Give the best run on raw values and the best on scaled ones, clusters numbered alike."""
    dataset = order.dataset
    is_raw = dataset.scaling.method == "none"
    other = replace(
        order,
        dataset=replace(dataset, scaling=Scaling.fit("zscore" if is_raw else "none", dataset.points)),
        workers=1,
        tell=None,
    )
    if order.draws_starts:
        # On many rows no more runs than were asked for.
        asked, few = order.runs or 1, dataset.n <= order.picked.parameters.few_rows
        fair = min(max(FAIR_RUNS, asked), MOST_RUNS) if few else min(FAIR_RUNS, asked)
        order = order if fair == asked else replace(order, runs=fair)
        other = replace(other, runs=fair)
    here, there = order.compared.best, other.compared.best
    raw, scaled_too = (here, there) if is_raw else (there, here)
    return raw, scaled_too.relabelled(order_by_overlap(scaled_too, raw))


def _save(order: Order, draw: Figure, paths: Sequence[Path]) -> list[Shown]:
    (path,) = paths
    page, words = draw()
    save_page(page, path)
    across, up = (round(side / order.look.scale) for side in page.pixels)
    return [Shown(width=across, height=up, words=words)]


def _save_steps(order: Order, film: Film, paths: Sequence[Path]) -> list[Shown]:
    every = range(len(paths))
    if order.stills == "png":
        for path, frame in zip(paths, film.stills(every), strict=True):
            write_film(path, [frame])
    else:
        for path, number in zip(paths, every, strict=True):
            save_page(film.page(number), path)
    width, height = order.look.width, order.look.height
    return [
        Shown(width=width, height=height, words=told.still(film.trace, key))
        for key in film.timeline.keyframes
    ]
