"""A column that numbers the first rows is left out; rows in pieces that do not go on so are refused, as not at once."""

import dask.dataframe as dd
import numpy as np
import pandas as pd
import pytest

import kmanim
from kmanim.data.pieces import parquet, texts
from kmanim.data.pieces.arrays import array_source
from kmanim.data.pieces.engines import Serial
from kmanim.data.pieces.numbering import refuse_repeats
from kmanim.errors import InputError

N = 60
ROWS = np.random.default_rng(0).normal(size=(N, 2)).round(3)
AGAIN = [*range(1, 51), *range(1, 11)]


def frame_of(ids) -> pd.DataFrame:
    return pd.DataFrame({"id": ids, "a": ROWS[:, 0], "b": ROWS[:, 1]})


def text_of(frame, path):
    frame.to_csv(path / "r.csv", index=False)
    return path / "r.csv"


def parquet_of(frame, path):
    frame.to_parquet(path / "r.parquet", row_group_size=25)
    return path / "r.parquet"


@pytest.fixture
def _short_heads(monkeypatch):
    monkeypatch.setattr(texts, "HEAD", 300)
    monkeypatch.setattr(parquet, "_HEAD", 20)
    monkeypatch.setattr("kmanim.data.pieces.on_dask._HEAD", 20)


@pytest.mark.usefixtures("_short_heads")
@pytest.mark.parametrize(
    "source_of", [text_of, parquet_of, lambda frame, _: dd.from_pandas(frame, npartitions=1)]
)
def test_one_that_repeats_after_the_first_rows_is_refused(source_of, tmp_path):
    source = source_of(frame_of(AGAIN), tmp_path)
    words = "column 'id' numbers the first rows, but .*row 51 .*; choose with columns what is clustered"
    with pytest.raises(InputError, match=words):
        kmanim.load(source, in_pieces=True)
    for columns in ("a,b", "id,a,b"):
        large = kmanim.load(source, columns=columns, in_pieces=True)
        assert [feature.name for feature in large.features] == columns.split(",")
    good = kmanim.load(source_of(frame_of(range(5, 5 + N)), tmp_path), in_pieces=True)
    assert [feature.name for feature in good.features] == ["a", "b"]


@pytest.mark.parametrize(
    "ids", [range(N), range(N, 0, -1), [*range(30, 60), *range(30)], [2, 1, *range(3, 61)]]
)
def test_numbers_that_differ_and_lie_apart_by_pieces_go_on(ids):
    refuse_repeats(array_source(np.array(ids, float), ["id"], piece=10), "r", Serial())


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        (AGAIN, "from row 51 on it has numbers among those before"),
        ([*range(20), *range(40, 60), *range(19, 39)], "from row 41 on it has numbers among those before"),
        ([*range(25), *range(24, 59)], "row 26 has 24, no whole number of its own"),
        ([*range(59), 70.5], "row 60 has 70.5, no whole number of its own"),
        ([*range(59), np.inf], "row 60 has inf, no whole number of its own"),
    ],
)  # fmt: skip
def test_what_is_no_numbering_by_pieces_names_its_row(ids, words):
    source = array_source(np.array(ids, float), ["id"], piece=10)
    with pytest.raises(InputError, match=f"r: column 'id' numbers the first rows, but {words}"):
        refuse_repeats(source, "r", Serial())
