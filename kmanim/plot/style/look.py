"""What any picture can be asked to look like: size, sharpness, theme, paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import InitVar, dataclass, fields, replace
from math import isfinite
from numbers import Real
from typing import Any, Literal, Self

from kmanim.errors import InputError, shown, unknown
from kmanim.plot.style.cluster_colours import check_told_apart, colours_of
from kmanim.plot.style.theme import Theme, find_theme

SIDE_LIMITS = (50, 4000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The choices that make one film look different from another of the same story.

    What only some films can show, as a centroid's region, their scene is asked for; see `Parameters.scene_options`.

    Everything is laid out on a page of about 600 x 450 px and then drawn as large as asked: a film of 1200 x
    900 px is the film of 600 x 450 px, only sharper.

    Attributes
    ----------
    width, height : int, default 600 and 450
        Size of the picture in px, before `scale`.
    scale : float, default 1
        Pixels to a px; 2 for sharp screens.
    theme : Theme, default light
        Or a theme's name.
    aspect : {"auto", "equal"}
        Whether one unit is equally long on both axes; by default where the scene needs it, as to draw a circle.
    transparent : bool
        Whether the paper is left out.
    colours : str or sequence of colours, optional
        Of the clusters: a list such as ``["teal", "#884422"]``, or a colormap of matplotlib such as ``"tab10"`` or
        ``"viridis"``; become the theme's. Those of a colormap that could be taken for each other, for the paper, for
        the yellow of switched points or the grey of old centroids are left out, those of a list are refused; where
        there are more clusters, colours of the house are added, none twice.
    font : str, optional
        A font family of this machine, serif, monospace, or a font's file; becomes the theme's.
    title : str, optional
        What stands in the header of films and figures in place of algorithm and data; shown literally, smaller or cut
        where it is too long.

    Raises
    ------
    InputError
        If a choice is unknown, a side lies outside 50 to 4000 px after scaling, or something could not be seen or told
        from something else.
    """

    width: int = 600
    height: int = 450
    scale: float = 1.0
    theme: Theme | str = "light"
    aspect: Literal["auto", "equal"] = "auto"
    transparent: bool = False
    title: str = ""
    colours: InitVar[Any] = None
    font: InitVar[str | None] = None

    def __new__(cls, **options: object) -> Self:
        """Refuse what is no choice of a look, with the one that may be meant."""
        for name in options:
            if name not in LOOK_OPTIONS:
                raise unknown("choice of a Look", name, LOOK_OPTIONS)
        return object.__new__(cls)

    def __post_init__(self, colours: Any, font: str | None) -> None:
        for name in ("width", "height", "scale"):
            number = getattr(self, name)
            if isinstance(number, bool) or not isinstance(number, Real) or not isfinite(number):
                raise InputError(f"{name} must be a number, got {shown(repr(number))}")
        low, high = SIDE_LIMITS
        for side in self.pixels:
            if not low <= side <= high:
                raise InputError(
                    f"a picture's sides must lie between {low} and {high} pixels, got "
                    f"{self.pixels[0]}x{self.pixels[1]}; choose another size or scale factor"
                )
        if self.aspect not in ("auto", "equal"):
            raise InputError(f"aspect must be auto or equal, got {self.aspect!r}")
        if not isinstance(self.title, str):
            raise InputError(f"title must be a text, got {shown(repr(self.title))}")
        if font is not None:
            object.__setattr__(self, "theme", replace(self.style, font=font))
        if colours is not None:
            object.__setattr__(self, "theme", replace(self.style, clusters=colours_of(colours, self.style)))
        check_told_apart(self.style)  # an unknown theme is refused here, too, at the door

    @property
    def style(self) -> Theme:
        """The theme itself."""
        return self.theme if isinstance(self.theme, Theme) else find_theme(self.theme)

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return round(self.width * self.scale), round(self.height * self.scale)

    @property
    def unit(self) -> float:
        """Px of the picture to one px of the page that everything is laid out on."""
        return min(self.width / 600, self.height / 450)

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of the page: at least 600 by 450 px."""
        return self.width / self.unit, self.height / self.unit

    @property
    def dpi(self) -> float:
        """Resolution that draws the page (72 px to the inch) in the wanted pixels."""
        return 72 * self.unit * self.scale


LOOK_OPTIONS = (*(field.name for field in fields(Look)), "colours", "font")
"""What any film and figure can be asked to look like, by name."""


def look_of(options: Mapping[str, Any]) -> tuple[Look, dict[str, Any]]:
    """Part what a film is told by name: its look, and all that is no look.

    Raises
    ------
    InputError
        If a choice of the look is unknown.
    """
    look = Look(**{name: value for name, value in options.items() if name in LOOK_OPTIONS})
    return look, {name: value for name, value in options.items() if name not in LOOK_OPTIONS}
