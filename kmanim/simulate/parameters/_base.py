"""Options as data: what can be set of an algorithm and of its films, in which limits, and the words that explain it."""

from __future__ import annotations

import dataclasses
import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar, cast

from kmanim.errors import InputError, listed, shown, unknown
from kmanim.simulate.parameters._objective import Objective

if TYPE_CHECKING:
    from kmanim.data.dataset import Dataset

Kinds = Literal["numbers", "categories", "mixed", "walks", "none"]


@dataclass(frozen=True, kw_only=True)
class Options:
    """Options that are checked as they are set; the fields of a subclass are made with `option`."""

    def __post_init__(self) -> None:
        """Check every option against its own limits, then all of them together."""
        for option_field in dataclasses.fields(self):
            checked = _checked(option_field, getattr(self, option_field.name))
            object.__setattr__(self, option_field.name, checked)
        self._check()

    def _check(self) -> None:
        """Check what concerns several options; subclasses say more."""


@dataclass(frozen=True, kw_only=True)
class Parameters(Options):
    """What an algorithm can be told; each subclass is one algorithm.

    What its films can be told stands in the same file: the command and its help read all of it from here, and must
    import nothing heavy.

    Attributes
    ----------
    family : str
        The name of the story and of the scene that tell this algorithm, for example ``"kmeans"``.
    title : str
        The algorithm's name as readers know it, for example ``"k-means"``.
    known_as : tuple of str
        What others call it, in small letters without blanks, for whoever asks by such a name.
    few_rows : int
        Of so many rows a hundred runs are a matter of seconds.
    kinds : {"numbers", "categories", "mixed", "walks", "none"}
        What the algorithm takes: which columns of a table; walks between rooms (`kmanim.data.walks`); or no data at
        all, as its options say everything, see `own_data`.
    wants_target : bool
        Whether it learns to tell one column from the others; where none is named, the likeliest is taken.
    scale : {"none", "zscore", "minmax"}
        How data that are loaded for it are scaled, where nothing is said.
    for_several_k : mapping
        What is taken where runs with several k are compared, if nothing is said: options by name.
    choice : str
        The figure of what helps to choose k, as it is named on the shelves of figures; empty where nothing does.
    compared : str
        What the snapshots of a run are, where a post compares them as a table and a file of their own: ``"lengths"``;
        empty where they are steps on the way to an end.
    in_passes : str
        The name under which it runs on rows that are read in pieces; empty where it needs all rows in memory.
    counts : str
        The algorithm that it is, on rows in pieces; empty for all others.
    measured_in : mapping
        Units of the measures by which runs with other parameters are compared, by name; bare numbers are left out.
    story_options, scene_options : type
        What the story and the scene can be told beside what all can; no two fields of the three have one name.
    """

    family: ClassVar[str]
    title: ClassVar[str]
    known_as: ClassVar[tuple[str, ...]] = ()
    few_rows: ClassVar[int] = 5_000
    kinds: ClassVar[Kinds] = "numbers"
    wants_target: ClassVar[bool] = False
    scale: ClassVar[str] = "none"
    for_several_k: ClassVar[Mapping[str, Any]] = MappingProxyType({})
    choice: ClassVar[str] = ""
    compared: ClassVar[str] = ""
    in_passes: ClassVar[str] = ""
    counts: ClassVar[str] = ""
    measured_in: ClassVar[Mapping[str, str]] = MappingProxyType({})
    story_options: ClassVar[type[Options]] = Options
    scene_options: ClassVar[type[Options]] = Options

    @property
    def name(self) -> str:
        """The title, and more where these parameters make it an algorithm that has a name of its own."""
        return self.title

    @property
    def objective(self) -> Objective | None:
        """What the algorithm makes small or large; None where it has no such number."""
        return None

    @property
    def drawn(self) -> str:
        """What makes runs differ, for example ``starts``."""
        return "starts"

    @property
    def deterministic(self) -> str:
        """Why another run would be the same, for example ``"init gives the starts"``; empty if it would not."""
        return ""

    def own_data(self) -> Dataset:
        """Give the data of an algorithm that takes none, as a table of one row: its options of numbers, with units.

        So whatever is made of a run has something true to show: a file of its trace, a DataFrame, a notebook.
        """
        from kmanim.data.feature import Feature  # noqa: PLC0415 - as the next
        from kmanim.data.make_dataset import one_row  # noqa: PLC0415 - heavy, and nothing to the help

        told = [field for field in dataclasses.fields(self) if field.metadata.get("type") in (int, float)]
        given = [(field, getattr(self, field.name)) for field in told]
        cells = [
            (Feature(field.name, field.metadata["unit"]), value)
            for field, value in given
            if value is not None
        ]
        return one_row(self.title, cells)

    @classmethod
    def finds_clusters(cls) -> bool:
        """Whether labels of its runs are clusters, which tables count and comparisons compare.

        By default those of an algorithm that tells a target are not, but classes; nor are those of rooms.
        """
        return cls.kinds not in ("walks", "none") and not cls.wants_target

    @classmethod
    def memory(cls, n: int) -> int:  # noqa: ARG003 - here it grows as the rows do
        """Give the bytes that a run on n rows takes, for whoever makes several at once; 0 where it grows as they do."""
        return 0

    @classmethod
    def forecast(cls, n: int, runs: int = 1) -> str:  # noqa: ARG003 - here it grows as the rows do
        """Say in one clause what runs on n rows take, before they begin; empty where that is nothing to speak of."""
        return ""


_Options = TypeVar("_Options", bound=Options)


def option(
    default: Any,
    *,
    help: str,
    type: type[int] | type[float] | type[str] | type[bool] = str,
    metavar: str = "",
    choices: tuple[str, ...] = (),
    low: float | None = None,
    high: float | None = None,
    default_text: str = "",
    rows: bool = False,
    radius: bool = False,
    words: tuple[str, ...] = (),
    unit: str = "",
    reads: Callable[[str], float] | None = None,
) -> Any:
    """Make a dataclass field that knows all that a command line needs to offer it.

    Parameters
    ----------
    default : object
        The value if nothing is said. None means that another option decides.
    help : str
        What it is, one line without a full stop.
    type : {int, float, str, bool}
        What a word on the command line is turned into; the dataclass itself reads strings further. Bool is said
        without a word.
    metavar : str
        What stands for the value in the help.
    choices : tuple of str
        The only words that are allowed; empty where anything may be given.
    low, high : float, optional
        Smallest and largest allowed number, both included.
    default_text : str
        How help names the default; the default itself where empty.
    rows : bool, default False
        Whether it names rows, one or several: by their names, or by numbers, which count from 0 in Python and from 1
        on the command line.
    radius : bool, default False
        Whether it is the radius of a ball around rows, in clustered units, which pictures can draw.
    words : tuple of str
        Words that are allowed beside rows written one by one.
    unit : str
        In what a number is measured, such as ``"days"``: tables name it.
    reads : callable, optional
        Turns a text into the number, where people write it otherwise, as ``"1/365"`` or ``"10 % a year"``; it refuses
        what is none by a ValueError that says what would do.

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
        "rows": rows,
        "radius": radius,
        "words": words,
        "unit": unit,
        "reads": reads,
    }
    return dataclasses.field(default=default, metadata=metadata)


def make_options(kind: type[_Options], given: Mapping[str, Any], whose: str) -> _Options:
    """Build and check options from those that were given by name.

    Parameters
    ----------
    kind : type
        The dataclass.
    given : mapping
        By name; what is not given has its default.
    whose : str
        Whose they are, for the message: ``"kmeans"``.

    Raises
    ------
    InputError
        If a name is not known or a value will not do.
    """
    names = option_names(kind)
    for name in given:
        if name not in names:
            raise unknown(f"option of {whose}", name, names)
    return kind(**given)


def option_names(kind: type[Options]) -> tuple[str, ...]:
    """Name the options of a class, in the order in which they are declared."""
    return tuple(field.name for field in dataclasses.fields(kind))


def _checked(option_field: dataclasses.Field[Any], value: Any) -> Any:
    """Give the value as its plain type, or complain; None is one only where another option decides."""
    name, metadata = option_field.name, option_field.metadata
    if not metadata or (value is None and option_field.default is None):
        return value
    if metadata["reads"] is not None and isinstance(value, str):
        try:
            value = metadata["reads"](value)
        except ValueError as error:
            raise InputError(f"{name} must be {error}, got {shown(repr(value))}") from None
    if metadata["type"] in (int, float):
        return _number(name, value, metadata["type"], metadata["low"], metadata["high"])
    if metadata["type"] is bool:
        if type(value).__name__ not in ("bool", "bool_"):
            raise InputError(f"{name} must be True or False, got {shown(repr(value))}")
        return bool(value)
    if metadata["choices"] and (not isinstance(value, str) or value not in metadata["choices"]):
        raise InputError(f"{name} must be {listed(metadata['choices'], 'or')}, got {shown(repr(value))}")
    return value


def _number(name: str, value: Any, kind: type, low: float | None, high: float | None) -> int | float:
    """Give the value as a plain int or a finite float between low and high."""
    lowest, highest = -math.inf if low is None else low, math.inf if high is None else high
    is_plain = type(value) is kind  # the usual case, which needs no message
    if is_plain and lowest <= value <= highest and math.isfinite(value):
        return cast(int | float, value)
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
    if not lowest <= number <= highest or number in (math.inf, -math.inf):
        raise refusal
    return number


def _limits(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f" from {low:g} to {high:g}"
    if low is not None:
        return f", {low:g} or more"
    return f", {high:g} or less" if high is not None else ""
