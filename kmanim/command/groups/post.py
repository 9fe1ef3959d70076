"""How the post is written, and for which site."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from kmanim.errors import InputError
from kmanim.export.pages.post_form import FILMS, GENERATORS, PostForm


def add(p: ArgumentParser) -> None:
    """Add how post.md is written, and for which site."""
    g = p.add_argument_group("post")
    g.add_argument(
        "--post",
        choices=FILMS,
        help="what films are in post.md: 'html', which is still for readers who want less motion; 'markdown', plain "
        "pictures, which every site generator keeps; 'stills', for paper and office programs (default: html; markdown "
        "for Hugo, which drops HTML)",
    )
    g.add_argument(
        "--url",
        default="",
        metavar="PREFIX",
        help="where the pictures of post.md will lie: /assets/cars/, https://example.org/cars/, or {static} of "
        "Pelican (default: beside it)",
    )
    g.add_argument(
        "--front-matter",
        choices=GENERATORS,
        help="begin post.md with title, description and cover for this site generator (default: with a heading)",
    )
    g.add_argument("--date", metavar="DAY", help="the date that front matter says, such as 2026-11-28")


def check(said: Namespace) -> None:
    """Refuse what no post can be.

    Raises
    ------
    InputError
        If an address or a day is none, or no front matter says the day.
    """
    _form(said)


def wanted(said: Namespace) -> dict[str, Any]:
    """Give what a job is asked for of this."""
    return {"post": _form(said)}


def _form(said: Namespace) -> PostForm:
    try:
        return PostForm(films=said.post, url=said.url, front_matter=said.front_matter, date=said.date)
    except InputError as error:
        raise InputError(f"--{error}") from None
