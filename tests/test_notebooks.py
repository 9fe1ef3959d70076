"""Notebooks run from top to bottom with public names alone, and are stored without outputs."""

import ast
from pathlib import Path

import nbclient
import nbformat
import pytest

import kmanim

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def test_there_is_one():
    assert NOTEBOOKS


def test_is_stored_without_outputs(notebook):
    for cell in code(notebook):
        assert not cell.outputs
        assert cell.execution_count is None


def test_uses_public_names_alone(notebook):
    for cell in code(notebook):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Import):
                assert {alias.name.split(".")[0] for alias in node.names} <= {"kmanim", "numpy", "pandas"}
                assert all("." not in alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.module == "kmanim"
            elif isinstance(node, ast.Attribute):
                assert not node.attr.startswith("_")
                if isinstance(node.value, ast.Name) and node.value.id == "kmanim":
                    assert node.attr in kmanim.__all__


@pytest.mark.slow
def test_runs_and_shows_every_film_and_figure_once_with_its_words(notebook):
    done = nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    shown = 0
    for cell in code(done):
        pictures = [output for output in cell.outputs if "text/html" in output.get("data", {})]
        wanted = cell.source.splitlines()[-1].startswith(
            tuple(
                f"kmanim.{name}("
                for name in (
                    *(
                        "animate",
                        "comparison",
                        "dendrogram",
                        "density",
                        "distances",
                        "elbow",
                        "grid",
                        "inits",
                    ),
                    *("k_distance", "modes", "objective", "raw"),
                    *("scaled", "side_by_side", "solutions", "which_k", "which_mixture", "animate_sweep"),
                )
            )
        )
        assert len(pictures) == (1 if wanted else 0), cell.source
        for picture in pictures:
            page = picture["data"]["text/html"]
            assert page.count("<img ") == 1
            assert 'alt=""' not in page
            assert " alt=" in page
            shown += 1
        assert not [
            output for output in cell.outputs if output.output_type == "stream" and output.name == "stderr"
        ]
    assert shown >= 10
