"""Affinity propagation on the page: links from points to their choices, and the messages beside them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cached_property, partial
from typing import Any, NamedTuple

import numpy as np

from kmanim.arrays import FloatArray, IntArray, LabelArray
from kmanim.plot.axes.places import Places
from kmanim.plot.axes.plane import Box
from kmanim.plot.density.clouds import is_dense
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.labels.labels import Label, draw_labels
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.layout import MARGIN, Stage, set_stage
from kmanim.plot.marks.links import draw_exemplars, draw_links, link_width
from kmanim.plot.marks.pills import draw_pills, pills_of
from kmanim.plot.marks.points import point_size
from kmanim.plot.marks.rings import draw_ringed
from kmanim.plot.marks.switched import Switched, draw_switched, single_reach
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted
from kmanim.plot.scene import Scene, is_end, passing_at
from kmanim.plot.scenes.affinity_propagation.course_panel import CoursePanel
from kmanim.plot.scenes.affinity_propagation.matrix_panel import MatrixPanel
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import ClusterStyle, cluster_styles
from kmanim.plot.style.theme import TextStyle, Theme
from kmanim.simulate.machines.messages.trace import MessageTrace
from kmanim.story.affinity_propagation.facts import MessageFacts
from kmanim.story.affinity_propagation.lessons import MOST_DRAWN
from kmanim.story.affinity_propagation.tutorial import KINDS, Tried, tried
from kmanim.story.text.words import columns
from kmanim.story.timeline import Keyframe, Timeline

_SIDE = 0.45
# So many rows have their names all the time, and short names stand beside matrices.
_HANDFUL, _LETTERED, _SIGN = 14, 20, 3
_NAMED = 6
# A scale that differs no more is made equal: similarity can then be seen.
_NEARLY = 1.7
# How much of the height the two matrices take.
_PAIR = 0.47
NOBODY = np.empty(0, np.intp)


class _Shown(NamedTuple):
    """What the plot shows at an instant.

    Attributes
    ----------
    step : int
        The snapshot.
    turned : ndarray of shape (m,)
        Rows that are yellow.
    settled : float
        How far their yellow has gone.
    is_held : bool
        Whether it is the held picture of the keyframe.
    """

    step: int
    turned: IntArray
    settled: float
    is_held: bool


class MessageScene(Scene):
    """The pictures of a film of affinity propagation; parameters as for `Scene`."""

    trace: MessageTrace

    def __init__(
        self,
        trace: MessageTrace,
        timeline: Timeline,
        look: Look,
        *,
        stage: Stage | None = None,
        name: Hashable = None,
        **options: Any,
    ) -> None:
        self._panel = _panel_of(trace, options.get("panel", "auto"))
        super().__init__(trace, timeline, look, stage=stage, name=name, **options)
        theme, side = look.style, self.stage.side
        self.places = Places(trace.dataset, self.stage.plane)
        self._cloud = Cloud(trace.dataset, self.stage.plane, theme)
        self.matrices: MatrixPanel | None = None
        self.course: CoursePanel | None = None
        if side is not None and self._panel != "none":
            room = Box(side.left + 8, side.bottom, side.width - 8 - MARGIN, side.height)
            names = _row_names(trace)
            if self._panel == "matrices":
                high = round(_PAIR * room.height)
                pair = Box(room.left, room.top - high, room.width, high)
                self.matrices = MatrixPanel(trace, room, pair, theme, names)
                room = Box(room.left, room.bottom, room.width, self.matrices.bottom - 6 - room.bottom)
            self.course = CoursePanel(trace, room, theme, names, strip=trace.dataset.n <= MOST_DRAWN)

    def set_stage(self) -> Stage:
        """Lay the page out; where both axes have nearly one scale, they get it."""
        titles, reach = self.trace.dataset.view.titles, self.extent(self.trace)
        side = _SIDE if self._panel != "none" else 0.0
        stage = set_stage(self.look, titles, reach, side=side)
        scale = stage.plane.units_per_px
        if titles[1] and 1 / _NEARLY < scale[0] / scale[1] < _NEARLY:
            return set_stage(self.look, titles, reach, side=side, equal=True)
        return stage

    # The points

    def draw_plot(self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0) -> None:
        """Draw the points and all that is among them; parameters as for `draw`."""
        key = self.timeline.keyframes[keyframe]
        shown = self._shown(keyframe, tween, at)
        theme, box = self.look.style, self.stage.plane.box
        with pen.clipped(box.left + 0.5, box.bottom + 0.5, box.width - 0.5, box.height - 0.5):
            dense = is_dense(pen, len(self.places))
            if not dense:
                pen.kept(
                    ("links", self.name, keyframe, shown[0], shown.settled > 0),
                    partial(self._draw_links, shown=shown, key=key),
                )
            other = self._tried.get(key.kind) if shown.is_held else None
            if other is not None:
                self._draw_tried(pen, other)
            else:
                self._draw_points(pen, shown.step)
            if dense:
                pen.kept(
                    ("links", self.name, keyframe, shown[0], shown.settled > 0),
                    partial(self._draw_links, shown=shown, key=key),
                )
            self._draw_rings(pen, shown, key)
            self._draw_turned(pen, shown)
            if shown.is_held:
                self._draw_lesson(pen, key)
        if self.is_alone:
            if self._fixed:
                pen.kept(("names", self.name), partial(draw_labels, labels=self._fixed, theme=theme))
            elif shown.is_held:
                pen.kept(
                    ("own names", keyframe), partial(draw_labels, labels=self._names(keyframe), theme=theme)
                )

    def _shown(self, keyframe: int, tween: int | None, at: float) -> _Shown:
        """Say what is shown on the way to a keyframe, or at it."""
        key = self.timeline.keyframes[keyframe]
        if is_end(key, tween, at):
            return _Shown(key.step, self._turned(key), 0.0, True)
        before = self.timeline.keyframes[keyframe - 1] if keyframe else key
        passed, _ = passing_at(key, tween, at)
        if passed is not None:
            return _Shown(passed, NOBODY, 0.0, False)
        settling = key.lead_in[tween or 0].kind == "recolour"
        return _Shown(before.step, self._turned(before), at if settling else 0.0, False)

    def _turned(self, key: Keyframe) -> IntArray:
        return self.trace.turned(key.step) if key.kind == "turn" else NOBODY

    def _draw_points(self, pen: Pen, step: int) -> None:
        history = self.trace.history
        paint = partial(self._cloud.draw, labels=_labels(self.trace, step), styles=self.styles)
        pen.kept(("points", self.name, history.versions[step]), paint)

    def _draw_links(self, pen: Pen, shown: _Shown, key: Keyframe) -> None:
        if not shown.step or key.kind in _WITHOUT_LINKS:
            return
        theme, n = self.look.style, len(self.places)
        places, width = self.places[:], link_width(n, theme)
        choices = _choices(self.trace, shown.step)
        if choices is None:
            return
        turned = shown.turned if not shown.settled else NOBODY
        if turned.size:
            before = _choices(self.trace, shown.step - 1)
            assert before is not None
            draw_links(pen, places, before, turned, theme.earlier, max(width, 1.0), old=True)
        others = np.ones(n, np.bool_)
        others[turned] = False
        _draw_coloured(
            pen,
            places,
            choices,
            np.flatnonzero(others),
            _labels(self.trace, shown.step),
            self.styles,
            theme,
            width,
        )
        draw_links(pen, places, choices, turned, theme.ink, max(1.5 * width, 1.2))

    def _draw_rings(self, pen: Pen, shown: _Shown, key: Keyframe) -> None:
        if key.kind in _WITHOUT_LINKS:
            return
        theme, n, now = self.look.style, len(self.places), self.trace.unlabelled[shown.step].exemplars
        if shown.is_held and key.kind in ("turn", "exemplars", "refined"):
            before = self.trace.unlabelled[shown.step - 1].exemplars
            draw_exemplars(pen, self.places[np.setdiff1d(before, now)], n, theme, old=True)
        draw_exemplars(pen, self.places[np.asarray(now, np.intp)], n, theme)

    def _draw_turned(self, pen: Pen, shown: _Shown) -> None:
        rows = shown.turned
        if not rows.size or shown.settled >= 1:
            return
        theme, n = self.look.style, len(self.places)
        switched = self._marks(shown.step)
        there = None
        if switched.is_crowd:
            there = np.arange(len(rows)) >= round(shown.settled * len(rows))
        styles = (*self.styles, ClusterStyle(theme.unassigned, "circle", None))
        draw_switched(
            pen, switched, n, styles, theme, settled=0.0 if switched.is_crowd else shown.settled, there=there
        )
        if switched.is_crowd and self.is_alone:
            room = FreeRoom(self.stage.plane.box, self._obstacles, point_size(n, theme) / 2)
            draw_pills(pen, pills_of(room, switched, theme), theme, there)

    def _marks(self, step: int) -> Switched:
        """Give the rows that turn in an update, as they are marked."""
        if step not in self._marked:
            rows = self.trace.turned(step)
            now, before = (self.trace.history.at(i) for i in (step, step - 1))
            assert now is not None
            assert before is not None
            n = len(self.places)
            self._marked[step] = Switched.of(self.places[rows], before[rows], now[rows], n, self.look.style)
        return self._marked[step]

    @cached_property
    def _marked(self) -> dict[int, Switched]:
        return {}

    def _draw_lesson(self, pen: Pen, key: Keyframe) -> None:
        """Show in the plane which pair of points a cell of a matrix is about."""
        theme, n = self.look.style, len(self.places)
        if key.kind == "row":
            with pen.role("pair"):
                for other in range(n):
                    pen.line(self.places[[key.rows[0], other]], theme.earlier, 1.2)
                draw_ringed(pen, self.places[list(key.rows)], n, theme)
        elif key.kind in ("similarity", "cell", "mirrored"):
            with pen.role("pair"):
                pen.line(self.places[list(key.rows)], theme.ink, 1.5 * theme.line)
                draw_ringed(pen, self.places[list(key.rows)], n, theme)
        elif key.kind == "responsibility":
            row, column = key.rows
            with pen.role("pair"):
                others = [i for i in range(n) if i not in key.rows]
                for other in others if n <= _LETTERED else ():
                    pen.line(self.places[[row, other]], theme.earlier, 1.0, (4, 3))
                pen.line(self.places[[row, column]], theme.ink, 2 * theme.line)
                draw_ringed(pen, self.places[[row]], n, theme)
        elif key.kind == "availability":
            (column,) = key.rows
            wanted = np.flatnonzero(self.trace.messages(1)[0][:, column] > 0)
            with pen.role("pair"):
                for other in wanted[wanted != column].tolist():
                    pen.line(self.places[[other, column]], theme.ink, 1.5 * theme.line)
                draw_ringed(pen, self.places[[column]], n, theme)

    @cached_property
    def _tried(self) -> dict[str, Tried]:
        """What other preferences lead to, where the film tells it."""
        if not any(key.kind == "median" for key in self.timeline.keyframes):
            return {}
        return {one.kind: one for one in tried(self.trace)}

    def _draw_tried(self, pen: Pen, other: Tried) -> None:
        """Draw the clusters that another preference leads to."""
        theme, n = self.look.style, len(self.places)
        if other.failure:
            self._cloud.draw(pen, None, self.styles)
            return
        styles = cluster_styles(max(len(other.exemplars), 1), theme)
        choices = np.asarray(other.exemplars, np.intp)[other.labels]
        every = np.arange(n)
        _draw_coloured(pen, self.places[:], choices, every, other.labels, styles, theme, link_width(n, theme))
        self._cloud.draw(pen, other.labels, styles)
        draw_exemplars(pen, self.places[np.asarray(other.exemplars, np.intp)], n, theme)

    # Names

    @cached_property
    def _obstacles(self) -> Obstacles:
        return Obstacles(self.places, self.stage.plane.box)

    def _room(self) -> FreeRoom:
        return FreeRoom(
            self.stage.plane.box, self._obstacles, point_size(len(self.places), self.look.style) / 2
        )

    @cached_property
    def _fixed(self) -> tuple[Label, ...]:
        """The names of a handful of rows, in places that links leave free."""
        trace, n = self.trace, self.trace.dataset.n
        if trace.dataset.labels is None or n > _HANDFUL:
            return ()
        room, reach = self._room(), single_reach(n, self.look.style)
        for choices in {c.tobytes(): c for s in trace.unlabelled if (c := s.choices) is not None}.values():
            for row in np.flatnonzero(choices != np.arange(n)).tolist():
                room.take_line(self.places[[row, int(choices[row])]])
        for row in range(n):
            room.take_mark(self.places[row], reach)
        return tuple(self._label(room, row, reach) for row in range(n))

    def _names(self, keyframe: int) -> tuple[Label, ...]:
        """Name the rows that a picture is about, and exemplars, where they are few."""
        key, trace = self.timeline.keyframes[keyframe], self.trace
        if trace.dataset.labels is None:
            return ()
        own: Sequence[int] = key.rows if key.kind in (*_WITHOUT_LINKS, "turn") else ()
        about = [] if key.kind in _WITHOUT_LINKS else trace.unlabelled[key.step].exemplars.tolist()
        rows = list(
            dict.fromkeys([*(own if len(own) <= _NAMED else ()), *(about if len(about) <= _NAMED else ())])
        )
        room, n = self._room(), len(self.places)
        turned = set(own)
        for row in rows:
            room.take_mark(self.places[row], single_reach(n, self.look.style))
        return tuple(
            self._label(
                room,
                row,
                single_reach(n, self.look.style) if row in turned else point_size(n, self.look.style) / 2 + 6,
            )
            for row in rows
        )

    def _label(self, room: FreeRoom, row: int, reach: float) -> Label:
        theme = self.look.style
        style = TextStyle(size=theme.name_size, colour=theme.ink, halo=2.5, halo_colour=theme.halo)
        name = fitted(self.trace.dataset.drawn_name(row), style, 0.45 * self.stage.plane.box.width)
        return room.name(self.places[row], reach, name, style)

    # Beside them

    def draw_beside(self, pen: Pen, key: Keyframe, step: int) -> None:
        """Draw the matrices that are told, or the messages and the course as far as snapshot `step` has been shown."""
        if self.course is None or key.kind in ("data", "messages", "equal") or not self.trace.updates:
            return
        if self.matrices is not None and key.kind in _LESSONS:
            self._draw_explained(pen, self.matrices, key)
            return
        update = min(step, self.trace.updates)
        if update < 1:
            return
        self.course.draw_axes(pen)
        self.course.draw(pen, step)
        if self.matrices is not None:
            self.matrices.draw_both(pen, update)

    def _draw_explained(self, pen: Pen, panel: MatrixPanel, key: Keyframe) -> None:
        n = self.trace.dataset.n
        match key.kind:
            case "similarity" | "mirrored":
                one, other = key.rows
                own = self.trace.preference if key.kind == "similarity" else 0.0
                panel.draw_similarities(pen, own, (panel.cells(one, other), panel.cells(other, one)))
            case "matrix":
                panel.draw_similarities(pen, 0.0)
            case "row":
                panel.draw_similarities(pen, 0.0, (panel.cells(key.rows[0], 0, 1, n),))
            case "cell":
                one, other = key.rows
                panel.draw_similarities(pen, 0.0, (panel.cells(one, other),))
            case "zeros":
                panel.draw_similarities(pen, 0.0, diagonal=True)
            case "preference" | "diagonal":
                panel.draw_similarities(pen, self.trace.preference, diagonal=True)
            case "median" | "low" | "high":
                panel.draw_similarities(pen, self._tried[key.kind].preference, diagonal=True)
            case "responsibility":
                row, column = key.rows
                panel.draw_message(pen, 0, panel.cells(row, 0, 1, n), panel.cells(row, column))
            case _:
                (column,) = key.rows
                panel.draw_message(pen, 1, panel.cells(0, column, n, 1), panel.cells(column, column))

    # On small planes

    @classmethod
    def draw_result(cls, pen: Pen, trace: MessageTrace, cloud: Cloud) -> None:
        """Draw the end of a run: every point in the colour of its exemplar, exemplars ringed; all grey if it failed."""
        styles, n, theme = cls.styles_of(trace, cloud.theme), trace.dataset.n, cloud.theme
        labels = _labels(trace, len(trace) - 1)
        choices = _choices(trace, len(trace) - 1)
        if choices is not None and not is_dense(pen, n):
            _draw_coloured(
                pen, cloud.places[:], choices, np.arange(n), labels, styles, theme, link_width(n, theme)
            )
        cloud.draw(pen, labels, styles)
        draw_exemplars(pen, cloud.places[np.asarray(trace.exemplars, np.intp)], n, theme)


_LESSONS = ("similarity", "preference", "responsibility", "availability", *KINDS)
_WITHOUT_LINKS = ("data", *_LESSONS, "messages", "unsettled")


def _panel_of(trace: MessageTrace, asked: str) -> str:
    """Say what stands beside the points."""
    if asked == "auto" or (asked == "matrices" and trace.dataset.n > MOST_DRAWN):
        return "matrices" if trace.dataset.n <= MOST_DRAWN else "curves"
    return asked


def _row_names(trace: MessageTrace) -> tuple[str, ...]:
    """Give the names of rows that stand beside a matrix, where they are few and short."""
    dataset, facts = trace.dataset, MessageFacts(trace)
    if dataset.labels is None or dataset.n > _LETTERED:
        return ()
    names = tuple(facts.name(row) for row in range(dataset.n))
    return names if all(columns(name) <= _SIGN for name in names) else ()


def _labels(trace: MessageTrace, step: int) -> LabelArray | None:
    """Give the labels of a snapshot, None where nobody is in a cluster: then all are grey, and none is noise."""
    labels = trace.history.at(step)
    return labels if labels is not None and labels.max(initial=-1) >= 0 else None


def _choices(trace: MessageTrace, step: int) -> IntArray | None:
    """Give whom each row links to: its choice, and in the end its exemplar; None where there are no links."""
    snapshot = trace.unlabelled[step]
    if snapshot.choices is not None:
        return np.asarray(snapshot.choices, np.intp)
    labels = trace.history.at(step)
    if not snapshot.exemplars.size or labels is None:
        return None
    return np.asarray(snapshot.exemplars, np.intp)[labels]


def _draw_coloured(
    pen: Pen,
    places: FloatArray,
    choices: IntArray,
    rows: IntArray,
    labels: LabelArray | None,
    styles: Sequence[ClusterStyle],
    theme: Theme,
    width: float,
) -> None:
    """Draw links in the colours of their clusters; those between clusters, or without any, are grey."""
    if labels is None:
        draw_links(pen, places, choices, rows, theme.earlier, width)
        return
    within = labels[choices[rows]] == labels[rows]
    draw_links(pen, places, choices, rows[~within], theme.earlier, width)
    for cluster in np.unique(labels[rows]).tolist():
        own = rows[within & (labels[rows] == cluster)]
        draw_links(pen, places, choices, own, styles[cluster].colour, width)
