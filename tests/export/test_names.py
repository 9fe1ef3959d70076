import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmanim.export.names import Names, slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mtcars", "mtcars"),
        ("Mazda RX4", "Mazda-RX4"),
        ("../../etc/passwd", "etc-passwd"),
        ("a/b", "a-b"),
        ("C:\\cars", "C-cars"),
        (".hidden", "hidden"),
        ("--force", "force"),
        ("Zürich", "Zurich"),
        ("日本", "data"),
        ("", "data"),
        ("...", "data"),
        ("con", "con-"),
        ("LPT1.x", "LPT1.x-"),
        ("x" * 300, "x" * 80),
        ("a\x00b\nc", "a-b-c"),
        ("\ud800", "data"),
    ],
)
def test_slugs(text, expected):
    assert slug(text) == expected


@given(st.text())
def test_any_text_makes_a_harmless_name(text):
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}", slug(text))
    assert ".." not in slug(text)


@given(st.lists(st.sampled_from(["a", "A", "a/b", "a b", "a-b-2", "", "日", "a?b"])))
def test_no_name_is_given_twice(texts):
    names = Names()
    given_names = [names.take(text, ".png").casefold() for text in texts]
    assert len(set(given_names)) == len(given_names)
