"""Cells that recur are kept once, and text is told from numbers by its bytes: all as if each were asked by itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmanim.data.readers.cells.distinct import Distinct, mapped, picked
from kmanim.data.readers.cells.joined import Joined
from kmanim.data.readers.cells.plain_text import are_names, doubtful
from kmanim.data.readers.missing import MAY_BE_A_CATEGORY, Missing
from kmanim.data.readers.numerals import column_of, complaint, is_number

CELLS = st.lists(st.sampled_from(["a", "b ", " b", "b", "", "1", "Ü"]))


@given(CELLS)
def test_cells_that_recur_are_the_cells(cells):
    found = Distinct.of(cells)
    assert found.kinds == list(dict.fromkeys(cells))
    assert list(found) == found.tolist() == cells
    assert [found[row] for row in range(len(cells))] == cells
    assert found[1:3] == cells[1:3]
    assert found.counts == [cells.count(kind) for kind in found.kinds]
    assert [found.index(kind) for kind in found.kinds] == [cells.index(kind) for kind in found.kinds]
    assert found.each(range(len(found.kinds))).tolist() == [found.kinds.index(cell) for cell in cells]


@given(CELLS, st.integers(0, 2**32))
def test_what_is_changed_or_left_out_is_in_order_again(cells, bits):
    kept = np.array([bits >> row & 1 for row in range(len(cells))], bool)
    found = Distinct.of(cells)
    for change, plain in (
        (mapped(found, str.strip), mapped(cells, str.strip)),
        (picked(found, kept), picked(cells, kept)),
    ):
        assert list(change) == list(plain)
        assert change.kinds == list(dict.fromkeys(plain))


SPELLINGS = st.text(alphabet="019+-.,eE_ $%'\u00a0\u0661\uff11iInNaAfFuUlLoO/#:()?rR5Dx\u00e9", max_size=9)
MISSING = [Missing(), Missing.named("-9,x"), Missing.named("1e5,NA"), Missing.named("")]


@given(st.lists(SPELLINGS, min_size=1), st.sampled_from(MISSING))
def test_plain_text_is_nothing_else(cells, missing):
    rows = doubtful(cells, missing).tolist()
    assert rows == sorted(set(rows))
    for cell in [cell for row, cell in enumerate(cells) if row not in rows]:
        assert not any(is_number(cell, sign) or complaint(cell, sign) for sign in ".,")
        assert not missing.says(cell)
        assert not missing.among([cell])


@pytest.mark.parametrize(
    "cell",
    ["red", "n12", "Nancy", "Irma", "Eve", "x,y", "12 kg", "2024-01-31", "12:30", "1/2", "3D", "e5", "a_b",
     "b#", "b(1)", "b)", "b\u00e9", "b\x01", "b\x7f"],
)  # fmt: skip
def test_what_is_plain_at_first_sight(cell):
    expected = [0] if cell == "Nancy" or cell[0] == "b" else []
    assert doubtful([cell], Missing()).tolist() == expected


@given(st.lists(st.text(alphabet="19 noeNil.-\u00a0\u00e9\n", max_size=7), min_size=1))
def test_names_are_told_as_cell_by_cell(cells):
    bare = [cell.strip() for cell in cells]
    sound = all(bare) and not any(cell.casefold() in MAY_BE_A_CATEGORY for cell in bare)
    names = sound and 2 * sum(cell[0] in "0123456789" for cell in bare) < len(bare)
    assert are_names(cells, MAY_BE_A_CATEGORY) == names


@given(st.lists(st.text(alphabet="ab\u00e9\0", max_size=20)), st.sampled_from(["", "z" * 41, "z" * 70, "\n"]))
def test_cells_differ_as_they_do_one_by_one(cells, more):
    cells = [f"row {i}" for i in range(1001)] + [cell + more for cell in cells]
    assert Joined.of(cells).all_differ() == (len(set(cells)) == len(cells))


def test_cells_of_one_number_are_looked_at(monkeypatch):
    monkeypatch.setattr(Joined, "_numbers", lambda self: np.zeros(len(self), np.uint64))
    cells = [str(i) for i in range(1001)]
    assert Joined.of(cells).all_differ()
    assert not Joined.of([*cells, "7"]).all_differ()


@pytest.mark.parametrize("odd", [[], ["NA", "", "-"], ["1"] * 1400, ["1"] * 1600, ["inf"], ["a\nb"]])
@pytest.mark.parametrize("decimal", [".", ","])
def test_a_column_is_judged_as_its_cells_are(odd, decimal, monkeypatch):
    cells = [*(f"row {i}" for i in range(1500)), *odd]

    def judged(cells):
        found = column_of("x", cells, str, decimal)
        return found.holds, found.problem, found.gaps, found.numbers, found.texts()

    quick = [judged(cells), judged(Distinct.of(cells))]
    monkeypatch.setattr("kmanim.data.readers.numerals._MANY", 10**9)
    assert quick == [judged(cells)] * 2
