"""What pages carry along as it stands: style, script and markup, each a file that its own tools can read."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def asset(name: str) -> str:
    """Give the text of a file of this folder.

    A page must open from disk and offline, so what it needs is written into it and never linked.

    Parameters
    ----------
    name : str
        ``page.css`` (of every page), ``stop.css`` (a film stops without any script: the box before it swaps it for
        its poster), ``player.html``, ``player.css`` or ``player.js`` (of films to step through).
    """
    return (files(__name__) / name).read_text("utf-8")
