"""`--choose-k` as a command: its files, their words, and that they are not there unasked."""

import csv
import json

import numpy as np
import pytest
from PIL import Image

import kmanim
from kmanim.command.cli import main
from kmanim.job import choices
from kmanim.job.job import Job
from kmanim.story.figures.choose_k import sentence

WORDS = ["mtcars", "--size", "160x120", "--runs", "2"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("choose") / "films"
    assert main([*WORDS, "--choose-k", "2-5", "--quiet", "--out", str(out)]) == 0
    return out


def test_the_table_holds_the_numbers(folder):
    choice = kmanim.choose_k(kmanim.load("mtcars"), range(2, 6), runs=2)
    with (folder / "choose-k.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row, expected in zip(rows, choice.table(), strict=True):
        said = row.pop("said_by")
        assert {name: float(cell) if cell else None for name, cell in row.items()} == expected
        assert ("silhouette" in said) == (expected["k"] == choice.by_silhouette)
    with Image.open(folder / "choose-k.png") as picture:
        assert np.array_equal(np.asarray(picture.convert("RGBA")), kmanim.which_k.page(choice).image())


def test_several_processes_find_the_same(monkeypatch):
    monkeypatch.setattr(choices, "_WORTH_COPIES", 0)
    cars, told = kmanim.load("mtcars"), []
    one, other = (
        choices.chosen(
            "kmeans",
            cars,
            range(1, 5),
            {"init": "sample", "empty": "farthest", "k": 9},
            runs=3,
            seed=7,
            workers=workers,
            tell=lambda *at: told.append(at),
        )
        for workers in (1, 3)
    )
    assert one.table() == other.table()
    for mine, theirs in zip((*one.labels, *one.each), (*other.labels, *other.each), strict=True):
        assert mine.tobytes() == theirs.tobytes()
        assert mine.dtype == theirs.dtype
    assert told == [(part, 24, "choosing k") for part in range(1, 25)] * 2


def test_the_pages_show_it(folder):
    choice = kmanim.choose_k(kmanim.load("mtcars"), range(2, 6), runs=2)
    first = sentence(choice).split(",")[0]
    for name in ("post.md", "index.html"):
        text = (folder / name).read_text("utf-8")
        assert first in text
        assert "choose-k.png" in text
        assert "Which k: the numbers" in text
        assert "The solutions" in text


def test_it_is_listed_and_given_as_json(folder, tmp_path, capsys):
    capsys.readouterr()
    words = [*WORDS, "--choose-k", "2-3", "--out", str(tmp_path)]
    assert main([*words, "--dry-run"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert main([*words, "--json"]) == 0
    out, err = capsys.readouterr()
    answer = json.loads(out)
    assert answer["files"] == listed
    assert [row["k"] for row in answer["choose_k"]] == [2, 3]
    assert "where the range ends" in err or " say" in err
    assert {path.rsplit("/")[-1] for path in listed} >= {"choose-k.png", "choose-k.csv"}


def test_without_it_there_is_nothing_of_it(tmp_path):
    job = Job(dataset=kmanim.load("mtcars"), out=tmp_path)
    assert not [name for name in job.names if name.startswith("choose")]
    assert job.choice is None


def test_the_k_that_was_given_is_the_one_whose_silhouettes_are_shown(tmp_path):
    job = Job(dataset=kmanim.load("mtcars"), choose_k=range(2, 5), parameters={"k": 4}, runs=1)
    (batch,) = [batch for batch in job.batches if batch.items[0].name == "choose-k.png"]
    (shown,) = batch.make([tmp_path / "choose-k.png"])
    assert "silhouettes of four clusters" in shown.words.alt


def test_other_algorithms_are_refused(tmp_path):
    job = Job(dataset=kmanim.load("mtcars"), algorithm="kmedians", choose_k=range(1, 3), out=tmp_path)
    with pytest.raises(kmanim.InputError, match="k is chosen for EM and k-means, not for kmedians"):
        _ = job.choice


def test_mixtures_are_chosen_by_what_a_likelihood_costs(tmp_path, capsys):
    words = ["faithful", "--size", "160x120", "--algorithm", "em", "--runs", "2", "--choose-k", "2-3"]
    assert main([*words, "--json", "--out", str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    choice = kmanim.choose_mixture(kmanim.load("faithful"), range(2, 4), runs=2)
    assert json.loads(out)["choose_k"] == choice.table()
    assert "BIC chooses 3 tied" in err
    with (tmp_path / "choose-mixture.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["covariance"], row["k"]) for row in rows] == [
        (end.covariance, str(end.k)) for end in choice.ends
    ]
    assert [float(row["BIC"]) for row in rows] == [end.bic for end in choice.ends]
    with Image.open(tmp_path / "choose-mixture.png") as picture:
        assert np.array_equal(np.asarray(picture.convert("RGBA")), kmanim.which_mixture.page(choice).image())
    assert "choose-mixture.png" in (tmp_path / "post.md").read_text("utf-8")


def test_one_kind_of_covariance_and_of_start_where_they_are_said(tmp_path):
    given = {"covariance": "diag", "init": "sample", "k": 5}
    job = Job(dataset=kmanim.load("mtcars"), algorithm="em", choose_k=range(1, 3), parameters=given, runs=2)
    assert job.choice.covariances == ("diag",)
    assert [end.trace.parameters.init for end in job.choice.ends] == ["sample", "sample"]
