"""Columns of categories: which are taken, how they are coded, and where they lie in the plane."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmanim.data.correspondence import correspondence_view
from kmanim.data.feature import Feature
from kmanim.data.load import loaded as load  # advice is in the words of the command
from kmanim.data.make_dataset import dataset
from kmanim.data.readers.cells.categories import coded
from kmanim.errors import InputError
from kmanim.simulate.storage.plain_data import pack, unpack

TABLE = """name,colour,size,price,vegan
apple,red,10,1.5,yes
plum,$blue_1,9,2.5,yes
lime,"🍋, sour",10,3.5,yes
rose,red,9,0.5,no
beet,red,10,1.0,yes
kiwi,$blue_1,9,1.2,no
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "fruit.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@given(st.lists(st.text(max_size=5), min_size=1, max_size=30))
def test_codes_stand_for_their_texts(cells):
    levels, codes = coded(cells)
    assert [levels[int(code)] for code in codes] == [cell.strip() for cell in cells]
    assert len(set(levels)) == len(levels) <= len(cells)
    assert coded(cells[::-1])[0] == levels, "the order does not depend on the rows"


def test_numbers_are_in_order_of_size_and_words_in_that_of_the_alphabet():
    assert coded(["b", "10", "A", "9", "a", "-1.5"])[0] == ("-1.5", "9", "10", "A", "a", "b")


def test_categories_of_a_file(table):
    data = load(table, kinds="categories")
    assert [f.name for f in data.features] == ["colour", "vegan"]
    assert data.features[0].levels == ("$blue_1", "red", "🍋, sour")
    assert data.points[:, 0].tolist() == [1, 0, 2, 1, 1, 0]
    assert data.labels == ("apple", "plum", "lime", "rose", "beet", "kiwi")
    assert data.coded == (True, True)
    assert any("size (numbers)" in note for note in data.notes)
    assert not data.view.faithful


def test_numbers_can_be_categories_too(table):
    data = load(table, kinds="categories", columns="size,vegan")
    assert data.features[0].levels == ("9", "10")
    both = load(table, kinds="mixed", categories="size", scale="zscore")
    assert [f.name for f in both.features] == ["colour", "size", "price", "vegan"]
    assert both.coded == (True, True, False, True)
    np.testing.assert_allclose(both.values[:, 2].mean(), 0, atol=1e-12)
    np.testing.assert_array_equal(both.values[:, [0, 1, 3]], both.points[:, [0, 1, 3]])
    assert load(table, kinds="mixed").coded == (True, False, False, True)
    assert [f.name for f in load(table).features] == ["size", "price"], "unasked, numbers"


def test_missing_categories(tmp_path):
    path = tmp_path / "gaps.csv"
    path.write_text("a,b\nx,none\n,none\nx,-\ny,NA\ny,big\nx,-\ny,big\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"2 of 7 rows have no value in a or b \(lines 3, 5\)"):
        load(path, kinds="categories")
    data = load(path, kinds="categories", missing="drop")
    assert data.n == 5
    assert data.features[1].levels == ("-", "big", "none"), "which may be categories"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"columns": "colour"}, "column 'colour' holds text; .*kmodes.*kprototypes"),
        ({"kinds": "categories", "show": "colour,vegan"}, "--show is for columns of numbers"),
        ({"kinds": "both"}, "no kind of column 'both'; known: numbers, categories or mixed"),
        ({"kinds": "mixed", "categories": "weight"}, "no column 'weight'"),
        ({"categories": "size"}, "give kinds='mixed' with it"),
        ({"kinds": "categories", "scale": "zscore"}, "--scale is for columns of numbers"),
    ],
)
def test_refused(table, options, words):
    with pytest.raises(InputError, match=words):
        load(table, **options)


def test_nothing_that_repeats(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("x,y\n1,2\n3,4\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"no column of categories that repeat; .* there are x and y"):
        load(path, kinds="categories")


def test_frames_and_lists():
    frame = pd.DataFrame(
        {"kind": pd.Categorical(["a", "b", "a"]), "flag": [True, False, True], "x": [1.0, 2.0, 4.0]}
    )
    data = load(frame, kinds="mixed")
    assert [f.levels for f in data.features] == [("a", "b"), ("False", "True"), ()]
    rows = [["a", 1], ["b", 2.5], ["a", None], ["b", 4]]
    with pytest.raises(InputError, match="1 of 4 rows has no value in y"):
        load(rows, kinds="mixed")
    assert load(rows, kinds="mixed", missing="drop").points.tolist() == [[0, 1], [1, 2.5], [1, 4]]


def test_built_in_tables():
    zoo = load("zoo")
    assert (zoo.n, zoo.d) == (101, 16)
    assert zoo.labels.count("frog") == 2
    assert zoo.features[12].levels == ("0", "2", "4", "5", "6", "8")
    types = pd.Series(zoo.categorical["type"]).value_counts()
    assert types.to_dict() == {
        "mammal": 41, "bird": 20, "fish": 13, "other invertebrate": 10, "insect": 8, "reptile": 5, "amphibian": 4,
    }  # fmt: skip
    both = load("penguins", kinds="mixed")
    assert [f.name for f in both.features][-2:] == ["island", "sex"]
    assert both.n == 333
    with pytest.raises(InputError, match="'moons' is drawn as numbers"):
        load("moons", kinds="categories")


def test_kept_with_a_saved_trace(table):
    data = load(table, kinds="mixed")
    again = unpack(pack(data))
    assert again.features == data.features
    np.testing.assert_array_equal(again.view.project(again.points), data.view.project(data.points))


@pytest.mark.parametrize("wrong", [[[0.5]], [[2]], [[-1]]])
def test_codes_must_be_those_of_the_levels(wrong):
    with pytest.raises(InputError, match="column 'a' has 2 levels; its points must be 0 to 1"):
        dataset(np.array([[0.0], *wrong]), features=[Feature("a", levels=("x", "y"))])


def correspondence(codes):
    """Do it by the singular values of the indicator matrix: coordinates of rows, and shares."""
    indicators = np.column_stack(
        [codes[:, [j]] == np.unique(codes[:, j]) for j in range(codes.shape[1])]
    ).astype(float)
    whole = indicators / indicators.sum()
    rows, columns = whole.sum(axis=1), whole.sum(axis=0)
    left, values, _ = np.linalg.svd((whole - np.outer(rows, columns)) / np.sqrt(np.outer(rows, columns)))
    size = min(len(values), left.shape[1])
    return left[:, :size] * values[:size] / np.sqrt(rows)[:, None], values**2 / (values**2).sum()


@pytest.mark.parametrize("seed", range(6))
def test_the_plane_is_that_of_correspondence_analysis(seed):
    rng = np.random.default_rng(seed)
    codes = np.column_stack([rng.integers(0, 3, 80), rng.integers(0, 2, 80), rng.integers(0, 4, 80)])
    codes[:, 2] = np.where(rng.random(80) < 0.7, codes[:, 0], codes[:, 2])
    view = correspondence_view(codes.astype(float), [tuple(map(str, np.unique(c))) for c in codes.T])
    ours = view.project(codes.astype(float))
    theirs, shares = correspondence(codes)
    for axis in range(2):
        one, other = ours[:, axis], theirs[:, axis] * np.sqrt(3)
        assert min(np.abs(one - other).max(), np.abs(one + other).max()) < 1e-8, "the same but for the sign"
        assert f"({round(100 * shares[axis])} % of inertia)" in view.titles[axis]
    np.testing.assert_allclose(ours.mean(axis=0), 0, atol=1e-9)
    # A category lies, but for the axis' unit, in the middle of its rows.
    for column, places in enumerate(view.levels):
        middles = np.array([ours[codes[:, column] == level].mean(axis=0) for level in range(len(places))])
        for axis in range(2):
            assert abs(np.corrcoef(middles[:, axis], places[:, axis])[0, 1]) > 1 - 1e-9 or len(places) < 3


def test_numbers_alone_give_their_principal_components():
    points = np.random.default_rng(0).normal(size=(50, 3)) * [1, 10, 100]
    view = correspondence_view(points, [(), (), ()])
    scores = (points - points.mean(axis=0)) / points.std(axis=0)
    _, values, axes = np.linalg.svd(scores, full_matrices=False)
    for axis in range(2):
        theirs = scores @ axes[axis]
        ours = view.project(points)[:, axis]
        assert min(np.abs(ours - theirs).max(), np.abs(ours + theirs).max()) < 1e-8
    assert f"({round(100 * values[0] ** 2 / (values**2).sum())} % of inertia)" in view.titles[0]


def test_one_dimension_and_none():
    two = dataset(np.array([[0.0], [1], [1]]), features=[Feature("a", levels=("x", "y"))])
    assert two.view.titles[1] == ""
    assert np.ptp(two.view.project(two.points)[:, 1]) == 0
    assert np.ptp(two.view.project(two.points)[:, 0]) > 0
    none = dataset(np.zeros((3, 1)), features=[Feature("a", levels=("x",))])
    assert not none.view.project(none.points).any()


def test_a_column_meant_as_numbers_is_no_category_by_accident(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "kind,x,y\n" + "".join(f"{'ab'[i % 2]},{i}.5,{i}\n" for i in range(20)) + "a,12 kg,3\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match=r"column 'x', line 22: .*; mend it, choose others"):
        load(path, kinds="mixed", columns="kind,x")
    assert load(path, kinds="mixed", columns="kind,x,y", categories="x").coded == (True, True, False)


def test_too_many_categories_are_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("name,kind\n" + "".join(f"n{i},{i % 3}a\n" for i in range(1_200)), encoding="utf-8")
    with pytest.raises(
        InputError, match="column 'name' has 1,200 categories, all columns have 1,203, and at most 1,000"
    ):
        load(path, kinds="categories", columns="name,kind")
    assert load(path, kinds="categories").d == 1
