"""All runs side by side, the best first: where each began and where it ended."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from kmanim.errors import need
from kmanim.plot.axes.plane import Box
from kmanim.plot.axes.ticks import NO_TICKS
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.notes import note_lines
from kmanim.plot.pages.sheet import LINE, MARGIN, Sheet
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width, widest
from kmanim.plot.scene import Scene, scene_of
from kmanim.plot.small_multiples import Cloud, draw_axis_titles, lattice, muted, small
from kmanim.plot.style.look import Look
from kmanim.plot.style.theme import TextStyle
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.runs.runs import FEW, Runs
from kmanim.simulate.runs.solutions import Solution
from kmanim.simulate.trace import Trace
from kmanim.story.figures import grid as grid_words
from kmanim.story.runs import FAILED, reasons, run_lines, run_texts, run_title
from kmanim.story.text.words import sentence_case

PANELS_LIMIT = FEW
_TITLE = 44.0
_ROW = 170.0
_FRAME = 2.0
_WIDE = 800.0
_DOZEN = 12  # up to so many, letters are as large as in other figures
_LARGER = 2.0  # letters of wide figures, which are shown smaller than they are


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Panel:
    """One run and what is written above it, its second line from rich to short; of one that failed, why."""

    trace: Trace
    title: str
    below: tuple[str, ...]
    best: bool
    failed: bool

    def second(self, at: int, style: TextStyle, room: float) -> str:
        """Give the second line that was chosen for all; a reason stands there whole or not at all."""
        if not self.failed:
            return self.below[at]
        return next((told for told in self.below if text_width(told, style) <= room), "")


@as_figure
def grid(runs: Runs, *, look: Look | None = None) -> Sheet:
    """Draw the end of every run in a grid of panels, as its scene draws it small.

    Of runs with centroids these are the final clusters and centroids; starts are grey crosses. The best come first;
    they have a frame and a bold title, where there are others. Where nothing says which is better, what most runs
    end in comes first. Of more than 24 runs, each solution is shown once, by the first run that ended in it.

    Parameters
    ----------
    runs : Runs
        One or more.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide, and 800 for more than twelve panels; twelve runs make
        600 x 840 px.

    Returns
    -------
    Figure
        One axes a panel, labelled with its title, all with the same limits. The heading says how many found the best;
        notes say what the marks are, and where panels stand for several runs.
    """
    need("grid", runs, Runs, "kmanim.run_many")
    look = look or Look()
    panels, note = _panels(runs)
    columns = _columns(len(panels))
    rows = -(-len(panels) // columns)
    wide = _WIDE if columns == 4 else 600.0
    row = _ROW if columns == 4 else {3: 180.0, 2: 250.0, 1: 380.0}[columns]
    aim = f"{runs.objective.explained}." if runs.objective else ""
    marks = _marks(panels, len(runs.best_solutions))
    notes = note_lines(filter(None, (note, marks, reasons(runs), aim)), look.style, wide)
    head = heading(look, grid_words.finding(runs), grid_words.subject(runs), wide)
    foot = 24.0 + LINE * len(notes) + (4 if notes else 0)
    sheet = Sheet(rows * row + 22 + foot + head.height, look, width=wide)
    head.draw(sheet)
    more = _LARGER if wide == _WIDE else 0.0
    theme = replace(small(sheet.theme, 6, 13), tick_size=sheet.theme.tick_size + more / 2)
    scene = scene_of(runs[0])
    dataset = scene.drawn(runs[0])
    view = dataset.view
    shown = np.vstack([scene.extent_of_result(panel.trace) for panel in panels])
    area = Box(0, foot, wide, rows * row + 22)
    planes = lattice(
        area,
        columns,
        rows,
        theme,
        view.titles,
        shown,
        head=_TITLE + more,
        equal=scene.has_equal_axes(runs[0]),
    )

    first = Cloud(dataset, planes[0], theme)
    title, quiet = sheet.style("title"), sheet.style("tick", quiet=True)
    title, quiet = (replace(one, size=one.size + more / 2) for one in (title, quiet))
    at = _second(panels, quiet, planes[0].box.width + 8)
    for place, (panel, plane) in enumerate(zip(panels, planes, strict=False)):
        kept = muted(plane, theme, x=place + columns >= len(panels), y=place % columns == 0)
        kept = scene.plane_of_small(kept, runs[0])
        sheet.plot(kept, panel.title)
        second = panel.second(at, quiet, plane.box.width + 8)
        _draw(sheet, panel, second, scene, Cloud(dataset, kept, theme, first), (title, quiet))
    first_box, last_box = planes[0].box, planes[-1].box
    if kept.x is NO_TICKS:
        sheet.notes(notes)
        return sheet.with_alt(grid_words.describe(runs).alt)
    sheet.paint(
        lambda pen: draw_axis_titles(
            pen, planes, view.titles, sheet.theme, baseline=foot - 12, lowest=4,
            across=sheet.width - 2 * MARGIN, up=first_box.top - last_box.bottom + 40,
        )
    )  # fmt: skip
    sheet.notes(notes)
    return sheet.with_alt(grid_words.describe(runs).alt)


def _marks(panels: list[_Panel], ways: int) -> str:
    """Say what stands in the panels that nobody would guess."""
    told = ["crosses: starts"] if isinstance(panels[0].trace, CentroidTrace) else []
    framed = any(panel.best for panel in panels)
    if framed and np.isfinite(panels[0].trace.objective[-1]):
        told.append(f"framed: the best {'solution' if ways == 1 else 'solutions'}")
    elif framed:
        told.append("framed: what most runs end in")
    return sentence_case(f"{'; '.join(told)}.") if told else ""


def _panels(runs: Runs) -> tuple[list[_Panel], str]:
    """Choose the panels, and say what is not shown."""
    best = runs.best_solutions
    judged = len(best) < len(runs.solutions)
    if len(runs) <= PANELS_LIMIT:
        return [
            _Panel(
                trace=runs.numbered(run),
                title=run_title(runs, run),
                below=run_lines(runs, run),
                best=judged and runs.solution_of(run) in best,
                failed=bool(runs.solution_of(run).failure),
            )
            for run in grid_words.order(runs)
        ], ""
    chosen = runs.solutions[:PANELS_LIMIT]
    texts = run_texts(runs)
    panels = [
        _Panel(
            trace=runs.numbered(solution.runs[0]),
            title=f"{_named(solution, len(runs))}: {len(solution.runs):,} of {len(runs):,}",
            below=_came_to(runs, solution, texts),
            best=judged and solution in best,
            failed=bool(solution.failure),
        )
        for solution in chosen
    ]
    return panels, grid_words.panels_told(runs, len(chosen))


def _named(solution: Solution, runs: int) -> str:
    """Name a solution; bold, the whole word would be too wide beside two numbers of very many digits."""
    if solution.failure:
        return sentence_case(FAILED)
    return f"{'Solution ' if runs < 1000 else ''}{solution.letter}"


def _came_to(runs: Runs, solution: Solution, texts: dict[int, str]) -> tuple[str, str]:
    """Say what the first run of a solution came to, from rich to short."""
    run = f"run {solution.runs[0]}"
    if solution.failure:
        return f"{run} · {solution.failure}", solution.failure
    if runs.objective is None:
        return run, ""
    text = texts[solution.runs[0]]
    return f"{run} · {runs.objective.symbol} = {text}", text


def _columns(panels: int) -> int:
    return panels if panels <= 3 else 2 if panels == 4 else 3 if panels <= _DOZEN else 4


def _second(panels: list[_Panel], style: TextStyle, room: float) -> int:
    """Choose the richest second line that fits above every panel: all say the same things."""
    told = [panel.below for panel in panels if not panel.failed]
    count = min(map(len, told), default=1)
    fits = (at for at in range(count) if widest([below[at] for below in told], style) <= room)
    return next(fits, count - 1)


def _draw(
    sheet: Sheet,
    panel: _Panel,
    below: str,
    scene: type[Scene],
    cloud: Cloud,
    styles: tuple[TextStyle, TextStyle],
) -> None:
    theme, box = cloud.theme, cloud.plane.box
    title, quiet = replace(styles[0], bold=panel.best), styles[1]

    def paint(pen: Pen) -> None:
        with pen.clipped(*box):
            scene.draw_result(pen, panel.trace, cloud)
        if panel.best:
            with pen.role("best"):
                pen.rectangle(*box, fill=None, edge=theme.ink, edge_width=_FRAME)
        with pen.role("panel title"):
            pen.text(box.left, box.top + 10 + title.size, fitted(panel.title, title, box.width + 8), title)
            pen.text(box.left, box.top + 7, fitted(below, quiet, box.width + 8), quiet)

    sheet.paint(paint)
