"""The scene of a tree that grows: the points on the left, the dendrogram on the right."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from functools import cached_property, partial
from typing import Any, ClassVar, cast, get_args

import numpy as np

from kmanim.arrays import NOBODY, FloatArray, IntArray, LabelArray
from kmanim.plot.axes.places import Places
from kmanim.plot.density.clouds import Clouds, is_dense
from kmanim.plot.density.point_colours import Colouring, PointColours
from kmanim.plot.film.easing import eased
from kmanim.plot.labels.labels import draw_labels
from kmanim.plot.layout import Stage, set_stage
from kmanim.plot.marks.hulls import draw_hull, hull_around
from kmanim.plot.marks.pills import draw_pills
from kmanim.plot.marks.points import point_size
from kmanim.plot.marks.rings import draw_ringed
from kmanim.plot.marks.switched import single_reach
from kmanim.plot.render.pen import Pen
from kmanim.plot.scene import Scene, is_end, passing_at
from kmanim.plot.scenes.hierarchical.colours import shown_labels, styles_of
from kmanim.plot.scenes.hierarchical.distances import Lines, draw_lines, lines_of
from kmanim.plot.scenes.hierarchical.lettering import Letters
from kmanim.plot.scenes.hierarchical.state import TreeState, tree_states
from kmanim.plot.scenes.hierarchical.tree_panel import TreePanel
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.simulate.machines.linkage.trace import MergeTrace
from kmanim.story.hierarchical.facts import MergeFacts
from kmanim.story.hierarchical.film import HANDFUL
from kmanim.story.hierarchical.others import OtherTree, What, other_trees
from kmanim.story.timeline import Timeline

_SHARE = 0.46
_AIR = 6.0


class TreeScene(Scene):
    """The pictures of a film of hierarchical clustering; parameters as for `Scene`."""

    side: ClassVar[float] = _SHARE
    end_kinds: ClassVar[tuple[str, ...]] = ("cut",)
    trace: MergeTrace

    def __init__(
        self,
        trace: MergeTrace,
        timeline: Timeline,
        look: Look,
        *,
        stage: Stage | None = None,
        name: Hashable = None,
        **options: Any,
    ) -> None:
        super().__init__(trace, timeline, look, stage=stage, name=name, **options)
        self.facts = MergeFacts(trace)
        self.others = _others(trace, timeline)
        self.places = Places(trace.dataset, self.stage.plane)
        self._history = shown_labels(trace, tuple(other.labels for other in self.others))
        self._course = PointColours(self._history, trace.dataset.n, len(self.styles), _in_order)
        self._cloud = Clouds(self._course, self.places, self.styles, look.style, opaque=not look.transparent)
        self.states = tree_states(trace, timeline, self.others)
        self._lines: dict[int, Lines] = {
            state.lines: lines_of(trace, self.facts, state.lines, self.places, self.stage.plane)
            for state in self.states
            if state.lines is not None
        }
        around = [self._hull(state.around) for state in self.states if state.around is not None]
        self.letters = Letters(
            self.facts, self.places, self.stage.plane, look.style,
            [way for lines in self._lines.values() for way in lines.ways],
            [np.vstack([hull, hull[:1]]) for hull in around] if trace.dataset.n <= HANDFUL else [],
        )  # fmt: skip
        side = self.stage.side
        self.panel = None if side is None else TreePanel(self.facts, side, self.styles, look.style)

    @cached_property
    def styles(self) -> tuple[ClusterStyle, ...]:
        """Colour and shape of every cluster that has one of its own; the last is that of single rows."""
        return styles_of(self.trace, self.look.style)

    @classmethod
    def n_styles(cls, trace: MergeTrace) -> int:
        """Count the clusters of the cut."""
        return trace.k

    def set_stage(self) -> Stage:
        """Lay the page out; where both axes have nearly one scale, they get it."""
        titles, reach = self.trace.dataset.view.titles, self.extent(self.trace)
        stage = set_stage(self.look, titles, reach, side=self.side)
        if stage.plane.is_nearly_equal:
            return set_stage(self.look, titles, reach, side=self.side, equal=True)
        return stage

    @cached_property
    def _clears_page(self) -> bool:
        """Whether some picture shows trees alone, so that the axes of the points are no part of the stage."""
        return any(state.all_of for state in self.states)

    def draw_stage(self, pen: Pen) -> None:
        """Draw all that never changes."""
        if self._clears_page:
            self.stage.draw_bars(pen)
        else:
            self.stage.draw(pen)
            if self.panel is not None:
                self.panel.draw_axes(pen)

    # The points

    def draw_plot(self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0) -> None:
        """Draw the points and all that is among them; parameters as for `draw`."""
        state = self._at(keyframe, tween, at)
        if state.all_of and self.is_alone:
            return
        if self._clears_page and self.is_alone:
            pen.kept(("axes", self.name), self._draw_axes)
        theme = self.look.style
        held = is_end(self.timeline.keyframes[keyframe], tween, at)
        box = self.stage.plane.box
        hull = None if state.around is None else self._hull(state.around)
        with pen.clipped(box.left + 0.5, box.bottom + 0.5, box.width - 0.5, box.height - 0.5):
            # A density would hide what lies beneath it.
            dense = is_dense(pen, len(self.places))
            if hull is not None and not dense:
                draw_hull(pen, hull, theme)
            if state.lines is not None:
                draw_lines(pen, self._lines[state.lines], theme)
        colouring = Colouring(state.labels)
        pen.kept(("points", self.name, state.labels), lambda pen: self._cloud.draw(pen, colouring))
        if hull is not None and dense:
            with pen.clipped(box.left + 0.5, box.bottom + 0.5, box.width - 0.5, box.height - 0.5):
                draw_hull(pen, hull, theme)
        if state.pair:
            with pen.role("ringed"):
                draw_ringed(pen, self.places[list(state.pair)], len(self.places), theme)
        if state.switched.size:
            self._cloud.draw_switched(pen, state.labels, state.switched, state.settled)
            if self.is_alone:
                self._draw_pills(pen, state, hull)
        pen.kept(("names", self.name), partial(draw_labels, labels=self.letters.fixed, theme=theme))
        if held and self.is_alone:
            draw_labels(pen, self.letters.names(self._named(state), hull), theme)
            if state.lines is not None:
                lines = self._lines[state.lines]
                draw_labels(pen, self.letters.values(lines.ways, lines.texts), theme, "values")

    def _named(self, state: TreeState) -> list[int]:
        return list(state.pair) or state.switched.tolist()

    def _draw_axes(self, pen: Pen) -> None:
        self.stage.plane.draw(pen, self.look.style)
        if self.panel is not None:
            self.panel.draw_axes(pen)

    def _at(self, keyframe: int, tween: int | None, at: float) -> TreeState:
        """Give what is shown, on the way to a keyframe or at it."""
        key, here = self.timeline.keyframes[keyframe], self.states[keyframe]
        if is_end(key, tween, at):
            return here
        passed_by, _ = passing_at(key, tween, at)
        if passed_by is not None:
            return TreeState(labels=passed_by, reached=passed_by)
        before = self.states[keyframe - 1] if keyframe else TreeState()
        passed = {lead.kind for lead in key.lead_in[: tween or 0]}
        if key.lead_in[tween or 0].kind == "recolour" and at < 1:
            return replace(before, settled=at)
        settled = "recolour" in passed or at >= 1
        return replace(before, switched=NOBODY) if settled else before

    def _hull(self, i: int) -> FloatArray:
        merge = self.facts.merge(i)
        n = self.trace.dataset.n
        rows = np.concatenate([self.trace.tree.rows(c) for c in (merge.lower, merge.higher)])
        return hull_around(self.places[rows], max(point_size(n, self.look.style), self._large()) / 2 + _AIR)

    def _large(self) -> float:
        return 2 * single_reach(self.trace.dataset.n, self.look.style)

    def _draw_pills(self, pen: Pen, state: TreeState, hull: FloatArray | None) -> None:
        """Count the points that join where they are a crowd."""
        marks = self._cloud.switched(state.labels, state.switched)
        if marks.is_crowd:
            pills = self.letters.pills(marks, hull)
            draw_pills(pen, pills, self.look.style)

    # The tree

    def draw(
        self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0, *, still: bool = False
    ) -> None:
        """Draw all that may change; parameters as for `Scene.draw`."""
        super().draw(pen, keyframe, tween, at, still=still)
        if self.panel is None:
            return
        key, state = self.timeline.keyframes[keyframe], self._at(keyframe, tween, at)
        share = 1.0
        moving = not is_end(key, tween, at) and key.lead_in[tween or 0].kind == "move"
        if moving:
            share = eased(at)
        here = self.states[keyframe]
        if state.all_of:
            trees = other_trees(self.trace, cast(What, state.all_of))
            pen.kept(("trees", keyframe), partial(self.panel.draw_all, trees=trees, page=self.look.page))
            return
        if state.other:
            other = next(one for one in self.others if one.name == state.other)
            highest = max(float(one.merges[:, 2].max()) for one in self.others)
            pen.kept(("other", keyframe), partial(self.panel.draw_other, other=other, highest=highest))
            return
        labels = self._course.labels(state.labels).astype(np.intp)
        if not moving:
            self.panel.draw(pen, state, labels)
        elif here.cut:
            self.panel.draw(pen, state, labels, falling=share)
        else:
            self.panel.draw(pen, state, labels, growing=(here.new[0], share))

    # On a small plane

    def draw_small(self, pen: Pen, keyframe: int, cloud: Cloud) -> None:
        """Draw a held picture's plot on a small plane."""
        state, theme = self.states[keyframe], cloud.theme
        labels = self._course.labels(state.labels)
        if state.around is not None:
            merge = self.facts.merge(state.around)
            rows = np.concatenate([self.trace.tree.rows(c) for c in (merge.lower, merge.higher)])
            draw_hull(pen, hull_around(cloud.places[rows], theme.switched_point / 2 + 3), theme)
        cloud.draw(pen, labels, self.styles)
        if state.switched.size:
            former = self._course.labels(state.labels - 1)
            cloud.draw_switched(pen, former, labels, state.switched, self.styles)


def _others(trace: MergeTrace, timeline: Timeline) -> tuple[OtherTree, ...]:
    """Give the trees of which the film shows the points, too."""
    named = [key.kind.partition("-")[2] for key in timeline.keyframes if key.kind.startswith("tree-")]
    found: list[OtherTree] = []
    for what in get_args(What):
        if any(key.kind == f"trees-{what}" for key in timeline.keyframes) and named:
            found += [tree for tree in other_trees(trace, what) if tree.name in named]
    return tuple(found)


def _in_order(_step: int, labels: LabelArray, _rows: IntArray | None) -> IntArray:
    """Let points take their colours in the order of their rows."""
    return np.arange(len(labels))
