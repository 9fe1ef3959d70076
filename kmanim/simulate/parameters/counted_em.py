"""What EM on data in pieces was told, and what its films can be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kmanim.simulate.parameters._base import Options
from kmanim.simulate.parameters.em import Em


@dataclass(frozen=True, kw_only=True)
class CountedEm(Em):
    """The options of EM on data in pieces: its own, and films that are told from counts; no row can be explained."""

    family: ClassVar[str] = "counted_em"
    counts: ClassVar[str] = "em"
    known_as: ClassVar[tuple[str, ...]] = ()
    choice: ClassVar[str] = ""
    story_options: ClassVar[type[Options]] = Options
