import copy
import pickle
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from kmanim.data.dataset import Dataset
from kmanim.data.feature import Feature
from kmanim.data.make_dataset import dataset
from kmanim.data.scaling import Scaling
from kmanim.data.view import View
from kmanim.errors import InputError

POINTS = np.array([[1.0, 20.0], [2.0, 21.0], [4.0, 25.0]])


def test_points_are_a_frozen_copy():
    points = POINTS.copy()
    data = dataset(points)
    points[0, 0] = 99
    assert data.points[0, 0] == 1
    assert not data.points.flags.writeable
    assert not data.values.flags.writeable
    with pytest.raises(FrozenInstanceError):
        data.name = "other"


def test_values_are_computed_once():
    data = dataset(POINTS, scale="zscore")
    assert data.values is data.values
    np.testing.assert_allclose(data.values.mean(axis=0), 0, atol=1e-15)
    np.testing.assert_allclose(data.values.std(axis=0), 1)


def test_unscaled_values_are_the_points():
    data = dataset(POINTS)
    assert data.values is data.points


def test_replace_checks_again():
    with pytest.raises(InputError, match="labels has 1"):
        replace(dataset(POINTS), labels=("one",))


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda d: pickle.loads(pickle.dumps(d))])
def test_copies_are_equal_and_frozen(duplicate):
    data = dataset(POINTS, labels=("a", "b", "c"), categorical={"s": ("u", "v", "w")}, scale="minmax")
    other = duplicate(data)
    np.testing.assert_array_equal(other.values, data.values)
    assert other.labels == data.labels
    assert dict(other.categorical) == {"s": ("u", "v", "w")}
    assert not other.points.flags.writeable


@pytest.mark.parametrize(
    ("points", "says"),
    [
        (np.zeros((0, 2)), "no rows"),
        (np.zeros((2, 0)), "no columns"),
        (np.zeros(3), "shape"),
        (np.array([[1.0, np.nan]]), "column 'y', row 1 is nan"),
        (np.array([[1.0, 2.0], [np.inf, 2.0]]), "column 'x', row 2 is inf"),
        (np.array([[1e101], [0.0]]), "1e100"),
        (np.array([[1e-160], [0.0]]), "spans only"),
        (np.array([[5e-324], [0.0]]), "spans only"),
        (np.array([[1e15 + 1], [1e15 - 1]]), "last digits"),
        (np.array([[0.3], [0.1 + 0.2]]), "last digits"),
    ],
)
def test_refused_points(points, says):
    with pytest.raises(InputError, match=says):
        dataset(points)


@pytest.mark.parametrize("offset", [0.0, 2.0**20, 2.0**40, -1e8, 1e8])
@pytest.mark.parametrize("scale", [2.0**-40, 1.0, 2.0**100])
def test_shifted_and_scaled_data_are_taken(offset, scale):
    data = dataset((POINTS + offset) * scale)
    assert data.n == 3


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"features": (Feature("x"),)}, "2 columns"),
        ({"features": (Feature("x"), Feature("x"))}, "all different"),
        ({"labels": ("a", "b")}, "labels has 2"),
        ({"labels": (1, 2, 3)}, "text"),
        ({"categorical": {"c": ("a",)}}, "column 'c' has 1"),
        ({"scaling": Scaling("none", np.zeros(1), np.ones(1))}, "2 shifts"),
        ({"scaling": Scaling("zscore", np.zeros(2), np.zeros(2))}, "above 0"),
        ({"view": View(("a", "b"), np.zeros(3), np.zeros((3, 2)), False)}, "view must map 2"),
        ({"points": np.array([["1", "2"]])}, "must be numbers"),
        ({"name": 5}, "name must be text"),
    ],
)
def test_parts_that_do_not_fit(parts, says):
    good = {
        "name": "d",
        "points": POINTS,
        "features": (Feature("x"), Feature("y")),
        "scaling": Scaling.fit("none", POINTS),
        "view": View.of_columns(("x", "y"), (0, 1)),
    }
    with pytest.raises(InputError, match=says):
        Dataset(**{**good, **parts})


def test_row_names():
    data = dataset(POINTS, labels=("Fiat", "", "Opel"), noun=("car", "cars"))
    assert [data.row_name(i) for i in range(3)] == ["Fiat", "car 2", "Opel"]
    assert dataset(POINTS).row_name(2) == "point 3"


@pytest.mark.parametrize(
    ("feature", "title"),
    [
        (Feature("w"), "w"),
        (Feature("w", "kg"), "w (kg)"),
        (Feature("w", "kg", "Weight (kg)"), "Weight (kg)"),
    ],
)
def test_titles(feature, title):
    assert feature.title == title


def test_half_characters_are_replaced():
    data = dataset(
        POINTS, name="a\udcff", features=[Feature("x\ud800"), Feature("y")], labels=["\udfff", "b", "c"]
    )
    assert (data.name, data.features[0].name, data.labels) == ("a\ufffd", "x\ufffd", ("\ufffd", "b", "c"))


def test_repr_is_short():
    assert repr(dataset(np.zeros((5, 2)), name="many")) == "Dataset('many': 5 points by x and y)"


class TestNotes:
    def test_uneven_variances_name_the_way_out_in_words_for_readers(self):
        (note,) = dataset(POINTS * [1, 10]).notes
        assert "y is" in note.replace("of y", "y")
        assert "as z-scores" in note
        assert "--" not in note

    @pytest.mark.parametrize("scale", ["zscore", "minmax"])
    def test_none_where_scaled(self, scale):
        assert dataset(POINTS * [1, 10], scale=scale).notes == ()

    def test_ten_times_is_not_more_than_ten(self):
        base = np.array([0.0, 1.0])
        assert dataset(np.column_stack([base, base * np.sqrt(9.99)])).notes == ()
        assert len(dataset(np.column_stack([base, base * np.sqrt(10.01)])).notes) == 1

    def test_constant_columns(self):
        points = np.column_stack([np.full(7, 0.1), np.arange(7.0), np.full(7, 3.0)])
        data = dataset(points, scale="zscore")
        assert data.notes == ("Columns 'x1' and 'x3' are constant, so clusters cannot differ there.",)
        np.testing.assert_array_equal(data.scaling.factor[[0, 2]], 1)
        assert np.isfinite(data.values).all()
