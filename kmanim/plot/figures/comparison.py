"""Algorithms beside each other on one data set after the other: what each was told, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kmanim.plot.axes.plane import Box, Plane
from kmanim.plot.axes.ticks import Ticks
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.notes import note_lines
from kmanim.plot.pages.sheet import LINE, MARGIN, Sheet, wrapped
from kmanim.plot.panels.end_mark import draw_end, width_of_end
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted, text_width
from kmanim.plot.scene import scene_of
from kmanim.plot.small_multiples import Cloud, plane_of, small
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import as_others
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.simulate.trace import Trace
from kmanim.story.figures import comparison as words
from kmanim.story.figures.comparison import Cell, Table

_WIDTH, _PANEL = 600.0, 132.0  # a wider sheet where panels would be narrower than this
_GAP, _BAND = 12.0, 14.0  # between panels, and below each band of them
_HEAD = 19.0  # the line that names a band
_FLAT = 0.82  # a panel's height to its width, where there are several in a row
_LARGEST = 280.0  # a panel is no wider
_MOST_LINES = 3
_ROOM = 8.0  # around the points
_EQUAL = (
    4.0  # of spreads no more unlike than this, one unit is equally long on both axes where a scene wants it
)
_LARGER = 2.0  # letters of wide sheets, which are shown smaller than they are


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    """The names along one side of the table, and what more is said of each."""

    names: tuple[str, ...]
    more: tuple[str, ...]


@as_figure
def comparison(
    traces: Sequence[Sequence[Trace]],
    titles: Sequence[str] | None = None,
    *,
    says: str = "",
    look: Look | None = None,
) -> Sheet:
    """Draw a table of pictures: the end of every algorithm on every data set, with what it was told and came to.

    Where groups are known, clusters have the colours of the groups that they are matched with, and the share of
    the points that lie with their group is said; elsewhere they have those of the first run on the same data.
    Whichever are fewer stand beside each other, algorithms or data sets, so that pictures are as large as can be.

    Parameters
    ----------
    traces : sequence of sequence of Trace
        A line a data set, in it a run an algorithm, as `kmanim.compare_algorithms` gives them.
    titles : sequence of str, optional
        What the data sets are called; by their names where not given.
    says : str, optional
        What the heading says; if not given, which algorithms find the groups of most data sets.
    look : Look, optional
        Theme and sharpness. The figure is 600 px wide, and wider for more than four beside each other.

    Returns
    -------
    Figure
        One axes a run, labelled as ``k-means, moons``.

    Raises
    ------
    InputError
        If the table has gaps, a line has runs over different rows, or there are more than 12 either way.
    """
    table = words.table_of(traces, titles)
    look = look or Look()
    across = len(table.algorithms) <= len(table.data)
    algorithms, data = (
        _Axis(names=table.algorithms, more=table.told),
        _Axis(names=table.data, more=table.sizes),
    )
    columns, bands = (algorithms, data) if across else (data, algorithms)
    cells = table.cells if across else tuple(zip(*table.cells, strict=True))
    count = len(columns.names)
    wide = max(_WIDTH, count * _PANEL + (count - 1) * _GAP + 2 * MARGIN)
    larger = _LARGER if wide > _WIDTH else 0.0
    panel = min((wide - 2 * MARGIN - (count - 1) * _GAP) / count, _LARGEST)
    head = heading(look, says or words.finding(table), words.subject(table), wide)
    layout = _Layout(look.style, larger, panel, columns, bands, cells, table)
    notes = note_lines(words.notes(table), look.style, wide)
    foot = LINE * len(notes) + (14 if notes else 6)
    sheet = Sheet(head.height + layout.height + foot, look, width=wide)
    head.draw(sheet)
    layout.draw(sheet, sheet.height - head.height)
    sheet.notes(notes)
    return sheet.with_alt(words.describe(traces, titles, says).alt)


class _Layout:
    """Where the panels and their words stand."""

    def __init__(
        self,
        theme: Theme,
        larger: float,
        panel: float,
        columns: _Axis,
        bands: _Axis,
        cells: Sequence[Sequence[Cell]],
        table: Table,
    ) -> None:
        self.columns, self.bands, self.cells, self.table = columns, bands, cells, table
        self.panel, self.tall = panel, round(panel * (_FLAT if len(columns.names) > 1 else 0.7))
        self.theme = small(theme, 5.0, 12.0)
        self.bold = TextStyle(size=theme.title_size + larger, colour=theme.ink, font=theme.font, bold=True)
        self.plain = TextStyle(size=theme.tick_size + larger, colour=theme.ink, font=theme.font)
        self.quiet = TextStyle(size=theme.tick_size + larger, colour=theme.quiet_ink, font=theme.font)
        self.titles = [wrapped(name, self.bold, panel, 2) for name in columns.names]
        self.more = [_broken(text, self.quiet, panel) for text in columns.more]
        self.top = LINE * (max(map(len, self.titles)) + max(map(len, self.more))) + 4
        self.above = [max(len(self._told(cell)) for cell in line) for line in cells]
        self.below = [max(len(self._ends(cell)) for cell in line) for line in cells]

    @property
    def height(self) -> float:
        """What the table takes, in px."""
        lines = sum(self.above) + sum(self.below)
        return self.top + len(self.cells) * (_HEAD + self.tall + 8 + _BAND) + LINE * lines

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw all panels below a height of the sheet."""
        lefts = [MARGIN + place * (self.panel + _GAP) for place in range(len(self.columns.names))]
        most = max(map(len, self.titles))
        for left, title, more in zip(lefts, self.titles, self.more, strict=True):
            for number, line in enumerate(title):
                sheet.text(left, top - LINE * (number + most - len(title)) - 14, line, self.bold)
            for number, line in enumerate(more):
                sheet.text(left, top - LINE * (most + number) - 13, line, self.quiet)
        top -= self.top
        for number, cells in enumerate(self.cells):
            self._draw_band(sheet, number, top)
            planes = self._planes(cells)
            under = top - _HEAD - LINE * self.above[number]
            for left, cell, plane in zip(lefts, cells, planes, strict=True):
                place = replace(plane, box=Box(left, under - self.tall, self.panel, self.tall))
                self._draw_cell(sheet, cell, place)
            top = under - self.tall - 8 - LINE * self.below[number] - _BAND

    def _draw_band(self, sheet: Sheet, number: int, top: float) -> None:
        name, more = self.bands.names[number], self.bands.more[number]
        room = sheet.width - 2 * MARGIN
        sheet.paint(lambda pen: _rule(pen, MARGIN, sheet.width - MARGIN, top + 3, self.theme))
        name = fitted(name, self.bold, room)
        sheet.text(MARGIN, top - 14, name, self.bold)
        start = MARGIN + text_width(name, self.bold) + 10
        if more and sheet.width - MARGIN - start > 30:
            sheet.text(start, top - 14, fitted(more, self.quiet, sheet.width - MARGIN - start), self.quiet)

    def _planes(self, line: Sequence[Cell]) -> list[Plane]:
        """Fit planes: of runs on the same data with the same limits."""
        return [self._plane(self.table.cells[cell.line]) for cell in line]

    def _plane(self, cells: Sequence[Cell]) -> Plane:
        scenes = [scene_of(cell.trace) for cell in cells]
        shown = np.vstack(
            [scene.extent_of_end(cell.trace) for scene, cell in zip(scenes, cells, strict=True)]
        )
        spans = np.ptp(shown, axis=0)
        # At the end balls may be ovals, so a plot need not be a line where one column has a much larger spread.
        equal = spans.max() <= _EQUAL * spans.min() and any(
            scene.has_equal_axes(cell.trace) for scene, cell in zip(scenes, cells, strict=True)
        )
        plane = plane_of(self.panel, self.tall, self.theme, ("", ""), shown, margin=_ROOM, equal=equal)
        bare = Ticks(np.empty(0), ())  # data sets have units of their own
        return replace(plane, x=bare, y=bare)

    def _draw_cell(self, sheet: Sheet, cell: Cell, plane: Plane) -> None:
        trace, box = cell.trace, plane.box
        sheet.plot(plane, f"{self.table.algorithms[cell.column]}, {self.table.data[cell.line]}")
        cloud = Cloud(trace.dataset, plane, as_others(self.theme, cell.looks.tolist()))
        told, ends = self._told(cell), self._ends(cell)

        def paint(pen: Pen) -> None:
            with pen.clipped(*box):
                if cell.mark == "cross":
                    cloud.draw(pen, None, ())
                else:
                    scene_of(trace).draw_end(pen, trace, cloud)
            with pen.role("frame"):
                pen.rectangle(*box, fill=None, edge=self.theme.axis, edge_width=1)
            with pen.role("told"):
                for number, text in enumerate(told):
                    pen.text(box.left, box.top + 6 + LINE * (len(told) - 1 - number), text, self.quiet)
            baseline = box.bottom - LINE
            aside = draw_end(pen, cell.mark, box.left, baseline, self.theme) if ends else 0.0
            with pen.role("end"):
                for number, (text, is_verdict) in enumerate(ends):
                    style = self.plain if is_verdict else self.quiet
                    left = box.left + (aside if not number else 0.0)
                    pen.text(left, baseline - LINE * number, text, style)

        sheet.paint(paint)

    def _told(self, cell: Cell) -> list[str]:
        """Break what was told of a run alone into lines."""
        return _broken(cell.told, self.quiet, self.panel) if cell.told else []

    def _ends(self, cell: Cell) -> list[tuple[str, bool]]:
        """Break what a run came to into lines, and tell which are its verdict."""
        aside = width_of_end(cell.mark)
        lines = [(text, True) for text in wrapped(cell.verdict, self.plain, self.panel - aside, _MOST_LINES)]
        return lines + [(text, False) for text in _broken(cell.came_to, self.quiet, self.panel)]


def _broken(text: str, style: TextStyle, width: float) -> list[str]:
    """Break a text into at most two lines, at a comma where that will do."""
    first, comma, rest = text.partition(", ")
    if (
        text_width(text, style) > width
        and comma
        and max(text_width(f"{one},", style) for one in (first, rest)) <= width
    ):
        return [f"{first},", rest]
    return wrapped(text, style, width, 2)


def _rule(pen: Pen, left: float, right: float, y: float, theme: Theme) -> None:
    with pen.role("rule"):
        pen.line(np.array([(left, y), (right, y)]), theme.grid, 1)
