"""What is written last, as it speaks of all other files: the table of runs, the post and the page."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from kmanim.export.pages.csv_table import csv_text
from kmanim.export.pages.html_page import index_html
from kmanim.export.pages.markdown_post import post_md
from kmanim.export.pages.picture import Picture
from kmanim.job.items import EXPLORE, FURTHER, OTHERS, STEPS, Item, Shown
from kmanim.job.request import Request
from kmanim.plot.style.colours import is_dark
from kmanim.story import runs as words
from kmanim.story.figures.solutions import table as short_table

if TYPE_CHECKING:
    from kmanim.job.choices import Chosen

# So many pictures are seen before anything is unfolded.
SEEN = 6

RUNS, POST, PAGE = "runs.csv", "post.md", "index.html"


def tables(request: Request) -> tuple[str, ...]:
    """Name the files that `pages` gives."""
    if request.explore == "alone":
        return ()
    steps = (f"{name}.csv",) if (name := request.picked.parameters.compared) else ()
    choice = () if request.choose_k is None else (_choice_file(request),)
    return (RUNS, *steps, *choice, POST, PAGE)


def pages(
    request: Request, items: Sequence[Item], bytes_of: Mapping[str, int], shown_of: Mapping[str, Shown]
) -> Iterator[tuple[str, str]]:
    """Give name and text of each.

    Parameters
    ----------
    request : Request
        What was asked for.
    items : sequence of Item
        All files that have been written.
    bytes_of, shown_of : mapping by name
        How large each has become, and what there is to know of those that are shown.
    """
    if request.explore == "alone":
        return
    yield RUNS, _runs(request, bytes_of)
    pictures = list(_pictures(request, items, shown_of))
    told = request.film(request.picked).timeline
    title = told.title
    # What was made of the file is for whoever has it.
    of_file = request.dataset.reading
    notes = [words.summary(request.compared), *(note for note in request.notes if note not in of_file)]
    table = (short_table if request.many else words.solution_table)(request.compared)
    further = {}
    if compared := request.picked.parameters.compared:
        rows = request.picked.table()
        yield f"{compared}.csv", csv_text(list(rows[0]), [list(row.values()) for row in rows])
        further[f"The {compared}"] = list(told.table)
    if request.choice is not None:
        yield _choice_file(request), _choice(request.choice)
        from kmanim.job.choices import words_of  # noqa: PLC0415 - wanted by few

        further["Which k: the numbers"] = words_of(request.choice).table(request.choice)
    post = partial(post_md, form=request.post)
    page = partial(index_html, command=request.command, reading=of_file)
    links = _links(request)
    for name, write in ((POST, post), (PAGE, page)):
        text = write(
            title, pictures, table, notes, table_heading="The solutions", further=further, links=links
        )
        yield name, text


def _links(request: Request) -> list[tuple[str, str]]:
    """Lead to the page on which readers choose for themselves, if there is one."""
    if request.explore == "no":
        return []
    from kmanim.page.choices import INVITATIONS  # noqa: PLC0415 - few ask for it

    return [(INVITATIONS[request.algorithm], EXPLORE)]


def _runs(request: Request, bytes_of: Mapping[str, int]) -> str:
    """Give one row a run, with the columns that its family's tables have, one value a cell, and its film."""
    filmed = set(request.filmed)
    columns = request.compared.tidy(["run", *request.compared.columns])
    films = [request.film_name(run) if run in filmed else "" for run in columns["run"]]
    columns |= {"file": films, "bytes": [bytes_of[file] if file else "" for file in films]}
    rows = zip(*columns.values(), strict=True)
    return csv_text(list(columns), [[_cell(value) for value in row] for row in rows])


def _cell(value: Any) -> Any:
    """Write several numbers that have no columns of their own with blanks between."""
    return " ".join(map(str, value)) if isinstance(value, tuple) else value


def _choice_file(request: Request) -> str:
    from kmanim.job.choices import figure_of  # noqa: PLC0415 - as in `pages`

    return f"{figure_of(request.algorithm)}.csv"


def _choice(choice: Chosen) -> str:
    from kmanim.job.choices import rows_of  # noqa: PLC0415 - as in `pages`

    rows = rows_of(choice)
    return csv_text(list(rows[0]), [list(row.values()) for row in rows])


def _pictures(request: Request, items: Sequence[Item], shown_of: Mapping[str, Shown]) -> Iterator[Picture]:
    """Give the few that a page begins with, then what it keeps folded: the steps, more figures, films of other runs."""
    pictures = [
        item
        for item in items
        if item.kind == "still" or (item.kind == "film" and item.name.endswith(f".{request.best_format}"))
    ]
    first = sorted((item for item in pictures if item.lead), key=lambda item: item.lead)[:SEEN]
    rest = [item for item in pictures if item not in first]
    for item in (*first, *(item for fold in (STEPS, FURTHER, OTHERS) for item in rest if item.fold == fold)):
        shown = shown_of[item.name]
        picture = Picture(
            file=item.name, caption=shown.words.caption, alt=shown.words.alt, width=shown.width,
            height=shown.height, heading=shown.words.title, fold="" if item in first else item.fold,
            plate=_plate(request),
        )  # fmt: skip
        yield picture if item.kind == "still" else _moving(request, item, shown, picture)


def _plate(request: Request) -> str:
    """Give pictures without paper the one that they are drawn for, where a page is of the other kind."""
    if not request.look.transparent:
        return ""
    paper = request.look.style.paper
    return f"light-dark({paper}, transparent)" if is_dark(paper) else f"light-dark(transparent, {paper})"


def _moving(request: Request, item: Item, shown: Shown, picture: Picture) -> Picture:
    stem = item.name.rpartition(".")[0]
    return dataclasses.replace(
        picture,
        kind="film",
        poster=f"{stem}.png",
        player=f"{stem}.html" if "html" in request.formats else "",
        strip=f"strip.{request.stills}" if item.run == request.picked.run else "",
        duration_ms=shown.duration_ms,
        captions=shown.captions,
    )
