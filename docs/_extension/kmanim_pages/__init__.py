"""Pages that are made of the project itself before Sphinx reads them, and a check of the site after it was written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from sphinx.errors import SphinxError

from kmanim.gallery.build import folders
from kmanim_pages.gallery import gallery
from kmanim_pages.links import broken
from kmanim_pages.notebooks import notebooks
from kmanim_pages.project import project
from kmanim_pages.reference import algorithms, api, command

MADE = "made"  # within the sources; git does not see it
PICTURES = "gifs"


def setup(app: Any) -> dict[str, bool]:
    """Take part in the build."""
    app.connect("builder-inited", make)
    app.connect("build-finished", finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def make(app: Any) -> None:
    """Write the pages; what has not changed keeps its time, so that Sphinx need not read it again."""
    root, made = Path(app.srcdir).parent, Path(app.srcdir) / MADE
    pages: dict[str, str | bytes] = {}
    for part in (gallery, algorithms, api, command, notebooks, project):
        pages |= part(root)
    for path in [path for path in made.rglob("*") if path.is_file()]:
        if path.relative_to(made).as_posix() not in pages:
            path.unlink()
    for name, content in pages.items():
        path, whole = made / name, content.encode() if isinstance(content, str) else content
        if not path.is_file() or path.read_bytes() != whole:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(whole)


def finish(app: Any, error: Exception | None) -> None:
    """Lay the published pictures beside the pages, and follow every link.

    Raises
    ------
    SphinxError
        If a link or a picture leads nowhere, or a picture has no words.
    """
    if error is not None or app.builder.name != "html":
        return
    pictures, shown = Path(app.srcdir).parent / PICTURES, Path(app.outdir) / PICTURES
    shutil.rmtree(shown, ignore_errors=True)
    for folder in folders():
        (shown / folder).mkdir(parents=True, exist_ok=True)
        for file in sorted((pictures / folder).glob("[!.]*.*")):
            _link(file, shown / folder / file.name)
    if found := broken(Path(app.outdir)):
        raise SphinxError("\n".join(["the site is broken:", *found]))


def _link(source: Path, target: Path) -> None:
    """Give a file a second place, without a second copy where the disk can."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
