"""The examples of docstrings say what happens: help and the site show them."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import kmanim

PACKAGE = Path(kmanim.__file__).parent
WITH_EXAMPLES = sorted(
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in PACKAGE.rglob("*.py")
    if ">>> " in path.read_text("utf-8")
)


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples_are_true(name):
    done = doctest.testmod(import_module(name))
    assert done.attempted
    assert not done.failed
