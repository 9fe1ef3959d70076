"""Tables and arrays of Dask in pieces: what is clustered is what is of the table at once, or it is refused."""

import dask.array as da
import dask.dataframe as dd
import numpy as np
import pandas as pd
import pytest
from dask import bag, delayed

import kmanim
from kmanim.data.pieces.on_dask import source_of
from kmanim.errors import InputError

N = 60
ROWS = np.random.default_rng(0).normal(size=(N, 2))
FRAME = pd.DataFrame(
    {
        "patient id": range(N),
        "x": ROWS[:, 0],
        "single": ROWS[:, 1].astype(np.float32),
        "nullable": pd.array([1, 2, 3, 4] * (N // 4), "Int64"),
        "arrow": pd.array([1.5, 2, 3, 4] * (N // 4), "double[pyarrow]"),
        "true": ROWS[:, 0] > 0,
        "kind": pd.Categorical(["a", "b"] * (N // 2)),
        "day": pd.date_range("2024", periods=N),
        2024: range(0, 2 * N, 2),
    }
)
META = pd.DataFrame({"x": [1.0], "y": [2.0]})[:0]


def all_of(source) -> np.ndarray:
    return np.concatenate([source.read(number) for number in range(source.n_pieces)])


def of_parts(*parts: pd.DataFrame):
    return dd.from_delayed([delayed(part) for part in parts], meta=META, verify_meta=False)


@pytest.mark.parametrize("columns", [None, "patient id,true", ["2024"]])
@pytest.mark.parametrize("frame", [FRAME, FRAME.set_index(pd.Index(range(7, 7 + N), name="case"))])
def test_a_table_is_what_it_is_at_once(frame, columns):
    once = kmanim.load(frame, columns=columns)
    for parts in (
        dd.from_pandas(frame, npartitions=4),
        dd.from_pandas(frame, npartitions=3).clear_divisions(),
    ):
        opened = source_of(parts, columns)
        assert list(opened.source.names) == [feature.name for feature in once.features]
        np.testing.assert_array_equal(all_of(opened.source), once.points)
        if frame is FRAME:
            assert [note.replace("--columns", "columns") for note in opened.notes] == list(once.reading)


def test_partitions_may_be_empty_and_of_several_types():
    parts = of_parts(
        META,
        pd.DataFrame({"x": [1, 2], "y": [3, 4]}, dtype="i8"),
        META,
        pd.DataFrame({"y": [6], "x": [5]}, dtype="f4"),
        pd.DataFrame({"x": [True], "y": pd.array([8], "Int64")}),
    )
    np.testing.assert_array_equal(all_of(source_of(parts).source), [[1, 3], [2, 4], [5, 6], [1, 8]])


def test_a_partition_of_another_kind_is_named():
    parts = of_parts(pd.DataFrame({"x": [1.0], "y": [2.0]}), pd.DataFrame({"x": ["a"], "y": [1.0]}))
    with pytest.raises(
        InputError, match=r"column 'x' is of type (str|object) in one of its partitions; rows in pieces are"
    ):
        all_of(source_of(parts).source)


@pytest.mark.parametrize("kind", ["Int64", "Float64", "int64[pyarrow]"])
def test_what_is_missing_is_named(kind):
    parts = dd.from_pandas(pd.DataFrame({"x": pd.array([1, 2, 3, None], kind)}), npartitions=2)
    with pytest.raises(InputError, match="column 'x', row 4 is nan"):
        kmanim.load(parts, in_pieces=True)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (dd.from_pandas(FRAME, npartitions=2).x, "the dask Series cannot be read in pieces"),
        (bag.from_sequence([1, 2]), "the dask Bag cannot be read in pieces"),
        (da.ones((4, 2), chunks=2) > 0, "has bool of shape"),
        (dd.from_pandas(FRAME[:0], npartitions=1), "has no rows"),
        (da.zeros((0, 2)), "has no rows"),
    ],
)
def test_what_is_no_table_is_refused(source, words):
    with pytest.raises(InputError, match=words):
        kmanim.load(source, in_pieces=True)


def test_digits_that_are_text_are_no_numbers():
    parts = dd.from_pandas(FRAME[["x"]].assign(o=["1", "2.5"] * (N // 2)), npartitions=2)
    with pytest.raises(InputError, match="column 'o' is of type string; rows in pieces are numbers"):
        source_of(parts, "o")


def test_an_array_of_blocks_whose_rows_nobody_has_counted():
    array = da.from_array(ROWS, chunks=(7, 1))
    some = array[array[:, 0] > 0]
    np.testing.assert_array_equal(all_of(source_of(some).source), ROWS[ROWS[:, 0] > 0])
    with pytest.raises(InputError, match="cannot read a dask"):
        kmanim.load(some)
