"""Tables of other libraries and their files: one door for all, and what each says itself is kept."""

import base64
import json
import sys
import zlib

import dask.dataframe as dd
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import feather, orc, parquet
from sklearn import datasets
from sklearn.utils import Bunch

from kmanim.data.load import load, loaded
from kmanim.errors import InputError, MissingPackage

COLUMNS = {
    "who": ["a", "b", "c"],
    "x": [1.5, 2.5, 3.5],
    "y": [4, 5, 7],
    "ok": [True, False, True],
    "code": ["01", "02", "03"],
}
FRAME = pd.DataFrame(COLUMNS)
NOTE = "Not clustered: ok (truth values), code (numbers as text unless chosen with columns)."


class Foreign:
    """What knows its way to pandas, and nothing else."""

    def to_pandas(self):
        return FRAME


SOURCES = {
    "pandas": FRAME,
    "polars": pl.DataFrame(COLUMNS),
    "lazy": pl.DataFrame(COLUMNS).lazy(),
    "arrow": pa.table(COLUMNS),
    "batch": pa.table(COLUMNS).to_batches()[0],
    "dask": dd.from_pandas(FRAME, npartitions=2),
    "dict": COLUMNS,
    "dict of arrays": {name: np.array(cells) for name, cells in COLUMNS.items()},
    "foreign": Foreign(),
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_the_same_table(source):
    data = load(source)
    np.testing.assert_array_equal(data.points, [[1.5, 4], [2.5, 5], [3.5, 7]])
    assert [f.name for f in data.features] == ["x", "y"]
    assert data.labels == ("a", "b", "c")
    assert data.notes == (NOTE,)
    assert repr(data) == f"Dataset('data': 3 points by x and y\n  {NOTE})"
    np.testing.assert_array_equal(load(source, columns="ok,code").points, [[1, 1], [0, 2], [1, 3]])


@pytest.mark.parametrize("gap", [None, np.nan, pd.NA])
def test_text_is_a_value_and_only_what_is_missing_is(gap):
    cells = ["NA", "NA", "?", "?", "null", "null"]
    for source in (
        pd.DataFrame({"c": cells}),
        pl.DataFrame({"c": cells}),
        pa.table({"c": cells}),
        {"c": cells},
    ):
        assert load(source, kinds="categories").features[0].levels == ("?", "NA", "null")
    assert load([[cell] for cell in cells], kinds="categories").features[0].levels == ("?", "NA", "null")
    with pytest.raises(InputError, match=r'no value in c \(row 7\); fill in or give missing="drop"'):
        load({"c": [*cells, gap]}, kinds="categories")


def test_advice_is_in_the_words_of_who_asked():
    frame = pd.DataFrame({"x": [1, None], "y": [1, 2]})
    with pytest.raises(InputError, match=r'give missing="drop"$'):
        load(frame)
    with pytest.raises(InputError, match=r"give --missing drop$"):
        loaded(frame)


class TestIndex:
    def test_a_named_one_is_a_column_that_is_not_clustered(self):
        frame = FRAME[["x", "y"]].set_index(pd.Index([7, 8, 9], name="patient"))
        data = load(frame)
        assert data.notes[0] == "Not clustered: patient (the index)."
        assert data.labels is None
        assert load(frame, labels="patient").labels == ("7", "8", "9")

    def test_of_several_levels(self):
        frame = FRAME.set_index(["who", "code"])[["x", "y"]]
        assert load(frame).labels == ("a", "b", "c")
        assert load(frame, labels="code").labels == ("01", "02", "03")

    def test_rows_keep_their_numbers(self):
        frame = pd.DataFrame({"x": [1, None, 3, 4.5]})
        for data in (load(frame, missing="drop"), load(frame.dropna())):
            assert data.row_name(1) == "point 3"
            np.testing.assert_array_equal(data.rows, [0, 2, 3])
        assert load(frame.iloc[2:]).row_name(0) == "point 3"
        assert load(frame.iloc[[3, 2]]).row_name(0) == "point 1"
        with pytest.raises(InputError, match=r"no value in x \(row 2\)"):
            load(frame.iloc[1:])

    def test_and_the_way_back(self):
        data = load(pd.DataFrame({"x": [1, None, 3]}), missing="drop")
        assert data.to_frame().index.tolist() == [0, 2]
        np.testing.assert_array_equal(load(data.to_frame()).rows, [0, 2])


class TestBunch:
    def test_classes(self):
        for bunch in (datasets.load_iris(), datasets.load_iris(as_frame=True)):
            data = load(bunch)
            assert data.d == 4
            assert data.features[0].name == "sepal length (cm)"
            assert data.classes == "target"
        assert set(load(datasets.load_iris()).categorical["target"]) == {"setosa", "versicolor", "virginica"}

    def test_a_target_that_is_a_measure(self):
        data = load(datasets.load_diabetes())
        assert (data.classes, data.d, data.target.name) == ("", 10, "target")
        assert data.target.values[0] == 151
        assert load(datasets.load_diabetes(), columns="bmi,target").target is None
        told = load(datasets.load_diabetes(), target="bmi")
        assert (told.target.name, told.d) == ("bmi", 9)
        numbers = datasets.load_diabetes(as_frame=True)
        assert load(numbers).target.values.tolist() == data.target.values.tolist()

    def test_without_names(self):
        data = load(Bunch(data=np.eye(3), target=np.array(["a", "b", "a"])))
        assert [f.name for f in data.features] == ["x1", "x2", "x3"]
        assert data.categorical["target"] == ("a", "b", "a")

    def test_refused(self):
        with pytest.raises(InputError, match="the Bunch has data of 3 dimensions"):
            load(Bunch(data=np.zeros((2, 2, 2))))


FILES = {
    "t.parquet": lambda path: parquet.write_table(pa.table(COLUMNS), path),
    "t.feather": lambda path: feather.write_feather(pa.table(COLUMNS), path),
    "t.orc": lambda path: orc.write_table(pa.table(COLUMNS), path),
    "records.json": lambda path: path.write_text(FRAME.to_json(orient="records")),
    "columns.json": lambda path: path.write_text(json.dumps(COLUMNS)),
    "pandas.json": lambda path: path.write_text(FRAME.to_json()),
    "index.json": lambda path: path.write_text(FRAME.to_json(orient="index")),
    "split.json": lambda path: path.write_text(FRAME.to_json(orient="split")),
    "t.jsonl": lambda path: path.write_text(FRAME.to_json(orient="records", lines=True)),
    "lines.json": lambda path: path.write_text(FRAME.to_json(orient="records", lines=True)),
    "geo.geojson": lambda path: path.write_text(
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [{"type": "Feature", "properties": row} for row in FRAME.to_dict("records")],
            }
        )
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_files(tmp_path, name):
    path = tmp_path / name
    FILES[name](path)
    data = load(path)
    np.testing.assert_array_equal(data.points, [[1.5, 4], [2.5, 5], [3.5, 7]])
    assert data.labels == ("a", "b", "c")
    assert data.notes == (NOTE,)
    assert data.name == name.partition(".")[0]


def test_stata(tmp_path):
    path = tmp_path / "t.dta"
    frame = pd.DataFrame({"x": [1.0, np.nan, 3], "kind": pd.Categorical(["low", "high", "low"])})
    frame.to_stata(path, write_index=False)
    data = load(path, missing="drop")
    np.testing.assert_array_equal(data.points, [[1], [3]])
    assert data.categorical["kind"] == ("low", "low")
    assert data.row_name(1) == "point 3"


# Three rows of name, x, day (DATE), at (DATETIME) and t (TIME), as ReadStat writes them; the first x is 0.
TRANSPORT = (
    "c-r%Db#!qJQV4Q&_78H=f&d>+ry$3mNCgjMIYkICzzY-<f*peuKmdsb8mFLOre|OV;wKfSnCKZP-~<MSUXFf7237`8gw9u>5O`qm"
    "udl1G6Htse{~DUXStbV9&2tHM4hjefqA2`a977y~T|+>85OYw6pP!?zYcL`Inqv1a0}}%S10w@tUSe)4IqqSA0(3rEfDwo}7?>)^"
    "3>%mkXl`Moz%9%viIpU|0hm}^@wkPP0=KXvmMD<ymJm;0R~&8;q`)n#BsxU_<PJRHB1w)@h|M4VPQjRRM3x7RFw0y*XM<^vf;*`o"
    "SG)8q0P~$3C148XpemTP0nB$kXaG~N3q=7wZx9Ut-%8Ql"
)


def test_sas_transport(tmp_path):
    path = tmp_path / "t.xpt"
    path.write_bytes(zlib.decompress(base64.b85decode(TRANSPORT)))
    data = load(path)
    np.testing.assert_array_equal(data.points, [[0], [1.5], [-3]])
    assert data.labels == ("A", "B", "C")
    assert data.notes == ("Not clustered: day (dates), at (dates), t (time spans).",)
    assert data.categorical["day"] == ("2020-01-01", "2020-01-02", "2020-02-01")
    assert data.categorical["at"][0] == "2020-01-01 10:00:00"


def test_arrow_as_it_is_streamed(tmp_path):
    path = tmp_path / "t.arrow"
    pl.from_pandas(FRAME).write_ipc_stream(
        path, compat_level=pl.CompatLevel.oldest()
    )  # for the lowest pyarrow
    np.testing.assert_array_equal(load(path).points, load(FRAME).points)


def test_a_column_with_nothing_in_it_is_left_out(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("x,empty\n1,\n2,\n")
    for source in (path, pd.read_csv(path), pa.table({"x": [1, 2], "empty": pa.nulls(2)})):
        assert load(source).notes == ("Not clustered: empty (empty cells).",)


@pytest.mark.parametrize(
    "name", ["t.parquet", "t.feather", "t.orc", "t.dta", "t.sas7bdat", "t.xpt", "t.arrow"]
)
@pytest.mark.parametrize("content", [b"", b"PAR1", b"no such file at all" * 50])
def test_damaged(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=rf"'{name}' cannot be read as ") as error:
        load(path)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("name", ["t.feather", "t.orc", "t.parquet"])
def test_large_when_unpacked(tmp_path, name):
    path = tmp_path / name
    table = pa.table({"x": np.zeros(100_000)})
    match name:
        case "t.feather":
            feather.write_feather(table, path)
        case "t.orc":
            orc.write_table(table, path, compression="zlib")
        case _:
            parquet.write_table(table, path)
    with pytest.raises(InputError, match=r"is too large: .* bytes when decompressed"):
        load(path, max_bytes=200_000)


@pytest.mark.parametrize("name", ["t.parquet", "t.feather", "t.orc"])
def test_without_pyarrow(tmp_path, monkeypatch, name):
    FILES[name](tmp_path / name)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingPackage, match=r"needs pyarrow: pip install 'kmanim\[parquet\]'"):
        load(tmp_path / name)


JSON = {
    '{"x": [1, 2': "line 1 is no JSON",
    '{"x": 1}\n{"x": 2\n': "line 2 is no JSON",
    "[" * 100_000: "nested too deep",
    "[1, 2]": "holds no table",
    "7": "holds no table",
    "{}": "holds no table",
    "[[1, 2], [3, 4]]": "rows without names of columns",
    '{"x": [1], "y": [1, 2]}': "one length; there are x 1 and y 2",
    '{"a": [{"x": 1}], "b": [{"x": 1}]}': "several tables: a and b",
    '[{"x": 1, "x": 2}]': "a record has 'x' twice",
    '[{"x": 1e400}, {"x": 1}]': "inf is not finite",
    '[{"x": Infinity}, {"x": 1}]': "inf is not finite",
    '[{"x": 1}, {"y": 1}]': "1 of 2 rows|2 of 2 rows have no value",
    '{"columns": ["x"], "data": [[1, 2]]}': "as many values as there are columns",
}


@pytest.mark.parametrize(("text", "says"), JSON.items())
def test_refused_json(tmp_path, text, says):
    path = tmp_path / "t.json"
    path.write_text(text)
    with pytest.raises(InputError, match=says) as error:
        load(path)
    assert len(str(error.value)) < 250


def test_json_says_itself_what_is_missing(tmp_path):
    path = tmp_path / "t.json"
    path.write_text(
        '{"cars": [{"x": 1, "c": "NA"}, {"x": NaN, "c": "NA"}, {"x": 3, "c": "FR"}, {"x": 4, "c": "FR"}]}'
    )
    data = load(path, missing="drop", kinds="mixed")
    assert data.features[1].levels == ("FR", "NA")
    np.testing.assert_array_equal(data.rows, [0, 2, 3])
    assert data.notes[0] == "Read 'cars', the list of records in the file."


def test_where_features_are_is_left_out_with_a_note(tmp_path):
    path = tmp_path / "t.json"
    point = {"type": "Point", "coordinates": [13.4, 52.5]}
    features = [{"type": "Feature", "geometry": point, "properties": {"x": x}} for x in (1, 2)]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    data = load(path)
    assert data.notes == ("Left out where the features are; what is said of them was read.",)
    np.testing.assert_array_equal(data.points, [[1], [2]])
