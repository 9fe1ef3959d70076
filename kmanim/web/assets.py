"""Styles and markup of pages, and their scripts as one: a page must open from disk, so nothing in it is linked."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from kmanim.web.modules import Module, in_order, joined


@cache
def style(*names: str) -> str:
    """Give sheets of `styles/` as one text, a rule a line, in this order: ``style("page.css", "stop.css")``."""
    whole = re.sub(r"/\*.*?\*/", "", "".join(_read(f"styles/{name}") for name in names), flags=re.DOTALL)
    return " ".join(whole.split()).replace("} ", "}\n") + "\n"


@cache
def markup(name: str) -> str:
    """Give a file of `markup/`."""
    return _read(f"markup/{name}")


@cache
def script(entry: str) -> str:
    """Give a module of `scripts/` and all that it imports as one script, without what only its readers need.

    Parameters
    ----------
    entry : str
        Path within the folder: ``"player.js"``. What it exports is left out, unless by ``export default``.
    """
    return '"use strict";\n' + joined(in_order(entry, lambda name: Module.of(name, _read(f"scripts/{name}"))))


def _read(path: str) -> str:
    return (files(__package__) / path).read_text("utf-8")
