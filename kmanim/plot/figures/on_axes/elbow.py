"""The lowest objective for each k, on somebody's axes."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from kmanim.plot.figures.elbow import checked
from kmanim.plot.figures.on_axes.own_axes import LINE, POINT, name_axes, own_axes, theme_for, title
from kmanim.plot.style.look import Look
from kmanim.story.figures import elbow as words


def elbow(
    ax: Axes, ks: Sequence[int], best: Sequence[float], *, algorithm: str = "kmeans", look: Look | None = None
) -> Axes:
    """Draw one line with a mark a k, labelled as the objective is called."""
    numbers, values, objective = checked(ks, best, algorithm)
    ax = own_axes(ax)
    theme = theme_for(ax, look)
    ax.plot(
        numbers, values, color=theme.ink, linewidth=LINE, marker="o", markersize=POINT, label=objective.symbol
    )
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_ylim(bottom=0)
    name_axes(ax, "number of clusters, k", f"{objective.symbol}: {objective.name}")
    title(ax, words.finding([int(k) for k in ks], [float(value) for value in best], objective.symbol), look)
    return ax
