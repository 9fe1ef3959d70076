"""Roles and their styles: what an old centroid or a caption looks like is decided here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from kmanim.errors import unknown

# Okabe and Ito's palette, safe for colour-blind readers, in the order of the storyboard. Shape tells clusters
# apart wherever colour does not.
_SHAPES = ("circle", "square", "triangle", "diamond", "down-triangle", "pentagon")
_CLUSTERS = ("#D55E00", "#0072B2", "#009E73", "#CC79A7", "#56B4E9", "#E69F00")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """How a text is set: `size` in px at 600 px picture width, with a halo of so many px around it."""

    size: float
    colour: str
    bold: bool = False
    halo: float = 0.0
    halo_colour: str = "#FFFFFF"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Every role of a picture and its style; lengths in px at a picture width of 600.

    Colours are ``#RRGGBB``. Text never takes a cluster's colour. The roles: `unassigned` are points that no cluster
    has yet, `noise` those that stay outside; `core` rims points with many neighbours and `exemplar` those that stand
    for others; `rest` are points of clusters that are too many for a colour each; `neighbourhood` is the ball around a
    point that is looked at, `merge` the bracket of a dendrogram that is new, `earlier` what was looked at before;
    `secondary` is whatever is there for comparison in a chart.
    """

    name: str
    paper: str = "#FFFFFF"
    ink: str = "#222222"
    quiet_ink: str = "#595959"
    grid: str = "#EBEBEB"
    axis: str = "#B0B0B0"
    unassigned: str = "#767676"
    old_centroid: str = "#767676"
    earlier: str = "#767676"
    noise: str = "#595959"
    rest: str = "#7D90A8"
    core: str = "#222222"
    neighbourhood: str = "#222222"
    merge: str = "#222222"
    exemplar: str = "#222222"
    secondary: str = "#767676"
    switched: str = "#F0E442"
    switched_ink: str = "#222222"
    outline: str = "#222222"
    halo: str = "#FFFFFF"
    boundary: str = "#767676"
    caption_bar: str = "#F5F5F3"
    progress: str = "#222222"
    progress_rest: str = "#E2E2E0"
    clusters: tuple[str, ...] = _CLUSTERS
    shapes: tuple[str, ...] = _SHAPES

    caption_size: float = 18
    header_size: float = 16
    title_size: float = 14
    name_size: float = 14
    tick_size: float = 13

    point: float = 9
    switched_point: float = 18
    centroid: float = 18
    line: float = 2

    @property
    def colours(self) -> tuple[str, ...]:
        """Every colour of the theme, each once: those that a palette must not blur."""
        named = (value for field in fields(self) if isinstance(value := getattr(self, field.name), str))
        return tuple(dict.fromkeys(c for c in (*named, *self.clusters) if c.startswith("#")))


LIGHT = Theme(name="light")
DARK = replace(
    LIGHT,
    name="dark",
    paper="#16181C",
    ink="#F2F2F2",
    quiet_ink="#B8B8B8",
    grid="#2A2E34",
    axis="#5A6068",
    unassigned="#9A9A9A",
    old_centroid="#9A9A9A",
    earlier="#9A9A9A",
    noise="#B8B8B8",
    rest="#72859C",
    core="#F2F2F2",
    neighbourhood="#F2F2F2",
    merge="#F2F2F2",
    exemplar="#F2F2F2",
    secondary="#9A9A9A",
    halo="#16181C",
    boundary="#9A9A9A",
    caption_bar="#22262C",
    progress="#F2F2F2",
    progress_rest="#33383F",
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK)}


def find_theme(name: str) -> Theme:
    """Look a theme up by its name; an unknown one is an InputError that lists the known ones."""
    try:
        return THEMES[name]
    except KeyError:
        raise unknown("theme", name, THEMES) from None
