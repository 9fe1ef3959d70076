"""The raw data: grey points, no clusters yet."""

from __future__ import annotations

from kmanim.data.dataset import Dataset
from kmanim.errors import need
from kmanim.plot.axes.places import extent_of
from kmanim.plot.axes.plane import Box, title_drop
from kmanim.plot.labels.free_room import FreeRoom
from kmanim.plot.labels.labels import draw_labels
from kmanim.plot.labels.obstacles import Obstacles
from kmanim.plot.layout import plane_in
from kmanim.plot.marks.duplicates import MOST_ROWS, count_style, draw_rings, shared_places
from kmanim.plot.marks.points import point_size
from kmanim.plot.pages.as_figure import as_figure
from kmanim.plot.pages.heading import heading
from kmanim.plot.pages.sheet import Sheet
from kmanim.plot.render.pen import Pen
from kmanim.plot.small_multiples import Cloud
from kmanim.plot.style.look import Look
from kmanim.story.figures import raw_data as words
from kmanim.story.text.words import counted


@as_figure
def raw(dataset: Dataset, *, look: Look | None = None) -> Sheet:
    """Draw the data before anything is clustered.

    Parameters
    ----------
    dataset : Dataset
        What is shown, in its view: two columns, or the first two principal components.
    look : Look, optional
        Theme, sharpness and aspect. The figure is 600 x 450 px.

    Returns
    -------
    Figure
        One axes, labelled ``data``, with the limits of the picture.
    """
    need("raw", dataset, Dataset, "kmanim.load")
    look = look or Look()
    sheet = Sheet(450, look)
    theme = sheet.theme
    head = heading(look, words.finding(dataset), words.subject(dataset))
    head.draw(sheet)
    bottom = title_drop(theme) + 12
    room = Box(0, bottom, sheet.width, sheet.height - head.height - bottom)
    plane = plane_in(room, theme, dataset.view.titles, extent_of(dataset), equal=look.aspect == "equal")
    sheet.plot(plane, "data")
    cloud = Cloud(dataset, plane, theme)
    spots = shared_places(dataset.view.project(dataset.points[: MOST_ROWS + 1]))
    places, radius = cloud.places, point_size(dataset.n, theme) / 2
    free = FreeRoom(plane.box, Obstacles(places, plane.box), radius)
    style = count_style(theme)
    counts = [
        free.name(places[row], radius + 4, f"×{count:,}", style)
        for row, count in zip(spots.rows, spots.counts, strict=True)
    ]

    def paint(pen: Pen) -> None:
        cloud.draw(pen, None, ())
        draw_rings(pen, places, spots, theme)
        draw_labels(pen, counts, theme, "duplicate counts")

    sheet.paint(paint)
    return sheet.with_alt(_alt(dataset))


def _alt(dataset: Dataset) -> str:
    x, y = dataset.view.titles
    axes = f"{x} and {y}" if y else x
    return f"Scatter plot of {counted(dataset.n, dataset.noun)} by {axes}, all of them grey."
