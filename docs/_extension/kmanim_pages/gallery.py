"""The gallery: each published picture with its words, its command and its Python."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path, PurePosixPath
from types import ModuleType

from PIL import Image

from kmanim.gallery.build import FOLDER, TWELVE, WORDS
from kmanim.gallery.recipe import Recipe
from kmanim.gallery.recipe_source import python_of
from kmanim.gallery.shelves import about, heading, recipe_files
from kmanim_pages.text import contents, fenced


def gallery(root: Path) -> dict[str, str]:
    """Write a page for each file of recipes, and one that leads to them."""
    words = json.loads((root / FOLDER / WORDS).read_text("utf-8"))
    files = dict(recipe_files())
    pages = {f"gallery/{name}.md": _page(module, words, root / FOLDER) for name, module in files.items()}
    first = (
        "Every picture is a recipe of the project: `python -m kmanim --gallery` makes all of them, and a check "
        "that is part of every change says whether they are what the code makes. Below each stand the words that "
        "stand in for it, the command for it or for what comes near it, and its Python."
    )
    tiles = "\n".join(_tile(name, module, root / FOLDER) for name, module in files.items())
    post = f'And <a href="../../{FOLDER}/{TWELVE}/index.html">a whole post</a>, as the command writes it.'
    above = f'{first}\n\n<div class="contents-grid">\n{tiles}\n</div>\n\n{post}'
    return {**pages, "gallery/index.md": contents("Gallery", above, list(files), hidden=True)}


def _tile(name: str, module: ModuleType, pictures: Path) -> str:
    """Lead to a page by its first picture."""
    title = about(module)[0]
    image = _image(module.RECIPES[0].files[-1], f"A picture of: {title}", pictures)
    return f'<a href="{name}.html">{image}<span>{escape(title)}</span></a>'


def _page(module: ModuleType, words: dict[str, str], pictures: Path) -> str:
    title, more = about(module)
    lines = [f"# {title}\n"]
    if more:
        lines.append(f"{more[:1].upper()}{more[1:]}.\n")
    lines += [_section(recipe, words[recipe.file], pictures) for recipe in module.RECIPES]
    return "\n".join(lines)


def _section(recipe: Recipe, alt: str, pictures: Path) -> str:
    name = heading(PurePosixPath(recipe.file).stem)
    parts = [f"## {name}\n", _figure(recipe, alt, pictures)]
    if recipe.command:
        parts.append(fenced(recipe.command, "sh"))
    parts.append('<details class="source">\n<summary>Python</summary>\n')
    parts.append(fenced(python_of(recipe), "python"))
    parts.append("</details>\n")
    return "\n".join(parts)


def _figure(recipe: Recipe, alt: str, pictures: Path) -> str:
    """Show a picture, without motion to whoever wants none; the words below are those that a screen reader says."""
    poster = "".join(
        f'<source media="(prefers-reduced-motion: reduce)" srcset="../../{FOLDER}/{file}">'
        for file in recipe.files[1:]
    )
    image = _image(recipe.file, alt, pictures)
    return (
        f'<figure class="picture"><picture>{poster}{image}</picture>'
        f'<figcaption aria-hidden="true">{escape(alt)}</figcaption></figure>\n'
    )


def _image(file: str, alt: str, pictures: Path) -> str:
    with Image.open(pictures / file) as picture:
        width, height = picture.size
    address = f"../../{FOLDER}/{file}"
    return f'<img src="{address}" width="{width}" height="{height}" loading="lazy" alt="{escape(alt)}">'
