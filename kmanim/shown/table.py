"""A table as far as it is seen in a notebook: of many rows the first and the last, of many columns the first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from itertools import accumulate
from typing import NamedTuple

_MOST_ROWS, _LAST_ROWS, _MOST_COLUMNS = 24, 4, 14
_LATEX_LETTERS = 120  # in a line, where they are two thirds as large as the text

_GAP = "…"

# What is no letter to LaTeX. Quotation marks and hyphens in a row become other signs where nothing parts them.
_NO_LETTERS = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_{}"}
    | {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        '"': r"\textquotedbl{}",
        "'": r"\textquotesingle{}",
        "`": r"\textasciigrave{}",
        "-": "-{}",
    }
)


class ShownTable(NamedTuple):
    """A table with all that is seen of it as text.

    Attributes
    ----------
    heading : str
        What it is of; shown literally, as names and cells are.
    names : tuple of str
        Of the columns.
    rows : tuple of tuple of str
        Their cells.
    numeric : tuple of bool
        Which columns hold nothing but numbers.
    """

    heading: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]

    @classmethod
    def of(cls, heading: str, count: int, row: Callable[[int], Mapping[str, object]]) -> ShownTable:
        """Look at so much of a table as is seen.

        Parameters
        ----------
        heading : str
            What the table is of.
        count : int
            How many rows there are.
        row : callable
            Gives a row, by its place from 0: its cells by the names of the columns.
        """
        head = count if count <= _MOST_ROWS else _MOST_ROWS - _LAST_ROWS
        tail = 0 if count <= _MOST_ROWS else _LAST_ROWS
        values = [row(place) for place in (*range(head), *range(count - tail, count))]
        every = list(dict.fromkeys(name for cells in values for name in cells))
        names = every[:_MOST_COLUMNS]
        more = (_GAP,) * (len(every) > len(names))
        rows = [(*(_cell(cells.get(name)) for name in names), *more) for cells in values]
        if tail:
            rows.insert(head, (_GAP,) * (len(names) + len(more)))
        numeric = [all(_is_number(cells.get(name)) for cells in values) for name in names]
        return cls(heading, (*names, *more), tuple(rows), (*numeric, *(False for _ in more)))

    @property
    def html(self) -> str:
        """The table as HTML."""
        return "\n".join(
            [
                '<table class="tex2jax_ignore mathjax_ignore">',  # where a dollar sign begins no formula
                f'<caption style="text-align: left; caption-side: top">{_html(self.heading)}</caption>',
                f"<thead>{_line('th', self.names)}</thead>",
                "<tbody>",
                *(_line("td", cells) for cells in self.rows),
                "</tbody>",
                "</table>",
            ]
        )

    @property
    def latex(self) -> str:
        """The table as LaTeX that needs no package but graphicx.

        What is wider than a line becomes as wide, and what would be too small then to be read is left out.
        """
        letters = [max(map(len, column)) + 2 for column in zip(self.names, *self.rows, strict=True)]
        count = max(1, sum(so_far <= _LATEX_LETTERS for so_far in accumulate(letters)))
        more = (_GAP,) * (count < len(letters))
        sides = "".join("r" if numeric else "l" for numeric in self.numeric[:count]) + "l" * len(more)
        # A row that begins with a bracket would be taken for the height of a gap.
        lines = [
            f"{{}}{' & '.join(map(_latex, (*cells[:count], *more)))} \\\\"
            for cells in (self.names, *self.rows)
        ]
        return "\n".join(
            [
                rf"\par\noindent {_latex(self.heading)}\par\nobreak\smallskip",
                r"\noindent\resizebox{\ifdim\width>\linewidth\linewidth\else\width\fi}{!}{%",
                rf"\begin{{tabular}}{{{sides}}}",
                r"\hline",
                lines[0],
                r"\hline",
                *lines[1:],
                r"\hline",
                r"\end{tabular}}\par\medskip",
            ]
        )


def _line(tag: str, cells: tuple[str, ...]) -> str:
    return f"<tr>{''.join(f'<{tag}>{_html(cell)}</{tag}>' for cell in cells)}</tr>"


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _cell(value: object) -> str:
    if value is None or value != value:  # noqa: PLR0124 - nan
        return ""
    if isinstance(value, tuple):
        return " ".join(map(_cell, value))
    return f"{value:.7g}" if isinstance(value, float) else str(value)


def _html(text: str) -> str:
    return escape(_sound(text))


def _latex(text: str) -> str:
    return " ".join(_sound(text).split()).translate(_NO_LETTERS)


def _sound(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
