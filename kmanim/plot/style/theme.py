"""Roles and their styles: what an old centroid or a caption looks like is decided here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

from kmanim.errors import InputError, among, listed, shown, unknown
from kmanim.letters.fonts import HOUSE_FONT
from kmanim.plot.style.alike import Others, told_apart
from kmanim.plot.style.colours import READABLE, as_hex, contrast, is_dark, mixed
from kmanim.plot.style.font_choice import check_font

# Okabe and Ito's palette, safe for colour-blind readers, in the order of the storyboard. Shape tells clusters
# apart wherever colour does not.
SHAPES = ("circle", "square", "triangle", "diamond", "down-triangle", "pentagon")
CLUSTERS = ("#D55E00", "#0072B2", "#009E73", "#CC79A7", "#56B4E9", "#E69F00")

SEEN = 3.0  # of lines and marks


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """How a text is set: `size` in px at 600 px picture width, with a halo of so many px around it."""

    size: float
    colour: str
    bold: bool = False
    halo: float = 0.0
    halo_colour: str = "#FFFFFF"
    font: str = HOUSE_FONT


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Every role of a picture and its style; lengths in px at a picture width of 600.

    A colour is anything that matplotlib takes for one; inside it is ``#RRGGBB``. What is not given suits the paper: so
    ``Theme(paper="ivory")`` and ``Theme(paper="midnightblue")`` are whole themes. Text never takes a cluster's colour.

    Parameters
    ----------
    name : str, default "own"
        What the theme is called.
    paper, caption_bar, halo : str, optional
        What lies behind everything, behind the caption, and around letters that stand among points.
    ink, quiet_ink : str, optional
        Letters, and those that matter less: at least 4.5:1 on the paper, as all letters.
    grid, axis, progress, progress_rest : str, optional
        Lines of the plot, and the bar that says where the film is.
    unassigned, noise, old_centroid, earlier : str, optional
        Points that no cluster has yet, those that stay outside, where centroids were, what was looked at before: at
        least 3:1 on the paper, as all marks.
    core, exemplar, neighbourhood, merge, secondary, rest, boundary, outline : str, optional
        Rims of points with many neighbours, of those that stand for others, the ball around a point that is looked at,
        the bracket of a dendrogram that is new, what is there for comparison, points of clusters that are too many for
        a colour each, lines between regions, and the outline of pale fills.
    switched, switched_ink : str, optional
        Points that have just changed their cluster, and their "!".
    clusters : tuple of str, optional
        Colours of the first clusters; more are added where there are more clusters. See ``colours`` of `Look` for
        palettes by name.
    shapes : tuple of str, optional
        Shapes of the first clusters: circle, square, triangle, diamond, down-triangle, pentagon.
    font : str, optional
        A font family of this machine, serif, monospace, or a font's file. Signs that it lacks are taken from DejaVu
        Sans and other fonts of the machine.
    caption_size, header_size, title_size, name_size, tick_size : float, optional
        Of letters.
    point, switched_point, centroid, line : float, optional
        Diameters, and the width of curves.

    Raises
    ------
    InputError
        If something is no colour, no font, no shape or no size, or letters or marks could not be seen on the paper.

    Examples
    --------
    >>> import kmanim
    >>> theme = kmanim.Theme(paper="ivory", font="serif")
    >>> theme.paper, theme.ink
    ('#FFFFF0', '#222222')
    """

    name: str = "own"
    paper: str = "#FFFFFF"
    ink: str = ""
    quiet_ink: str = ""
    grid: str = ""
    axis: str = ""
    unassigned: str = ""
    old_centroid: str = ""
    earlier: str = ""
    noise: str = ""
    rest: str = ""
    core: str = ""
    neighbourhood: str = ""
    merge: str = ""
    exemplar: str = ""
    secondary: str = ""
    switched: str = "#F0E442"
    switched_ink: str = "#222222"
    outline: str = ""
    halo: str = ""
    boundary: str = ""
    caption_bar: str = ""
    progress: str = ""
    progress_rest: str = ""
    clusters: tuple[str, ...] = CLUSTERS
    shapes: tuple[str, ...] = SHAPES
    font: str = HOUSE_FONT

    caption_size: float = 18
    header_size: float = 16
    title_size: float = 14
    name_size: float = 14
    tick_size: float = 13

    point: float = 9
    switched_point: float = 18
    centroid: float = 18
    line: float = 2

    def __post_init__(self) -> None:
        given = {name: getattr(self, name) for name in _COLOURS}
        clusters: Any = self.clusters
        shapes: Any = self.shapes
        for name, several in (("clusters", clusters), ("shapes", shapes)):
            if isinstance(several, str) or not isinstance(several, Sequence) or not several:
                raise InputError(f"theme field {name}: {_WANTED[name]}, got {shown(repr(several))}")
        try:
            found = _checked(tuple(given.items()), tuple(clusters), tuple(shapes))
        except TypeError:  # what cannot be hashed, such as a list of three numbers
            found = _check(given, clusters, shapes)
        for name, value in found.items():
            object.__setattr__(self, name, value)
        check_font(self.font)
        for name in _SIZES:
            size = getattr(self, name)
            if isinstance(size, bool) or not isinstance(size, int | float) or not 0 < size < _LARGEST:
                raise InputError(
                    f"theme field {name}: a size from 0 to {_LARGEST} px is wanted, got {shown(repr(size))}"
                )

    @property
    def colours(self) -> tuple[str, ...]:
        """Every colour of the theme, each once: those that a palette must not blur."""
        return tuple(dict.fromkeys((*(getattr(self, name) for name in _COLOURS), *self.clusters)))

    @property
    def others(self) -> Others:
        """The colours that no cluster may have."""
        return Others(self.paper, self.switched, self.old_centroid, self.unassigned)

    @classmethod
    def from_rcparams(cls, rcparams: Mapping[str, Any] | str | None = None, **roles: Any) -> Theme:
        """Make a theme of matplotlib's settings: those in use, or a style sheet's.

        Parameters
        ----------
        rcparams : mapping or str, optional
            ``matplotlib.rcParams`` by default, which are the settings in use; or the name of a style sheet such as
            ``"ggplot"``, whose other settings are matplotlib's own.
        **roles
            What shall be otherwise, as for `Theme`.

        Returns
        -------
        Theme
            Paper, ink, grid, axis, the colours of clusters (the cycle's, but for those that nobody could tell from
            others, from the paper, from old centroids or from switched points) and the font. What the settings do not
            say suits the paper, as letters do which could not be read on it.

        Raises
        ------
        InputError
            As for `Theme`.
        """
        from kmanim.plot.style.rc_theme import roles_of  # noqa: PLC0415 - matplotlib reads all its style sheets then

        found = roles_of(rcparams) | roles
        own = cls(**{name: value for name, value in found.items() if name != "clusters"})
        clusters = found["clusters"] if "clusters" in roles else told_apart(found["clusters"], own.others)
        return replace(own, clusters=clusters or CLUSTERS)


_COLOURS = tuple(
    field.name for field in fields(Theme) if field.type == "str" and field.name not in ("name", "font")
)
_SIZES = tuple(field.name for field in fields(Theme) if field.type == "float")
_LARGEST = 200
_WANTED = {
    "clusters": "a tuple of colours is wanted; a palette by name is what colours= of kmanim.Look takes",
    "shapes": f"a tuple of {listed(SHAPES, 'or')} is wanted",
}
# How far roles lie from the paper towards the ink, where they are no more than a hint: as in the house's themes.
_HINTS = {"grid": 0.09, "axis": 0.36, "caption_bar": 0.045, "progress_rest": 0.13}
_GREYS = ("unassigned", "old_centroid", "earlier", "secondary", "boundary")
_INKS = ("core", "neighbourhood", "merge", "exemplar", "progress", "outline")
_OUTLINE_ON_DARK = "#222222"  # where nothing is outlined but what is yellow


@lru_cache(maxsize=256)
def _checked(
    given: tuple[tuple[str, Any], ...], clusters: tuple[Any, ...], shapes: tuple[Any, ...]
) -> dict[str, Any]:
    return _check(dict(given), clusters, shapes)


def _check(given: Mapping[str, Any], clusters: Any, shapes: Any) -> dict[str, Any]:
    """Read all colours, choose those that are not given, and refuse what could not be seen or read."""
    found = {
        name: as_hex(f"theme field {name}", value)
        for name, value in given.items()
        if value != "" or name == "paper"
    }
    suited, given_roles = _suited(found), tuple(found)
    found |= {name: suited[name] for name in given if name not in found}
    paper = found["paper"]
    for name, behind, least, what in (
        ("ink", "paper", READABLE, "letters"),
        ("ink", "caption_bar", READABLE, "letters"),
        ("quiet_ink", "paper", READABLE, "letters"),
        ("switched_ink", "switched", READABLE, "letters"),
        *((name, "paper", SEEN, "marks") for name in (*_GREYS, "noise", "rest", *_INKS)),
    ):
        if name == "outline" and is_dark(paper):
            continue
        ratio = contrast(found[name], found[behind])
        if ratio < least and name not in given_roles:
            raise InputError(
                f"theme field paper: {paper} is neither light nor dark, and no letters can be read on it beside the "
                "colours of clusters; take lighter or darker paper"
            )
        if ratio < least:
            way = "lighter" if is_dark(found[behind]) else "darker"
            raise InputError(
                f"theme field {name}: {found[name]} on {behind} {found[behind]} has a contrast of {ratio:.1f}:1, and "
                f"{what} need {least:g}:1; take a {way} colour, another {behind}, or leave {name} out"
            )
    for shape in shapes:
        if shape not in SHAPES:
            raise unknown("shape", shape, SHAPES)
    named = enumerate(clusters, start=1)
    return found | {
        "clusters": tuple(as_hex(f"theme field clusters, colour {number}", one) for number, one in named),
        "shapes": tuple(shapes),
        "paper": paper,
    }


def _suited(given: Mapping[str, str]) -> dict[str, str]:
    """Choose every colour for a paper, but the paper: those of the house where they can be seen there."""
    paper = given["paper"]
    dark = is_dark(paper)
    ink = given.get("ink") or _seen("#F2F2F2" if dark else "#222222", paper, "#FFFFFF" if dark else "#000000")
    hints = {name: mixed(paper, ink, share) for name, share in _HINTS.items()}
    if contrast(ink, hints["caption_bar"]) < READABLE:
        hints["caption_bar"] = paper
    grey, quiet = ("#9A9A9A", "#B8B8B8") if dark else ("#767676", "#595959")
    return {
        "ink": ink,
        "quiet_ink": _seen(quiet, paper, ink),
        **hints,
        **dict.fromkeys(_GREYS, _seen(grey, paper, ink, SEEN)),
        **dict.fromkeys(_INKS, ink),
        "noise": _seen(quiet, paper, ink, SEEN),
        "rest": _seen("#72859C" if dark else "#7D90A8", paper, ink, SEEN),
        "halo": paper,
        **({"outline": _OUTLINE_ON_DARK} if dark else {}),
    }


def _seen(colour: str, paper: str, towards: str, least: float = READABLE) -> str:
    """Give a colour, or what of it and another one can be seen on the paper."""
    for share in range(11):
        found = mixed(colour, towards, share / 10)
        if contrast(found, paper) >= least:
            return found
    return towards


LIGHT = Theme(
    name="light",
    quiet_ink="#595959",
    grid="#EBEBEB",
    axis="#B0B0B0",
    caption_bar="#F5F5F3",
    progress_rest="#E2E2E0",
)
DARK = Theme(
    name="dark",
    paper="#16181C",
    grid="#2A2E34",
    axis="#5A6068",
    caption_bar="#22262C",
    progress_rest="#33383F",
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK)}


def find_theme(name: str) -> Theme:
    """Look a theme up by its name; an unknown one is an InputError that lists the known ones."""
    if not among(name, THEMES):
        raise unknown("theme", name, THEMES)
    return THEMES[name]
