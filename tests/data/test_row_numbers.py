"""Rows keep their numbers where others were left out."""

import numpy as np
import pytest

from kmanim.command.asked import _row
from kmanim.command.console import Console
from kmanim.data.find_row import row_of
from kmanim.data.load import load
from kmanim.errors import InputError
from kmanim.simulate.storage.plain_data import pack, unpack

TEXT = "x,y\n1,2\n,4\n5,6\n7,\n9,10\n"
OF_R = '"x","y"\n"1",1,2\n"3",5,6\n"5",9,10\n'


@pytest.fixture(params=[TEXT, OF_R], ids=["rows left out", "numbered by R"])
def data(request, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(request.param)
    return load(path, missing="drop")


def test_names(data):
    np.testing.assert_array_equal(data.points, [[1, 2], [5, 6], [9, 10]])
    assert [data.row_name(row) for row in range(3)] == ["point 1", "point 3", "point 5"]
    assert [data.drawn_name(row) for row in range(3)] == ["point 1", "point 3", "point 5"]


def test_found_by_name(data):
    assert [row_of(data, f"point {number}") for number in (1, 3, 5)] == [0, 1, 2]
    for number in (2, 4):
        with pytest.raises(InputError, match=f"point {number} was left out"):
            row_of(data, f"point {number}")
    with pytest.raises(InputError, match="no row 'point 6'"):
        row_of(data, "point 6")


def test_found_by_number_on_the_command_line(data):
    console = Console()
    assert [_row("--explain", number, data, console) for number in "135"] == [0, 1, 2]
    with pytest.raises(InputError, match="--explain: point 2 was left out of t"):
        _row("--explain", "2", data, console)
    with pytest.raises(InputError, match="there is no row 6; t has rows 1 to 5"):
        _row("--explain", "6", data, console)


def test_kept_in_files(data):
    np.testing.assert_array_equal(unpack(pack(data)).rows, [0, 2, 4])


def test_names_go_before_numbers(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("who,x\na,1\nb,\nc,3\n")
    assert load(path, missing="drop").row_name(1) == "c"
    np.testing.assert_array_equal(load(path, missing="drop").rows, [0, 2])


@pytest.mark.parametrize("numbers", ["1,2,3", "3,2,1", "0,1,2", "1,1,2", "1.5,2,3", "2,4,x"])
def test_what_are_no_numbers_of_rows(tmp_path, numbers):
    path = tmp_path / "t.csv"
    path.write_text(",x\n" + "".join(f"{number},{i}\n" for i, number in enumerate(numbers.split(","))))
    assert load(path).rows is None


def test_rows_must_fit(data):
    with pytest.raises(InputError, match="rows must be places from 0 on, in order"):
        type(data)(
            **{
                **{f: getattr(data, f) for f in ("name", "points", "features", "scaling", "view")},
                "rows": [2, 1, 0],
            }
        )
