"""Notebooks run from top to bottom with public names alone; what they show is stored, and is what the code makes."""

import ast
import base64
import re
import sys
from pathlib import Path

import nbconvert
import nbformat
import pytest

import kmanim

sys.path.append(str(Path(__file__).parents[1]))  # it is not installed

from renew import notebooks

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request):
    return request.param


@pytest.fixture
def notebook(path):
    return nbformat.read(path, as_version=4)


def test_there_is_one():
    assert NOTEBOOKS


def test_is_stored_with_its_outputs_and_small(notebook, path):
    assert path.stat().st_size <= 2_000_000
    numbers = [cell.execution_count for cell in code(notebook)]
    assert numbers == list(range(1, len(numbers) + 1))
    films = 0
    for cell in code(notebook):
        assert "execution" not in cell.metadata  # no times
        for output in cell.outputs:
            assert output.output_type != "error"
            if "image/png" in output.get("data", {}):
                assert output.metadata["image/png"]["alt"]
                films += "text/html" in output.data
    assert films >= 3
    assert not re.search(r"0x[0-9a-f]{8}|/home/|/tmp/|site-packages", path.read_text("utf-8"))


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


FILMS = ("animate(", "animate_sweep(", "side_by_side(")
FIGURES = (
    *("best_length(", "best_length_grid(", "length_by_traffic(", "wrong_belief("),
    *("comparison(", "dendrogram(", "density(", "distances(", "elbow(", "grid(", "inits(", "k_distance("),
    *("modes(", "objective(", "rates(", "raw(", "scaled(", "solutions(", "valley("),
    *("which_k(", "which_mixture("),
)


@pytest.mark.slow
def test_runs_and_shows_every_film_and_figure_once_with_its_words_as_it_is_stored(notebook, path):
    done = notebooks.executed(path)
    shown = 0
    for cell in code(done):
        pictures = [output for output in cell.outputs if "image/png" in output.get("data", {})]
        last = cell.source.splitlines()[-1].removeprefix("kmanim.")
        assert len(pictures) == last.startswith((*FILMS, *FIGURES)), cell.source
        for picture in pictures:
            page = picture["data"]["text/html"]
            assert page.count("<img ") == 1
            assert 'alt=""' not in page
            assert " alt=" in page
            assert ("data:image/gif" in page) == last.startswith(FILMS)
            shown += 1
        assert not [
            output for output in cell.outputs if output.output_type == "stream" and output.name == "stderr"
        ]
    assert shown >= 10
    problems = list(notebooks.differences(notebook, done))
    assert not problems, f"{problems}; after a change that is meant: python -m renew notebooks"


def output(**data):
    return nbformat.v4.new_output("execute_result", data, execution_count=1)


def of_cells(*outputs):
    cells = [nbformat.v4.new_code_cell("1", outputs=[one], execution_count=1) for one in outputs]
    return nbformat.v4.new_notebook(cells=cells)


def shown_in_a_cell(thing):
    data, about = thing._repr_mimebundle_()
    data["image/png"] = base64.b64encode(data["image/png"]).decode("ascii")
    return nbformat.v4.new_output("execute_result", data, metadata=about, execution_count=1)


@pytest.fixture(scope="module")
def film():
    return kmanim.animate(kmanim.run("kmeans", "mtcars", k=2), profile="loop", width=160, height=120)


@pytest.fixture(scope="module")
def other():
    return kmanim.animate(kmanim.run("kmeans", "mtcars", k=3), profile="loop", width=160, height=120)


def test_what_drifts_is_named_by_its_cell(film, other):
    one, two = of_cells(shown_in_a_cell(film)), of_cells(shown_in_a_cell(other))
    assert not [*notebooks.differences(one, one)]
    png, text, html = notebooks.differences(notebooks.kept(one), two)
    assert png.startswith("cell 1: image/png looks different now (")
    assert html == "cell 1: text/html has another size or another number of frames now"
    assert text == "cell 1: text/plain says something else now"
    words = of_cells(output(**{"text/plain": "1"})), of_cells(output(**{"text/plain": "2"}))
    assert [*notebooks.differences(*words)] == ["cell 1: text/plain says something else now"]
    assert [*notebooks.differences(words[0], of_cells(output(**{"text/html": "1"})))] == [
        "cell 1: text/plain is no more"
    ]


def test_the_largest_film_is_the_first_that_stands_still(film, other, monkeypatch):
    large = kmanim.animate(film.trace, profile="loop", width=320, height=240)
    several = of_cells(*map(shown_in_a_cell, (film, large, other)))
    whole = len(nbformat.writes(notebooks.kept(several)))
    assert ["text/html" in cell.outputs[0].data for cell in several.cells] == [True] * 3
    monkeypatch.setattr(notebooks, "LARGEST", whole - 1)
    several = notebooks.kept(of_cells(*map(shown_in_a_cell, (film, large, other))))
    assert ["text/html" in cell.outputs[0].data for cell in several.cells] == [True, False, True]
    assert all("image/png" in cell.outputs[0].data for cell in several.cells)


@pytest.mark.slow
def test_what_a_notebook_becomes_keeps_every_picture(film):
    """LaTeX, and so PDF, knows no HTML: what gives nothing else is lost there without a word."""
    figure, runs = kmanim.raw(kmanim.load("mtcars")), kmanim.run_many("kmeans", "mtcars", 2, k=2)
    notebook = of_cells(*map(shown_in_a_cell, (film, figure, film.player(), runs)))
    latex, files = nbconvert.LatexExporter().from_notebook_node(notebook)
    # Of runs the table is taken, not the picture.
    assert sum(f"{{{name}}}" in latex for name in files["outputs"]) == 3
    assert "Runs: 2 of kmeans" in latex
    assert latex.count(r"\begin{tabular}") == 1
    for exporter in (nbconvert.HTMLExporter(), nbconvert.HTMLExporter(embed_images=True)):
        page, _ = exporter.from_notebook_node(notebook)
        assert page.count("data:image/gif;base64") == 1
        assert page.count("<iframe ") == 1
        assert page.count("</picture>") == 1
        assert "<table class=" in page
    markdown, _ = nbconvert.MarkdownExporter().from_notebook_node(notebook)
    assert markdown.count("data:image/gif;base64") == 1
