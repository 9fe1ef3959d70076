"""Advice for Python names keywords, with their values as Python writes them."""

import inspect

import pytest

import kmanim
from kmanim.data.spelling import in_python

SPELLINGS = {
    "fill in or give --missing drop": 'fill in or give missing="drop"',
    "give --quotes none, or --quotes double": 'give quotes="none", or quotes="double"',
    "give --decimal , or write plain digits": 'give decimal="," or write plain digits',
    "give --decimal , or --decimal .": 'give decimal="," or decimal="."',
    "say which with --delimiter ';' or ','": "say which with delimiter=';' or ','",
    "mend it, or give --delimiter": "mend it, or give delimiter=...",
    "no header? give --no-header (these are names? then --header)": (
        'no header? give header=False (these are names? then header="certain")'
    ),
    "save it as UTF-8, or give --encoding cp1252": 'save it as UTF-8, or give encoding="cp1252"',
    "give --na xx if it says": 'give na="xx" if it says',
    "give --na 'x x' if it says": "give na='x x' if it says",
    "or take --algorithm kmodes for categories": 'or take "kmodes" for categories',
    "choose others with --columns": "choose others with columns",
    "a--b stays": "a--b stays",
}


@pytest.mark.parametrize(("told", "spelled"), SPELLINGS.items())
def test_spelled_as_python_does(told, spelled):
    assert in_python(told) == spelled


def test_load_is_what_it_was():
    assert kmanim.load.__name__ == "load"
    assert list(inspect.signature(kmanim.load).parameters)[:2] == ["source", "columns"]
