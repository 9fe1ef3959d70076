"""The column that shall be told from the others: named, by place or handed over, of numbers or of two classes."""

import copy
import pickle
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pytest

from kmanim.data.feature import Feature
from kmanim.data.load import load
from kmanim.data.target import Target
from kmanim.errors import InputError
from kmanim.simulate.input import dataset_of
from kmanim.simulate.parameters._base import Parameters
from kmanim.simulate.record import run
from kmanim.simulate.storage.plain_data import pack, unpack

TABLE = "name,x,y,ill,arm\nanna,1,2,yes,0\nbert,3,4,no,1\ncarl,5,7,yes,1\n"
ROWS = [[1, 2], [3, 4], [5, 0]]


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "own.csv"
    file.write_text(TABLE)
    return file


def names(data):
    return [feature.name for feature in data.features]


def test_a_column_of_numbers_is_told_from_the_rest(path):
    data = load(path, target="y")
    assert names(data) == ["x", "arm"]
    assert data.target.values.tolist() == [2, 4, 7]
    assert data.target.classes == ()
    assert data.labels == ("anna", "bert", "carl")
    assert not data.target.values.flags.writeable
    assert load(path).target is None


def test_two_classes_are_text_or_0_and_1(path):
    text, numbers = load(path, target="ill"), load(path, columns="x", target="arm")
    assert (text.target.classes, text.target.values.tolist()) == (("no", "yes"), [1, 0, 1])
    assert (numbers.target.classes, numbers.target.values.tolist()) == (("0", "1"), [0, 1, 1])
    assert "ill" not in text.categorical
    assert [text.target.cell(row) for row in range(3)] == ["yes", "no", "yes"]


def test_built_in_columns_have_the_names_of_their_classes():
    gears = load("mtcars", target="am")
    assert gears.target.classes == ("automatic", "manual")
    assert gears.target.values.sum() == 13
    assert gears.target.feature.title == "Transmission"
    assert names(load("mtcars", target="hp")) == ["weight"]
    assert load("mtcars", target="hp").target.feature.title == "Horsepower"
    assert load("moons", target="group").target.values.sum() == 150
    assert names(load("moons", target="y")) == ["x"]


def test_an_array_names_it_by_place_or_by_name():
    assert load(ROWS, target=1).target.values.tolist() == [2, 4, 0]
    assert load(ROWS, target=-2).target.values.tolist() == [1, 3, 5]
    assert load(ROWS, target="y").target.name == "y"
    assert load(ROWS, columns="width,height", target="height").target.values.tolist() == [2, 4, 0]
    assert load(np.array(ROWS), target=np.int64(0)).target.name == "x"


def test_values_are_handed_over_one_by_one():
    pandas = pytest.importorskip("pandas")
    assert load(ROWS, target=["b", "a", "b"]).target.values.tolist() == [1, 0, 1]
    assert load(ROWS, target=np.array([0.5, 1.5, 2.5])).target.name == "target"
    frame = pandas.DataFrame({"a": [1.0, 2, 3]})
    assert load(frame, target=pandas.Series([4.0, 5, 6], name="b")).target.name == "b"
    assert load(frame.assign(b=[True, False, True]), target="b").target.classes == ("False", "True")


def test_rows_without_it_are_refused_or_left_out(path):
    path.write_text(TABLE.replace("bert,3,4,no", "bert,3,,"))
    with pytest.raises(InputError, match=r"1 of 3 rows has no value in y \(line 3\)"):
        load(path, columns="x", target="y")
    assert load(path, columns="x", target="y", missing="drop").target.values.tolist() == [2, 7]
    path.write_text(TABLE + "dora,1,1,,0\n")
    assert load(path, columns="x", target="ill", missing="drop").target.values.tolist() == [1, 0, 1]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"target": "z"}, "no column 'z' in own.csv"),
        (
            {"target": "name"},
            "column 'name' holds text of 3 different values; a target is a column of numbers",
        ),
        ({"columns": "x,y", "target": "y"}, "'y' cannot be among columns and target, too"),
        ({"labels": "ill", "target": "ill"}, "'ill' cannot be among labels and target, too"),
        ({"classes": "ill", "target": "ill"}, "'ill' cannot be among classes and target, too"),
        ({"target": True}, "target must be a column's name or one value a row, got bool"),
        ({"target": [1, 2]}, "target has 2 values for 3 rows; give one a row"),
        ({"target": 9}, "has 5 columns, so its target is one of 0 to 4, got 9"),
    ],
)
def test_what_will_not_do_is_refused(path, options, words):
    with pytest.raises(InputError, match=words):
        load(path, **options)


@pytest.mark.parametrize(
    ("feature", "values", "words"),
    [
        (Feature("a"), [1.0, np.nan], "column 'a', row 2 is nan"),
        (Feature("a"), [[1.0]], "must be one number a row"),
        (
            Feature("a", levels=("x", "y", "z")),
            [0, 1],
            r"has 3 classes \(x, y and z\); a target of classes has two",
        ),
        (Feature("a", levels=("x", "y")), [0, 2], "its values must be 0 and 1"),
    ],
)
def test_a_target_is_sound(feature, values, words):
    with pytest.raises(InputError, match=words):
        Target(feature, np.array(values))


def test_it_fits_the_points(path):
    data = load(path, target="y")
    with pytest.raises(InputError, match="has 3 rows, but target has 2"):
        replace(data, target=Target(Feature("y"), np.array([1.0, 2.0])))
    with pytest.raises(InputError, match="'x' is the target and cannot be among the others, too"):
        replace(data, target=Target(Feature("x"), data.target.values))


def test_scaling_is_of_the_features_alone():
    data = load("mtcars", target="horsepower", scale="zscore")
    assert data.values.shape == (32, 1)
    assert data.scaling.shift.tolist() == [1459.21875]
    assert data.target.values.max() == 335


def test_it_is_seen_stored_and_copied(path):
    data = load(path, target="ill")
    assert repr(data) == "Dataset('own': 3 points by x, y and arm, target ill)"
    assert data.to_frame()["ill"].tolist() == ["yes", "no", "yes"]
    assert "<th>ill</th>" in data._repr_html_()
    for other in (unpack(pack(data)), pickle.loads(pickle.dumps(data)), copy.deepcopy(data)):
        assert other.target.feature == data.target.feature
        assert other.target.values.tolist() == data.target.values.tolist()
        assert not other.target.values.flags.writeable
    assert "target" not in pack(load(path))
    assert run("kmeans", data, k=2).labels.shape == (3,)


@dataclass(frozen=True, kw_only=True)
class Learning(Parameters):
    title: ClassVar[str] = "learning"
    wants_target: ClassVar[bool] = True
    scale: ClassVar[str] = "zscore"


def test_who_wants_one_takes_the_likeliest():
    moons, cars = dataset_of("moons", Learning()), dataset_of("mtcars", Learning())
    assert (moons.target.name, names(moons), moons.classes) == ("group", ["x", "y"], "")
    assert (cars.target.name, names(cars), cars.scaling.method) == ("horsepower", ["weight"], "zscore")
    assert cars.notes == (
        'Columns are z-scored, as learning goes best so; scale="none" leaves them as they are.',
        "As none was named, the target is horsepower; target names another.",
    )
    assert dataset_of("blobs", Learning()).target.name == "y"  # of three groups
    binary = dataset_of([[1.5, 0], [2, 1], [7, 1]], Learning())
    assert (binary.target.classes, binary.target.values.tolist()) == (("0", "1"), [0, 1, 1])
    assert cars.reading == cars.notes  # for whoever has the data
    given = load("mtcars", target="mpg")
    assert dataset_of(given, Learning()) is given
    with pytest.raises(InputError, match=r"'data' has x alone, .* name a target with target=\.\.\.$"):
        dataset_of([[1], [2]], Learning())


def test_a_data_set_in_hand_stays_but_for_its_target():
    cars = load("penguins", columns="bill_length_mm,bill_depth_mm,year", show="bill_depth_mm,bill_length_mm")
    told = dataset_of(cars, Learning())
    assert (told.target.name, told.scaling.method) == ("year", "none")
    assert told.view.titles == ("Bill depth (mm)", "Bill length (mm)")
    assert told.view.faithful
    three = dataset_of(load("mtcars", columns="weight,horsepower,mpg"), Learning())
    assert three.view.titles == ("Weight (kg)", "Horsepower")
    assert [note for note in three.notes if "variance" in note] == [
        "The variance of weight is 42 times that of horsepower: steps are large one way and small the other; as "
        "z-scores all columns have the same say."
    ]
