"""The notebooks, as they are stored."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbconvert import MarkdownExporter

from kmanim_pages.text import contents


def notebooks(root: Path) -> dict[str, str | bytes]:
    """Turn each into a page, and write one that leads to them."""
    pages: dict[str, str | bytes] = {}
    names = []
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        names.append(path.stem)
        notebook = nbformat.read(path, as_version=4)
        body, resources = MarkdownExporter().from_notebook_node(
            notebook, {"unique_key": path.stem, "output_files_dir": "pictures"}
        )
        pages[f"notebooks/{path.stem}.md"] = body
        pages |= {f"notebooks/{file}": content for file, content in (resources.get("outputs") or {}).items()}
    words = "Each can be run from top to bottom; they use public names alone."
    return {**pages, "notebooks/index.md": contents("Notebooks", words, names)}
