import csv
from io import StringIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmanim.export.pages.csv_table import csv_text


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_formulas_are_defused(cell):
    (_, row) = csv.reader(StringIO(csv_text(["a"], [[cell]]), newline=""))
    assert row == ["'" + cell.replace("\r", "\n")]
    assert csv_text([cell], []).startswith(("'", "\"'"))


def test_numbers_stay_numbers():
    text = csv_text(["a", "b", "c", "d", "e"], [[-1, -2.5, np.float64(0.1), np.int64(-3), None]])
    assert text == "a,b,c,d,e\n-1,-2.5,0.1,-3,\n"


@given(
    st.lists(
        st.tuples(st.text(st.characters(codec="utf-8")), st.floats(allow_nan=False), st.integers()),
        max_size=5,
    )
)
def test_reads_back(rows):
    text = csv_text(["name", "x", "n"], rows)
    _, *found = csv.reader(StringIO(text, newline=""), strict=True)
    for (name, x, n), cells in zip(rows, found, strict=True):
        plain = name.replace("\r\n", "\n").replace("\r", "\n")
        defused = "'" + plain if plain[:1] in set("=+-@\t\n") else plain
        assert cells == [defused, repr(x), str(n)]


def test_rows_that_do_not_fit():
    with pytest.raises(ValueError, match="a row of 1 cells under 2 columns"):
        csv_text(["a", "b"], [[1]])
