"""What rows are called: one word is enough, and two are always right."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kmanim
from kmanim.data.nouns import noun_of
from kmanim.errors import InputError

BOTH = (
    "car cars, city cities, day days, box boxes, match matches, class classes, glass glasses, bus buses, house houses, "
    "cause causes, virus viruses, hero heroes, shoe shoes, photo photos, person people, mouse mice, child children, "
    "fisherman fishermen, human humans, wolf wolves, analysis analyses, movie movies, prize prizes, case cases, "
    "lens lenses, bee bees, fly flies, iPhone iPhones, City Cities, index indices"
)


@pytest.mark.parametrize("pair", BOTH.split(", "))
def test_one_and_many_tell_each_other(pair):
    one, many = pair.split()
    assert noun_of(one) == noun_of(many) == (one, many)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("ox,oxen", ("ox", "oxen")),
        ("Haus, Häuser", ("Haus", "Häuser")),
        (("car", "autos"), ("car", "autos")),
        ("species", ("species", "species")),
        ("  used   cars ", ("used car", "used cars")),
        ("test persons", ("test person", "test persons")),
        ("מדינות", ("מדינות", "מדינות")),
        ("города", ("города", "города")),
        ("国", ("国", "国")),
        ("cafés", ("café", "cafés")),
        ("bike-ride", ("bike-ride", "bike-rides")),
    ],
)
def test_what_is_asked_for(asked, told):
    assert noun_of(asked) == told


@pytest.mark.parametrize(
    "asked", ["", " ", ",", "a,", "a,b,c", ("a",), (), ("a", ""), 3, None, ("a", 1), "x" * 41]
)
def test_what_is_no_noun(asked):
    with pytest.raises(InputError, match="noun must"):
        noun_of(asked)


@given(st.text(min_size=1, max_size=30))
def test_any_word_has_one_and_many(word):
    try:
        one, many = noun_of(word)
    except InputError:
        return
    assert one.strip()
    assert many.strip()


def test_captions_call_rows_so(tmp_path):
    path = tmp_path / "cars.csv"
    path.write_text("name,x,y\na,1,2\nb,2,3\nc,8,9\n")
    data = kmanim.load(path, noun="cars")
    assert data.noun == ("car", "cars")
    assert kmanim.load(path).noun == ("point", "points")
    assert kmanim.load("mtcars", noun="points").noun == ("point", "points")
    assert kmanim.load("mtcars").noun == ("car", "cars")
    assert kmanim.load(np.arange(8.0).reshape(4, 2), noun="mice").noun == ("mouse", "mice")
