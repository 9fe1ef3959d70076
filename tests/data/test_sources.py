"""Which source is meant: a built-in name, a file, or neither."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kmanim.data.builtin.catalogue import CATALOGUE, RECIPES, TABLES
from kmanim.data.load import load
from kmanim.errors import InputError
from kmanim.simulate.storage.plain_data import pack, unpack

HALF = b"a,b\n1,2\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_built_in_works_out_of_the_box(name):
    data = load(name)
    assert data.name == name
    assert data.source
    assert data.d >= (1 if name == "logistic-100" else 2)  # whose other column is its class
    np.testing.assert_array_equal(load(name).values, data.values)


def test_a_known_name_wins_over_files(here):
    (here / "mtcars").mkdir()
    (here / "faithful").write_bytes(HALF)
    assert load("mtcars").n == 32
    assert load("faithful").n == 272
    assert load("./faithful").n == 1


def test_a_file_wins_over_a_name_written_otherwise(here):
    assert load("MTCARS").n == 32
    (here / "MTCARS").write_bytes(HALF)
    assert load("MTCARS").n == 1
    (here / "mtcars.csv").write_bytes(HALF)
    assert load("mtcars.csv").n == 1
    (here / "bare").write_bytes(HALF)
    assert load("bare").n == 1


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("mtcarz", "did you mean mtcars"),
        ("sheehan", "did you mean sheehan4"),
        ("xyzzy", "built in: mtcars"),
        ("", "no data set; give"),
        ("a\nb", r"'a\\nb'"),
        ("x" * 3000, "no data set or file"),
        ("mtcars.csv", "no file 'mtcars.csv'"),
        ("x,y\n1,2\n3.5,4\n", "no file"),
    ],
)
def test_unknown_names(here, name, says):
    with pytest.raises(InputError, match=says) as caught:
        load(name)
    assert len(str(caught.value)) <= 200
    assert str(caught.value).isprintable()


def test_the_catalogue_is_light():
    code = "import sys, kmanim.data.builtin.catalogue; print('numpy' in sys.modules, 'csv' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
    assert not TABLES.keys() & RECIPES.keys()
    assert all(len(line) <= 80 for line in CATALOGUE.values())


class TestTables:
    def test_mtcars(self):
        cars = load("mtcars")
        assert [f.title for f in cars.features] == ["Weight (kg)", "Horsepower"]
        assert [f.name for f in cars.features] == ["weight", "horsepower"]
        assert cars.noun == ("car", "cars")
        assert cars.row_name(0) == "Mazda RX4"
        assert cars.points[31].tolist() == [1261, 109]
        np.testing.assert_allclose(cars.points.mean(axis=0), [1459.2, 146.7], atol=0.05)
        assert ((cars.points - cars.points.mean(axis=0)) ** 2).sum() == pytest.approx(6_249_946, abs=1)
        assert (cars.points.min(axis=0).tolist(), cars.points.max(axis=0).tolist()) == (
            [686, 52],
            [2460, 335],
        )
        assert cars.notes == (
            "The variance of weight is 42 times that of horsepower and decides what is near; "
            "as z-scores all columns have the same say.",
        )

    def test_weight_is_wt_in_kg(self):
        both = load("mtcars", columns="weight,wt").points
        np.testing.assert_array_equal(both[:, 0], np.round(both[:, 1] * 453.6))

    def test_the_name_that_r_gives_horsepower(self):
        cars = load("mtcars", columns="mpg,hp,wt", show="hp,mpg")
        assert [f.name for f in cars.features] == ["mpg", "horsepower", "wt"]
        assert cars.view.titles == ("Horsepower", "Miles per gallon")

    def test_other_columns_of_mtcars(self):
        names = ["mpg", "cyl", "disp", "drat", "wt", "qsec", "vs", "am", "gear", "carb"]
        cars = load("mtcars", columns=names, scale="zscore", show="mpg,wt")
        assert [f.name for f in cars.features] == names
        assert cars.view.titles == ("Miles per gallon", "Weight (1000 lb)")
        assert cars.points[0].tolist() == [21, 6, 160, 3.9, 2.62, 16.46, 0, 1, 4, 4]

    @pytest.mark.parametrize("missing", [None, "drop"])
    def test_penguins(self, missing):
        penguins = load("penguins", missing=missing)
        assert (penguins.n, penguins.d) == (342, 4)
        assert penguins.notes[0].startswith("Left out 2 of 344 rows")
        assert set(penguins.categorical["species"]) == {"Adelie", "Gentoo", "Chinstrap"}
        assert penguins.features[0].title == "Bill length (mm)"
        assert load("penguins", columns="year").n == 344

    def test_iris(self):
        iris = load("iris")
        np.testing.assert_allclose(iris.points.mean(axis=0), [5.8433, 3.0573, 3.758, 1.1993], atol=1e-4)
        assert [iris.categorical["species"].count(s) for s in ("setosa", "versicolor", "virginica")] == [
            50
        ] * 3
        assert iris.features[2].title == "Petal length (cm)"

    def test_faithful(self):
        geyser = load("faithful")
        assert geyser.points[0].tolist() == [3.6, 79]
        assert geyser.noun == ("eruption", "eruptions")

    @pytest.mark.parametrize(
        ("columns", "says"),
        [
            ("horse", "did you mean horsepower"),
            ("hp,horsepower", "twice"),
            ("name", "holds text"),
            ("weight,weight", "twice"),
        ],
    )
    def test_refused(self, columns, says):
        with pytest.raises(InputError, match=says):
            load("mtcars", columns=columns)


class TestPacking:
    @pytest.mark.parametrize("name", ["mtcars", "penguins", "blobs"])
    @pytest.mark.parametrize("scale", ["none", "zscore", "minmax"])
    def test_there_and_back(self, name, scale):
        data = load(name, scale=scale)
        parts = pack(data)
        listed = {
            key: value.tolist() if isinstance(value, np.ndarray) else value for key, value in parts.items()
        }
        for packed in (parts, listed):
            again = unpack(packed)
            assert again.values.tobytes() == data.values.tobytes()
            assert again.view.axes.tobytes() == data.view.axes.tobytes()
            for part in ("name", "features", "labels", "noun", "categorical", "notes", "source"):
                assert getattr(again, part) == getattr(data, part)
            assert again.view.titles == data.view.titles
            assert again.view.faithful == data.view.faithful

    def test_keys_are_never_the_users(self):
        data = load([[1], [2]], columns=["array"], labels=["dtype", "member"])
        assert set(pack(data)) == set(pack(load("mtcars")))

    @pytest.mark.parametrize("key", list(pack(load("mtcars"))))
    @pytest.mark.parametrize("value", ["x", 5, None, [], [[1, 2, 3]], {}, [None], np.array([np.nan])])
    def test_damage_is_refused_or_harmless(self, key, value):
        parts = pack(load("mtcars", columns="mpg,wt,am"))
        for broken in ({**parts, key: value}, {k: v for k, v in parts.items() if k != key}):
            try:
                unpack(broken)
            except InputError:
                continue
            assert key in ("name", "labels", "categorical", "notes", "source", "noun")


@pytest.mark.parametrize(
    ("name", "option", "message"),
    [
        ("mtcars", {"delimiter": ";"}, "delimiter is for files of text"),
        ("mtcars", {"decimal": ","}, "decimal is for files of text"),
        ("blobs", {"encoding": "latin-1"}, "encoding is for files of text"),
        ("iris", {"header": False}, "header is for files of text"),
        ("blobs", {"columns": "x"}, "columns is for tables"),
        ("moons", {"labels": "x"}, "labels is for tables"),
        ("rings", {"missing": "drop"}, "missing is for tables"),
        ("penguins", {"missing": "refuse"}, "missing"),
    ],
)
def test_options_are_not_ignored(name, option, message):
    with pytest.raises(InputError, match=message):
        load(name, **option)


IGNORED = [{"header": False}, {"delimiter": ";"}, {"decimal": ","}, {"quotes": "none"}, {"na": "-999"},
           {"encoding": "latin-1"}]  # fmt: skip


@pytest.mark.parametrize("option", IGNORED, ids=lambda option: next(iter(option)))
@pytest.mark.parametrize("kind", ["list", "frame", "npy", "json", "xlsx"])
def test_what_only_a_text_heeds_is_refused(tmp_path, kind, option):
    (name,) = option
    source = {"list": [[1, 2], [3, 4]], "frame": {"x": [1, 2]}}.get(kind, tmp_path / f"t.{kind}")
    heeded = {"json": ("encoding",), "xlsx": ("header", "decimal", "na")}.get(kind, ())
    if kind == "npy":
        np.save(source, np.eye(3))
    elif isinstance(source, Path):
        source.write_text('{"x": [1, 2]}')
    if name in heeded and kind == "json":
        assert load(source, **option).n == 2
        return
    expected = (
        "cannot be read as a spreadsheet"
        if name in heeded
        else f"{name} is for files of text; .*leave it out"
    )
    with pytest.raises(InputError, match=expected):
        load(source, **option)
