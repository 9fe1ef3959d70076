"""The notebooks, as they are stored."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
from nbconvert import MarkdownExporter

from kmanim_pages.text import contents, plain

PICTURES = "pictures"


def notebooks(root: Path) -> dict[str, str | bytes]:
    """Turn each into a page, and write one that leads to them."""
    pages: dict[str, str | bytes] = {}
    names = []
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        names.append(path.stem)
        notebook = nbformat.read(path, as_version=4)
        text, resources = MarkdownExporter().from_notebook_node(
            notebook, {"unique_key": path.stem, "output_files_dir": PICTURES}
        )
        pages[f"notebooks/{path.stem}.md"] = _with_words(text, notebook)
        pages |= {f"notebooks/{file}": content for file, content in (resources.get("outputs") or {}).items()}
    words = "Each can be run from top to bottom; they use public names alone."
    return {**pages, "notebooks/index.md": contents("Notebooks", words, names)}


def _with_words(text: str, notebook: nbformat.NotebookNode) -> str:
    """Give pictures their own words, which stand in the notebook, where nbconvert writes what kind of file each is."""

    def say(found: re.Match[str]) -> str:
        output = notebook.cells[int(found["cell"])].outputs[int(found["output"])]
        alt = output.metadata.get("image/png", {}).get("alt", "")
        return f"![{plain(alt)}]({found['file']})"

    return re.sub(rf"!\[png\]\((?P<file>{PICTURES}/\w+_(?P<cell>\d+)_(?P<output>\d+)\.png)\)", say, text)
