"""How each variable is spread within each cluster, on somebody's axes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import numpy as np

from kmanim.errors import InputError
from kmanim.plot.figures.density import checked_facts
from kmanim.plot.figures.on_axes.own_axes import LINE, literal, name_axes, own_axes, theme_for, title
from kmanim.plot.style.look import Look
from kmanim.plot.style.palettes import cluster_styles
from kmanim.simulate.numerics.kernel_density import curve
from kmanim.simulate.trace import Trace
from kmanim.story.figures import density as words


def density(
    ax: Any, trace: Trace, *, look: Look | None = None, area: Literal["share", "one"] = "share"
) -> Any:
    """Draw each cluster's density as a line with a filled area and its mean dashed; a variable an axes, in their order.

    Curves are labelled ``1``, ``2`` and ``noise``; clusters of too few different values have spikes.
    """
    facts = checked_facts(trace, area)
    several = list(np.ravel(np.asarray(list(ax), object))) if isinstance(ax, Iterable) else [ax]
    if len(several) != facts.dataset.d:
        raise InputError(
            f"{facts.dataset.name} has {facts.dataset.d} variables, each of which needs axes of its own, got "
            f"{len(several)}; pass ax=axes of plt.subplots(1, {facts.dataset.d}), or load with columns="
        )
    for column, one in enumerate(several):
        own = own_axes(one)
        theme = theme_for(own, look)
        styles = cluster_styles(facts.k, theme)
        for place, (name, spread) in enumerate(words.groups(facts, column)):
            found = curve(spread, spread.n / facts.n if area == "share" else 1.0)
            is_cluster = place < len(styles)
            colour = styles[place].colour if is_cluster else theme.noise
            dashes = "-" if is_cluster else "--"
            if found.x.size:
                own.plot(
                    found.x, found.y, color=colour, linewidth=LINE, linestyle=dashes, label=literal(name)
                )
                own.fill_between(found.x, found.y, color=colour, alpha=0.25, linewidth=0)
            elif found.values.size:
                places = np.unique(found.values)
                own.plot(
                    places, np.zeros(places.size), color=colour, marker="|", linestyle="", label=literal(name)
                )
            if found.values.size:
                own.axvline(found.mean, color=colour, linewidth=LINE * 0.7, linestyle="--")
        own.set_ylim(bottom=0)
        name_axes(own, facts.dataset.features[column].title, "density")
    title(several[0], words.finding(facts), look)
    return ax
