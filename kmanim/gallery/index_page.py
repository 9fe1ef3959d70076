"""One page with every published picture, ready to be served as it lies there; films stand still until asked to play."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count, groupby
from pathlib import Path, PurePosixPath

from PIL import Image

from kmanim.export.pages.html_page import document
from kmanim.export.pages.markup import address, html_text, prose
from kmanim.export.pages.policy import BESIDE
from kmanim.gallery.explorable import Explorable
from kmanim.gallery.recipe import Recipe
from kmanim.gallery.shelves import about, heading, recipe_files
from kmanim.web.assets import style

INDEX = "index.html"
_TITLE = "Clustering, step by step"
_FIRST = (
    "Films and figures of clustering algorithms, made by kmanim: every step is shown, and every number is computed "
    "from the recorded run. A film plays when you ask it to."
)


def index_page(
    folder: Path,
    recipes: Sequence[Recipe],
    explorables: Sequence[Explorable],
    words: Mapping[str, str],
    post: str,
) -> str:
    """Write the page.

    Parameters
    ----------
    folder : Path
        Where the pictures are, for their sizes.
    recipes : sequence of Recipe
        All that is shown, in order.
    explorables : sequence of Explorable
        The pages that stand first.
    words : mapping of str to str
        What stands in for each picture, by its file.
    post : str
        The address of a whole post.
    """
    numbers = count(1)
    tiles = "\n".join(_tile(one, words, folder) for one in explorables)
    body = [
        f"<h1>{_TITLE}</h1>",
        f"<p>{prose(_FIRST)}</p>",
        f'<section>\n<h2>Choose for yourself</h2>\n<div class="tiles">\n{tiles}\n</div>\n</section>',
    ]
    titles = {recipe.file: about(module) for _, module in recipe_files() for recipe in module.RECIPES}
    for (title, more), some in groupby(recipes, lambda recipe: titles.get(recipe.file, ("More", ""))):
        figures = "\n".join(
            _figure(recipe, words.get(recipe.file, ""), folder, next(numbers)) for recipe in some
        )
        said = f"<p>{prose(more[:1].upper() + more[1:])}.</p>\n" if more else ""
        body.append(
            f'<section>\n<h2>{prose(title)}</h2>\n{said}<div class="tiles">\n{figures}\n</div>\n</section>'
        )
    body.append(
        f'<p>And <a href="{address(post)}">a whole post</a>, as the command writes it: films, figures, a table.</p>'
    )
    return document(
        _TITLE, "\n".join(body), style=style("page.css", "gallery.css"), pictures=BESIDE, films="'self' file:"
    )


def _tile(one: Explorable, words: Mapping[str, str], folder: Path) -> str:
    page, picture = one.files
    image = _image(picture, words.get(page, ""), folder)
    return f'<figure><a href="{address(page)}">{image}\n{prose(one.title)}</a></figure>'


def _figure(recipe: Recipe, alt: str, folder: Path, number: int) -> str:
    """Show a figure, or the poster of a film with what makes it play."""
    name = heading(PurePosixPath(recipe.file).stem)
    if len(recipe.files) == 1:
        shown, called = _image(recipe.file, alt, folder), prose(name)
    else:
        still = _image(recipe.files[-1], alt, folder, kind="still")
        # What is not displayed and lazy is not fetched: a film costs nothing until it plays.
        film = _image(recipe.file, alt, folder, kind="moving")
        shown = (
            f'<div class="film">\n<input type="checkbox" class="play" id="play-{number}">'
            f'<label for="play-{number}">Play {prose(name)}</label>\n{film}\n{still}\n</div>'
        )
        called = f'<a href="{address(recipe.file)}">The film as a file</a>'
    told = f"<details><summary>In words</summary>\n<p>{prose(alt)}</p></details>" if alt else ""
    return f"<figure>\n{shown}\n<figcaption>{called}{told}</figcaption>\n</figure>"


def _image(file: str, alt: str, folder: Path, *, kind: str = "") -> str:
    with Image.open(folder / file) as picture:
        width, height = picture.size
    named = f'class="{kind}" ' if kind else ""
    return f'<img {named}src="{address(file)}" width="{width}" height="{height}" loading="lazy" alt="{html_text(alt)}">'
