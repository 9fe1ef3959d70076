"""A notebook that shows the page, run and exported: the frame is there, and works in a browser."""

import re
from html import unescape
from pathlib import Path

import pytest

nbformat = pytest.importorskip(
    "nbformat", reason="nbformat is not installed here: pip install kmanim[notebook]"
)
nbclient = pytest.importorskip("nbclient")
nbconvert = pytest.importorskip("nbconvert")

CELLS = (
    "import kmanim",
    'kmanim.explore("mtcars", init=[(1000, 150), (1500, 150)])',
    'w = kmanim.explore("moons", "dbscan", eps=0.2).widget()\nw.min_samples = 4\nw.trace().n_clusters()',
)


@pytest.fixture(scope="module")
def notebook():
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    root = Path(__file__).parents[2]
    resources = {"metadata": {"path": str(root)}}
    nbclient.NotebookClient(made, timeout=120, kernel_name="python3", resources=resources).execute()
    return made


def test_the_cell_has_the_frame_the_picture_and_a_line(notebook):
    (shown,) = notebook.cells[1].outputs
    assert set(shown.data) == {"text/html", "image/png", "text/plain"}
    assert shown.metadata["image/png"]["alt"].startswith("Scatter plot of 32 cars")
    assert shown.data["text/plain"] == "<Explorer: k-means on mtcars>"


def test_the_widget_answers_python(notebook):
    pytest.importorskip("anywidget", reason="anywidget is not installed here: pip install kmanim[widget]")
    assert notebook.cells[2].outputs[-1].data["text/plain"] == "2"


def test_exported_the_frame_is_in_the_file(notebook):
    page, _ = nbconvert.HTMLExporter().from_notebook_node(notebook)
    (frame,) = re.findall(r"<iframe [^>]*title=\"Explorer: k-means on mtcars\"[^>]*>", page)
    assert 'sandbox="allow-scripts allow-downloads"' in frame
    inside = unescape(re.search(r'srcdoc="([^"]*)"', frame)[1])
    assert inside.startswith("<!DOCTYPE html>")
    assert 'class="contents">' in inside
