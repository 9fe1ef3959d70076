"""Parameters as data: what can be set, in which limits, and the words that explain it."""

from __future__ import annotations

import dataclasses
import math
import operator
import pkgutil
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any, ClassVar, Literal

from kmanim.errors import InputError, listed, shown, unknown
from kmanim.simulate.parameters._terms import Terms

Kinds = Literal["numbers", "categories", "mixed"]


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """What an algorithm can be told; each subclass is one algorithm, its fields are made with `option`.

    Attributes
    ----------
    family : str
        The name of the story and of the scene that tell this algorithm, for example ``"kmeans"``.
    title : str
        The algorithm's name as readers know it, for example ``"k-means"``.
    few_rows : int
        Of so many rows a hundred runs are a matter of seconds.
    kinds : {"numbers", "categories", "mixed"}
        Which columns the algorithm clusters.
    """

    family: ClassVar[str]
    title: ClassVar[str]
    few_rows: ClassVar[int] = 5_000
    kinds: ClassVar[Kinds] = "numbers"

    @property
    def terms(self) -> Terms:
        """How the algorithm measures, and what it calls its own; words that fit any, where it says nothing."""
        return Terms(centre="centre", symbol="objective", objective="objective")

    @property
    def draws(self) -> bool:
        """Whether another run would start elsewhere; if not, one run says it all."""
        return True

    def __post_init__(self) -> None:
        """Check every option against its own limits, then all of them together."""
        for option_field in dataclasses.fields(self):
            checked = _checked(option_field.name, getattr(self, option_field.name), option_field.metadata)
            object.__setattr__(self, option_field.name, checked)
        self._check()

    def _check(self) -> None:
        """Check what concerns several options; subclasses say more."""


def option(
    default: Any,
    *,
    help: str,
    type: type[int] | type[float] | type[str] = str,
    metavar: str = "",
    choices: tuple[str, ...] = (),
    low: float | None = None,
    high: float | None = None,
    default_text: str = "",
) -> Any:
    """Make a dataclass field that knows all that a command line needs to offer it.

    Parameters
    ----------
    default : object
        The value if nothing is said. None means that another option decides.
    help : str
        What it is, one line without a full stop.
    type : {int, float, str}
        What a word on the command line is turned into; the dataclass itself reads strings further.
    metavar : str
        What stands for the value in the help.
    choices : tuple of str
        The only words that are allowed; empty where anything may be given.
    low, high : float, optional
        Smallest and largest allowed number, both included.
    default_text : str
        How help names the default; the default itself where empty.

    Returns
    -------
    dataclasses.Field
        Its ``metadata`` holds all of the above by name.
    """
    metadata = {
        "help": help,
        "type": type,
        "metavar": metavar,
        "choices": choices,
        "low": low,
        "high": high,
        "default_text": default_text or str(default),
    }
    return dataclasses.field(default=default, metadata=metadata)


@lru_cache(maxsize=1)
def known_algorithms() -> tuple[str, ...]:
    """Name every algorithm, in alphabetical order, without importing one."""
    folder = import_module(__package__ or "").__path__
    return tuple(
        sorted(module.name for module in pkgutil.iter_modules(folder) if not module.name.startswith("_"))
    )


def parameters_of(name: str) -> type[Parameters]:
    """Give the parameter class of an algorithm.

    Parameters
    ----------
    name : str
        One of `known_algorithms`; hyphens count as underscores.

    Raises
    ------
    InputError
        If there is no such algorithm; the message lists those that exist.
    """
    module_name = str(name).replace("-", "_")
    if module_name not in known_algorithms():
        raise unknown("algorithm", name, known_algorithms())
    module = import_module(f"{__package__}.{module_name}")
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, Parameters) and value.__module__ == module.__name__:
            return value
    raise TypeError(f"{module.__name__} defines no Parameters")


def make_parameters(algorithm: str, given: dict[str, Any]) -> Parameters:
    """Build and check the parameters of `algorithm` from those that were given by name.

    Raises
    ------
    InputError
        If a name is not known or a value will not do.
    """
    kind = parameters_of(algorithm)
    names = [field.name for field in dataclasses.fields(kind)]
    for name in given:
        if name not in names:
            raise unknown(f"option of {algorithm}", name, names)
    return kind(**given)


def _checked(name: str, value: Any, metadata: Any) -> Any:
    """Give the value as its plain type, or complain."""
    if value is None or not metadata:
        return value
    if metadata["type"] in (int, float):
        return _number(name, value, metadata["type"], metadata["low"], metadata["high"])
    if metadata["choices"] and (not isinstance(value, str) or value not in metadata["choices"]):
        raise InputError(f"{name} must be {listed(metadata['choices'], 'or')}, got {shown(repr(value))}")
    return value


def _number(name: str, value: Any, kind: type, low: float | None, high: float | None) -> int | float:
    """Give the value as a plain int or a finite float between low and high."""
    refusal = InputError(
        f"{name} must be {'a whole number' if kind is int else 'a number'}{_limits(low, high)}, "
        f"got {shown(repr(value))}"
    )
    if isinstance(value, (bool, str, bytes)) or type(value).__name__ == "bool":
        raise refusal
    try:
        number: int | float = operator.index(value) if kind is int else float(value)
    except (TypeError, ValueError, OverflowError):
        raise refusal from None
    lowest, highest = -math.inf if low is None else low, math.inf if high is None else high
    if not lowest <= number <= highest or number in (math.inf, -math.inf):
        raise refusal
    return number


def _limits(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f" from {low:g} to {high:g}"
    if low is not None:
        return f", {low:g} or more"
    return f", {high:g} or less" if high is not None else ""
