"""Foreign text in HTML, Markdown and scripts: shown literally, never parsed."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import quote

# No network and no code but our own. Browsers differ in whether 'self' holds for pages opened from disk.
_CSP = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
CSP_PICTURES = _CSP + "img-src 'self' file: data:; media-src 'self' file:"
CSP_SCRIPT = _CSP + "img-src data:; script-src 'unsafe-inline'"

# Characters that some Markdown, or Jekyll's Liquid and kramdown, would act upon wherever they stand.
_ENTITIES = {c: f"&#{ord(c)};" for c in "<>&{}$~^@\"'"}
_BACKSLASH = {c: "\\" + c for c in "\\`*_[]|#"}
_MARKDOWN = str.maketrans(_ENTITIES | _BACKSLASH)


def one_line(text: object) -> str:
    """Give text as one line that can be encoded: controls become spaces, lone surrogates question marks."""
    clean = str(text).encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(c if c.isprintable() or c in "\u200c\u200d" else " " for c in clean).split())


def html_text(text: object) -> str:
    """Escape text for HTML, between tags or inside a quoted attribute."""
    return html.escape(one_line(text), quote=True)


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
    # Lists, rules, headings and definitions begin so; dashes and dots get joined; addresses become links.
    line = re.sub(r"^[-+=:]", _entity, line)
    line = re.sub(r"^(\d+)([.)])", r"\1\\\2", line)
    return re.sub(r"(?i)(?<=www)\.|:(?=//)|(?<=-)-|(?<=\.)\.", _entity, line)


def address(file_name: str) -> str:
    """Give a file name as a relative address: whatever could mean something is percent-encoded."""
    return quote(file_name.encode("utf-8", "surrogateescape"), safe="/")


def script_json(value: object) -> str:
    """Write a value as JSON that may stand inside a script element."""
    text = json.dumps(value, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"
