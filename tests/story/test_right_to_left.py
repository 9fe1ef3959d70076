"""Names that run from right to left keep to their place in sentences that do not."""

from __future__ import annotations

import re

import figure_words as figures
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmanim.data.feature import Feature
from kmanim.data.make_dataset import dataset
from kmanim.letters.right_to_left import BEGIN, END, balanced, bare, isolated, runs_left
from kmanim.simulate.record import run
from kmanim.story.kmeans.film import tell
from kmanim.story.text.words import columns, cut

RIYADH = "الرياض"
PLACES = np.array([[76.0, 612], [24, 277], [102, 23], [77, 34]])


def cities():
    names = [RIYADH, "مكة", "Cairo", "Baghdad"]
    return dataset(PLACES, labels=names, features=[Feature("x"), Feature("y")])


def test_a_caption_names_a_city_and_goes_on_to_the_right():
    trace = run("kmeans", cities(), k=2)
    told = next(key.text for key in tell(trace, explain=0).keyframes if RIYADH in key.text)
    assert re.fullmatch(f"{BEGIN}{RIYADH}{END}: \\d+ to centre 1, \\d+ to centre 2. So: \\d.", told)


def test_other_names_have_no_signs():
    trace = run("kmeans", cities(), k=2)
    told = next(key.text for key in tell(trace, explain=2).keyframes if "Cairo" in key.text)
    assert told == bare(told)
    assert isolated("Müller 車 12") == "Müller 車 12"


@pytest.mark.parametrize("name", [RIYADH, "שלום", "تهران ۱۲", "٤٥", "a ב"])
def test_whatever_runs_left_is_isolated_once(name):
    assert runs_left(name)
    assert isolated(isolated(name)) == f"{BEGIN}{name}{END}" == cut(cut(name, 20), 20)
    assert columns(cut(name, 20)) == columns(name)


def test_a_cut_name_ends_before_the_sentence_goes_on():
    assert cut(RIYADH, 4) == f"{BEGIN}{RIYADH[:3]}…{END}"
    assert cut(f"{isolated(RIYADH)}: 430 to centre 1", 9) == f"{BEGIN}{RIYADH}{END}:…"


def test_categories_columns_and_alternative_texts_are_isolated_too():
    points = np.array([[0.0, 1], [0, 2], [1, 30], [1, 31]])
    names = [Feature("ניסוי"), Feature("القيمة (كغ)")]
    trace = run("kmeans", dataset(points, features=names), k=2)
    alt = figures.describe(trace, tell(trace).keyframes[0]).alt
    assert f"by {BEGIN}ניסוי{END} and {BEGIN}القيمة" in alt


def test_categories_are_isolated_where_all_are_told():
    colour = Feature("צבע", levels=("אדום", "כחול", "red"))
    trace = run("kmodes", dataset(np.array([[0.0], [1], [2], [2]]), features=[colour]), k=2)
    alt = figures.data(trace).alt
    assert alt.endswith(f"{BEGIN}צבע{END} is {BEGIN}אדום{END}, {BEGIN}כחול{END} or red.")


@given(st.text(alphabet=f"ab אב1:{BEGIN}{END}", max_size=20))
def test_balanced_texts_end_what_they_begin(text):
    whole = balanced(text)
    depth = 0
    for sign in whole:
        depth += (sign == BEGIN) - (sign == END)
        assert depth >= 0
    assert depth == 0
    assert bare(whole) == bare(text)
    assert balanced(whole) == whole
