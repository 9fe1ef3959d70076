"""What a notebook asks of a thing that is shown in it: the same thing in several kinds, of which it takes one.

Jupyter, VS Code, Colab and marimo take HTML; LaTeX and PDF, which know no HTML, take the picture; a console takes text.
Nothing of IPython is imported: a method of the right name is all that it asks for.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Collection, Mapping
from html import escape

HTML, PNG, TEXT = "text/html", "image/png", "text/plain"

# So much of a table is seen.
_MOST_ROWS, _LAST_ROWS, _MOST_COLUMNS = 24, 4, 14

Maker = Callable[[], str | bytes]
Bundle = dict[str, str | bytes]
Metadata = dict[str, dict[str, object]]


def bundle(
    makers: Mapping[str, Maker],
    include: Collection[str] | None = None,
    exclude: Collection[str] | None = None,
) -> Bundle:
    """Make the kinds that are asked for; of the others nothing is drawn.

    Parameters
    ----------
    makers : mapping of str to callable
        What makes each kind, by its MIME type.
    include, exclude : collection of str, optional
        The kinds that alone are wanted, and those that are not, as IPython hands them to ``_repr_mimebundle_``.

    Returns
    -------
    dict of str to str or bytes
        By MIME type.
    """
    wanted = [
        kind for kind in makers if (not include or kind in include) and not (exclude and kind in exclude)
    ]
    return {kind: makers[kind]() for kind in wanted}


def picture_metadata(width: float, height: float, alt: str) -> Metadata:
    """Say how large a picture is shown, whatever pixels it has, and what stands in for it."""
    return {PNG: {"width": round(width), "height": round(height), "alt": alt}}


def data_uri(kind: str, content: bytes) -> str:
    """Give a picture as an address that holds all of it; `kind` is the latter half of its MIME type."""
    return f"data:image/{kind};base64,{b64encode(content).decode('ascii')}"


class Tabled:
    """What a notebook shows as a table, and all else as a line of text."""

    __slots__ = ()

    def _seen(self) -> tuple[int, Callable[[int], Mapping[str, object]]]:
        """Say how many rows there are, and what gives each, by its place from 0."""
        raise NotImplementedError

    def _repr_html_(self) -> str:
        """Show the table where HTML alone is asked for."""
        return table_html(repr(self), *self._seen())

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> Bundle:
        """Show the table in a notebook, and a line where there is no HTML."""
        return bundle({HTML: self._repr_html_, TEXT: lambda: repr(self)}, include, exclude)


def table_html(heading: str, count: int, row: Callable[[int], Mapping[str, object]]) -> str:
    """Write a table under a heading; of many rows the first and the last, of many columns the first.

    Parameters
    ----------
    heading : str
        What the table is of; shown literally, as names and cells are.
    count : int
        How many rows there are.
    row : callable
        Gives a row, by its place from 0: its cells by the names of the columns.
    """
    places = (
        range(count) if count <= _MOST_ROWS else (*range(_MOST_ROWS - _LAST_ROWS), *range(-_LAST_ROWS, 0))
    )
    rows = [row(place % count) for place in places]
    every = list(dict.fromkeys(name for cells in rows for name in cells))
    names = every[:_MOST_COLUMNS]
    lines = [_line("td", [*(_cell(cells.get(name)) for name in names)], len(every)) for cells in rows]
    if count > _MOST_ROWS:
        lines.insert(_MOST_ROWS - _LAST_ROWS, _line("td", ["…"] * len(names), len(every)))
    return "\n".join(
        [
            '<table class="tex2jax_ignore mathjax_ignore">',  # where a dollar sign begins no formula
            f'<caption style="text-align: left; caption-side: top">{_text(heading)}</caption>',
            f"<thead>{_line('th', [_text(name) for name in names], len(every))}</thead>",
            "<tbody>",
            *lines,
            "</tbody>",
            "</table>",
        ]
    )


def _line(tag: str, cells: list[str], count: int) -> str:
    cells = [*cells, "…"] if count > len(cells) else cells
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"


def _cell(value: object) -> str:
    if value is None or value != value:  # noqa: PLR0124 - nan
        return ""
    if isinstance(value, tuple):
        return " ".join(map(_cell, value))
    return _text(f"{value:.7g}" if isinstance(value, float) else value)


def _text(value: object) -> str:
    return escape(str(value).encode("utf-8", "replace").decode("utf-8"))
