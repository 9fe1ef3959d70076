"""The Python door: what is no table of numbers is refused by name, and nothing is cast in silence."""

import datetime as dt
import decimal
import fractions
from collections import deque

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import scipy.sparse

from kmanim.data.load import load
from kmanim.errors import InputError

A = np.array([[1.0, 2], [3, 4], [5, 7]])
FRAME = pd.DataFrame(A, columns=["x", "y"])


@pytest.mark.parametrize(
    "source",
    [
        A.tolist(), tuple(map(tuple, A)), deque(A.tolist()), memoryview(A), A[::-1][::-1], np.asfortranarray(A),
        *(A.astype(kind) for kind in ("f2", "f4", "i1", "u1", "u8", ">f8", "g", "O")),
        np.repeat(A, 2, axis=1)[:, ::2], [[decimal.Decimal(x) for x in row] for row in A.tolist()],
        [[fractions.Fraction(x) for x in row] for row in A.tolist()],
        FRAME, FRAME.convert_dtypes(), FRAME.convert_dtypes(dtype_backend="pyarrow"), FRAME.astype(object),
        FRAME.astype(pd.SparseDtype(float)),
    ],
)  # fmt: skip
def test_numbers_of_any_kind_are_the_same(source):
    data = load(source)
    np.testing.assert_array_equal(data.points, A)
    assert data.points.dtype == np.float64
    assert data.points.flags.c_contiguous
    assert [f.name for f in data.features] == ["x", "y"]


def test_the_callers_array_is_neither_changed_nor_shared():
    mine = A.copy()
    mine.flags.writeable = False
    data = load(mine, scale="zscore")
    assert not np.shares_memory(data.points, mine)
    np.testing.assert_array_equal(mine, A)


def test_memory_maps(tmp_path):
    np.save(tmp_path / "a.npy", A)
    np.testing.assert_array_equal(load(np.load(tmp_path / "a.npy", mmap_mode="r")).points, A)


def test_whole_numbers_are_not_squared_as_such():
    assert load(np.array([[0], [255]], np.uint8)).points[1, 0] - 255 == 0
    np.testing.assert_array_equal(load([[2**70, 1], [0, 2]]).points[0], [2.0**70, 1])


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (np.ma.array(A, mask=A > 4), "masked"),
        (scipy.sparse.csr_array(A), "sparse"),
        (A + 1j, "complex"),
        (A > 2, "yes/no"),
        ([["1", "2"]], "text"),
        ([[1, "2"]], "text"),
        (np.array([[1, "2"]], object), "'2', a str"),
        (np.array([[1, True]], object), "'True', a bool"),
        ([[1, 2], [3]], "unequal length"),
        ((row for row in A), "generator"),
        (map(list, A), "map"),
        ({"x": 1}, "the dict has int for x; give a list of values for each column"),
        ({"x": [1], "y": [1, 2]}, "one length; there are x 1 and y 2"),
        ({}, "the dict has no columns"),
        ({"x": "ab"}, "the dict has str for x"),
        ({1, 2}, "set"),
        (b"1,2", "bytes"),
        (None, "NoneType"),
        (5, "no rows"),
        (np.float64(5), "no rows"),
        (object(), "no rows"),
        (int, "of type type"),
        ([1, 2, 3], r"reshape\(-1, 1\)"),
        (["1,2", "3,4"], "rows of type str"),
        ([{"x": 1}], "rows of type dict"),
        (np.zeros((2, 2, 2)), "3 dimensions"),
        ([], "no rows"),
        ([[]], "no columns"),
        (np.zeros((0, 2)), "no rows"),
        (np.zeros((2, 1001)), "1,001 columns"),
        (np.zeros((2, 2), "M8[D]"), "dates"),
        (np.zeros((2, 2), "m8[D]"), "time spans"),
        (np.zeros((2, 2), [("x", float)]), "records"),
        (np.array([[np.longdouble("1e400")]]), "too large"),
        ([[10**400]], "too large"),
        ([[1, np.inf]], "column 'y', row 1: inf"),
        ([[decimal.Decimal("-Infinity")]], "row 1: -inf"),
        ([[1, 2], [np.nan, 2]], r"no value in x \(row 2\)"),
        ([[1, None], [1, 2]], r"no value in y \(row 1\)"),
        ([[1, None]], "column 'y' holds no values at all"),
        ([[decimal.Decimal("sNaN"), 1], [2, 3]], "no value in x"),
        (pd.Series([1, 2]), "Series"),
        (pd.Index([1, 2]), "to_frame"),
        (pa.chunked_array([[1]]), "cannot read a pyarrow ChunkedArray"),
    ],
)
def test_refused(source, says):
    with pytest.raises(InputError, match=says) as caught:
        load(source)
    assert len(str(caught.value)) <= 200
    assert isinstance(caught.value, ValueError)


def test_what_raises_itself_is_refused():
    class Odd:
        def __array__(self, dtype=None, copy=None):
            raise RuntimeError("not\nnow")

    with pytest.raises(InputError, match=r"not\\nnow"):
        load(Odd())


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        ("w,h", ["w", "h"]),
        (["w", "h"], ["w", "h"]),
        ("y,x", ["y", "x"]),
        ("x", ["x"]),
        ('"a,b",c', ["a,b", "c"]),
    ],
)
def test_columns_name_or_choose(columns, names):
    data = load(A, columns=columns)
    assert [f.name for f in data.features] == names
    np.testing.assert_array_equal(data.points[:, 0], A[:, 1] if names[0] == "y" else A[:, 0])


@pytest.mark.parametrize("columns", ["w", "x,w", "w,w", "a,b,c"])
def test_refused_columns(columns):
    with pytest.raises(InputError):
        load(A, columns=columns)


@pytest.mark.parametrize(
    "labels", [["a", "b", "c"], ("a", "b", "c"), np.array(["a", "b", "c"]), pd.Series(list("abc"))]
)
def test_labels_one_by_one(labels):
    assert load(A, labels=labels, missing="drop").labels == ("a", "b", "c")


def test_labels_follow_dropped_rows():
    assert load([[1], [None], [3]], labels=["a", "b", "c"], missing="drop").labels == ("a", "c")


class TestFrames:
    @pytest.mark.parametrize(
        "gap",
        [pd.array([1, None, 3], "Int64"), pd.array([1.5, None, 3], "Float64"), pd.array([1, None, 3], "int64[pyarrow]"),
         pd.Series([1, None, 3], dtype=object), [1, np.nan, 3],
         pd.Series([decimal.Decimal(1), None, decimal.Decimal(3)], dtype=pd.ArrowDtype(pa.decimal128(5, 2)))],
    )  # fmt: skip
    def test_gaps(self, gap):
        frame = pd.DataFrame({"x": gap, "y": [1, 2, 3]})
        before = frame.copy()
        with pytest.raises(InputError, match=r"1 of 3 rows has no value in x \(row 2\)"):
            load(frame)
        data = load(frame, missing="drop")
        np.testing.assert_array_equal(data.points, [[frame["x"].iloc[0], 1], [3, 3]])
        assert "Left out 1 of 3 rows without x (row 2)." in data.notes
        pd.testing.assert_frame_equal(frame, before)

    @pytest.mark.parametrize(
        ("column", "holds"),
        [
            (pd.Categorical([1, 2]), "categories"),
            (pd.to_datetime(["2020", "2021"]), "dates"),
            (pd.to_datetime(["2020", "2021"], utc=True), "dates"),
            (pd.to_timedelta([1, 2]), "time spans"),
            ([1j, 2j], "complex"),
            (["a", "a"], "text"),
            ([[1], [2]], "values of type list"),
            ([dt.date(2020, 1, 1), dt.date(2020, 1, 2)], "dates"),
            (pd.period_range("2020", periods=2), "period"),
        ],
    )
    def test_what_is_no_number(self, column, holds):
        frame = pd.DataFrame({"c": column, "y": [1, 2]})
        data = load(frame)
        np.testing.assert_array_equal(data.points, [[1], [2]])
        assert holds in data.notes[0]
        with pytest.raises(InputError, match=holds):
            load(frame, columns="c")

    @pytest.mark.parametrize(
        "column", [[True, False], pd.array([True, False], "boolean"), pd.Series([True, False], dtype=object)]
    )
    def test_truth_values_only_when_asked(self, column):
        frame = pd.DataFrame({"c": column, "y": [1, 2]})
        assert [f.name for f in load(frame).features] == ["y"]
        np.testing.assert_array_equal(load(frame, columns=["c"]).points, [[1], [0]])

    @pytest.mark.parametrize(
        ("frame", "says"),
        [
            (pd.DataFrame([[1, 2]], columns=["x", "x"]), "both called 'x'"),
            (pd.DataFrame([[1, 2]], columns=["x", " x"]), "both called 'x'"),
            (
                pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("a", 1), ("a", 2)])),
                "several levels",
            ),
            (pd.DataFrame(), "no columns"),
            (pd.DataFrame({"x": []}), "no rows"),
            (pd.DataFrame(index=[0, 1]), "no columns"),
            (pd.DataFrame({"": [1]}), "no name"),
            (pd.DataFrame({"x": pd.Series([1, "a", 3], dtype=object)}), "row 2: 'a' is not a number"),
            (
                pd.DataFrame({"x": pd.Series([1, "2", 3], dtype=object)}),
                "row 2: '2' is text, and not a number",
            ),
            (pd.DataFrame({"x": [1, np.inf]}), "row 2: inf"),
            (pd.DataFrame({"x": pd.Series([10**400, 1], dtype=object)}), "too large"),
            (pd.DataFrame({"x": ["a", "b"]}), "no column of numbers"),
        ],
    )
    def test_refused(self, frame, says):
        with pytest.raises(InputError, match=says):
            load(frame)

    def test_names_need_not_be_text(self):
        data = load(pd.DataFrame([[1, 2], [3, 4]], columns=[7, ("a", 1)]), columns=[7])
        assert data.features[0].name == "7"

    def test_an_index_of_text_names_the_rows(self):
        frame = pd.DataFrame({"x": [1, 2]}, index=["u", "v"])
        assert load(frame).labels == ("u", "v")
        assert load(frame.rename_axis("who")).labels == ("u", "v")
        assert load(frame.rename_axis("who"), labels="who").labels == ("u", "v")
        assert load(pd.DataFrame({"x": [1, 2]}, index=["u", "u"])).labels is None
        assert load(pd.DataFrame({"x": [1, 2]}, index=[5, 5])).labels is None
