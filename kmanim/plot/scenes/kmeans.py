"""k-means and its family on the page: what is drawn at every keyframe, and on the way to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from math import ceil

import numpy as np

from kmanim.arrays import ByteArray, FloatArray, IntArray, LabelArray
from kmanim.plot.drawing import Drawing
from kmanim.plot.look import Look
from kmanim.plot.painted import paint_on
from kmanim.plot.palettes import cluster_styles
from kmanim.plot.panels.boundary import draw_boundary
from kmanim.plot.panels.caption import draw_caption
from kmanim.plot.panels.cells import boundaries, cells
from kmanim.plot.panels.centroids import (
    draw_centroids,
    draw_emphasis,
    draw_halos,
    draw_numbers,
    draw_old,
    draw_trail,
    number_places,
)
from kmanim.plot.panels.density import density_image
from kmanim.plot.panels.distances import between_rims, draw_distances, ring_size, value_style
from kmanim.plot.panels.duplicates import count_style, draw_rings, shared_spots
from kmanim.plot.panels.header import draw_header
from kmanim.plot.panels.labels import FreeRoom, Label, Obstacles, draw_labels
from kmanim.plot.panels.objective import draw_objective
from kmanim.plot.panels.points import draw_points, point_size
from kmanim.plot.panels.progress import draw_progress
from kmanim.plot.panels.regions import draw_regions
from kmanim.plot.panels.switched import FEW, draw_switched, switched_size
from kmanim.plot.pen import Pen, fitted
from kmanim.plot.stage import MARGIN, PROGRESS, set_stage, staged
from kmanim.plot.theme import TextStyle
from kmanim.simulate.trace import Trace
from kmanim.story.facts import Facts
from kmanim.story.numbers import inertias
from kmanim.story.timeline import Keyframe, Timeline

MOST_NAMED = 4
MOST_LINES = 6
MOST_MARKS = 60
# From here on points are drawn as one picture that is kept while they do not change, and then as a density.
KEPT_FROM, DENSE_FROM = 3_000, 20_000


_NOBODY = np.empty(0, dtype=np.intp)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Moment:
    """What the plot shows at one instant; words and bars aside.

    Attributes
    ----------
    labels : int or None
        The snapshot whose labels the points wear; None while all are grey.
    coloured : ndarray of int or None
        The rows that wear them already; all of them where None.
    centroids : ndarray of shape (k, 2) or None
        In px.
    old : ndarray of shape (k, 2) or None
        Where they came from, in px.
    judged_by : int or None
        The snapshot whose centroids drew the boundary.
    switched : ndarray of int
        The yellow rows.
    settled : float
        How far the yellow has gone, from 0 to 1.
    named : tuple of int
        Rows whose names are written.
    explained : int or None
        The row whose distances are shown.
    rivals : int
        To how many centroids, the nearest first.
    emphasised : tuple of int
        The ringed centroids.
    trail : int or None
        The snapshot up to which the whole way of the centroids is shown.
    """

    labels: int | None = None
    coloured: IntArray | None = None
    centroids: FloatArray | None = None
    old: FloatArray | None = None
    judged_by: int | None = None
    switched: IntArray = field(default_factory=lambda: _NOBODY)
    settled: float = 0.0
    named: tuple[int, ...] = ()
    explained: int | None = None
    rivals: int = 0
    emphasised: tuple[int, ...] = ()
    trail: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Lettering:
    """The labels of a keyframe, where they found room."""

    labels: tuple[Label, ...]
    numbers: FloatArray | None


class Scene:
    """The pictures of a k-means film.

    Everything that never changes is on the stage; a `Moment` says what else is shown, and `draw` draws it.
    Nothing is remembered between pictures but what would come out the same again.

    Parameters
    ----------
    trace : Trace
        What happened.
    timeline : Timeline
        What is told of it.
    look : Look
        What it shall look like.
    """

    def __init__(self, trace: Trace, timeline: Timeline, look: Look) -> None:
        self.trace = trace
        self.timeline = timeline
        self.look = look
        dataset = trace.dataset
        self._shown = dataset.view.project(dataset.points)
        self._ways = [dataset.view.project(trace.centroids_of(i)) for i in range(len(trace))]
        self._objective = np.asarray(trace.objective, dtype=np.float64)
        told = self._objective[np.isfinite(self._objective)]
        self.stage = set_stage(look, dataset.view.titles, np.vstack([self._shown, *self._ways]), told)
        self.places = self.stage.plane.to_px(self._shown)
        self.stops = [self.stage.plane.to_px(way) for way in self._ways]
        self.styles = cluster_styles(len(self._ways[0]), look.style)
        self.facts = Facts(trace)
        self._steps = [snapshot.step for snapshot in trace.unlabelled]
        self._spots = shared_spots(self._shown)
        self._orders: dict[int, IntArray] = {}
        self._kept_labels: tuple[int, LabelArray] | None = None
        self._letterings: dict[int, Lettering] = {}
        self._geometry: dict[int, tuple[list[FloatArray], list[FloatArray]]] = {}
        self._layer: tuple[object, ByteArray] | None = None
        self.moments = self._tell()

    def figure(self) -> Drawing:
        """Make a figure with everything on it that never changes."""
        return staged(self.stage)

    def still(self, keyframe: int) -> Drawing:
        """Make a figure of one keyframe, to be saved as PNG, SVG or PDF."""
        figure = self.figure()
        paint_on(figure, lambda pen: self.draw(pen, keyframe))
        return figure

    def draw(self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0) -> None:
        """Draw all that may change.

        Parameters
        ----------
        pen : Pen
            What draws, on the stage.
        keyframe : int
            Index in the timeline.
        tween : int, optional
            Index in the keyframe's lead-in; the held picture where None.
        at : float, default 1
            How much of the tween's time has gone, above 0 and at most 1. The end of the last tween is the
            held picture.
        """
        key = self.timeline.keyframes[keyframe]
        if tween is not None and not (tween == len(key.lead_in) - 1 and at >= 1):
            self._plot(pen, *self._between(keyframe, tween, at))
            told = self.timeline.keyframes[keyframe - 1].step if keyframe else -1
        else:
            lettering = self._lettering(keyframe)
            self._plot(pen, self.moments[keyframe], lettering.numbers)
            draw_labels(pen, lettering.labels, self.look.style)
            told = key.step
        self._surround(pen, key, told)

    # What is shown when

    def _tell(self) -> list[Moment]:
        moments: list[Moment] = []
        for key in self.timeline.keyframes:
            moments.append(self._moment(key, moments[-1] if moments else Moment()))
        return moments

    def _moment(self, key: Keyframe, before: Moment) -> Moment:
        step = key.step
        judge = self._judge(step)
        plain = Moment(
            labels=step if judge is not None else None,
            centroids=self.stops[step],
            judged_by=judge,
            trail=step if self.look.trail else None,
        )
        moves = any(tween.kind == "move" for tween in key.lead_in)
        yellow = _NOBODY if any(tween.kind == "recolour" for tween in key.lead_in) else before.switched
        match key.kind:
            case "data":
                moment = Moment()
            case "explain" if plain.labels is None:
                known = before.coloured if before.coloured is not None else _NOBODY
                coloured = np.append(known, key.rows[:1]).astype(np.intp)
                moment = replace(plain, labels=self._first_labelled, coloured=coloured)
                moment = replace(moment, explained=key.rows[0], rivals=len(self.styles))
            case "explain":
                moment = replace(plain, old=before.old, explained=key.rows[0], rivals=len(self.styles))
            case "update" | "relocate":
                moment = replace(plain, old=before.centroids if moves else None)
            case "question":
                moment = before
            case "reassign":
                named = key.rows if len(key.rows) <= MOST_NAMED else ()
                moment = replace(plain, switched=np.array(key.rows, dtype=np.intp), named=named)
            case "near-miss":
                moment = replace(plain, switched=yellow, explained=key.rows[0], rivals=2)
            case "empty":
                empty = tuple(int(c) for c in np.flatnonzero(self.trace[step].counts == 0))
                moment = replace(plain, switched=yellow, emphasised=empty)
            case "done":
                moment = replace(plain, trail=step)
            case _:
                moment = plain
        return moment

    def _judge(self, step: int) -> int | None:
        """Find the snapshot of the assignment that the points wear, whose centroids drew the boundary."""
        return next((i for i in range(step, -1, -1) if self._steps[i] == "assign"), None)

    @cached_property
    def _first_labelled(self) -> int | None:
        return next((i for i, name in enumerate(self._steps) if name == "assign"), None)

    def _between(self, keyframe: int, tween: int, at: float) -> tuple[Moment, FloatArray | None]:
        """Give what is shown on the way to a keyframe, and where the numbers of the centroids stand."""
        key = self.timeline.keyframes[keyframe]
        here = self.moments[keyframe]
        before = self.moments[keyframe - 1] if keyframe else Moment()
        quiet = replace(before, named=(), explained=None, emphasised=())
        passed = {t.kind for t in key.lead_in[:tween]}
        kind = key.lead_in[tween].kind
        numbers = self._lettering(keyframe - 1).numbers if keyframe else None
        if kind == "sweep" and here.labels is not None:
            order = self._sweep_order(here.labels)
            count = int(np.ceil(at * len(order)))
            known = before.coloured if before.coloured is not None else _NOBODY
            coloured = np.concatenate([known, order[:count]])
            return replace(quiet, labels=here.labels, coloured=coloured, centroids=here.centroids), numbers
        if kind == "recolour":
            return replace(quiet, settled=at) if at < 1 else replace(quiet, switched=_NOBODY), numbers
        if kind == "move" and before.centroids is not None and here.centroids is not None:
            share = eased(at)
            moving = replace(
                quiet,
                switched=_NOBODY if "recolour" in passed else quiet.switched,
                centroids=before.centroids + share * (here.centroids - before.centroids),
                old=here.old,
            )
            arriving = self._lettering(keyframe).numbers
            if numbers is not None and arriving is not None:
                numbers = numbers + share * (arriving - numbers)
            return moving, numbers
        return quiet, numbers

    def _sweep_order(self, step: int) -> IntArray:
        """Order rows by the distance to their own centroid, nearest first; ties by row."""
        if step not in self._orders:
            snapshot = self.trace[step]
            apart = self.trace.dataset.values - snapshot.centroids[snapshot.labels]
            self._orders = {step: np.argsort(np.sum(apart * apart, axis=1), kind="stable")}
        return self._orders[step]

    # How it is drawn

    def _plot(self, pen: Pen, moment: Moment, numbers: FloatArray | None) -> None:
        theme, box, styles = self.look.style, self.stage.plane.box, self.styles
        with pen.clipped(box.left + 0.5, box.bottom + 0.5, box.width - 0.5, box.height - 0.5):
            if moment.judged_by is not None:
                polygons, pieces = self._divided(moment.judged_by)
                if polygons:
                    draw_regions(pen, polygons, styles, theme)
                draw_boundary(pen, pieces, theme)
            if moment.centroids is not None:
                draw_halos(pen, moment.centroids, styles, theme)
        self._draw_points(pen, moment)
        draw_rings(pen, self.places, self._spots, theme)
        draw_labels(pen, self._counts, theme, "duplicate counts")
        if moment.trail is not None:
            draw_trail(pen, self.stops[: moment.trail + 1], styles, theme)
        if moment.centroids is None:
            return
        if moment.explained is not None:
            nearest, others = self._rivals(moment)
            draw_distances(
                pen, self.places[moment.explained], moment.centroids, nearest, others, styles, theme,
                own=self._labels(moment.labels)[moment.explained] if moment.labels is not None else None,
            )  # fmt: skip
        if moment.old is not None:
            draw_old(pen, moment.old, moment.centroids, styles, theme)
        # A few switched points lie on top; a crowd of them would bury the centroids.
        crowd = moment.switched.size > FEW
        if crowd:
            self._draw_switched(pen, moment)
        draw_centroids(pen, moment.centroids, styles, theme)
        draw_emphasis(pen, moment.centroids[list(moment.emphasised)], theme)
        if not crowd:
            self._draw_switched(pen, moment)
        if numbers is not None:
            draw_numbers(pen, numbers, theme)

    def _draw_switched(self, pen: Pen, moment: Moment) -> None:
        if moment.switched.size and moment.labels is not None:
            draw_switched(
                pen,
                self.places,
                self._labels(moment.labels),
                moment.switched,
                self.styles,
                self.look.style,
                settled=moment.settled,
            )

    def _draw_points(self, pen: Pen, moment: Moment) -> None:
        theme, n = self.look.style, len(self.places)
        labels = self._labels(moment.labels) if moment.labels is not None else None
        if n <= KEPT_FROM:
            draw_points(pen, self.places, labels, self.styles, theme, coloured=moment.coloured)
            return
        coloured = -1 if moment.coloured is None else len(moment.coloured)
        key = (moment.labels, coloured, pen.scale)
        if self._layer is None or self._layer[0] != key:
            self._layer = key, self._point_layer(pen, labels, moment.coloured)
        with pen.role("points"):
            pen.image(0, 0, self._layer[1])

    def _point_layer(self, pen: Pen, labels: LabelArray | None, coloured: IntArray | None) -> ByteArray:
        """Draw all points once, on nothing; kept for as long as they stay as they are."""
        theme = self.look.style
        width, height = (ceil(side * pen.scale - 1e-6) for side in self.look.page)
        if len(self.places) > DENSE_FROM:
            spot = max(1, round(point_size(len(self.places), theme) * pen.scale))
            return density_image(
                self.places * pen.scale, (width, height), spot, labels, self.styles, theme, coloured
            )
        sheet, pixels = Pen.on_nothing(width, height, pen.scale)
        draw_points(sheet, self.places, labels, self.styles, theme, coloured=coloured)
        return pixels()

    def _labels(self, step: int) -> LabelArray:
        """Give the labels of a snapshot; the last ones asked for are kept, as tweens ask for them again."""
        if self._kept_labels is None or self._kept_labels[0] != step:
            self._kept_labels = step, self.trace[step].labels
        return self._kept_labels[1]

    def _divided(self, step: int) -> tuple[list[FloatArray], list[FloatArray]]:
        """Give the cells of a snapshot's centroids and the lines between; none where the view hides a column."""
        view = self.trace.dataset.view
        if not view.faithful:
            return [], []
        if step not in self._geometry:
            box, stops = self.stage.plane.box, self.stops[step]
            polygons = cells(stops, self._metric, box) if self.look.regions else []
            self._geometry[step] = polygons, boundaries(stops, self._metric, box)
        return self._geometry[step]

    @cached_property
    def _metric(self) -> FloatArray:
        """How squared distances, as they are clustered, are measured in px of the picture; shape (2, 2)."""
        dataset = self.trace.dataset
        weights = dataset.view.axes / dataset.scaling.factor[:, None] * self.stage.plane.units_per_px
        weights = weights / np.abs(weights).max()
        metric: FloatArray = np.sum(weights[:, :, None] * weights[:, None, :], axis=0)
        return metric

    def _surround(self, pen: Pen, key: Keyframe, told: int) -> None:
        """Draw header, caption, progress and the objective's curve."""
        theme, stage = self.look.style, self.stage
        width = self.look.page[0]
        draw_header(
            pen, key.phase, key.counter, MARGIN, width - MARGIN, stage.header, theme, tick=key.kind == "check"
        )
        draw_caption(pen, key.caption, stage.caption_bar, theme)
        draw_progress(pen, key.progress, width, PROGRESS, theme)
        if stage.panel is not None:
            so_far = self._objective[: told + 1]
            so_far = so_far[np.isfinite(so_far)]
            words = f"W = {inertias([so_far[0], so_far[-1]])[1]}" if so_far.size else ""
            draw_objective(pen, so_far, stage.panel, words, theme)

    # Where letters stand

    def _lettering(self, keyframe: int) -> Lettering:
        if keyframe not in self._letterings:
            self._letterings[keyframe] = self._placed(keyframe)
        return self._letterings[keyframe]

    def _placed(self, keyframe: int) -> Lettering:
        """Find room for the numbers of the centroids, then distances, then names."""
        theme, key, moment = self.look.style, self.timeline.keyframes[keyframe], self.moments[keyframe]
        room = self._room()
        for label in self._counts:
            room.take_box(label.box)
        self._take(room, moment)
        numbers = None
        if moment.centroids is not None and len(self.styles) > 1:
            before = self._lettering(keyframe - 1).numbers if keyframe else None
            stood = self.moments[keyframe - 1].centroids if keyframe else None
            offsets = before - stood if before is not None and stood is not None else None
            numbers = number_places(room, moment.centroids, offsets, theme)
        labels: list[Label] = []
        if moment.explained is not None and moment.centroids is not None:
            labels += self._values(room, key, moment)
        style = TextStyle(size=theme.name_size, colour=theme.ink, halo=2.5, halo_colour=theme.halo)
        rows = moment.named or (() if moment.explained is None else (moment.explained,))
        radius = (
            ring_size(theme) if moment.explained is not None
            else switched_size(len(self.places), len(moment.switched), theme)
        ) / 2  # fmt: skip
        for row in rows:
            name = fitted(self.trace.dataset.row_name(row), style, self.stage.plane.box.width * 0.45)
            labels.append(room.name(self.places[row], radius, name, style))
        return Lettering(tuple(labels), numbers)

    def _take(self, room: FreeRoom, moment: Moment) -> None:
        """Tell the room what else is drawn."""
        theme = self.look.style
        marks = [
            (place, theme.centroid / 2 + 2)
            for place in (moment.centroids if moment.centroids is not None else ())
        ]
        if moment.old is not None and moment.centroids is not None:
            marks += [(place, theme.centroid / 2 + 1) for place in moment.old]
            for pair in zip(moment.old, moment.centroids, strict=True):
                room.take_line(np.array(pair))
        if moment.trail is not None:
            for way in np.stack(self.stops[: moment.trail + 1], axis=1):
                room.take_line(way)
        large = switched_size(len(self.places), len(moment.switched), theme) / 2 + 1
        marks += [(self.places[row], large) for row in moment.switched[:MOST_MARKS]]
        if moment.explained is not None:
            marks.append((self.places[moment.explained], ring_size(theme) / 2 + 1))
            if moment.centroids is not None:
                nearest, others = self._rivals(moment)
                for centre in moment.centroids[[nearest, *others]]:
                    room.take_line(np.array([self.places[moment.explained], centre]))
        if moment.judged_by is not None:
            for piece in self._divided(moment.judged_by)[1]:
                room.take_line(piece)
        for place, radius in marks:
            room.take_mark(place, radius)

    def _values(self, room: FreeRoom, key: Keyframe, moment: Moment) -> list[Label]:
        """Put distances beside their lines: the two smallest always, the others where they cover nothing."""
        theme = self.look.style
        assert moment.explained is not None
        assert moment.centroids is not None
        nearest, others = self._rivals(moment)
        clusters = (nearest, *others)
        texts = self.facts.distance_texts(key.step, moment.explained, clusters)
        labels = []
        for rank, (cluster, text) in enumerate(zip(clusters, texts, strict=True)):
            ends = between_rims(self.places[moment.explained], moment.centroids[cluster], theme)
            if ends is not None:
                label = room.beside(ends[0], ends[1], text, value_style(theme), needed=rank < 2)
                labels += [label] if label is not None else []
        return labels

    def _rivals(self, moment: Moment) -> tuple[int, tuple[int, ...]]:
        """Give the nearest centroid of the explained row and the next nearest ones that are shown."""
        assert moment.explained is not None
        step = moment.judged_by if moment.judged_by is not None else 0
        order = np.argsort(self.trace.distances(step, moment.explained), kind="stable")
        shown = order[: min(moment.rivals, MOST_LINES)]
        return int(shown[0]), tuple(int(c) for c in shown[1:])

    def _room(self) -> FreeRoom:
        size = point_size(len(self.places), self.look.style)
        return FreeRoom(self.stage.plane.box, self._obstacles, size / 2)

    @cached_property
    def _obstacles(self) -> Obstacles:
        return Obstacles(self.places, self.stage.plane.box)

    @cached_property
    def _counts(self) -> tuple[Label, ...]:
        """How many rows lie on each shared spot, written where nothing lies."""
        room, theme = self._room(), self.look.style
        style = count_style(theme)
        labels = [
            room.name(self.places[row], ring_size(theme) / 2, f"×{count}", style)
            for row, count in zip(self._spots.rows, self._spots.counts, strict=True)
        ]
        return tuple(label for label in labels if label.leader is None)


def eased(at: float) -> float:
    """Start and end a move gently: 3t^2 - 2t^3."""
    return at * at * (3 - 2 * at)
