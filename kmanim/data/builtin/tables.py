"""The built-in tables: what their columns are called and measured in, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from types import MappingProxyType

from kmanim.data.column_names import split_names
from kmanim.data.dataset import Dataset
from kmanim.data.feature import Feature
from kmanim.data.readers.delimited import Reading, table_of_text
from kmanim.data.readers.selection import Wanted, select
from kmanim.data.readers.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltIn:
    """What a table's file does not say.

    Attributes
    ----------
    features : tuple of Feature
        Units and headings; the first `chosen` are clustered unless others are asked for.
    chosen : int
        How many.
    categories : tuple of str
        The columns that are clustered where categories are wanted.
    labels : str
        The column that names the rows; the first text without repeats where empty.
    noun : (str, str)
        What one row is and what many are.
    source : str
        Where the data come from, and their licence.
    classes : str
        The column that clusters are compared with, where it is not clustered itself.
    two_classes : tuple of Feature
        Of columns of 0 and 1, as targets: their levels say what 0 and 1 stand for.
    aliases : tuple of (str, str)
        What columns are called elsewhere, and here.
    """

    features: tuple[Feature, ...]
    chosen: int
    noun: tuple[str, str]
    source: str
    categories: tuple[str, ...] = ()
    labels: str = ""
    classes: str = ""
    two_classes: tuple[Feature, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()


def _measure(name: str, unit: str) -> Feature:
    """Make the heading of ``bill_length_mm`` in mm: ``Bill length (mm)``."""
    words = name.removesuffix(f"_{unit}").replace("_", " ").capitalize()
    return Feature(name, unit, f"{words} ({unit})" if unit else words)


_TABLES: Mapping[str, BuiltIn] = MappingProxyType(
    {
        "mtcars": BuiltIn(
            features=(
                _measure("weight", "kg"),
                Feature("horsepower", "hp", "Horsepower"),
                Feature("mpg", "miles/gallon", "Miles per gallon"),
                Feature("cyl", "", "Cylinders"),
                Feature("disp", "cu in", "Displacement (cu in)"),
                Feature("drat", "", "Rear axle ratio"),
                Feature("wt", "1000 lb", "Weight (1000 lb)"),
                Feature("qsec", "s", "Quarter mile time (s)"),
                Feature("vs", "", "Engine (0 V-shaped, 1 straight)"),
                Feature("am", "", "Transmission (0 automatic, 1 manual)"),
                Feature("gear", "", "Forward gears"),
                Feature("carb", "", "Carburettors"),
            ),
            chosen=2,
            noun=("car", "cars"),
            source="Motor Trend 1974; Henderson and Velleman (1981), Biometrics 37, 391-411; facts",
            categories=("cyl", "vs", "am", "gear"),
            two_classes=(
                Feature("vs", "", "Engine", ("V-shaped", "straight")),
                Feature("am", "", "Transmission", ("automatic", "manual")),
            ),
            aliases=(("hp", "horsepower"),),
        ),
        "faithful": BuiltIn(
            features=(
                Feature("eruptions", "min", "Eruption (min)"),
                Feature("waiting", "min", "Waiting time (min)"),
            ),
            chosen=2,
            noun=("eruption", "eruptions"),
            source="Azzalini and Bowman (1990), Applied Statistics 39, 357-365; facts",
        ),
        "penguins": BuiltIn(
            features=(
                _measure("bill_length_mm", "mm"),
                _measure("bill_depth_mm", "mm"),
                _measure("flipper_length_mm", "mm"),
                _measure("body_mass_g", "g"),
                Feature("year", "", "Year"),
            ),
            chosen=4,
            noun=("penguin", "penguins"),
            source="Horst, Hill and Gorman (2020), palmerpenguins; CC0",
            categories=("island", "sex"),
            classes="species",
        ),
        "iris": BuiltIn(
            features=tuple(
                _measure(f"{part} {way}", "cm") for part in ("sepal", "petal") for way in ("length", "width")
            ),
            chosen=4,
            noun=("flower", "flowers"),
            source="Anderson (1936); Fisher (1936), Annals of Eugenics 7, 179-188; UCI, CC BY 4.0",
            categories=("species",),
            classes="species",
        ),
        "zoo": BuiltIn(
            features=(Feature("legs", "", "Legs"),),
            chosen=0,
            noun=("animal", "animals"),
            source="Forsyth (1990), Zoo; UCI Machine Learning Repository, CC BY 4.0",
            categories=(
                *(
                    "hair",
                    "feathers",
                    "eggs",
                    "milk",
                    "airborne",
                    "aquatic",
                    "predator",
                    "toothed",
                    "backbone",
                ),
                *("breathes", "venomous", "fins", "legs", "tail", "domestic", "catsize"),
            ),
            labels="animal",
            classes="type",
        ),
    }
)


def measured(name: str) -> tuple[str, ...]:
    """Name the columns of numbers of a built-in table."""
    return tuple(feature.name for feature in _TABLES[name].features)


def table_of_walks(name: str) -> tuple[Table, str]:
    """Read a built-in list of walks between rooms, and say where it comes from."""
    return _read(name, keep_text=True), "made for kmanim, after an idea of J. Simon; CC0"


def _read(name: str, *, keep_text: bool) -> Table:
    text = resources.files("kmanim.data.builtin").joinpath("csv", f"{name}.csv").read_text("utf-8")
    return table_of_text(text, name=name, where=name, reading=Reading(keep_text=keep_text))


def builtin(name: str, wishes: Wanted) -> Dataset:
    """Read a built-in table; rows without a chosen value are left out, and a note says so.

    Parameters
    ----------
    name : str
        One of `kmanim.data.builtin.catalogue.TABLES`.
    wishes : Wanted
        What the user asked for; noun and source are the table's own unless given.

    Raises
    ------
    InputError
        If a column is not there or holds no numbers.
    """
    known = _TABLES[name]
    table = _read(name, keep_text=wishes.kinds != "numbers")
    numbers = [feature.name for feature in known.features[: known.chosen]]
    # Numbers of a table that has none worth clustering: its categories are refused by name.
    own = {"numbers": numbers or known.categories, "mixed": (*numbers, *known.categories)}.get(
        wishes.kinds, known.categories
    )
    categories = known.categories if wishes.kinds == "mixed" else None
    target = wishes.target
    if isinstance(target, str):
        target = _own_names([target], "target", known)[0]
    unasked: list[str] = [name for name in own if name != target]
    wishes = replace(
        wishes,
        target=target,
        categories=categories
        if wishes.categories is None
        else _own_names(wishes.categories, "categories", known),
        columns=unasked or None if wishes.columns is None else _own_names(wishes.columns, "columns", known),
        classes=_own_names([wishes.classes], "classes", known)[0] if wishes.classes else None,
        labels=known.labels or None if wishes.labels is None else wishes.labels,
        show=None if wishes.show is None else _own_names(wishes.show, "show", known),
        noun=wishes.noun or known.noun,
        source=wishes.source or known.source,
    )
    return select(table, wishes, known.features, known.classes, known.two_classes)


def _own_names(wanted: str | Sequence[object], option: str, known: BuiltIn) -> list[str]:
    aliases = dict(known.aliases)
    return [aliases.get(name, name) for name in split_names(wanted, option)]
