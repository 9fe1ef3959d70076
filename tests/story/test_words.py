"""Words and numbers as text."""

from __future__ import annotations

import re

import figure_words as figures
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmanim.data.feature import Feature
from kmanim.data.make_dataset import dataset
from kmanim.letters.right_to_left import balanced, bare
from kmanim.simulate.record import run
from kmanim.story.facts import feature_words, opening_words
from kmanim.story.figures import joint
from kmanim.story.pace import hold_ms, reading_ms
from kmanim.story.text.numbers import Format, column_formats, format_for, half_up, percent, power_of_ten
from kmanim.story.text.sums import inertias
from kmanim.story.text.words import (
    columns,
    counted,
    cut,
    first_that_fits,
    line_or_two,
    ranged,
    sentence_case,
    series,
    some,
)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (188.5, 0, "189"),
        (188.49999999999997, 0, "189"),
        (188.4999, 0, "188"),
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (-188.5, 0, "−189"),
        (-0.4, 0, "0"),
        (0.145, 2, "0.15"),
        (314.55, 0, "315"),
        (1e22, 0, "1" + "0" * 22),
    ],
)
def test_halves_are_rounded_up(value, decimals, text):
    assert half_up(value, decimals) == text


def number(text):
    return float(text.replace("−", "-").replace(",", ""))


@given(st.floats(-1e9, 1e9), st.integers(0, 6))
def test_rounding_is_odd_and_never_off_by_more_than_a_half(value, decimals):
    text = half_up(value, decimals)
    assert abs(number(text) - value) <= 0.5 * 10.0**-decimals * (1 + 1e-9) + 1e-14 * abs(value)
    assert number(half_up(-value, decimals)) == -number(text)
    assert not text.startswith("−0") or number(text) != 0


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ((192.21, 314.55), ["192", "315"]),
        ((365.4, 363.8), ["365.4", "363.8"]),
        ((10.001, 10.002), ["10.0010", "10.0020"]),
        ((5.0, 5.0), ["5", "5"]),
        ((1.0, 1.0 + 1e-12), ["1", "1"]),
    ],
)
def test_decimals_show_which_is_smaller(values, texts):
    write = Format().apart(values)
    assert [write(v) for v in values] == texts


@pytest.mark.parametrize(
    ("low", "high", "value", "text"),
    [
        (52, 335, 83.67, "84"),
        (43, 96, 70.9, "70.9"),
        (4.3, 7.9, 5.006, "5.01"),
        (0.1, 0.25, 0.2, "0.200"),
        (0, 1.2e9, 1.234567e9, "1.23 G"),
        (1e8, 1e8 + 5, 1e8 + 2.5, "100,000,002.50"),
        (-5e6, 5e6, -2.5e6, "−2,500,000"),
        (1e-12, 3e-12, 2e-12, "2.000e−12"),
        (7, 7, 7, "7.00"),
        (0, 0, 0, "0"),
    ],
)
def test_digits_follow_the_span_of_the_column(low, high, value, text):
    (write,) = column_formats(np.array([[low], [high]], dtype=float))
    assert write(value) == text


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ((2547692, 3167343, 3170213), ("2,547,692", "3,167,343", "3,170,213")),
        ((26.217, 26.269, 26.276), ("26.217", "26.269", "26.276")),
        ((6249946, 807376, 177265), ("6,249,946", "807,376", "177,265")),
        ((8901.768, 8901.7687), ("8,901.768", "8,901.769")),
        ((0.0,), ("0",)),
        ((1.5e20, 0.0), ("1.500e20", "0")),
        ((3.2e-7,), ("3.200e−7",)),
        ((1.25e9,), ("1.250 G",)),
    ],
)
def test_inertias_share_a_unit_and_differ_where_solutions_do(values, texts):
    assert inertias(values) == texts


@given(st.lists(st.floats(1e-3, 1e12), min_size=1, max_size=8))
def test_different_inertias_have_different_texts(values):
    ordered = sorted(values)
    texts = inertias(ordered)
    for i in range(len(ordered) - 1):
        if ordered[i + 1] - ordered[i] > 1e-4 * ordered[-1]:
            assert texts[i] != texts[i + 1]


def test_powers_of_ten_carry():
    assert [power_of_ten(v) for v in (9.9996e9, -1234.5, 0.0)] == ["1.000e10", "−1.235e3", "0"]
    assert format_for(0, 0)(5) == "5"
    assert percent(137046, 2547692) == "5.4 %"


def test_lists_and_counts():
    assert series(["a"]) == "a"
    assert series(["a", "b", "c"]) == "a, b and c"
    assert some(list("abcdefg"), 2) == "a, b and 5 more"
    assert some(["a", "b"], 2) == "a and b"
    assert [counted(n, ("car", "cars")) for n in (0, 1, 2)] == ["no cars", "1 car", "2 cars"]


@given(st.text(max_size=300), st.integers(3, 60))
def test_a_cut_name_is_clean_and_never_too_wide(text, limit):
    name = cut(text, limit)
    assert name
    assert columns(name) <= max(limit, len("(blank)"))
    assert bare(name).isprintable()
    assert balanced(name) == name


def test_wide_characters_count_twice():
    assert columns("車") == 2
    assert columns("e\u0301") == 1
    assert cut("車車車車", 5) == "車車…"


def test_captions_go_from_rich_to_short():
    assert line_or_two("a" * 30, "b" * 27) == ("a" * 30 + " " + "b" * 27,)
    assert line_or_two("a" * 30, "b" * 28) == ("a" * 30, "b" * 28)
    assert first_that_fits([("a" * 59,), ("b", "c", "d"), ("e",)]) == ("e",)
    assert first_that_fits([("a" * 70,)]) == ("a" * 57 + "…",)


def test_holds_are_those_of_rule_one():
    assert [reading_ms("x" * n) for n in (0, 16, 17, 50, 98, 99, 500)] == [
        1500,
        1500,
        1500,
        3400,
        6000,
        6000,
        6000,
    ]
    assert hold_ms("switch", "x" * 62, profile="walkthrough", first=False, last=False) == 4500
    assert hold_ms("state", "x" * 46, profile="walkthrough", first=True, last=False) == 3600
    assert hold_ms("end", "x", profile="walkthrough", first=False, last=True) == 4000
    assert hold_ms("end", "x" * 51, profile="walkthrough", first=False, last=True, pace=0.5) == 2200
    assert hold_ms("end", "x" * 500, profile="walkthrough", first=False, last=True, pace=20) == 60_000
    assert hold_ms("move", "x" * 60, profile="loop", first=False, last=False, pace=1.337) == 1740


def test_a_range_has_two_ends():
    assert ranged("3", "20") == "3 to 20"
    assert ranged("7", "7") == "7"


@pytest.mark.parametrize("name", ["pH", "eGFR", "mRNA", "iPhone users", "mpg", "x", "GDP", "PM2.5", "wt"])
def test_names_keep_their_letters_wherever_they_stand(name):
    data = dataset(
        np.array([[0.0, 1], [1, 1.5], [90, 1.2], [91, 1.4]]), features=[Feature(name), Feature("height")]
    )
    trace = run("kmeans", data, init=((0, 1), (90, 1)))
    for told in (figures.density(trace), joint.describe(trace), figures.equal(trace), figures.data(trace)):
        for text in (told.title, told.caption, told.alt):
            found = re.findall(f"(?i)(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", text)
            assert set(found) <= {name}, text
    assert figures.density(trace).title.startswith(f"{name} parts the two clusters")
    assert feature_words(Feature("a", heading=f"{name} (1)")) in {name, name[:1].lower() + name[1:]}


def test_sentences_begin_with_a_capital_letter_but_for_names_that_do_not():
    assert [sentence_case(text) for text in ("two cars", "iPhones are", "", "k = 2", " a")] == [
        "Two cars", "iPhones are", "", "K = 2", " a",
    ]  # fmt: skip
    assert [opening_words(Feature(name)) for name in ("weight", "bill length", "age", "hwy", "body_mass", "pH")] == [
        "Weight", "Bill length", "Age", "hwy", "body_mass", "pH",
    ]  # fmt: skip
    names = ("charge [C]", "income USD", "log GDP", "mRNA level", "kWh used")
    assert [opening_words(Feature(name)) for name in names] == [
        "Charge [C]", "Income USD", "log GDP", "mRNA level", "kWh used",
    ]  # fmt: skip
