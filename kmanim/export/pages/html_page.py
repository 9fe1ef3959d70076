"""The pictures of a job as one page that opens from disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from kmanim.export.pages.embed import embedded, image
from kmanim.export.pages.markup import CSP_PICTURES, address, html_text
from kmanim.export.pages.picture import Picture

STYLE = """\
:root { color-scheme: light dark;
  --ink: #222222; --quiet: #595959; --paper: #FFFFFF; --line: #D8D8D4; --link: #00558C; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #F2F2F2; --quiet: #B8B8B8; --paper: #16181C; --line: #3A4048; --link: #7CC4F0; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 52rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { line-height: 1.2; font-size: 1.75rem; }
h2 { margin: 2.5rem 0 0.5rem; font-size: 1.25rem; }
a { color: var(--link); }
figure { margin: 1rem 0 1.5rem; }
img, video { display: block; max-width: 100%; height: auto; border: 1px solid var(--line); border-radius: 4px; }
figcaption { margin-top: 0.4rem; color: var(--quiet); }
summary { line-height: 44px; cursor: pointer; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
th, td { padding: 0.3rem 0.7rem; border-bottom: 1px solid var(--line); text-align: left;
  white-space: nowrap; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
"""

# A film stops without any script: the box before it swaps it for its poster.
_STOP_STYLE = """\
.film { display: grid; }
.film > .halt { width: 1.25rem; height: 1.25rem; align-self: center; grid-area: 1 / 1; margin: 0; }
.film > .stop { grid-area: 1 / 1; padding-left: 1.75rem; line-height: 44px; cursor: pointer; }
.film > .still { display: none; }
.film > .halt:checked ~ .still { display: block; }
.film > .halt:checked ~ .moving { display: none; }
@media (prefers-reduced-motion: reduce) { .film > .halt, .film > .stop { display: none; } }
"""


def index_html(
    title: str,
    pictures: Iterable[Picture],
    table: Sequence[Sequence[object]] = (),
    notes: Iterable[str] = (),
    *,
    table_heading: str = "The runs",
    further: Mapping[str, Sequence[Sequence[object]]] = MappingProxyType({}),
) -> str:
    """Write the page: the same as `post_md`, as HTML without scripts that asks nothing of the network.

    Parameters
    ----------
    title : str
        Of the page.
    pictures : iterable of Picture
        In order; their files lie beside the page.
    table : sequence of rows, optional
        The first row is the head.
    notes : iterable of str, optional
        Paragraphs below the title.
    table_heading : str, default "The runs"
        The heading of the table.
    further : mapping of str to sequence of rows, optional
        More tables by heading, below it.
    """
    body = [f"<h1>{html_text(title)}</h1>", *(f"<p>{html_text(note)}</p>" for note in notes)]
    for number, picture in enumerate(pictures, 1):
        if picture.heading:
            body.append(f"<h2>{html_text(picture.heading)}</h2>")
        body.append(_figure(picture, number))
    for heading, rows in ({table_heading: table} | dict(further)).items():
        if rows:
            body += [f"<h2>{html_text(heading)}</h2>", table_html(rows)]
    return document(title, "\n".join(body), style=STYLE + _STOP_STYLE, csp=CSP_PICTURES)


def document(title: str, body: str, *, style: str, csp: str) -> str:
    """Put a body, which is HTML already, into a whole page."""
    return f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{csp}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html_text(title)}</title>
<style>
{style}</style>
</head>
<body>
<main>
{body}
</main>
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
    return "<ol>\n" + "\n".join(f"<li>{html_text(line)}</li>" for line in lines) + "\n</ol>"


def _figure(picture: Picture, number: int) -> str:
    lines = ["<figure>", _stoppable(picture, number), f"<figcaption>{html_text(picture.caption)}"]
    links = ", ".join(f'<a href="{address(file)}">{words}</a>' for words, file in picture.other_ways)
    more = " ".join(filter(None, (picture.duration, links and f"Without motion: {links}.")))
    lines.append(f"<br>{more}" if more else "")
    lines.append("</figcaption>")
    if picture.captions:
        lines.append(
            f"<details><summary>What the film says</summary>\n{list_html(picture.captions)}\n</details>"
        )
    return "\n".join(filter(None, [*lines, "</figure>"]))


def _stoppable(picture: Picture, number: int) -> str:
    shown = embedded(picture, loading="lazy")
    if not (picture.plays_by_itself and picture.poster):
        return shown
    return f"""\
<div class="film">
<input type="checkbox" class="halt" id="halt-{number}">
<label class="stop" for="halt-{number}">Stop the film</label>
<div class="moving">{shown}</div>
{image(picture, picture.poster, kind="still", loading="lazy")}
</div>"""


def _row(line: Sequence[object]) -> str:
    cells = "".join(f"<td>{_cell(cell)}</td>" for cell in line[1:])
    return f'<tr><th scope="row">{_cell(line[0])}</th>{cells}</tr>'


def _cell(value: object) -> str:
    return "" if value is None else html_text(value)
