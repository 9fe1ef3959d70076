"""What all algorithms with k centres can be told: how many, where they start, when to stop."""

from __future__ import annotations

from typing import Any, ClassVar

from kmanim.errors import InputError
from kmanim.simulate.parameters._base import Parameters, option
from kmanim.simulate.parameters._starts import Starts, read_starts
from kmanim.simulate.parameters._terms import Terms

_EMPTY_POLICIES = ("keep", "farthest", "resample")
_DEFAULT_K = 2


class Centred(Parameters):
    """The options that need more than their own limits; each algorithm declares its fields, in its own order.

    Attributes
    ----------
    words : Terms
        Its distance, centres and objective.
    inits : tuple of str
        The words that `init` may be.
    k : int
    init : str or tuple of tuple of float
        One of `inits`, or the starts themselves.
    empty : str
        What becomes of a centre without points.
    max_iter : int
    """

    words: ClassVar[Terms]
    inits: ClassVar[tuple[str, ...]]
    k: int
    init: str | Starts
    empty: str
    max_iter: int

    @property
    def terms(self) -> Terms:
        """Its distance, centres and objective, as stories and figures name them."""
        return self.words

    @property
    def starts(self) -> Starts | None:
        """The given starts in original units, one tuple a centre; None if they are drawn."""
        return None if isinstance(self.init, str) else self.init

    @property
    def draws(self) -> bool:
        """Whether another run would start elsewhere."""
        return self.starts is None

    def _check(self) -> None:
        init: Any = self.init
        if not (isinstance(init, str) and init in self.inits):
            object.__setattr__(self, "init", read_starts(init, self.inits))
        starts = self.starts
        given: int | None = self.k
        if given is None:
            object.__setattr__(self, "k", _DEFAULT_K if starts is None else len(starts))
        elif starts is not None and len(starts) != given:
            raise InputError(
                f"k is {given} but init gives {len(starts)} {'start' if len(starts) == 1 else 'starts'}"
            )


def k_option() -> Any:
    """Make the option for the number of clusters."""
    return option(
        None,
        help="number of clusters",
        type=int,
        metavar="N",
        low=1,
        high=50,
        default_text=f"{_DEFAULT_K}, or as many as the starts that are given",
    )


def empty_option() -> Any:
    """Make the option for centres that have no points."""
    return option(
        "keep",
        help="a centroid without points stays, goes to the farthest point, or to a random one",
        choices=_EMPTY_POLICIES,
    )


def max_iter_option() -> Any:
    """Make the option that ends a run which does not end by itself."""
    return option(
        300, help="stop after so many iterations at the latest", type=int, metavar="N", low=1, high=10_000
    )
