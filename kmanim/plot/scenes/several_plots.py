"""What stands around several plots on one page: the bars, the axis titles that they share, the words."""

from __future__ import annotations

from collections.abc import Sequence

from kmanim.plot.axes.plane import Plane
from kmanim.plot.layout import HEADER, MARGIN, PROGRESS, caption_bar, draw_bars
from kmanim.plot.panels.caption import draw_caption
from kmanim.plot.panels.header import draw_header
from kmanim.plot.panels.progress import draw_progress
from kmanim.plot.render.pen import Pen
from kmanim.plot.scene import header_of, size_of_headers
from kmanim.plot.small_multiples import draw_axis_titles
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import ClusterStyle
from kmanim.story.timeline import Timeline


class AroundPlots:
    """The surroundings of a film with several plots.

    Parameters
    ----------
    look : Look
        Size and theme.
    timeline : Timeline
        What is told.
    planes : sequence of Plane
        Of the plots, row by row.
    titles : (str, str)
        Of the axes, which all plots share.
    foot : float
        Where the axis titles end below, in px.
    """

    def __init__(
        self, look: Look, timeline: Timeline, planes: Sequence[Plane], titles: tuple[str, str], foot: float
    ) -> None:
        self._look, self._timeline, self._planes = look, timeline, planes
        self._titles, self._foot = titles, foot
        self._header_size = size_of_headers(timeline, look)

    def draw_stage(self, pen: Pen) -> None:
        """Draw all that never changes: the bars, the planes, the titles of their axes."""
        theme = self._look.style
        draw_bars(pen, self._look)
        for plane in self._planes:
            plane.draw(pen, theme)
        first, last = self._planes[0].box, self._planes[-1].box
        with pen.role("axis titles"):
            draw_axis_titles(
                pen, self._planes, self._titles, theme, baseline=self._foot - theme.title_size,
                lowest=last.bottom - 14, across=self._look.page[0] - 2 * MARGIN,
                up=first.top - last.bottom + 30,
            )  # fmt: skip

    def draw_words(
        self, pen: Pen, keyframe: int, *, still: bool, counter: str, styles: Sequence[ClusterStyle] = ()
    ) -> None:
        """Draw header, caption and progress of a keyframe."""
        theme, look, key = self._look.style, self._look, self._timeline.keyframes[keyframe]
        width, height = look.page
        header = header_of(self._timeline, keyframe, still=still, counter=counter, title=self._look.title)
        draw_header(pen, header, MARGIN, width - MARGIN, height - HEADER + 16, theme, self._header_size)
        draw_caption(pen, key.caption, caption_bar(look), theme, marked=key.marked, styles=styles)
        draw_progress(pen, None if still else key.progress, width, PROGRESS, theme)
