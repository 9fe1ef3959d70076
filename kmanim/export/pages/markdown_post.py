"""The pictures of a job as Markdown, ready to be pasted into a post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from kmanim.export.pages.embed import embedded
from kmanim.export.pages.front_matter import front_matter
from kmanim.export.pages.markup import markdown_alt, markdown_text
from kmanim.export.pages.picture import Picture
from kmanim.export.pages.post_form import PostForm


def post_md(
    title: str,
    pictures: Iterable[Picture],
    table: Sequence[Sequence[object]] = (),
    notes: Iterable[str] = (),
    *,
    table_heading: str = "The runs",
    further: Mapping[str, Sequence[Sequence[object]]] = MappingProxyType({}),
    links: Sequence[tuple[str, str]] = (),
    form: PostForm | None = None,
) -> str:
    """Write a post: the pictures with captions, alternative text and, for films, stills to fall back on.

    All text is shown literally by CommonMark, kramdown, Jekyll, Hugo, Python-Markdown and pandoc, whatever it holds.

    Parameters
    ----------
    title : str
        The heading of the post.
    pictures : iterable of Picture
        In order.
    table : sequence of rows, optional
        The first row is the head.
    notes : iterable of str, optional
        Paragraphs below the title. The first one describes the post where front matter is asked for.
    table_heading : str, default "The runs"
        The heading of the table.
    further : mapping of str to sequence of rows, optional
        More tables by heading, below it.
    links : sequence of (str, str)
        What else is there: what a link says, and the file beside the page; below the notes.
    form : PostForm, optional
        What films are in it, where pictures lie and what stands before it; by default files lie beside the post.
    """
    form = form or PostForm()
    pictures, notes = list(pictures), list(notes)
    before = front_matter(form, title, notes[0] if notes else "", _cover(pictures))
    parts = [before or f"# {markdown_text(title)}", *(markdown_text(note) for note in notes)]
    parts += [f"[{markdown_text(words)}]({form.address(file)})" for words, file in links]
    for picture in pictures:
        if picture.heading:
            parts.append(f"## {markdown_text(picture.heading)}")
        parts += _shown(picture, form)
        parts.append(_other_ways(picture, form))
        if picture.captions:
            parts.append("What the film says:")
            parts.append("\n".join(f"{n}. {markdown_text(c)}" for n, c in enumerate(picture.captions, 1)))
    for heading, rows in ({table_heading: table} | dict(further)).items():
        if rows:
            parts.append(f"## {markdown_text(heading)}")
            parts.append(_table(rows))
    return "\n\n".join(part for part in parts if part) + "\n"


def _cover(pictures: Sequence[Picture]) -> Picture | None:
    """Choose what stands for the post: pictures that everybody can show before posters of films."""
    stills = (picture for picture in pictures if picture.suffix == ".png")
    return next(stills, next((picture for picture in pictures if picture.poster), None))


def _shown(picture: Picture, form: PostForm) -> list[str]:
    """Show a picture and its caption, as one paragraph or two."""
    caption = markdown_text(picture.caption)
    if form.shows == "html":
        shown = embedded(picture, at=form.address) if picture.kind == "film" else _still(picture, form)
        return [shown, caption]
    shown = _film(picture, form) if picture.kind == "film" else _still(picture, form)
    # One paragraph: pandoc would set a picture alone with its alternative text as one more caption, and both apart.
    return [f"{shown}  \n{caption}" if caption else shown]


def _film(picture: Picture, form: PostForm) -> str:
    """Show a film as a picture of Markdown; what is no picture is its poster, with a link to it."""
    if picture.medium == "image" and (form.shows == "markdown" or not picture.poster):
        return _image(picture, picture.file, form)
    if not picture.poster:
        return _link(picture, form)
    return f"[{_image(picture, picture.poster, form)}]({form.address(picture.file)})"


def _other_ways(picture: Picture, form: PostForm) -> str:
    """Say how long a film takes, and link to the other ways to look at it."""
    words, ways = "Without motion", picture.other_ways
    if form.shows == "stills" and picture.poster:
        others = (way for way in ways if way[1] not in (picture.poster, picture.file))
        words, ways = "Other ways to look at it", (("as a film", picture.file), *others)
    links = ", ".join(f"[{way}]({form.address(file)})" for way, file in ways)
    return " ".join(filter(None, (picture.duration, links and f"{words}: {links}.")))


def _still(picture: Picture, form: PostForm) -> str:
    # No page shows a PDF as a picture, but LaTeX does.
    is_link = picture.medium == "document" and form.shows != "stills"
    return _link(picture, form) if is_link else _image(picture, picture.file, form)


def _image(picture: Picture, file: str, form: PostForm) -> str:
    return f"![{markdown_alt(picture.alt)}]({form.address(file)})"


def _link(picture: Picture, form: PostForm) -> str:
    return f"[{markdown_text(picture.file)}]({form.address(picture.file)})"


def _table(rows: Sequence[Sequence[object]]) -> str:
    lines = [[markdown_text("" if cell is None else cell) or " " for cell in row] for row in rows]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
