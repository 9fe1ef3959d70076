"""Foreign text as Markdown."""

from __future__ import annotations

import re


def plain(text: str) -> str:
    """Write text so that Markdown shows it literally."""
    return re.sub(r"([\\`*_{}\[\]<>#|~$&])", r"\\\1", text)


def defined(term: str, meaning: str) -> str:
    """Write a term and what it means."""
    return f"{term}\n: {plain(meaning)}\n"


def fenced(text: str, language: str) -> str:
    """Write lines of code."""
    return f"```{language}\n{text}\n```\n"


def contents(title: str, words: str, pages: list[str], *, hidden: bool = False) -> str:
    """Write a page that leads to others."""
    listed = "\n".join(pages)
    options = ":maxdepth: 1\n:hidden:" if hidden else ":maxdepth: 1"
    return f"# {title}\n\n{words}\n\n```{{toctree}}\n{options}\n\n{listed}\n```\n"
