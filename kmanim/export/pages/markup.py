"""Foreign text in HTML, Markdown and scripts: shown literally, never parsed."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import quote

from kmanim.letters.right_to_left import ISOLATES, balanced, isolated
from kmanim.letters.ties import tied

# Characters that some Markdown, or Jekyll's Liquid and kramdown, would act upon wherever they stand.
# With a backslash a bar stays as it is in Python-Markdown outside of tables, a backtick in kramdown within them.
_ENTITIES = {c: f"&#{ord(c)};" for c in "<>&{}$~^@|`\"'"}
_BACKSLASH = {c: "\\" + c for c in "\\*_[]#"}
# Signs without ink that letters, and names in a line, need.
_KEPT = "\u200c\u200d" + ISOLATES
# What stands twice gets joined, or marks what is between; addresses become links, :names: pictures, (c) and +- signs.
_JOINED = re.compile(
    r"(?<=([-.=+:!?,]))\1|(?<=www)\.|:(?=//)|:(?=[\w+-]+:)|\((?=(?:c|r|p|tm)\))|\+(?=-)", re.IGNORECASE
)
_MARKDOWN = str.maketrans(_ENTITIES | _BACKSLASH)


def one_line(text: object) -> str:
    """Give text as one line that can be encoded: controls become spaces, lone surrogates question marks.

    Names that run from right to left stay apart from what stands beside them.
    """
    clean = str(text).encode("utf-8", "replace").decode("utf-8")
    line = " ".join("".join(c if c.isprintable() or c in _KEPT else " " for c in clean).split())
    return isolated(balanced(line))


def html_text(text: object) -> str:
    """Escape text for HTML, between tags or inside a quoted attribute."""
    return html.escape(one_line(text), quote=True)


def prose(text: object) -> str:
    """Escape running text for HTML; what belongs together stays on one line."""
    return html.escape(tied(one_line(text)), quote=True)


def attribute(text: object) -> str:
    """Escape text for an attribute of HTML that stands inside Markdown: Liquid acts even there."""
    return html_text(text).replace("{", "&#123;").replace("}", "&#125;")


def markdown_text(text: object) -> str:
    r"""Escape text for Markdown, wherever in a line it stands.

    Examples
    --------
    >>> markdown_text("# _weight_ {{ site }}")
    '\\# \\_weight\\_ &#123;&#123; site &#125;&#125;'
    """
    line = one_line(text).translate(_MARKDOWN)
    # Lists, rules, headings, definitions, boxes and blocks begin so.
    line = re.sub(r"^[-+=:!?/]", _entity, line)
    line = re.sub(r"^(\d+)([.)])", r"\1\\\2", line)
    # pandoc numbers by letters and in brackets, too: a) and (2).
    line = re.sub(r"^\(?(?:\d+|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+)(?P<sign>[.)])(?=\s|$)", _numbering, line)
    return _JOINED.sub(_entity, line)


def markdown_alt(text: object) -> str:
    r"""Escape text for the alternative text of a picture in Markdown, with escapes only where they are needed.

    Goldmark in Hugo's older versions shows the escapes themselves there. So the brackets of coordinates, which are
    pairs, and low lines within words stay as they are: no Markdown acts upon them.

    Examples
    --------
    >>> markdown_alt("bill_length starts at [759; 57] *")
    'bill_length starts at [759; 57] \\*'
    """
    line = re.sub(r"(?<=[A-Za-z0-9])\\_(?=[A-Za-z0-9])", "_", markdown_text(text))
    return re.sub(r"\\\[([−-]?[0-9][0-9A-Za-z ;.,%−-]*)\\\](?![\[({:])", r"[\1]", line)


def address(file_name: str, safe: str = "/") -> str:
    """Give a file name as a relative address: whatever could mean something, and is not safe, is percent-encoded."""
    return quote(file_name.encode("utf-8", "surrogateescape"), safe=safe)


def script_json(value: object) -> str:
    """Write a value as JSON that may stand inside a script element."""
    text = json.dumps(value, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _numbering(found: re.Match[str]) -> str:
    return f"{found[0][:-1]}&#{ord(found['sign'])};"


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"
