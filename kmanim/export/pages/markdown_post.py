"""The pictures of a job as Markdown, ready to be pasted into a post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from kmanim.export.pages.embed import embedded
from kmanim.export.pages.markup import address, markdown_text
from kmanim.export.pages.picture import Picture


def post_md(
    title: str,
    pictures: Iterable[Picture],
    table: Sequence[Sequence[object]] = (),
    notes: Iterable[str] = (),
    *,
    table_heading: str = "The runs",
    further: Mapping[str, Sequence[Sequence[object]]] = MappingProxyType({}),
) -> str:
    """Write a post: the pictures with captions, alternative text and, for films, stills to fall back on.

    All text is shown literally by Markdown, kramdown and Jekyll, whatever it holds. File names are relative,
    so the pictures go into the folder of the post.

    Parameters
    ----------
    title : str
        The heading of the post.
    pictures : iterable of Picture
        In order.
    table : sequence of rows, optional
        The first row is the head.
    notes : iterable of str, optional
        Paragraphs below the title.
    table_heading : str, default "The runs"
        The heading of the table.
    further : mapping of str to sequence of rows, optional
        More tables by heading, below it.
    """
    parts = [f"# {markdown_text(title)}", *(markdown_text(note) for note in notes)]
    for picture in pictures:
        if picture.heading:
            parts.append(f"## {markdown_text(picture.heading)}")
        parts.append(embedded(picture) if picture.kind == "film" else _still(picture))
        parts.append(markdown_text(picture.caption))
        links = ", ".join(f"[{words}]({address(file)})" for words, file in picture.other_ways)
        parts.append(" ".join(filter(None, (picture.duration, links and f"Without motion: {links}."))))
        if picture.captions:
            parts.append("What the film says:")
            parts.append("\n".join(f"{n}. {markdown_text(c)}" for n, c in enumerate(picture.captions, 1)))
    for heading, rows in ({table_heading: table} | dict(further)).items():
        if rows:
            parts.append(f"## {markdown_text(heading)}")
            parts.append(_table(rows))
    return "\n\n".join(part for part in parts if part) + "\n"


def _still(picture: Picture) -> str:
    if picture.medium == "document":
        return f"[{markdown_text(picture.file)}]({address(picture.file)})"
    return f"![{markdown_text(picture.alt)}]({address(picture.file)})"


def _table(rows: Sequence[Sequence[object]]) -> str:
    lines = [[markdown_text("" if cell is None else cell) or " " for cell in row] for row in rows]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
