"""The page as a file of the command: alone, or beside films and figures and linked from their page."""

import json
import re

import pytest

import kmanim
from kmanim.command.cli import main

SMALL = ["--profile", "loop", "--size", "160x120"]


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def first(path):
    text = path.read_text("utf-8")
    return json.loads(re.search(r'class="contents">(.*?)</script>', text)[1])["first"]


def test_alone_it_is_the_page_of_python(tmp_path, capsys):
    assert main(["iris", "--explore", "--scale", "zscore", "-o", "out"]) == 0
    said = capsys.readouterr()
    assert said.out.split() == ["out/explore.html", "out/.kmanim.json"]
    assert re.search(r"1 file, \d+ kB; open out/explore.html", said.err)
    assert "solution" not in said.err
    page = kmanim.explore(kmanim.load("iris", scale="zscore"))
    assert (tmp_path / "out/explore.html").read_text("utf-8") == page.html


@pytest.mark.parametrize("words", [["--format", "gif"], ["-qfgif"], ["--runs", "2"], ["--size=160x120"]])
def test_beside_what_else_is_asked_for(words, capsys):
    assert main(["mtcars", "--explore", "--dry-run", *words]) == 0
    names = capsys.readouterr().out.split()
    assert "gifs/mtcars/explore.html" in names
    assert "gifs/mtcars/index.html" in names


def test_beside_films_it_begins_with_their_run_and_is_linked(tmp_path, capsys):
    assert main(["mtcars", "--explore", "--runs", "2", "--json", "-qo", "out", *SMALL]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["explore"] == "out/explore.html"
    assert "out/explore.html" in told["files"]
    words = "Place the centres yourself, and go through every step"
    page, post = ((tmp_path / "out" / name).read_text("utf-8") for name in ("index.html", "post.md"))
    assert f'<p><a href="explore.html">{words}</a></p>' in page
    assert f"[{words}](explore.html)" in post
    assert "explore.html" in (tmp_path / "out/.kmanim.json").read_text("utf-8")
    best = min(told["runs"], key=lambda run: run["inertia"])
    chosen = first(tmp_path / "out/explore.html")
    assert chosen["starts"] == best["starts"]
    assert (chosen["init"], chosen["step"]) == ("uniform", 0)


def test_of_more_columns_it_shows_two(tmp_path):
    starts = "50,30,10,2 60,30,50,20"
    assert main(["iris", "--explore", "--init", starts, "-qo", "out", *SMALL]) == 0
    chosen = first(tmp_path / "out/explore.html")
    assert (chosen["columns"], chosen["starts"]) == (["petal length", "petal width"], [])


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["moons", "--algorithm", "em"], "--explore: the page runs kmeans and dbscan, not EM; a film of it"),
        (
            ["mtcars", "--columns", "mpg"],
            "--explore: the page shows two columns of numbers, and here is one of mtcars (mpg)",
        ),
        (["sheehan4", "--algorithm", "dbscan"], "--explore: the page takes at most 2,000 points for DBSCAN"),
    ],
)
def test_what_no_page_can_show_is_refused_before_the_work(words, answer, tmp_path, capsys):
    assert main([*words, "--explore"]) == 2
    assert answer in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_job_without_it_says_nothing_of_it(tmp_path):
    assert main(["mtcars", "-qo", "out", *SMALL]) == 0
    assert "explore" not in (tmp_path / "out/index.html").read_text("utf-8")
    assert not (tmp_path / "out/explore.html").exists()
