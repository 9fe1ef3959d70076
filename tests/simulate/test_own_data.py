"""Algorithms that take no data: their own table of one row; and the refusals of whoever takes data and gets none."""

from dataclasses import dataclass
from typing import ClassVar

import pytest

from kmanim.data.feature import Feature
from kmanim.data.load import load
from kmanim.data.make_dataset import one_row
from kmanim.errors import InputError
from kmanim.simulate.input import dataset_of
from kmanim.simulate.parameters._base import Kinds, Parameters, option
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many
from kmanim.simulate.sweeps.sweep import sweep


@dataclass(frozen=True, kw_only=True)
class Interest(Parameters):
    title: ClassVar[str] = "interest"
    kinds: ClassVar[Kinds] = "none"

    capital: float = option(100.0, help="what is lent", type=float, unit="€")
    years: int = option(5, help="for how long", type=int, unit="years")
    way: str = option("yearly", help="how it is added", choices=("yearly", "daily"))
    limit: float | None = option(None, help="no more than this", type=float)


def test_the_options_of_numbers_are_a_table_of_one_row():
    own = Interest(capital=250).own_data()
    assert own.to_frame().to_dict("list") == {"capital": [250.0], "years": [5.0]}
    assert [feature.title for feature in own.features] == ["capital (€)", "years (years)"]
    assert (own.name, own.notes, own.n) == ("interest", (), 1)
    row = one_row("bank", [(Feature("rate", "%"), 3)], noun=("loan", "loans"), source="a book")
    assert (row.points.tolist(), row.noun, row.source) == ([[3.0]], ("loan", "loans"), "a book")


def test_no_data_are_taken_but_that_table():
    asked = Interest(years=9)
    assert dataset_of(None, asked).points.tolist() == [[100.0, 9.0]]
    assert dataset_of(Interest().own_data(), asked).points.tolist() == [[100.0, 9.0]]
    for data, name in ((load("mtcars"), "'mtcars'"), ("mtcars", "'mtcars'"), ([[1, 2]], "'list'")):
        with pytest.raises(
            InputError, match=f"interest takes no data, as its options say all of it; leave {name} out"
        ):
            dataset_of(data, asked)


def test_who_takes_data_needs_them():
    for call in (
        lambda: run("kmeans", k=2),
        lambda: run_many("kmeans", runs=2),
        lambda: sweep("kmeans", k=[2, 3]),
    ):
        with pytest.raises(
            InputError, match="k-means needs data: give a file, a table or a built-in name such as mtcars"
        ):
            call()
    with pytest.raises(InputError, match=r"k-modes needs data: .* such as zoo"):
        run("kmodes")


def test_categories_are_refused_and_not_a_scale_that_nobody_asked_for():
    with pytest.raises(InputError, match="zoo: column 'hair' holds text"):
        run("gradient_descent", "zoo")
