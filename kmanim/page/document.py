"""The page as one file: it opens from disk, asks nobody anything, and says the run in words where no script runs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from kmanim.export.pages.html_page import document, list_html
from kmanim.export.pages.markup import html_text, prose, script_json
from kmanim.shown.notebook import data_uri
from kmanim.web.assets import markup, script, style

TITLE = "Clustering, step by step"
SHEETS = ("page.css", "bar.css", "plane.css", "explore.css")


def page(
    contents: Mapping[str, Any],
    *,
    name: str,
    poster: bytes,
    size: tuple[int, int],
    alt: str,
    steps: Sequence[str],
    notes: Sequence[str] = (),
) -> str:
    """Write the page.

    Parameters
    ----------
    contents : mapping
        As `kmanim.page.contents` gives them.
    name : str
        Of the data, for the title.
    poster : bytes
        How the run ends that the page begins with, as WebP.
    size : (int, int)
        Of the poster, in CSS px.
    alt : str
        What stands in for it.
    steps : sequence of str
        All steps of that run.
    notes : sequence of str
        What a reader must know, one sentence each.
    """
    parts = {
        "title": prose(TITLE),
        "notes": "".join(f"<p>{prose(note)}</p>" for note in notes),
        "poster": data_uri("webp", poster),
        "width": str(size[0]),
        "height": str(size[1]),
        "alt": html_text(alt),
        "steps": list_html(steps),
        "contents": script_json(contents),
    }
    # In one pass, so that a name that looks like another place-holder stays a name.
    body = re.sub(r"%%(\w+)%%", lambda found: parts[found[1]], _markup())
    return document(
        f"{TITLE}: {name}", body, style=style(*SHEETS), script=script("explore.js"), pictures="data: blob:"
    )


@cache
def _markup() -> str:
    return markup("explore.html").rstrip("\n")
