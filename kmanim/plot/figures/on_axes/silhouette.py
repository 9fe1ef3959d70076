"""How well each row lies in its cluster, on somebody's axes."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from kmanim.errors import InputError
from kmanim.plot.figures.on_axes.own_axes import LINE, name_axes, own_axes, theme_for, title
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.simulate.choose_k.silhouette import silhouettes
from kmanim.simulate.trace import Trace, need_clusters
from kmanim.story.contract import facts_of

MOST = 20_000
_GAP = 0.02  # between clusters, as a share of all rows


def silhouette(trace: Trace, *, ax: Axes | None = None, look: Look | None = None) -> Axes:
    """Draw the silhouette of every row at the end of a run, cluster by cluster, the longest first.

    Parameters
    ----------
    trace : Trace
        The run, of numbers, with two clusters at least and at most 20,000 rows. Rows in no cluster are left out.
    ax : Axes, optional
        Where it is drawn; by default in a new figure, which is ``ax.figure``.
    look : Look, optional
        Its theme and title; by default a theme for the paper of the axes.

    Returns
    -------
    Axes
        A bar a row, in one `BarContainer` a cluster with a label such as ``cluster 1: 0.61``, its average, and a dashed
        line at the average of all.

    Raises
    ------
    InputError
        If a column holds categories, there are fewer than two clusters or too many rows.

    References
    ----------
    Rousseeuw, P. J. (1987). Silhouettes: a graphical aid to the interpretation and validation of cluster analysis.
    """
    need_clusters("silhouette", trace)
    dataset = trace.dataset
    if any(dataset.coded):
        raise InputError(
            f"{dataset.name} has columns of categories, between which there is no Euclidean distance"
        )
    if dataset.n > MOST:
        raise InputError(f"silhouettes of {dataset.n:,} rows take too long; up to {MOST:,} will do")
    labels = np.asarray(trace.labels)
    inside = labels >= 0
    if np.unique(labels[inside]).size < 2:
        raise InputError(f"a silhouette needs two clusters at least, got {np.unique(labels[inside]).size}")
    (values,) = silhouettes(dataset.values[inside], [labels[inside]])
    ax = own_axes(ax)
    theme = theme_for(ax, look)
    gap, top = max(1.0, _GAP * values.size), 0.0
    middles, names = [], []
    for cluster, style in enumerate(cluster_styles(int(labels.max()) + 1, theme)):
        mine = np.sort(values[labels[inside] == cluster])[::-1]
        if not mine.size:
            continue
        places = top + np.arange(mine.size) + 0.5
        ax.barh(
            places,
            mine,
            height=1.0,
            color=style.colour,
            edgecolor="none",
            label=f"cluster {cluster + 1}: {mine.mean():.2f}",
        )
        middles.append(float(places.mean()))
        names.append(str(cluster + 1))
        top += mine.size + gap
    ax.axvline(
        float(values.mean()),
        color=theme.ink,
        linestyle="--",
        linewidth=LINE,
        label=f"all: {values.mean():.2f}",
    )
    ax.set_yticks(middles, names)
    ax.set_ylim(top, -gap)
    name_axes(ax, "silhouette", "cluster")
    title(ax, facts_of(trace).subject, look)
    return ax
