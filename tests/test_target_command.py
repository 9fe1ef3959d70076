"""The command for an algorithm that learns: its target, its scale, and what of both was chosen unasked."""

import json

import pytest

from kmanim.command.cli import main
from kmanim.command.options import parse

LEARN = ["--algorithm", "gradient-descent", "--profile", "loop", "--size", "300x225", "--json"]


def told(words, capsys):
    assert main([*words, *LEARN]) == 0
    said = capsys.readouterr()
    return json.loads(said.out), said.err


def test_a_target_of_two_classes(tmp_path, capsys):
    result, said = told(["mtcars", "--target", "am", "--out", str(tmp_path / "out")], capsys)
    assert (result["target"], result["columns"]) == ("am", ["weight", "horsepower"])
    assert (
        "Columns are z-scored, as gradient descent goes best so; --scale none leaves them as they are."
        in said
    )
    assert "none was named" not in said


def test_what_was_not_said_is_told_to_whoever_asked_and_not_to_readers(tmp_path, capsys):
    out = tmp_path / "out"
    result, said = told(["mtcars", "--scale", "minmax", "--out", str(out)], capsys)
    assert (result["target"], result["columns"]) == ("horsepower", ["weight"])
    assert "As none was named, the target is horsepower; --target names another." in said
    assert "goes best so" not in said
    assert "none was named" not in (out / "post.md").read_text()
    trace = json.loads((out / "run-01.json").read_text())
    assert trace["dataset"]["scaling"]["method"] == "minmax"
    assert trace["dataset"]["target"]["feature"] == ["horsepower", "hp", "Horsepower"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["iris", "--target", "species"], "column 'species' holds text of 3 different values; a target is"),
        (["mtcars", "--target", "bhp"], "no column 'bhp' in mtcars"),
        (
            ["mtcars", "--columns", "weight"],
            "'mtcars' has weight alone, and nothing to be told from it; name a target",
        ),
        (
            ["mtcars", "--columns", "weight,am", "--target", "am"],
            "'am' cannot be among columns and target, too",
        ),
        (["mtcars", "--side-by-side", "classes"], "and gradient descent finds none; leave it out"),
        (["mtcars", "--explore"], "the page runs kmeans and dbscan, not gradient descent"),
        (["zoo"], "column 'hair' holds text"),
        (["nine-rooms"], "'nine-rooms' has walks between rooms, and no points"),
    ],
)
def test_what_cannot_be_told_is_refused(words, why, tmp_path, capsys):
    assert main([*words, *LEARN, "--out", str(tmp_path / "out")]) == 2
    assert why in capsys.readouterr().err


def test_the_algorithm_says_the_scale_where_nobody_does():
    assert parse(["mtcars"]).scale is None
    assert parse(["mtcars", "--scale", "none"]).scale == "none"
