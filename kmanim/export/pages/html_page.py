"""The pictures of a job as one page that opens from disk: a few are seen at once, the rest unfolds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count, groupby
from types import MappingProxyType

from kmanim.export.pages.embed import embedded, image
from kmanim.export.pages.markup import address, html_text, prose
from kmanim.export.pages.picture import Picture
from kmanim.export.pages.policy import BESIDE, policy
from kmanim.web.assets import style as sheets


def index_html(
    title: str,
    pictures: Iterable[Picture],
    table: Sequence[Sequence[object]] = (),
    notes: Iterable[str] = (),
    *,
    table_heading: str = "The runs",
    further: Mapping[str, Sequence[Sequence[object]]] = MappingProxyType({}),
    links: Sequence[tuple[str, str]] = (),
    command: str = "",
    reading: Sequence[str] = (),
) -> str:
    """Write the page: the same as `post_md`, as HTML without scripts that asks nothing of the network.

    Parameters
    ----------
    title : str
        Of the page.
    pictures : iterable of Picture
        In order; their files lie beside the page. Those with a fold are unfolded by the reader, below all others.
    table : sequence of rows, optional
        The first row is the head.
    notes : iterable of str, optional
        Paragraphs below the title.
    table_heading : str, default "The runs"
        The heading of the table.
    further : mapping of str to sequence of rows, optional
        More tables by heading, below it.
    links : sequence of (str, str)
        What else is there: what a link says, and the file beside the page; below the notes.
    command : str, default ""
        What made all of it, for whoever wants to make it again; it stands folded below all that is for readers.
    reading : sequence of str
        How a file was understood, one sentence each; it stands there, too.
    """
    shown = list(pictures)
    numbers = count(1)
    said = {picture.caption for picture in shown}

    def figures(some: Iterable[Picture], level: int) -> list[str]:
        lines = []
        for picture in some:
            figure = _figure(picture, next(numbers), said)
            # One block, so that no page ends between them: not every browser keeps a heading with what follows it.
            head = f"<section>\n<h{level}>{prose(picture.heading)}</h{level}>\n" if picture.heading else ""
            lines.append(f"{head}{figure}\n</section>" if head else figure)
        return lines

    body = [f"<h1>{prose(title)}</h1>", *(f"<p>{prose(note)}</p>" for note in notes)]
    body += [f'<p><a href="{address(file)}">{prose(words)}</a></p>' for words, file in links]
    body += figures((picture for picture in shown if not picture.fold), 2)
    for heading, rows in ({table_heading: table} | dict(further)).items():
        if rows:
            body += [f"<h2>{prose(heading)}</h2>", table_html(rows)]
    folded = [picture for picture in shown if picture.fold]
    for fold, some in groupby(folded, key=lambda picture: picture.fold):
        body += ["<details>", f"<summary>{prose(fold)}</summary>", *figures(some, 3), "</details>"]
    if command or reading:
        body.append(_made(command, reading))
    style = _own_rules(shown) + sheets("page.css", "stop.css")
    return document(title, "\n".join(body), style=style, pictures=BESIDE, films="'self' file:")


def document(title: str, body: str, *, style: str, script: str = "", pictures: str, films: str = "") -> str:
    """Put a body, which is HTML already, into a whole page.

    Parameters
    ----------
    title : str
        Of the page.
    body : str
        Without scripts and styles.
    style, script : str
        All that the page may look like and run.
    pictures, films
        As for `policy`.

    Raises
    ------
    ValueError
        If style or script would end their element.
    """
    style, script = f"\n{style}", script and f"\n{script}"
    if "</style" in style.lower() or "</script" in script.lower() or "<!--" in script:
        raise ValueError("style and script must not end the element that they stand in")
    csp = policy(style, script, pictures=pictures, films=films)
    end = f"\n<script>{script}</script>" if script else ""
    return f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{csp}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{html_text(title)}</title>
<style>{style}</style>
</head>
<body>
<main>
{body}
</main>{end}
</body>
</html>
"""


def table_html(rows: Sequence[Sequence[object]]) -> str:
    """Write a table whose first row is the head and whose first column names the rows."""
    head, *lines = rows
    columns = "".join(f'<th scope="col">{_cell(cell)}</th>' for cell in head)
    body = "\n".join(_row(line) for line in lines)
    return (
        '<div class="wide" tabindex="0" role="region" aria-label="Table">\n<table>\n'
        f"<thead><tr>{columns}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>"
    )


def list_html(lines: Iterable[str]) -> str:
    """Write a numbered list."""
    return "<ol>\n" + "\n".join(f"<li>{prose(line)}</li>" for line in lines) + "\n</ol>"


def _made(command: str, reading: Sequence[str]) -> str:
    """Say how all of this was made, for whoever wants to make it again."""
    lines = ["<footer>", "<details>", "<summary>How this was made</summary>"]
    lines += ["<p>By kmanim, which computes every number and draws every picture anew.</p>"]
    if command:
        lines.append(f"<pre><code>{html_text(command)}</code></pre>")
    return "\n".join([*lines, *(f"<p>{prose(line)}</p>" for line in reading), "</details>", "</footer>"])


def _figure(picture: Picture, number: int, said: frozenset[str] | set[str]) -> str:
    """Show a picture with its words; what a film says stands there only if it is not said below other pictures."""
    links = ", ".join(f'<a href="{address(file)}">{words}</a>' for words, file in picture.other_ways)
    more = " ".join(filter(None, (picture.duration, links and f"Without motion: {links}.")))
    lines = [
        f'<figure class="{_width(picture)}{" plate" if picture.plate else ""}">',
        _shown(replace(picture, plate=""), number),
        "<figcaption>",
        f"<p>{prose(picture.caption)}</p>" if picture.caption else "",
        f'<p class="ways">{more}</p>' if more else "",
        "</figcaption>",
    ]
    if not said.issuperset(picture.captions):
        lines.append(
            f"<details><summary>What the film says</summary>\n{list_html(picture.captions)}\n</details>"
        )
    return "\n".join(filter(None, [*lines, "</figure>"]))


def _width(picture: Picture) -> str:
    """Name the rule that tells a figure how wide its picture is."""
    return f"wide-{picture.width}"


def _own_rules(pictures: Sequence[Picture]) -> str:
    """Write what style says of these pictures alone: how wide they are, and what lies behind those without paper."""
    widths = {f".{_width(picture)} {{ --width: {picture.width}px; }}" for picture in pictures}
    plates = {f".plate img {{ background: {picture.plate}; }}" for picture in pictures if picture.plate}
    return "".join(f"{rule}\n" for rule in sorted(widths | plates))


def _shown(picture: Picture, number: int) -> str:
    """Show a picture; a film with the still that takes its place: stopped, on paper, and where no motion is wanted.

    Style changes the one for the other: a `<picture>` would do, but what puts a page into one file leaves its
    `srcset` outside.
    """
    loading = "lazy" if picture.fold else ""
    if picture.kind != "film" or not picture.poster or picture.medium not in ("image", "video"):
        return embedded(picture, loading=loading)
    still = image(picture, picture.poster, kind="still", loading=loading)
    if picture.medium == "video":
        return f'<div class="film">\n<div class="moving">{embedded(picture)}</div>\n{still}\n</div>'
    return f"""\
<div class="film">
<input type="checkbox" class="halt" id="halt-{number}">
<label class="stop" for="halt-{number}">Stop the film</label>
<div class="moving">{image(picture, picture.file, loading=loading)}</div>
{still}
</div>"""


def _row(line: Sequence[object]) -> str:
    cells = "".join(f"<td>{_cell(cell)}</td>" for cell in line[1:])
    return f'<tr><th scope="row">{_cell(line[0])}</th>{cells}</tr>'


def _cell(value: object) -> str:
    return "" if value is None else html_text(value)
