"""Comparatives for rows, where a reader could not take them amiss: the lighter of two groups of cars.

Two words must go together, and both must be known: what a column measures, by its exact name, and what the rows are,
by their noun. A car may be lighter and an eruption shorter; a city with a larger "height" is not taller, a patient with
a longer "duration" is not longer, and a point is no thing that has an age. Everybody else has ``lower`` and ``higher``
values. Of a column that holds categories nothing is compared: their order is that of the alphabet, if any.
"""

from __future__ import annotations

_PEOPLE = (
    "adult applicant athlete baby boy candidate child client customer driver employee girl guest man member mother "
    "father newborn participant passenger patient person player pupil respondent runner student subject swimmer "
    "teacher user voter woman worker"
)
_ANIMALS = (
    "animal bat bear bee bird butterfly cat chick chicken cow deer dinosaur dog elephant fish fox frog goat goose "
    "horse lion lizard monkey mouse owl penguin pig rabbit rat salmon seal sheep snake spider squirrel tiger turtle "
    "whale wolf"
)
_VEHICLES = "aircraft airplane bicycle bike boat bus car lorry motorcycle plane ship train truck van vehicle"
_GOODS = (
    "apple bag book bottle camera chair coin computer diamond egg fruit gem item laptop melon monitor orange parcel "
    "phone potato product shirt shoe smartphone stone table tablet tomato watch wine"
)
_HOMES = "apartment building flat home house"
_PLANTS = "flower plant tree"
_TOWERS = "building skyscraper tower"
_EVENTS = (
    "call episode eruption event film flight game journey lecture match movie race ride session song speech talk "
    "track trip video visit walk"
)
_LANDS = "continent country county district forest garden island lake park parish province region state"


def _nouns(*kinds: str) -> frozenset[str]:
    return frozenset(" ".join(kinds).split())


_BODIES = _nouns(_PEOPLE, _ANIMALS, _VEHICLES, _GOODS)
_SOLD = _nouns(_VEHICLES, _GOODS, _HOMES, "hotel room ticket")
_BY_WEIGHT = (("lighter", "heavier"), _BODIES)
# Only names of columns that speak of the whole thing: a penguin with a longer bill is no longer penguin.
_COLUMNS = {
    "weight": _BY_WEIGHT,
    "mass": _BY_WEIGHT,
    "body mass": _BY_WEIGHT,
    "body mass g": _BY_WEIGHT,
    "body mass kg": _BY_WEIGHT,
    "body weight": _BY_WEIGHT,
    "wt": _BY_WEIGHT,
    "age": (("younger", "older"), _nouns(_PEOPLE, _ANIMALS, _VEHICLES, _HOMES, _PLANTS)),
    "price": (("cheaper", "dearer"), _SOLD),
    "speed": (("slower", "faster"), _nouns(_PEOPLE, _ANIMALS, _VEHICLES)),
    "height": (("shorter", "taller"), _nouns(_PEOPLE, _PLANTS, _TOWERS)),
    "duration": (("shorter", "longer"), _nouns(_EVENTS)),
    "area": (("smaller", "larger"), _nouns(_LANDS, _HOMES)),
}


def comparatives(column: str, noun: str) -> tuple[str, str] | None:
    """Find the words for less and for more of a column of numbers, said of rows: ``("lighter", "heavier")``.

    Parameters
    ----------
    column : str
        The column's name, without its unit.
    noun : str
        What one row is.

    Returns
    -------
    (str, str) or None
        None where it is not sure that the words fit.
    """
    name = " ".join(column.casefold().replace("_", " ").split())
    words, fitting = _COLUMNS.get(name, (("", ""), frozenset()))
    kind = noun.casefold().split()[-1:]
    return words if fitting.issuperset(kind) and kind else None
