"""Styles and markup of pages, and their scripts as one: a page must open from disk, so nothing in it is linked."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


@cache
def style(*names: str) -> str:
    """Give sheets of `styles/` as one text, a rule a line, in this order: ``style("page.css", "stop.css")``.

    Space that means nothing is left out: around brackets and semicolons, after colons and commas, between lines.
    """
    whole = re.sub(r"/\*.*?\*/", "", "".join(_read(f"styles/{name}") for name in names), flags=re.DOTALL)
    whole = re.sub(r" ?([{};]) ?", r"\1", " ".join(whole.split()))
    return re.sub(r"([:,]) ", r"\1", whole).replace(";}", "}").replace("}", "}\n")


@cache
def markup(name: str) -> str:
    """Give a file of `markup/`."""
    return _read(f"markup/{name}")


@cache
def script(entry: str) -> str:
    """Give a module of `scripts/` and all that it imports as one script with short names, as `joined/` has it.

    Parameters
    ----------
    entry : str
        Its name: ``"player.js"``. What is stored is made by ``python -m renew scripts``.
    """
    return _read(f"joined/{entry}")


def _read(path: str) -> str:
    return (files(__package__) / path).read_text("utf-8")
