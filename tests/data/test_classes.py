"""The column that says which group a row is known to belong to: kept, never clustered."""

import pickle

import numpy as np
import pytest

from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.errors import InputError
from kmanim.simulate.storage.plain_data import pack, unpack

TABLE = "name,x,y,kind,target\nanna,1,2,a,0\nbert,3,4,b,1\ncarl,5,6,a,1\n"


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "own.csv"
    file.write_text(TABLE)
    return file


def test_built_in_tables_know_their_classes():
    assert load("iris").classes == load("penguins").classes == "species"
    assert load("zoo", kinds="categories").classes == "type"
    assert load("mtcars").classes == load("blobs").classes == ""
    assert load("iris", columns="petal length,petal width").classes == "species"


def test_what_is_clustered_is_no_class():
    assert load("iris", kinds="categories").classes == ""
    with pytest.raises(InputError, match="cannot be among columns and classes"):
        load("mtcars", columns="weight,cyl", classes="cyl")
    with pytest.raises(InputError, match="cannot be among labels and classes"):
        load("iris", labels="species", classes="species")


def test_a_column_of_numbers_may_be_classes(path):
    data = load(path, classes="target")
    assert [f.name for f in data.features] == ["x", "y"]
    assert data.classes == "target"
    assert data.categorical["target"] == ("0", "1", "1")
    assert data.labels == ("anna", "bert", "carl")
    assert load(path).classes == ""


def test_classes_are_no_names_of_rows(path):
    path.write_text(TABLE.replace(",kind,", ",who,"))
    assert load(path, classes="name").labels is None


def test_an_unknown_column_is_refused(path):
    with pytest.raises(InputError, match="no column"):
        load(path, classes="species")
    with pytest.raises(InputError, match="no column 'b' beside"):
        dataset(np.zeros((2, 1)), categorical={"a": ("x", "y")}, classes="b")


def test_classes_survive_storing_and_pickling():
    data = load("iris")
    assert unpack(pack(data)).classes == pickle.loads(pickle.dumps(data)).classes == "species"
    assert "classes" not in pack(load("mtcars"))


def test_drawn_sets_have_their_groups_when_asked():
    assert load("blobs", classes="group").classes == "group"


def test_what_is_missing_is_no_class(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("x,c,n\n1,a,1\n2,NA,2\n3,?,NA\n4,b,\n")
    assert load(path, columns="x", classes="c").categorical["c"] == ("a", "", "", "b")
    assert load(path, columns="x", classes="n").categorical["n"] == ("1", "2", "", "")
    assert load(path, columns="x", classes="c", na="?").categorical["c"] == ("a", "NA", "", "b")
    frame = {"x": [1, 2, 3], "c": ["a", "NA", None]}
    assert load(frame, classes="c").categorical["c"] == ("a", "NA", "")
