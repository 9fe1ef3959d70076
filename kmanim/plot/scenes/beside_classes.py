"""A run on the right of the groups that are known, and both compared in the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property, partial
from typing import Any

from kmanim.plot.axes.plane import Box
from kmanim.plot.layout import CAPTION_BAR, HEADER, PROGRESS, Stage
from kmanim.plot.marks.bodies import Bodies
from kmanim.plot.regions.divisions import walls_of
from kmanim.plot.render.pen import Pen
from kmanim.plot.render.text_width import fitted
from kmanim.plot.scene import is_end, passing_at, scene_of, told_at
from kmanim.plot.scenes.several_plots import AroundPlots
from kmanim.plot.scenes.side_by_side import columns_for
from kmanim.plot.small_multiples import Cloud, lattice, muted, small
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import TextStyle
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.trace import Trace
from kmanim.story.comparisons.beside_classes import BesideClassesStory
from kmanim.story.comparisons.known_groups import MOST_ROWS

_HEAD = 26.0


class BesideClassesScene:
    """The pictures of such a film.

    Parameters
    ----------
    trace : Trace
        The run.
    told : BesideClassesStory
        What is told of it.
    look : Look
        Size and theme.
    options : mapping
        Of the run's scene.
    """

    def __init__(
        self, trace: Trace, told: BesideClassesStory, look: Look, options: Mapping[str, Any]
    ) -> None:
        self.trace, self.told, self.look = trace, told, look
        theme = small(look.style, 6.5, 15)
        inner = replace(look, theme=theme)
        kind = scene_of(trace)
        equal = look.aspect == "equal" or kind.has_equal_axes(trace)
        view = trace.dataset.view
        width, height = look.page
        self._foot = PROGRESS + CAPTION_BAR + 8 + theme.title_size
        columns = columns_for(2, width / height)
        area = Box(14, self._foot, width - 14, height - HEADER - self._foot)
        planes = lattice(
            area, columns, 2 // columns, theme, view.titles, kind.extent(trace),
            head=_HEAD, margin=16, gap=18, equal=equal,
        )  # fmt: skip
        self.planes = [
            muted(plane, theme, x=place + columns >= 2, y=place % columns == 0)
            for place, plane in zip(range(2), planes, strict=False)
        ]
        self._theme = theme
        self._known = Cloud(trace.dataset, self.planes[0], theme)
        self._styles = cluster_styles(told.known.styles, theme)
        self.scene = kind(
            trace, told.timeline, inner, stage=Stage(look=inner, plane=self.planes[1]), name="run", **options
        )
        self._around = AroundPlots(look, told.timeline, self.planes, view.titles, self._foot)

    @cached_property
    def _bodies(self) -> tuple[Bodies, Bodies]:
        """The groups, in both panels."""
        left, right = (
            Bodies(
                Cloud(self.trace.dataset, plane, self._theme).places[:],
                self.told.known,
                plane.box,
                self._theme,
            )
            for plane in self.planes
        )
        return left, right

    def draw_stage(self, pen: Pen) -> None:
        """Draw all that never changes: the axes, and whose the panels are."""
        theme = self.look.style
        self._around.draw_stage(pen)
        bold = TextStyle(size=theme.title_size, colour=theme.ink, font=theme.font, bold=True)
        for plane, title in zip(self.planes, self.told.titles, strict=True):
            with pen.role("panel title"):
                pen.text(plane.box.left, plane.box.top + 8, fitted(title, bold, plane.box.width + 12), bold)

    def draw(
        self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0, *, still: bool = False
    ) -> None:
        """Draw all that may change; as `Scene.draw`."""
        key = self.told.timeline.keyframes[keyframe]
        end = is_end(key, tween, at)
        compares = end and keyframe == len(self.told.timeline.keyframes) - 1
        compares = compares and self.trace.dataset.n <= MOST_ROWS
        if compares:
            pen.kept(("groups", key.kind), partial(self._draw_groups, kind=key.kind))
        pen.kept(("known",), self._draw_known)
        self.scene.draw_plot(pen, keyframe, tween, at)
        if compares:
            pen.kept(("compared", key.step), partial(self._draw_compared, step=key.step, kind=key.kind))
        told = keyframe if end else told_at(key, keyframe, tween)
        counter = "" if end else passing_at(key, tween, at)[1]
        styles = self.scene.styles
        draw = partial(self._around.draw_words, keyframe=told, still=still, counter=counter, styles=styles)
        pen.kept(("surround", told, still, counter), draw)

    def _draw_known(self, pen: Pen) -> None:
        """Draw the points in the colours of their groups."""
        known = self.told.known
        self._known.draw(pen, known.cluster_of[known.of_rows].astype(self.trace.labels.dtype), self._styles)

    def _draw_groups(self, pen: Pen, kind: str) -> None:
        """Outline the groups below the points, and hatch what the run cuts off them; a lesson has its own outlines."""
        left, right = self._bodies
        left.draw(pen)
        if kind != "lesson":
            right.draw(pen)
            if not right.on_top:
                right.draw_cut(pen, None)

    def _draw_compared(self, pen: Pen, step: int, kind: str) -> None:
        """Draw on the left where the run draws its lines, and hatches that points would hide."""
        if isinstance(self.trace, CentroidTrace):
            self._known.draw_walls(pen, walls_of(self.trace, step, self.planes[0]))
        if kind != "lesson" and self._bodies[1].on_top:
            self._bodies[1].draw_cut(pen, None)
