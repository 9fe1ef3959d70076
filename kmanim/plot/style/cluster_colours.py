"""Colours that somebody wishes for clusters: a list, or a colormap's name; and whether they can be told apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.colors import Colormap, ListedColormap, is_color_like, to_hex

from kmanim.errors import InputError, did_you_mean, meant, shown
from kmanim.plot.style.alike import clash, told_apart
from kmanim.plot.style.colours import ALIKE, apart, as_hex
from kmanim.plot.style.palettes import as_drawn, cluster_styles
from kmanim.plot.style.theme import CLUSTERS, Theme

MOST = 20  # as many as the house's own palette
_SAMPLES = 65  # of a colormap without steps
_STEPS = 32  # a colormap of fewer colours is a list


def colours_of(wanted: Any, theme: Theme) -> tuple[str, ...]:
    """Read the colours that clusters shall have.

    Parameters
    ----------
    wanted : str, Colormap or sequence of colours
        A colormap or its name, or colours as matplotlib takes them, one or more. Of a colormap of single colours
        (``tab10``) those are taken, in order, that can be told from each other and from all else; of one that flows
        (``viridis``) up to 20, each the farthest from all before it, beginning at its lower end.
    theme : Theme
        Its paper, grey and yellow.

    Raises
    ------
    InputError
        If there is no such colormap, something in a list is no colour, or one of a list could be taken for another, for
        the paper, for the yellow of switched points or the grey of old centroids.
    """
    if isinstance(wanted, str):
        parts = [part.strip() for part in wanted.split(",")]
        one = len(parts) == 1 and (parts[0] in mpl.colormaps or not is_color_like(parts[0]))
        wanted = _colormap(parts[0]) if one else parts
    if isinstance(wanted, Colormap):
        return _of_colormap(wanted, theme)
    if not isinstance(wanted, Iterable) or not (listed := list(wanted)):
        raise InputError(
            f"colours: a list of colours or the name of a colormap is wanted, got {shown(repr(wanted))}"
        )
    colours = [as_hex(f"colours, number {number}", one) for number, one in enumerate(listed, start=1)]
    for number, colour in enumerate(colours):
        taken_for = clash(colour, colours[:number], theme.others)
        if taken_for:
            raise InputError(
                f"colours, number {number + 1}: {shown(listed[number])} can hardly be told from {taken_for}; take "
                "another"
            )
    return tuple(colours)


def check_told_apart(theme: Theme) -> None:
    """Refuse a theme whose first six clusters look alike as they are drawn, on paper neither light nor dark, say.

    Raises
    ------
    InputError
        Also where the theme's own colours could be taken for the paper, the yellow or the grey.
    """
    drawn = [style.colour for style in cluster_styles(min(6, len(theme.clusters)), theme)]
    for number, colour in enumerate(drawn if theme.clusters[:6] != CLUSTERS else (), start=1):
        taken_for = clash(colour, (), theme.others) if colour != theme.rest else ""
        if taken_for:
            raise InputError(
                f"theme field clusters, colour {number}: {colour} can hardly be told from {taken_for}; take another"
            )
    for (one, first), (other, second) in combinations(enumerate(drawn, start=1), 2):
        if (
            apart(first, second) < ALIKE and first != theme.rest
        ):  # whose clusters are too many for a colour each
            raise InputError(
                f"on paper {theme.paper} clusters {one} and {other} would look alike ({first} and {second}); take "
                "lighter or darker paper, or other colours"
            )


def _of_colormap(colormap: Colormap, theme: Theme) -> tuple[str, ...]:
    is_list = isinstance(colormap, ListedColormap) and colormap.N < _STEPS
    places = range(colormap.N) if is_list else np.linspace(0, 1, _SAMPLES)
    # As they are drawn: what differs on white can be the same where dark paper asks for lighter colours.
    colours = [as_drawn(to_hex(colormap(place)).upper(), theme.paper) for place in places]
    chosen = told_apart(colours, theme.others) if is_list else _farthest(colours, theme)
    if not chosen:
        raise InputError(
            f"colours: none of {shown(colormap.name)} can be told from paper, grey and yellow; take another"
        )
    return tuple(chosen)


def _farthest(colours: Sequence[str], theme: Theme) -> list[str]:
    """Choose colours, each the farthest from those before it, as long as they can be told apart."""
    left = [colour for colour in colours if not clash(colour, (), theme.others)]
    chosen = left[:1]
    while chosen and len(chosen) < MOST:
        nearest = [min(apart(colour, one) for one in chosen) for colour in left]
        best = int(np.argmax(nearest))
        if nearest[best] < ALIKE:
            break
        chosen.append(left[best])
    return chosen


def _colormap(name: str) -> Colormap:
    if name in mpl.colormaps:
        return mpl.colormaps[name]
    known = [one for one in mpl.colormaps if not one.endswith("_r")]
    near = meant(name, known) if name.isidentifier() else ""
    hint = did_you_mean(near) or "; known are those of matplotlib, such as tab10 and viridis"
    raise InputError(
        f"colours: {shown(repr(name))} is no colormap and no list of colours such as red,#336699,teal{hint}"
    )
