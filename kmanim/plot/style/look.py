"""What a picture is asked to look like: size, sharpness, theme and what stands beside the points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kmanim.errors import InputError, listed
from kmanim.plot.style.theme import Theme, find_theme

SIDE_LIMITS = (50, 4000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The choices that make one film look different from another of the same story.

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
    panel : {"auto", "none", "inertia", "modes"}
        What stands beside the points: nothing, the falling objective, or, where columns hold categories, a table of
        what each centre is. Left to the film: the table where there are categories, else nothing.
    regions : bool
        Whether each centroid's region is tinted.
    aspect : {"auto", "equal"}
        Whether one unit is equally long on both axes.
    transparent : bool
        Whether the paper is left out.
    trail : bool
        Whether the way of the centroids is shown on every keyframe, not on the last alone.

    Raises
    ------
    InputError
        If a choice is unknown, or a side lies outside 50 to 4000 px after scaling.
    """

    width: int = 600
    height: int = 450
    scale: float = 1.0
    theme: Theme | str = "light"
    panel: Literal["auto", "none", "inertia", "modes"] = "auto"
    regions: bool = False
    aspect: Literal["auto", "equal"] = "auto"
    transparent: bool = False
    trail: bool = False

    def __post_init__(self) -> None:
        low, high = SIDE_LIMITS
        for side in self.pixels:
            if not low <= side <= high:
                raise InputError(
                    f"a picture's sides must lie between {low} and {high} pixels, got "
                    f"{self.pixels[0]}x{self.pixels[1]}; choose another size or scale factor"
                )
        for option, value, known in (
            ("panel", self.panel, ("auto", "none", "inertia", "modes")),
            ("aspect", self.aspect, ("auto", "equal")),
        ):
            if value not in known:
                raise InputError(f"{option} must be {listed(known, 'or')}, got {value!r}")
        self.style  # noqa: B018 - an unknown theme is refused here, at the door

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
