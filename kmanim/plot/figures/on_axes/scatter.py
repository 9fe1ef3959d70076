"""The rows of a run in the plane, on somebody's axes."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from kmanim.errors import InputError, shown
from kmanim.plot.figures.on_axes.own_axes import (
    LINE,
    POINT,
    literal,
    marker,
    name_axes,
    own_axes,
    theme_for,
    title,
)
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import Theme
from kmanim.simulate.machines.centroids.trace import CentroidTrace
from kmanim.simulate.snapshot import NO_CLUSTER
from kmanim.simulate.trace import Trace, need_clusters
from kmanim.story.contract import facts_of

_CENTROID, _SWITCHED = 2.0, 1.7  # diameters, as many times a point's


def scatter(
    trace: Trace,
    *,
    ax: Axes | None = None,
    step: int = -1,
    switched: bool = False,
    look: Look | None = None,
) -> Axes:
    """Draw the rows of a run, and its centroids, as artists of matplotlib.

    Every cluster is a `PathCollection` with its colour and shape and a label, so that ``ax.legend()`` works; limits,
    ticks, fonts and the legend are the user's. Nothing but the axes is changed.

    Parameters
    ----------
    trace : Trace
        The run.
    ax : Axes, optional
        Where it is drawn; by default in a new figure, which is ``ax.figure``.
    step : int, default -1
        Which snapshot of the trace is shown; the last by default.
    switched : bool, default False
        Whether rows that have changed their cluster in this step are yellow.
    look : Look, optional
        Its theme and title; by default a theme for the paper of the axes.

    Returns
    -------
    Axes
        Artists carry the labels ``cluster 1: 12 cars``, ``noise: 3 cars``, ``no cluster: 32 cars``,
        ``switched: 1 car``, ``centroid 1`` and ``old centroid 1``, which is grey.

    Raises
    ------
    InputError
        If there is no such step, or one column alone is shown, which has no plane.

    Examples
    --------
    >>> import kmanim
    >>> ax = kmanim.scatter(kmanim.run("kmeans", kmanim.load("mtcars"), k=2, init=[(1000, 150), (1500, 150)]))
    >>> [artist.get_label() for artist in ax.collections[:2]]
    ['cluster 1: 12 cars', 'cluster 2: 20 cars']
    """
    need_clusters("scatter", trace)
    ax = own_axes(ax)
    if not isinstance(step, int | np.integer) or not -len(trace) <= step < len(trace):
        raise InputError(f"step: the run has snapshots 0 to {len(trace) - 1}, got {shown(repr(step))}")
    at = range(len(trace))[step]
    view, facts, theme = trace.dataset.view, facts_of(trace), theme_for(ax, look)
    if not view.titles[1]:
        raise InputError(
            f"{trace.dataset.name} shows one column, which has no plane; kmanim.density draws it with ax="
        )
    places, labels = view.project(trace.dataset.points), trace.history.at(at)
    if labels is None:  # before the first assignment
        labels = np.full(trace.dataset.n, NO_CLUSTER, np.int16)
    styles, filled = cluster_styles(trace.history.size, theme), np.flatnonzero(trace.counts_of(at))
    for cluster in filled:
        style, mine = styles[cluster], labels == cluster
        letter, area = marker(style.shape, POINT)
        ax.scatter(
            places[mine, 0],
            places[mine, 1],
            s=area,
            marker=letter,
            color=style.colour,
            edgecolors=style.edge or style.colour,
            linewidths=0.6 if style.edge else 0,
            label=literal(f"cluster {cluster + 1}: {facts.things(int(mine.sum()))}"),
        )
    outside = labels == NO_CLUSTER
    if outside.any():
        named, colour, letter = (
            ("noise", theme.noise, "x") if at and filled.size else ("no cluster", theme.unassigned, "o")
        )
        ax.scatter(
            places[outside, 0],
            places[outside, 1],
            s=POINT**2 * 0.8,
            marker=letter,
            color=colour,
            label=literal(f"{named}: {facts.things(int(outside.sum()))}"),
        )
    rows = np.asarray(trace.changed(at)) if switched and at else np.zeros(0, np.intp)
    told = literal(f"switched: {facts.things(int(rows.size))}")
    for cluster in np.unique(labels[rows]):
        mine = rows[labels[rows] == cluster]
        letter, area = marker(styles[cluster].shape if cluster >= 0 else "circle", POINT * _SWITCHED)
        ax.scatter(
            places[mine, 0], places[mine, 1], s=area, marker=letter, color=theme.switched, zorder=3,
            edgecolors=theme.switched_ink, linewidths=1, label=told,
        )  # fmt: skip
        told = "_"  # said once
    if isinstance(trace, CentroidTrace):
        _centroids(ax, trace, at, theme)
    name_axes(ax, *view.titles)
    title(ax, facts.subject, look)
    return ax


def _centroids(ax: Axes, trace: CentroidTrace, at: int, theme: Theme) -> None:
    """Draw centroids in their colours, and grey where those were before that have moved since."""
    view, now = trace.dataset.view, trace.centroids_of(at)
    styles, moved = cluster_styles(len(now), theme), trace.moves(at) > 0
    places, before = view.project(now), view.project(trace.centroids_of(max(at - 1, 0)))
    for number, style in enumerate(styles, start=1):
        letter, area = marker(style.shape, POINT * _CENTROID)
        place = places[number - 1]
        if moved[number - 1]:
            old = before[number - 1]
            ax.plot(*np.array([old, place]).T, color=theme.old_centroid, linestyle=":", linewidth=LINE)
            ax.scatter(
                old[0], old[1], s=area, marker=letter, facecolors="none", edgecolors=theme.old_centroid, zorder=3.5,
                label=f"old centroid {number}",
            )  # fmt: skip
        ax.scatter(
            place[0], place[1], s=area, marker=letter, facecolors="none", edgecolors=style.colour,
            linewidths=1.5 * LINE, zorder=4, label=f"centroid {number}",
        )  # fmt: skip
        ax.scatter(
            place[0],
            place[1],
            s=(POINT * 0.9) ** 2,
            marker="+",
            color=style.colour,
            linewidths=LINE,
            zorder=4,
        )
