"""Comparatives are said of numbers alone, and only where both the column and the rows are known by name."""

from __future__ import annotations

import re

import figure_words as figures
import numpy as np
import pytest

from kmanim import load
from kmanim.data.feature import Feature
from kmanim.data.make_dataset import dataset
from kmanim.simulate.record import run
from kmanim.story.kmeans.cluster_names import adjectives
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.kmeans.film import tell
from kmanim.story.text.comparatives import comparatives

TITANIC = "name,age,class\nP1,adult,first\nP2,adult,crew\nP3,adult,crew\nP4,child,third\nP5,child,third\n"
SHIRTS = "shirt,size\na,large\nb,small\nc,small\nd,large\ne,large\n"
COMPARED = re.compile(
    r"\b(young|old|light|heavi|small|larg|short|tall|low|high|cheap|dear)er\b|with (lower|higher) "
)


def of_text(tmp_path, text, algorithm="kmodes", **options):
    path = tmp_path / "some.csv"
    path.write_text(text)
    kinds = {"kmodes": "categories", "kprototypes": "mixed"}[algorithm]
    return run(algorithm, load(path, kinds=kinds), **{"k": 2, "seed": 0, **options})


def everything(trace):
    film = tell(trace)
    stills = [figures.describe(trace, key) for key in film.keyframes] + [figures.overview(trace)]
    return [
        film.title, film.alt, *(key.text for key in film.keyframes),
        *(text for one in stills for text in (one.title, one.caption, one.alt)),
    ]  # fmt: skip


@pytest.mark.parametrize("text", [TITANIC, SHIRTS])
def test_categories_are_no_scale(tmp_path, text):
    for seed in range(3):
        for told in everything(of_text(tmp_path, text, seed=seed)):
            assert not COMPARED.search(told), told


def test_the_category_is_named(tmp_path):
    trace = of_text(tmp_path, TITANIC)
    last = tell(trace).keyframes[-1].caption
    assert last[0] == "Done in 2 rounds:"
    assert last[1] == "3 points with age adult, 2 points with age child."


def test_a_cluster_of_two_categories_is_counted(tmp_path):
    """Adults are in two classes here; class alone says nothing of the one cluster, and age of neither."""
    rows = ("adult,first", "child,first", "adult,first", "child,third", "adult,third", "adult,crew")
    text = "name,age,class\n" + "".join(f"P{i},{row}\n" for i, row in enumerate(rows))
    told = tell(of_text(tmp_path, text, init="cao")).keyframes[-1].text
    assert "with " not in told


def test_one_column_is_one(tmp_path):
    told = "\n".join(everything(of_text(tmp_path, SHIRTS)))
    assert "5 points with 1 column each" in told
    assert not re.search(r"\b1 columns|all 1 ", told)


def test_prototypes_compare_their_numbers(tmp_path):
    text = "name,kind,height\n" + "".join(f"r{i},{'ab'[i % 2]},{i + 90 * (i > 3)}\n" for i in range(8))
    facts = CentroidFacts(of_text(tmp_path, text, "kprototypes"))
    assert set(adjectives(facts)) == {"with lower height", "with higher height"}


@pytest.mark.parametrize(
    ("column", "noun", "words"),
    [
        ("weight", "car", ("lighter", "heavier")),
        ("Body_Mass ", "Penguin", ("lighter", "heavier")),
        ("age", "patient", ("younger", "older")),
        ("duration", "eruption", ("shorter", "longer")),
        ("duration", "patient", None),
        ("height", "city", None),
        ("height", "tree", ("shorter", "taller")),
        ("elevation", "tree", None),
        ("weight", "point", None),
        ("age", "household", None),
        ("price", "patient", None),
        ("year", "house", None),
        ("sepal length", "flower", None),
        ("sex", "person", None),
    ],
)
def test_both_words_are_known(column, noun, words):
    assert comparatives(column, noun) == words


@pytest.mark.parametrize(
    ("noun", "told"),
    [
        (("city", "cities"), ("with lower height", "with higher height")),
        (("tree", "trees"), ("shorter", "taller")),
    ],
)
def test_what_rows_are_decides(noun, told):
    data = dataset(
        np.array([[1.0, 3], [2, 4], [50, 3], [60, 5]]), features=[Feature("height"), Feature("y")], noun=noun
    )
    trace = run("kmeans", data, init=((1, 3), (60, 5)))
    assert adjectives(CentroidFacts(trace)) == told
