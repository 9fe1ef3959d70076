"""What is said of the choice of k claims no more than the numbers do."""

import re
from dataclasses import replace

import numpy as np
import pytest

import kmanim
from kmanim.story.figures import choose_k as words

NAN = float("nan")


@pytest.fixture(scope="module")
def cars():
    return kmanim.choose_k(kmanim.load("mtcars"), range(1, 6), runs=2, references=2)


def made(choice, **numbers):
    return replace(choice, **{name: np.array(values, float) for name, values in numbers.items()})


AGREED = {
    "inertia": [100, 20, 10, 6, 4], "silhouette": [NAN, 0.7, 0.5, 0.4, 0.3],
    "gap": [0.1, 0.9, 0.8, 0.7, 0.6], "gap_error": [0.1] * 5, "calinski_harabasz": [NAN, 9, 8, 7, 6],
}  # fmt: skip


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ({}, "The knee, the silhouette, the gap statistic and Calinski-Harabasz all say 2."),
        (
            {"gap": [0.9, 0.5, 0.4, 0.3, 0.2]},
            "The knee, the silhouette and Calinski-Harabasz say 2; the gap statistic says 1.",
        ),
        (
            {"calinski_harabasz": [NAN, 1, 2, 3, 4], "silhouette": [NAN, 0.1, 0.2, 0.3, 0.4]},
            "The knee and the gap statistic say 2; "
            "the silhouette and Calinski-Harabasz are largest at 5, where the range ends.",
        ),
        (
            {"inertia": [5, 4, 3, 2, 1], "gap": [0.1, 0.3, 0.5, 0.7, 0.9], "gap_error": [0.01] * 5},
            "The silhouette and Calinski-Harabasz say 2, W has no clear knee, the gap statistic says none of 1 to 5.",
        ),
        (
            {
                "calinski_harabasz": [NAN, 9, 8, NAN, NAN],
                "gap": [0.1, 0.3, 0.5, NAN, NAN],
                "gap_error": [0.01] * 5,
            },
            "The knee and the silhouette say 2; "
            "Calinski-Harabasz is largest at 2 and not defined at 4 and 5, where W is 0; "
            "the gap statistic says none of 1 to 5 and is not defined at 4 and 5, where W is 0.",
        ),
        (
            {"silhouette": [NAN] * 5, "calinski_harabasz": [NAN] * 5, "gap": [NAN] * 5},
            "The knee says 2, the silhouette is not defined, "
            "the gap statistic says none of 1 to 5, Calinski-Harabasz is not defined.",
        ),
    ],
)
def test_the_sentence(cars, numbers, sentence):
    assert words.sentence(made(cars, **AGREED | numbers)) == sentence


def test_the_table_has_all_numbers_and_who_says_what(cars):
    choice = made(cars, **AGREED)
    head, *rows = words.table(choice)
    assert [len(row) for row in rows] == [len(head)] * 5
    assert [row[0] for row in rows] == ["1", "2", "3", "4", "5"]
    assert rows[0][3] == rows[0][6] == ""
    assert rows[1][7] == "knee, silhouette, gap statistic and Calinski-Harabasz"
    assert [row[7] for row in rows].count("") == 4
    ending = made(cars, **AGREED | {"calinski_harabasz": [NAN, 1, 2, 3, 4]})
    assert words.table(ending)[-1][7] == "Calinski-Harabasz (where the range ends)"


def test_a_best_that_was_hardly_reached_is_said(cars):
    rare = replace(cars, reached=np.array([2, 2, 1, 2, 1]))
    assert "W for k = 3 and 5 was reached once, so a lower one may exist." in words.describe(rare, 2).caption
    assert "reached once" not in words.describe(replace(cars, reached=np.array([2] * 5)), 2).caption


def test_samples_and_scales_are_said(cars):
    assert words.notes(cars) == ["W: sum of squared distances to the centres."]
    sampled = replace(cars, rows=np.arange(20), gap_rows=10, each=tuple(own[:20] for own in cars.each))
    note = "Silhouettes are those of 20 and the gap is that of 10 of 32 rows, drawn at random."
    assert words.notes(sampled)[1:] == [note]
    assert note in words.describe(sampled, 2).caption
    scaled = kmanim.choose_k(kmanim.load("mtcars", scale="zscore"), range(1, 3), runs=1, references=2)
    assert "scaled columns" in words.describe(scaled, 2).caption


def test_which_silhouettes_are_shown(cars):
    choice = made(cars, **AGREED)
    assert words.shown_k(choice) == 2
    assert words.shown_k(choice, 4) == 4
    assert words.shown_k(choice, 1) == words.shown_k(choice, 40) == 2


def test_words_hold_the_numbers(cars):
    told = words.describe(cars, 3)
    assert told.caption.startswith(words.sentence(cars))
    for text in (told.caption, told.alt):
        assert "nan" not in text
        assert not re.search(r" {2,}", text)
    assert "6,249,946" in told.alt


def test_a_measure_that_some_k_lacks_is_no_answer_and_says_so():
    """Three places of five rows each: at k = 3 nothing is left within clusters, and nothing can be divided by it."""
    places = np.repeat([[0.0, 0], [10, 1], [4, 9]], 5, axis=0)
    choice = kmanim.choose_k(places, range(1, 4), runs=5, references=5)
    assert choice.by_calinski_harabasz == 2
    told = words.describe(choice, 3)
    said = "Calinski-Harabasz is largest at 2 and not defined at 3, where W is 0"
    assert said in words.sentence(choice)
    assert said in told.caption
    assert told.title.endswith("; W is 0 at k = 3")
    assert "Calinski-Harabasz is largest for k = 2" in told.alt
    assert "and not defined at 3, where W is 0" in told.alt
    assert "Calinski-Harabasz says" not in told.caption
    assert dict(words.headings(choice))["Calinski-Harabasz"] == "largest at 2; none at 3: W is 0"
    assert dict(words.headings(choice))["Gap statistic ± s"].endswith("; none at 3: W is 0")
    rows = words.table(choice)
    assert rows[3][4] == rows[3][6] == "W is 0"
    assert "Calinski-Harabasz (without 3, where W is 0)" in rows[2][7]
    assert 2 not in words.said_by_any(choice)
