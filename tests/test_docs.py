"""The docs site: what its build makes of the project, and that it follows every link; CI builds it as a step."""

import importlib.util
import json
from pathlib import Path

import pytest

PARTS = Path(__file__).parents[1] / "docs" / "_extension" / "kmanim_pages"


def part(name):
    """Import one of its files alone: what Sphinx needs is not there for every test."""
    spec = importlib.util.spec_from_file_location(name, PARTS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ('<a href="b.html">', []),
        ('<a href="b.html#there"><a href="#here"><p id="here">', []),
        ('<a href="within/">', []),
        ('<a href="https://example.org/none"><a href="mailto:a@b.c">', []),
        ('<img src="a%20b.png" alt="A film">', []),
        ('<a href="none.html">', ["a.html: none.html leads nowhere"]),
        ('<a href="b.html#none">', ["a.html: b.html#none: there is no such place on that page"]),
        ('<a href="#none">', ["a.html: #none: there is no such place on that page"]),
        ('<source srcset="none.png">', ["a.html: none.png leads nowhere"]),
        ('<img src="a%20b.png">', ["a.html: a%20b.png has no words"]),
        ('<script src="none.js"></script>', ["a.html: none.js leads nowhere"]),
    ],
)
def test_every_link_is_followed(page, says, tmp_path):
    (tmp_path / "a.html").write_text(page)
    (tmp_path / "b.html").write_text('<h2 id="there">')
    (tmp_path / "a b.png").touch()
    (tmp_path / "within").mkdir()
    (tmp_path / "within" / "index.html").touch()
    assert part("links").broken(tmp_path) == says


def test_the_first_picture_has_the_words_of_its_film():
    root = PARTS.parents[2]
    words = json.loads((root / "gifs" / "words.json").read_text("utf-8"))
    assert f'alt="{words["loop.gif"]}"' in (root / "docs" / "index.md").read_text("utf-8")


def test_pages_of_the_project_lead_within_the_site():
    pages = part("project").project(PARTS.parents[2])
    assert set(pages) == {"contributing.md", "changelog.md"}
    assert "](../architecture.md)" in pages["contributing.md"]
    assert "](changelog.md)" in pages["contributing.md"]


def test_help_is_shown_as_it_is_written():
    plain = part("text").plain
    assert plain("gifs/<data set>, *.csv_1 [x] | $HOME") == r"gifs/\<data set\>, \*.csv\_1 \[x\] \| \$HOME"
