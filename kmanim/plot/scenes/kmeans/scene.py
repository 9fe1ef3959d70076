"""k-means and its family on the page: what is drawn at every keyframe, and on the way to it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from functools import partial

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.plot.axes.places import Places, reach_of
from kmanim.plot.density.clouds import Clouds
from kmanim.plot.density.point_colours import Course, Dress
from kmanim.plot.film.easing import eased, turned
from kmanim.plot.labels.labels import draw_labels
from kmanim.plot.layout import MARGIN, PROGRESS, Stage, set_stage
from kmanim.plot.marks.centroids import draw_centroids, draw_emphasis, draw_numbers
from kmanim.plot.marks.distances import draw_distances
from kmanim.plot.marks.duplicates import MOST_ROWS, draw_rings, shared_spots
from kmanim.plot.marks.halos import draw_ground
from kmanim.plot.marks.rings import draw_ringed
from kmanim.plot.marks.seeding_weights import draw_newest, draw_weighed
from kmanim.plot.marks.switched import FEW
from kmanim.plot.panels.caption import draw_caption
from kmanim.plot.panels.header import draw_header
from kmanim.plot.panels.mode_table import draw_modes, lay_board
from kmanim.plot.panels.objective import draw_objective, said
from kmanim.plot.panels.progress import draw_progress
from kmanim.plot.regions.boundary import draw_boundary
from kmanim.plot.regions.divisions import Divisions
from kmanim.plot.regions.regions import draw_regions
from kmanim.plot.render.pen import Pen
from kmanim.plot.scenes.kmeans.lettering import Letters, has_corners
from kmanim.plot.scenes.kmeans.plot_state import NOBODY, Moment, moments_of
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.simulate.trace import Trace
from kmanim.story.facts import Facts
from kmanim.story.figures.modes import ModeTable
from kmanim.story.timeline import Keyframe, Timeline


def is_end(key: Keyframe, tween: int | None, at: float) -> bool:
    """Tell whether an instant on the way to a keyframe is its held picture: the end of the last tween is, too."""
    return tween is None or (tween == len(key.lead_in) - 1 and at >= 1)


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
    stage : Stage, optional
        Where it stands, if it is one of several on a page; its `draw_plot` is then called, and rows are not named.
    name : hashable, optional
        What tells it from the others on the page.
    """

    def __init__(
        self,
        trace: Trace,
        timeline: Timeline,
        look: Look,
        *,
        stage: Stage | None = None,
        name: Hashable = None,
    ) -> None:
        self.trace = trace
        self._name = name
        self.timeline = timeline
        self.look = look
        dataset, terms = trace.dataset, trace.parameters.terms
        self._ways = [dataset.view.project(trace.centroids_of(i)) for i in range(len(trace))]
        self._objective = np.asarray(trace.objective, dtype=np.float64)
        told = self._objective[np.isfinite(self._objective)]
        categories = any(dataset.coded)
        self.stage = stage or set_stage(
            look, dataset.view.titles, self.reach(trace), told, terms.symbol, categories=categories
        )
        if self.stage.board is not None:
            self._table = ModeTable(Facts(trace))
            self._board = lay_board(self.stage.board, self._table, dataset.d, trace.k, look.style)
        self.places = Places(dataset, self.stage.plane)
        self.stops = [self.stage.plane.to_px(way) for way in self._ways]
        self.styles = cluster_styles(len(self._ways[0]), look.style)
        self._spots = shared_spots(dataset.view.project(dataset.points[: MOST_ROWS + 1]))
        self._course = Course(trace)
        self._sayings: dict[int, tuple[str, str]] = {}
        self._cloud = Clouds(
            self._course, self.places, self.styles, look.style,
            opaque=not (look.transparent or look.regions),
        )  # fmt: skip
        self._divisions = Divisions(trace, self.stage.plane, self.stops, regions=look.regions)
        self.moments = moments_of(trace, timeline, self.stops, trail=look.trail)
        if stage is not None:
            self.moments = [replace(moment, named=()) for moment in self.moments]
        self.letters = Letters(
            trace, timeline, self.stage, self.places, self.stops, self.moments, self._spots,
            lambda step: self._divisions.at(step).walls,
        )  # fmt: skip

    @staticmethod
    def reach(trace: Trace) -> FloatArray:
        """Give what must lie inside the plot in the course of a run, shape (m, 2), in the view's units."""
        view = trace.dataset.view
        ways = [view.project(trace.centroids_of(i)) for i in range(len(trace))]
        return np.vstack([reach_of(trace.dataset), *ways])

    def draw_stage(self, pen: Pen) -> None:
        """Draw all that never changes."""
        self.stage.draw(pen)

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
        self.draw_plot(pen, keyframe, tween, at)
        told = key.step
        if not is_end(key, tween, at):
            told = self.timeline.keyframes[keyframe - 1].step if keyframe else -1
        pen.kept(("surround", keyframe, told), partial(self._surround, key=key, told=told))

    def draw_plot(self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0) -> None:
        """Draw the points and all that is among them; parameters as for `draw`."""
        if not is_end(self.timeline.keyframes[keyframe], tween, at):
            self._plot(pen, *self._between(keyframe, tween or 0, at))
            return
        lettering = self.letters.at(keyframe)
        self._plot(pen, self.moments[keyframe], lettering.numbers)
        draw_labels(pen, lettering.labels, self.look.style)

    # On the way

    def _between(self, keyframe: int, tween: int, at: float) -> tuple[Moment, FloatArray | None]:
        """Give what is shown on the way to a keyframe, and where the numbers of the centroids stand."""
        key = self.timeline.keyframes[keyframe]
        here = self.moments[keyframe]
        before = self.moments[keyframe - 1] if keyframe else Moment()
        quiet = replace(before, named=(), explained=None, emphasised=())
        passed = {t.kind for t in key.lead_in[:tween]}
        kind = key.lead_in[tween].kind
        numbers = self.letters.at(keyframe - 1).numbers if keyframe else None
        if kind == "sweep" and here.labels is not None:
            sweeping = replace(
                quiet,
                labels=here.labels,
                coloured=before.coloured or (),
                swept=int(np.ceil(at * len(self.places))),
                centroids=here.centroids,
            )
            return sweeping, numbers
        if kind == "recolour":
            return replace(quiet, settled=at) if at < 1 else replace(quiet, switched=NOBODY), numbers
        if kind == "move" and before.centroids is not None and here.centroids is not None:
            share = eased(at)
            moving = replace(
                quiet,
                switched=NOBODY if "recolour" in passed else quiet.switched,
                centroids=before.centroids + share * (here.centroids - before.centroids),
                old=here.old,
            )
            arriving = self.letters.at(keyframe).numbers
            if numbers is not None and arriving is not None and moving.centroids is not None:
                beside = turned(numbers - before.centroids, arriving - here.centroids, share)
                numbers = moving.centroids + beside
            return moving, numbers
        return quiet, numbers

    # How it is drawn

    def _plot(self, pen: Pen, moment: Moment, numbers: FloatArray | None) -> None:
        theme, box, styles = self.look.style, self.stage.plane.box, self.styles
        with pen.clipped(box.left + 0.5, box.bottom + 0.5, box.width - 0.5, box.height - 0.5):
            if moment.judged_by is not None:
                pen.kept(
                    ("division", self._name, moment.judged_by),
                    partial(self._draw_division, step=moment.judged_by),
                )
        if moment.centroids is None:
            self._draw_points(pen, moment)
        else:
            stops = () if moment.trail is None else self.stops[: moment.trail + 1]
            there = slice(None) if moment.placed is None else list(moment.placed)
            draw_ground(
                pen, lambda: self._draw_points(pen, moment), len(self.places), moment.centroids[there],
                [styles[j] for j in moment.placed] if moment.placed is not None else styles,
                theme, old=moment.old, stops=stops,
            )  # fmt: skip
        key = ("duplicates", self._name, moment.explained)
        pen.kept(key, partial(self._draw_duplicates, explained=moment.explained))
        if moment.centroids is None:
            return
        if moment.explained is not None:
            nearest, others = self.letters.rivals(moment)
            draw_distances(
                pen, self.places[moment.explained], moment.centroids, nearest, others, styles, theme,
                own=self._course.labels(moment.labels)[moment.explained] if moment.labels is not None else None,
                corner=has_corners(self.trace),
            )  # fmt: skip
        if moment.ringed:
            with pen.role("ringed"):
                draw_ringed(pen, self.places[list(moment.ringed)], len(self.places), theme)
        # A few switched points lie on top; a crowd of them would bury the centroids.
        crowd = moment.switched.size > FEW
        if crowd:
            self._draw_switched(pen, moment)
        draw_centroids(pen, moment.centroids, styles, theme, moment.placed)
        if moment.drawn is not None:
            draw_newest(pen, self.places[moment.drawn], self.letters.newest_size(moment), theme)
        draw_emphasis(pen, moment.centroids[list(moment.emphasised)], theme)
        if not crowd:
            self._draw_switched(pen, moment)
        if numbers is not None:
            draw_numbers(pen, numbers, theme, moment.placed)

    def _draw_switched(self, pen: Pen, moment: Moment) -> None:
        if moment.switched.size and moment.labels is not None:
            self._cloud.draw_switched(pen, moment.labels, moment.switched, moment.settled)

    def _draw_division(self, pen: Pen, step: int) -> None:
        polygons, walls = self._divisions.at(step)
        if polygons:
            draw_regions(pen, polygons, self.styles, self.look.style)
        draw_boundary(pen, walls, self.look.style)

    def _draw_duplicates(self, pen: Pen, explained: int | None) -> None:
        but = None if explained is None else self.places[explained]
        draw_rings(pen, self.places, self._spots, self.look.style, but=but)
        draw_labels(pen, self.letters.counts, self.look.style, "duplicate counts")

    def _draw_points(self, pen: Pen, moment: Moment) -> None:
        if moment.weighed is not None:
            pen.kept(
                ("weighed", self._name, moment.weighed), partial(self._draw_weighed, number=moment.weighed)
            )
            return
        dress = Dress(moment.labels, moment.coloured, moment.swept)
        pen.kept(("points", self._name, dress), lambda pen: self._cloud.draw(pen, dress))

    def _draw_weighed(self, pen: Pen, number: int) -> None:
        draw_weighed(pen, self.places[:], self.letters.weighed(number), self.look.style)

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
            if told not in self._sayings:
                known = self._objective[np.isfinite(self._objective)]
                self._sayings[told] = said(known, so_far.size, self.trace.parameters.terms.symbol)
            draw_objective(pen, so_far, stage.panel, *self._sayings[told], theme)
        if stage.board is not None:
            known_yet = told if key.kind != "data" and told >= 0 else None
            draw_modes(pen, self._board, self._table, known_yet, self.styles, theme)
