"""What OPTICS can be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kmanim.errors import InputError
from kmanim.simulate.parameters import Options, Parameters, option


@dataclass(frozen=True, kw_only=True)
class OpticsSceneOptions(Options):
    """What the pictures of OPTICS can show."""

    links: bool = option(False, help="draw how each point was reached, from the start to the end", type=bool)


@dataclass(frozen=True, kw_only=True)
class Optics(Parameters):
    """The options of OPTICS."""

    family: ClassVar[str] = "optics"
    title: ClassVar[str] = "OPTICS"
    scene_options: ClassVar[type[Options]] = OpticsSceneOptions

    min_samples: int = option(
        5, help="how many points within reach make a place dense, itself counted", type=int, metavar="N", low=2,
        high=1_000_000,
    )  # fmt: skip
    max_eps: float | None = option(
        None,
        help="how far it looks at most",
        type=float,
        metavar="X",
        low=0,
        high=1e100,
        default_text="any way",
    )
    eps: float | None = option(
        None,
        help="where the plot of reachabilities is cut",
        type=float,
        metavar="X",
        low=0,
        high=1e100,
        default_text="Tukey's fence of the core distances",
    )

    @property
    def deterministic(self) -> str:
        return "OPTICS draws nothing"

    def _check(self) -> None:
        if self.max_eps is not None and self.max_eps <= 0:
            raise InputError(f"max_eps must be larger than 0, got {self.max_eps:g}")
        if None not in (self.eps, self.max_eps) and self.eps > self.max_eps:
            raise InputError(f"eps is {self.eps:g}, and nothing is known beyond max_eps {self.max_eps:g}")
