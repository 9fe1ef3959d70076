"""The pictures of a film drawn with plain matplotlib: what every peer is given to draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.colors import ListedColormap

from kmanim import Film

TWEEN_MS = 50


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One picture: of every point the number of its colour, the centroids, the old ones, and three texts."""

    colours: np.ndarray
    centroids: np.ndarray
    old: np.ndarray
    header: str
    counter: str
    caption: str


def pictures(film: Film, most: int) -> list[Picture]:
    """Give the pictures of a film, or `most` of them evenly spread over it."""
    moments = list(_moments(film))
    chosen = np.unique(np.linspace(0, len(moments) - 1, min(most, len(moments))).round().astype(int))
    return [_picture(film, *moments[number]) for number in chosen]


def _moments(film: Film) -> Iterator[tuple[int, str, float]]:
    """Give keyframe, kind of tween and share of its time, for every picture of the film."""
    for number, keyframe in enumerate(film.timeline.keyframes):
        for place, tween in enumerate(keyframe.lead_in, start=1):
            count = round(tween.duration_ms / TWEEN_MS)
            last = count - (place == len(keyframe.lead_in))
            yield from ((number, tween.kind, frame / count) for frame in range(1, last + 1))
        yield number, "", 1.0


def _picture(film: Film, number: int, kind: str, share: float) -> Picture:
    trace, keyframes = film.trace, film.timeline.keyframes
    here, before = keyframes[number], keyframes[max(0, number - 1)]
    nobody = np.full(trace.dataset.n, len(trace.centroids_of(0)), np.uint8)
    colours, then = (
        nobody if (labels := trace[keyframe.step].labels) is None else np.asarray(labels)
        for keyframe in (here, before)
    )
    centroids, were = trace.centroids_of(here.step), trace.centroids_of(before.step)
    if kind == "sweep":
        apart = ((trace.dataset.points - centroids[colours]) ** 2).sum(axis=1)
        colours = np.where(apart <= np.quantile(apart, share), colours, then)
    elif kind == "recolour":
        centroids = were
    elif kind == "move":
        centroids = were + share * share * (3 - 2 * share) * (centroids - were)
    old = were if kind == "move" or here.kind == "update" else were[:0]
    return Picture(colours, centroids, old, here.phase, here.counter, "\n".join(here.caption))


class Plain:
    """Draws the pictures of a film the usual way, on axes of 600 x 450 px.

    Parameters
    ----------
    film : Film
        Whose pictures they are.
    by_cluster : bool
        Points as one `plot` a cluster, which is faster than the usual `scatter` with a colour for every point.
    """

    size, dpi = (600 / 72, 450 / 72), 72

    def __init__(self, film: Film, by_cluster: bool = False) -> None:
        self.points = film.trace.dataset.points
        self.titles = film.trace.dataset.view.titles
        k, theme = len(film.trace.centroids_of(0)), film.look.style
        self.grey = theme.old_centroid
        self.colours = [*(theme.clusters * k)[:k], theme.unassigned]
        self.diameter = max(1.6, theme.point * min(1, 120 / len(self.points)) ** 0.3)
        everything = np.vstack(
            [self.points, *(film.trace.centroids_of(step) for step in range(len(film.trace)))]
        )
        air = 0.05 * np.ptp(everything, axis=0)
        self.low, self.high = everything.min(axis=0) - air, everything.max(axis=0) + air
        self.by_cluster = by_cluster

    def axes(self, figure: Any) -> Any:
        """Put the axes on a figure."""
        axes = figure.add_axes((0.12, 0.26, 0.84, 0.62))
        axes.set(xlim=(self.low[0], self.high[0]), ylim=(self.low[1], self.high[1]))
        axes.set(xlabel=self.titles[0], ylabel=self.titles[1])
        axes.grid(True)
        return axes

    def draw(self, axes: Any, picture: Picture) -> list[Any]:
        """Draw a picture, and give the artists that must go before the next one."""
        x, y = self.points[:, :2].T
        numbers = range(len(self.colours))
        if self.by_cluster:
            drawn = []
            for number, colour in enumerate(self.colours):
                own = picture.colours == number
                drawn += axes.plot(x[own], y[own], "o", color=colour, markersize=self.diameter, mew=0)
        else:
            shades: dict[str, Any] = {"cmap": ListedColormap(self.colours), "vmin": 0, "vmax": numbers[-1]}
            drawn = [axes.scatter(x, y, c=picture.colours, s=self.diameter**2, linewidths=0, **shades)]
        drawn.append(axes.scatter(*picture.old[:, :2].T, c=self.grey, s=324, marker="X"))
        place, colours = picture.centroids[:, :2].T, self.colours[:-1]
        drawn.append(axes.scatter(*place, c=colours, s=324, marker="X", edgecolors="black", zorder=3))
        page = {"transform": axes.figure.transFigure}
        drawn.append(axes.text(0.03, 0.94, picture.header, fontsize=16, weight="bold", **page))
        drawn.append(axes.text(0.97, 0.94, picture.counter, fontsize=16, ha="right", **page))
        drawn.append(axes.text(0.5, 0.08, picture.caption, fontsize=18, ha="center", va="center", **page))
        return drawn
