"""The notebooks with their outputs: run from top to bottom, and kept small enough for a repository.

Of a figure the picture is kept, and its words beside it; of a film its poster and, as far as there is room in the
notebook, the film: the largest ones are the first that stand still. Whoever runs the notebook sees all of them move.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from kmanim.gallery.check import drift

LARGEST = 2_000_000  # bytes of a notebook with its outputs
HTML, LATEX, PNG, TEXT = "text/html", "text/latex", "image/png", "text/plain"
_GIF = re.compile(r'<img src="data:image/gif;base64,([^"]*)"[^>]*>')


def renew(root: Path) -> Iterator[str]:
    """Run every notebook and write it with its outputs."""
    for path in paths(root):
        notebook = kept(executed(path))
        nbformat.write(notebook, path)
        yield f"{path.relative_to(root)}: {path.stat().st_size / 1e6:.1f} MB"


def paths(root: Path) -> list[Path]:
    """Name the notebooks."""
    return sorted((root / "notebooks").glob("*.ipynb"))


def executed(path: Path) -> Any:
    """Run a notebook as it stands in the repository, without its outputs."""
    notebook = nbformat.read(path, as_version=4)
    for cell in code(notebook):
        cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": path.parent}},
    )
    client.execute()
    notebook.metadata.get("language_info", {}).pop("version", None)
    return notebook


def code(notebook: Any) -> list[Any]:
    """Give the cells that are run."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def kept(notebook: Any) -> Any:
    """Leave out what is said twice, and the largest films until the notebook is small enough."""
    films = []
    for cell in code(notebook):
        for output in cell.outputs:
            data = output.get("data", {})
            if LATEX in data:  # a table, which stands for its picture
                data.pop(PNG, None)
            if PNG not in data:
                continue
            film = _GIF.search(data.pop(HTML))
            if film is not None:
                data[HTML] = film[0]
                films.append(data)
    for data in sorted(films, key=lambda data: len(data[HTML]), reverse=True):
        if len(nbformat.writes(notebook)) <= LARGEST:
            break
        del data[HTML]
    return notebook


def differences(stored: Any, fresh: Any) -> Iterator[str]:
    """Say of each cell in what its stored outputs differ from those of a fresh run: in words, or to the eye."""
    for number, (old, new) in enumerate(zip(code(stored), code(fresh), strict=True), 1):
        if len(old.outputs) != len(new.outputs) or old.execution_count != new.execution_count:
            yield f"cell {number} has {len(old.outputs)} outputs, and {len(new.outputs)} now"
            continue
        for one, other in zip(old.outputs, new.outputs, strict=True):
            for kind, problem in _apart(one, other):
                yield f"cell {number}: {kind} {problem}"


def _apart(one: Any, other: Any) -> Iterator[tuple[str, str]]:
    if one.output_type != other.output_type or one.get("text") != other.get("text"):
        yield one.output_type, "says something else now"
    data, now = one.get("data", {}), other.get("data", {})
    for kind, content in data.items():
        if kind not in now:
            yield kind, "is no more"
        elif content == now[kind]:
            continue
        elif kind == PNG:
            yield from (
                (kind, problem) for problem in [drift(_picture(content), _picture(now[kind]))] if problem
            )
        elif kind == HTML and (film := _GIF.search(content)) and (again := _GIF.search(now[kind])):
            problem = drift(_picture(film[1]), _picture(again[1]))
            if problem or film[0].partition('" ')[2] != again[0].partition('" ')[2]:
                yield kind, problem or "says something else now"
        else:
            yield kind, "says something else now"


def _picture(content: str) -> BytesIO:
    return BytesIO(b64decode(content))
