"""EM on rows in pieces from the command's words to its files: films and words that are told from counts."""

import json
import re

import numpy as np
import pytest

import kmanim
from kmanim.command.cli import main
from kmanim.plot.scenes.counted_em.scene import CountedEmScene
from kmanim.simulate.storage.trace_file import load_trace
from kmanim.story.counted_em import notes
from kmanim.story.em.captions import leaning
from kmanim.story.em.facts import EmFacts
from kmanim.story.em.film import tell


@pytest.fixture(scope="module")
def rows():
    rng = np.random.default_rng(3)
    return rng.permutation(
        np.vstack([rng.normal(middle, 1.1, (1_500, 2)) for middle in ((0, 0), (4, 1), (2, 5))])
    )


@pytest.fixture(scope="module")
def trace(rows):
    return kmanim.run("em", kmanim.load(rows, in_pieces=True), k=3, init="sample", seed=1).canonical()


def test_captions_tell_the_rows_that_memory_would_name(rows, trace):
    kept = kmanim.run("em", rows, k=3, init="sample", seed=1).canonical()
    told = [tell(one, profile="loop") for one in (kept, trace)]
    lines = [[keyframe.text for keyframe in timeline.keyframes] for timeline in told]
    assert lines[0] == lines[1]
    assert told[0].title == told[1].title
    assert told[0].table == told[1].table
    assert any("change" in text or "lean" in text for text in lines[1])


def test_counts_of_rows_that_change_sides_are_those_recorded(trace):
    facts = EmFacts(trace)
    for state in range(1, facts.states + 1):
        ways = trace.ways_at(facts.shared(state))
        assert facts.n_switched(state) == ways.sum() == trace.unlabelled[2 * state + 1].moved.count.sum()
    (first, *_) = leaning(facts, 1, first=True)
    numbers = [int(number.replace(",", "")) for number in re.findall(r"\b[\d,]+(?= point| to)", first)]
    assert set(numbers) <= {count for _, count, _ in facts.turned(1)} | {facts.n_switched(1)}


def test_no_row_is_explained_or_ringed(trace):
    facts = EmFacts(trace)
    assert facts.explained is None
    assert facts.near_ties(facts.states) == ()
    assert "explain" not in {keyframe.kind for keyframe in tell(trace).keyframes}


def test_notes_say_what_the_colour_of_a_cell_is(trace, rows):
    assert notes(trace)[-1].endswith("all points in a cell have the colour of its middle.")
    three = np.column_stack([rows, rows.sum(axis=1) + np.sin(np.arange(len(rows)))])
    hidden = kmanim.run("em", kmanim.load(three, in_pieces=True), k=2, seed=1, max_iter=3)
    assert "those of the two components that lead most of its points" in notes(hidden)[-1]


def test_ends_of_the_picture_are_those_of_the_grid(trace):
    np.testing.assert_array_equal(CountedEmScene.ends_of(trace), [trace.grid.low, trace.grid.high])


def test_the_command_says_what_it_takes_and_does_it(rows, tmp_path, capsys):
    path = tmp_path / "big.npy"
    np.save(path, rows.astype(np.float32))
    words = [str(path), "--in-pieces", "--algorithm", "em", "--k", "3", "--out", str(tmp_path / "post")]
    assert main([*words, "--dry-run"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("4,500 points in 1 piece, ")
    assert "1,001 rounds and " in line
    assert not (tmp_path / "post").exists()
    small = ["--runs", "2", "--size", "200x150", "--profile", "loop"]
    assert main([*words, *small, "--json", "--quiet"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["points"] == 4_500
    names = {path.name for path in (tmp_path / "post").iterdir()}
    assert {"run-01.gif", "run-02.gif", "strip.png", "log_likelihood.png", "grid.png", "index.html"} <= names
    assert {"post.md", "runs.csv"} <= names
    assert "counts of all points in 512 x 384 cells" in (tmp_path / "post" / "post.md").read_text("utf-8")
    (record,) = (
        path
        for path in (tmp_path / "post").iterdir()
        if path.stem == "run-01" and path.suffix in (".npz", ".json")
    )
    assert load_trace(record).n == 4_500


def test_the_command_refuses_what_needs_rows(rows, tmp_path, capsys):
    path = tmp_path / "big.npy"
    np.save(path, rows)
    words = [str(path), "--in-pieces", "--algorithm", "em", "--out", str(tmp_path / "post")]
    for more in (["--explain", "3"], ["--choose-k", "1-3"]):
        assert main([*words, *more]) == 2
        line = capsys.readouterr().err.splitlines()[-1]
        assert f"{more[0]}: all rows are needed at once for it" in line
    assert not (tmp_path / "post").exists()
