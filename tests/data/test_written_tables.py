"""Tables written by other programs, in any of their ways, come back as they were: rows, names and every digit."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from kmanim.data.readers.delimited import Reading, table_of_text
from kmanim.data.readers.selection import Wanted, select

PLACES = ("Mill", "Hill", "Ford", "Old bridge", "Größe", "O'Hara", "São Paulo", "Nr. 5", "🍋")
NAMES = ("height", "weight", "x", "y", "Temp", "n", "size")
UNITS = ("kg", "cm", "degC", "m/s", "%", "[s]")


@dataclass
class Written:
    """A table, and how it is written."""

    text: str
    names: list[str]
    places: list[str]
    points: list[list[float]]


@st.composite
def written(draw):
    """Write names of places and numbers beside them, with all that software puts around."""
    chance = st.integers(0, 3).map(lambda number: number == 0)
    places = draw(st.lists(st.sampled_from(PLACES), min_size=2, max_size=6, unique=True))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
    number = st.one_of(st.integers(-99, 9999), st.decimals(-99, 99, places=2))
    points = [[draw(number) for _ in names] for _ in places]
    delimiter = draw(st.sampled_from(",;\t|"))
    comma = delimiter in ";\t" and draw(chance)
    head = [draw(st.sampled_from(("place", "Name", ""))), *names]
    below = draw(st.sampled_from(("", "", "", "units", "types")))
    over = {
        "units": ["", *(draw(st.sampled_from(UNITS)) for _ in names)],
        "types": ["string", *("continuous" for _ in names)],
    }
    body = [
        [place, *(str(cell).replace(".", "," if comma else ".") for cell in row)]
        for place, row in zip(places, points, strict=True)
    ]
    rows = [head, *([over[below]] if below else []), *body]
    if draw(chance):  # R leaves out the name of row names
        rows[0] = ["", *names]
        if len(names) > 1 and not below:
            rows[0] = names
    elif draw(chance):  # a column and a row that hold nothing
        at = draw(st.integers(1, len(head)))
        rows = [[*row[:at], "", *row[at:]] for row in rows]
        rows.insert(draw(st.integers(1 + bool(below), len(rows))), [""] * len(rows[0]))
    enclosed = draw(chance)
    lines = [
        delimiter.join(f'"{cell}"' if enclosed and not cell[-1:].isdigit() else cell for cell in row)
        for row in rows
    ]
    remark = draw(st.sampled_from(("", "", "# made by a program\n", "#")))
    if remark == "#" and (rows[0][0] not in ("place", "Name") or enclosed):
        remark = ""
    end = draw(st.sampled_from(("\n", "\r\n", "\r")))
    text = (remark + "\n".join(lines) + "\n" * draw(st.integers(0, 2))).replace("\n", end)
    return Written(text, names, places, [[float(cell) for cell in row] for row in points])


@given(written())
def test_they_come_back(table):
    found = table_of_text(table.text, name="t", where="t.csv", reading=Reading())
    data = select(found, Wanted())
    assert [feature.name for feature in data.features] == table.names
    assert data.points.tolist() == table.points
    assert data.labels == tuple(table.places)
