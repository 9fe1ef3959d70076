"""Units of measurement as people write them under a heading: ``kg``, ``m s-1``, ``degrees_north``, ``[mg/l]``."""

from __future__ import annotations

import re

_UNITS = frozenset(
    re.findall(
        r"\S+",
        """
    1 % ‰ ° °c °f a ac acre acres amp bar bp bpm c cal celsius cfu chf cm cm2 cm3 count counts d day days db dbar
    decibar decibars deg degc degf degk degree degrees dl dollars eur euro euros f fahrenheit feet ft g gal gallon
    gallons ghz gram grams gwh h ha hectares hertz hour hours hp hpa hr hrs hz in inch inches index iu j joule
    joules k kcal kelvin kg khz kilogram kilograms kilometers kilometres kj km kmh kn knot knots kpa kph kw kwh l lb
    lbs liter liters litre litres lux m ma mbar meq meter meters metre metres mg mhz micron microns mi mile miles
    milligrams millimeter millimeters millimetre millimetres min minute minutes mj ml mm mmhg mmol mol month months
    mpa mpg mph ms mv mw mwh n ng nm nmol ns ntu number ohm ounces oz pa parts pascal people percent persons pct pg
    ph pixel pixels pmol points pounds ppb ppm ppt ps psi psu px rad radians rpm s sec second seconds sievert sv t
    thousand thousands million millions tonne tonnes tons torr u ug ul um umol us usd utc v volt volts w watt watts
    week weeks year years yard yards yd yr yrs µg µl µm µmol µs μg μl μm μmol μs € $ £ ¥ ω Ω dimensionless unitless
    """,
    )
)
_SIGNS = {
    r"deg(?:rees?)?_?C(?:elsius)?|celsius": "°C",
    r"deg(?:rees?)?_?F(?:ahrenheit)?|fahrenheit": "°F",
    r"degrees?_north": "° N",
    r"degrees?_east": "° E",
    r"percent|pct": "%",
    r"1": "",
}
_PARTS = re.compile(r"\bper\b|[\s/*·⋅.^()\u00b2\u00b3\u207b\u00b9_]+|(?<=[^\W\d])-?[0-9]+\b")


def is_unit(cell: str) -> bool:
    """Tell whether a text says in what something is measured."""
    cell = cell.strip()
    if re.fullmatch(r"\[[^\[\]]+\]|\([^()]+\)", cell):
        return True
    if re.fullmatch(r"deg(?:rees?)?_\w+|(?:seconds|minutes|hours|days) since .+", cell, re.IGNORECASE):
        return True
    parts = [part.casefold() for part in _PARTS.split(cell) if part]
    return bool(parts) and all(part in _UNITS or part.removesuffix("s") in _UNITS for part in parts)


def sign_of(unit: str) -> str:
    """Write a unit as readers know it, where software spells it out: ``°C`` for ``degree_C``."""
    for spelt, sign in _SIGNS.items():
        if re.fullmatch(spelt, unit, re.IGNORECASE):
            return sign
    return unit
