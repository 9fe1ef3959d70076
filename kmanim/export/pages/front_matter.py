"""What a site generator wants to know of a post before its text: title, description, cover, date."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType

from kmanim.export.pages.markup import html_text, markdown_text, one_line
from kmanim.export.pages.picture import Picture
from kmanim.export.pages.post_form import PostForm


def front_matter(form: PostForm, title: str, description: str, cover: Picture | None) -> str:
    """Write it as the form's generator reads it.

    Parameters
    ----------
    form : PostForm
        For which generator, and where pictures lie.
    title, description : str
        Of the post; what they hold is shown literally.
    cover : Picture or None
        What stands for the post in lists and where it is shared: a film by its poster.

    Returns
    -------
    str
        Lines that end without a line break; empty where the form wants none.
    """
    if form.front_matter is None:
        return ""
    return _WRITERS[form.front_matter](form, title, description, cover)


def _jekyll(form: PostForm, title: str, description: str, cover: Picture | None) -> str:
    # jekyll-seo-tag, which minima brings along, says cover and alternative text to whoever shares the post.
    lines = ["layout: post", *_yaml(form, title, description)]
    if cover is not None:
        lines += ["image:", f"  path: {_quoted(_address(form, cover))}", f"  alt: {_quoted(cover.alt)}"]
    return _between(lines)


def _hugo(form: PostForm, title: str, description: str, cover: Picture | None) -> str:
    # `images` is what Hugo's own templates for shared posts read.
    lines = _yaml(form, title, description)
    if cover is not None:
        lines.append(f"images: [{_quoted(_address(form, cover))}]")
    return _between(lines)


def _pelican(form: PostForm, title: str, description: str, cover: Picture | None) -> str:
    # Themes put the title into the page as HTML; the summary is read as Markdown.
    lines = [f"Title: {html_text(title)}"]
    if form.date:
        lines.append(f"Date: {form.date}")
    if description:
        lines.append(f"Summary: {markdown_text(description)}")
    # Themes put the site's address before a cover; where a file beside the post will lie only Pelican knows.
    at = _address(form, cover).removeprefix("{static}") if cover is not None else ""
    if at.startswith(("/", "http")):
        lines.append(f"Cover: {at.removeprefix('/')}")
    return "\n".join(lines)


_WRITERS: Mapping[str, Callable[[PostForm, str, str, Picture | None], str]] = MappingProxyType(
    {"jekyll": _jekyll, "hugo": _hugo, "pelican": _pelican}
)


def _yaml(form: PostForm, title: str, description: str) -> list[str]:
    lines = [f"title: {_quoted(title)}"]
    if form.date:
        lines.append(f"date: {form.date}")
    if description:
        lines.append(f"description: {_quoted(description)}")
    return lines


def _address(form: PostForm, cover: Picture) -> str:
    return form.address(cover.poster or cover.file)


def _quoted(text: str) -> str:
    """Write text as YAML: all of JSON's strings are."""
    return json.dumps(one_line(text), ensure_ascii=False)


def _between(lines: list[str]) -> str:
    return "\n".join(["---", *lines, "---"])
