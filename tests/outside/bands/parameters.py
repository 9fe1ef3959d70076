"""What bands can be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kmanim.simulate.parameters import Options, Parameters, option


@dataclass(frozen=True, kw_only=True)
class BandStoryOptions(Options):
    """What the story of bands can be told."""

    every: int = option(1, help="how many rows a picture covers", type=int, metavar="N", low=1)


@dataclass(frozen=True, kw_only=True)
class BandSceneOptions(Options):
    """What the pictures of bands can show."""

    front: bool = option(False, help="draw a line at the row that was reached last", type=bool)


@dataclass(frozen=True, kw_only=True)
class Bands(Parameters):
    """Rows along the first column, parted where the gap is wide; bands of few rows are noise."""

    family: ClassVar[str] = "bands"
    title: ClassVar[str] = "bands"
    story_options: ClassVar[type[Options]] = BandStoryOptions
    scene_options: ClassVar[type[Options]] = BandSceneOptions

    gap: float = option(1.0, help="where the next row is farther, a band ends", type=float, low=0, high=1e9)
    least: int = option(3, help="bands of fewer rows are noise", type=int, low=1, high=1000)

    @property
    def deterministic(self) -> str:
        return "bands draws nothing"
