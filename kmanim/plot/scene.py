"""What a scene is: the contract, for whoever writes one, and the page around the plot, which all of them share.

A scene is a module on the shelf `plot/scenes`, or a folder there, named as the family of its algorithms, that offers
one subclass of `Scene` as ``SCENE``. It is made once for a film, with everything that the film shows at hand: it
settles where all stands, so that nothing on the page jumps, and draws any picture from nothing, whichever was drawn
before. It knows no words but those of its keyframes, and counts nothing that the trace does not say.

A subclass must write `draw_plot`. It writes `extent` if more than points must lie inside the plot, `draw_beside` (and
hands a `side` to `set_stage`) if something stands beside the points, `drawn` if other columns than those that are
clustered lie across and upwards, `chosen` if an option asks for pictures of another kind, `draw_small` if a small
picture is more than the plot drawn small, `plane_of_small` if small pictures have no axes, `draw_data` if data are no
points, `draw_result` if the end of a run is more than its points. It has no reason
to write `draw`.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from functools import cached_property, partial
from typing import Any, ClassVar, cast

import numpy as np

from kmanim.arrays import FloatArray
from kmanim.data.dataset import Dataset
from kmanim.plot.axes.places import Places, extent_of
from kmanim.plot.axes.plane import Box, Plane
from kmanim.plot.cards.card import card_box, share_covered
from kmanim.plot.cards.class_table import draw_class_table, table_size
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.layout import MARGIN, PROGRESS, Stage, set_stage
from kmanim.plot.panels.caption import draw_caption
from kmanim.plot.panels.header import Header, HeaderSize, draw_header, header_size
from kmanim.plot.panels.progress import draw_progress
from kmanim.plot.render.pen import Pen
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import ClusterStyle, cluster_styles
from kmanim.plot.style.theme import Theme
from kmanim.simulate.registry import part_of
from kmanim.simulate.trace import Trace
from kmanim.story.comparisons.classes import MOST_CLASSES, ClassTable, class_table
from kmanim.story.contract import facts_of
from kmanim.story.timeline import PASSES, Keyframe, Timeline

# The largest share of the points that a comparison with classes may cover.
_HIDDEN = 0.06


def is_end(key: Keyframe, tween: int | None, at: float) -> bool:
    """Tell whether an instant on the way to a keyframe is its held picture: the end of the last tween is, too."""
    return tween is None or (tween == len(key.lead_in) - 1 and at >= 1)


def told_at(key: Keyframe, keyframe: int, tween: int | None) -> int:
    """Say whose words stand on the way to a keyframe: of the one before until switched points have their colours."""
    settling = tween is not None and key.lead_in[tween].kind == "recolour"
    return keyframe - 1 if settling and keyframe else keyframe


def passing_at(key: Keyframe, tween: int | None, at: float) -> tuple[int | None, str]:
    """Give the snapshot that goes by at an instant, and its counter, if any does."""
    if tween is None or not key.passing or key.lead_in[tween].kind not in PASSES:
        return None, ""
    return key.passing_at(at)


def header_of(
    timeline: Timeline, keyframe: int, *, still: bool = False, counter: str = "", title: str = ""
) -> Header:
    """Say what stands above a keyframe, with a counter that runs if there is one; a still has no place in a film."""
    key = timeline.keyframes[keyframe]
    return Header(
        subject=title or timeline.subject or timeline.title,
        phase=key.phase,
        cycle=timeline.cycle,
        turn=key.turn,
        counter=counter or key.counter,
        place="" if still else f"{keyframe + 1}/{len(timeline.keyframes)}",
        mark=key.mark,
    )


def size_of_headers(timeline: Timeline, look: Look) -> HeaderSize:
    """Choose one size for the headers of all keyframes."""
    headers = (header_of(timeline, i, title=look.title) for i in range(len(timeline.keyframes)))
    return header_size(headers, look.page[0] - 2 * MARGIN, look.style)


class Scene:
    """The pictures of a film.

    Parameters
    ----------
    trace : Trace
        What happened.
    timeline : Timeline
        What is told of it.
    look : Look
        What it shall look like.
    stage : Stage, optional
        Where it stands, if it is one of several on a page; its `draw_plot` alone is called then.
    name : hashable, optional
        What tells it from the others on the page.
    **options
        The fields of the parameters' `scene_options`, those that were given.

    """

    side: ClassVar[float] = 0.0
    """The share of the page's width that is kept free beside the points."""

    end_kinds: ClassVar[tuple[str, ...]] = ("done",)
    """The kinds of keyframes that show the end of a run."""

    def __init__(
        self,
        trace: Trace,
        timeline: Timeline,
        look: Look,
        *,
        stage: Stage | None = None,
        name: Hashable = None,
        **options: Any,
    ) -> None:
        self.trace, self.timeline, self.look, self.name = trace, timeline, look, name
        self.options = options
        self.is_alone = stage is None
        self.stage = stage or self.set_stage()

    @cached_property
    def styles(self) -> tuple[ClusterStyle, ...]:
        """Colour and shape of every cluster."""
        return self.styles_of(self.trace, self.look.style)

    @classmethod
    def styles_of(cls, trace: Any, theme: Theme) -> tuple[ClusterStyle, ...]:
        """Give colour and shape of every cluster of a run, in some theme."""
        return cluster_styles(cls.n_styles(trace), theme)

    @classmethod
    def n_styles(cls, trace: Any) -> int:
        """How many clusters want a colour and shape of their own: by default as many as labels there ever are."""
        return int(trace.history.size)

    @classmethod
    def drawn(cls, trace: Any) -> Dataset:
        """Give the table whose columns lie across and upwards: by default the one that is clustered, in its view."""
        dataset: Dataset = trace.dataset
        return dataset

    @classmethod
    def chosen(cls, **options: Any) -> type[Scene]:  # noqa: ARG003 - here they choose none
        """Give the scene that draws pictures with these options: by default this one."""
        return cls

    @classmethod
    def has_equal_axes(cls, trace: Any) -> bool:  # noqa: ARG003 - here it is left to the look
        """Tell whether one unit must be equally long on both axes, as where circles are drawn at their true size."""
        return False

    @classmethod
    def draw_data(cls, pen: Pen, trace: Any, cloud: Cloud) -> None:  # noqa: ARG003 - here it is the points
        """Draw the data of a run on a small plane, before anything has happened: grey points."""
        cloud.draw(pen, None, ())

    @classmethod
    def plane_of_small(cls, plane: Plane, trace: Any) -> Plane:  # noqa: ARG003 - here all runs have axes
        """Give the plane of a small picture of a run as figures shall draw it; a scene may leave its axes out."""
        return plane

    @classmethod
    def check(cls, trace: Any, **options: Any) -> None:
        """Refuse options that no picture of these data can have; here there are none.

        Raises
        ------
        InputError
            If there are such.
        """

    def set_stage(self) -> Stage:
        """Lay the page out."""
        titles, reach = self.drawn(self.trace).view.titles, self.extent(self.trace)
        return set_stage(self.look, titles, reach, side=self.side, equal=self.has_equal_axes(self.trace))

    @classmethod
    def extent(cls, trace: Any) -> FloatArray:
        """Give what must lie inside the plot in the course of a run, shape (m, 2), in the view's units."""
        return extent_of(cls.drawn(trace))

    @classmethod
    def extent_of_result(cls, trace: Any) -> FloatArray:
        """Give what must lie inside a plot of the end of a run alone, as `extent` does."""
        return extent_of(cls.drawn(trace))

    def draw_stage(self, pen: Pen) -> None:
        """Draw all that never changes."""
        self.stage.draw(pen)

    def draw(
        self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0, *, still: bool = False
    ) -> None:
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
        still : bool, default False
            Whether it is a picture of its own, which says nothing of its place in the film.
        """
        key = self.timeline.keyframes[keyframe]
        self.draw_plot(pen, keyframe, tween, at)
        classes = self.class_card_of(keyframe) if is_end(key, tween, at) else None
        if classes is not None:
            table, box = classes
            pen.kept(
                ("classes",), lambda pen: draw_class_table(pen, box, table, self.styles, self.look.style)
            )
        step, told, counter = key.step, keyframe, ""
        if tween is not None and not is_end(key, tween, at):
            step = self.timeline.keyframes[keyframe - 1].step if keyframe else -1
            told = told_at(key, keyframe, tween)
            passed, counter = passing_at(key, tween, at)
            step = step if passed is None else passed
        draw = partial(self._draw_surround, keyframe=told, step=step, still=still, counter=counter)
        pen.kept(("surround", told, step, still, counter), draw)

    def draw_plot(self, pen: Pen, keyframe: int, tween: int | None = None, at: float = 1.0) -> None:
        """Draw the points and all that is among them; parameters as for `draw`."""
        raise NotImplementedError

    def draw_beside(self, pen: Pen, key: Keyframe, step: int) -> None:
        """Draw what stands beside the points, as far as snapshot `step` has been shown (-1: none); nothing here."""

    def class_card_of(self, keyframe: int) -> tuple[ClassTable, Box] | None:
        """Give the comparison of clusters with known classes and its box; None for pictures without one.

        The last picture of the end has it, where the data have classes.
        """
        kinds = [key.kind for key in self.timeline.keyframes]
        ends = [number for number, kind in enumerate(kinds) if kind in self.end_kinds]
        return self._class_card if ends[-1:] == [keyframe] else None

    @cached_property
    def _class_card(self) -> tuple[ClassTable, Box] | None:
        dataset = self.trace.dataset
        if not dataset.classes or not self.is_alone or not self.trace.parameters.finds_clusters():
            return None
        theme, room = self.look.style, self.stage.plane.box
        points = Obstacles(Places(dataset, self.stage.plane), room)
        marks = [(place, theme.centroid / 2 + 4, dear) for place, dear in self.end_marks()]
        for most in range(MOST_CLASSES, 1, -1):
            table = class_table(dataset, self.trace.labels, facts_of(self.trace).k, most)
            size = table_size(table, theme) if table is not None else (np.inf, np.inf)
            if table is not None and size[0] < 0.85 * room.width and size[1] < 0.6 * room.height:
                box = card_box(room, size, points, dataset.n, marks)
                # The end is what matters: where a card would hide it, words tell alone what classes there are.
                return (table, box) if share_covered(box, points, dataset.n) <= _HIDDEN else None
        return None

    def end_marks(self) -> list[tuple[FloatArray, float]]:
        """Give where larger marks may stand in the last picture, in px, and how dear each is; none here."""
        return []

    def draw_small(self, pen: Pen, keyframe: int, cloud: Cloud) -> None:
        """Draw a held picture's plot on a small plane, for the figure that shows a run in several panels."""
        look = replace(self.look, theme=cloud.theme)
        stage = Stage(look=look, plane=cloud.plane)
        name = ("small", keyframe, cloud.plane.box)
        inner = type(self)(self.trace, self.timeline, look, stage=stage, name=name, **self.options)
        inner.draw_plot(pen, keyframe)

    @classmethod
    def extent_of_end(cls, trace: Any) -> FloatArray:
        """Give what must lie inside a plot that shows the end of a run and nothing of its beginning."""
        return extent_of(cls.drawn(trace))

    @classmethod
    def draw_end(cls, pen: Pen, trace: Any, cloud: Cloud) -> None:
        """Draw the end of a run with nothing of its beginning, for figures that show it large."""
        cls.draw_result(pen, trace, cloud)

    @classmethod
    def draw_result(cls, pen: Pen, trace: Any, cloud: Cloud) -> None:
        """Draw the end of a run on a small plane, for figures that show many runs."""
        cloud.draw(pen, trace.labels if trace.has_labels else None, cls.styles_of(trace, cloud.theme))

    @cached_property
    def _header_size(self) -> HeaderSize:
        """How large the headers of all keyframes are."""
        return size_of_headers(self.timeline, self.look)

    def _draw_surround(self, pen: Pen, keyframe: int, step: int, *, still: bool, counter: str) -> None:
        """Draw header, caption, progress, and what stands beside the points."""
        theme, stage, key = self.look.style, self.stage, self.timeline.keyframes[keyframe]
        header = header_of(self.timeline, keyframe, still=still, counter=counter, title=self.look.title)
        right = self.look.page[0] - MARGIN
        draw_header(pen, header, MARGIN, right, stage.header, theme, self._header_size)
        draw_caption(pen, key.caption, stage.caption_bar, theme, marked=key.marked, styles=self.styles)
        draw_progress(pen, None if still else key.progress, self.look.page[0], PROGRESS, theme)
        self.draw_beside(pen, key, step)


def scene_of(trace: Trace, **options: Any) -> type[Scene]:
    """Import the scene that draws runs of this kind, with some of its options.

    Raises
    ------
    InputError
        If there is none.
    """
    kind = cast(type[Scene], part_of(trace.parameters.family, "scene", "kmanim.plot.scenes").SCENE)
    return kind.chosen(**options)
