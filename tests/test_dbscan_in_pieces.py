"""DBSCAN on rows in pieces from its run to its files: words and pictures say what was counted."""

import json
import re
from contextlib import nullcontext

import numpy as np
import pytest

import kmanim
from kmanim.command.cli import main
from kmanim.errors import InputError
from kmanim.job.in_pieces import expected
from kmanim.plot.density.labelled_cells import LabelledCells, _shown_in
from kmanim.simulate.parameters.dbscan import Dbscan
from kmanim.simulate.runs.outcome import outcome_of
from kmanim.simulate.runs.runs import Runs
from kmanim.simulate.storage.trace_file import load_trace
from kmanim.story.counted_dbscan import captions, notes, outcome
from kmanim.story.counted_dbscan.facts import CellFacts
from kmanim.story.dbscan import alt_text
from kmanim.story.dbscan.facts import DbscanFacts
from kmanim.story.runs import solution_table

RNG = np.random.default_rng(5)
ROWS = np.vstack([RNG.normal(middle, 0.5, (700, 2)) for middle in ((0, 0), (4, 4), (8, 0))] + [[[2, 9]]])


def run(rows=ROWS, eps=0.5, least=6, **options):
    return kmanim.run("dbscan", kmanim.load(rows, in_pieces=True, **options), eps=eps, min_samples=least)


@pytest.fixture(scope="module")
def trace():
    return run()


@pytest.fixture(scope="module")
def film(trace):
    return kmanim.animate(trace)


def test_every_number_of_a_caption_is_counted(trace, film):
    facts = CellFacts(trace)
    assert {key.kind for key in film.timeline.keyframes} == {"data", "begin", "grow", "done"}
    for key in film.timeline.keyframes:
        counts = trace.counts_of(key.step)
        match key.kind:
            case "data":
                assert key.text.startswith(f"2,101 points, counted in {trace.dataset.n:,} cells.")
            case "begin":
                (looked_at,) = trace.unlabelled[key.step].looked_at
                assert key.text.startswith(f"{trace.near[looked_at]:,} points within 0.5 of a cell: core.")
                assert f"begins with {counts[facts.cluster(key.step)]:,} points" in key.text
            case "grow":
                cluster = facts.cluster(key.step)
                core = trace.totals[trace.core & (trace.history.at(key.step) == cluster)].sum()
                assert (
                    f"Cluster {cluster + 1} grows to {counts[cluster]:,} points, {core:,} of them core"
                    in key.text
                )
            case "done":
                core, border, noise = trace.kinds
                assert core + border + noise == len(ROWS)
                assert f"{core:,} core points, {noise:,} noise" in key.text
                assert key.mark == "tick"


def test_steps_are_told_once_and_in_order(trace):
    growths = CellFacts(trace).growths
    steps = [i for growth in growths for i in range(growth.first, growth.last + 1)]
    assert steps == list(range(1, len(trace) - 1))
    assert [growth.cluster for growth in growths] == list(range(trace.n_clusters()))


@pytest.mark.parametrize("least", [2, 3, 4])
@pytest.mark.parametrize("profile", ["walkthrough", "loop"])
def test_films_of_very_many_clusters_stay_in_their_time(profile, least):
    many = kmanim.animate(run(eps=0.06, least=least), profile=profile)
    assert many.trace.n_clusters() > 20
    assert many.timeline.duration_ms <= {"walkthrough": 45_000, "loop": 20_000}[profile]
    told = [key.step for key in many.timeline.keyframes]
    assert told == sorted(told)
    assert told[-1] == len(many.trace) - 1


def test_notes_say_what_moving_rows_may_change(trace):
    counted, changes = notes(trace)
    assert f"{trace.dataset.n:,} cells, {trace.grid.side:.3g} wide (eps / {trace.grid.parts})" in counted
    less, more = trace.unsure
    assert f"{less:,} point" in changes
    assert f"{more:,} point" in changes
    sure = run(np.repeat([[0.0, 0.0], [9.0, 9.0]], 30, axis=0), eps=1.0)
    assert "That changes nothing here" in notes(sure)[1]


def test_what_a_run_in_pieces_has_not_is_said_of_it(trace):
    with pytest.raises(InputError, match=r"distances to neighbours, and DBSCAN on rows in pieces has none$"):
        kmanim.k_distance(trace)
    with pytest.raises(InputError, match="kmeans and dbscan, not DBSCAN on rows in pieces; a film of it can"):
        kmanim.explore(trace)
    assert "Rows are read in pieces and never kept." in trace.dataset.notes


def test_thousands_are_parted():
    many = run(np.repeat(ROWS, 3, axis=0), least=1_000)
    assert captions.title(CellFacts(many)) == "DBSCAN on 6,303 points, eps = 0.5, at least 1,000"
    alike = kmanim.animate(kmanim.run("dbscan", np.repeat(ROWS, 3, axis=0), eps=0.5, min_samples=1_000))
    assert alike.timeline.title == "DBSCAN on 6,303 points, eps = 0.5, at least 1,000"
    assert alt_text.result(DbscanFacts(alike.trace)) == "DBSCAN finds no cluster and leaves 6,303 as noise"
    assert outcome(outcome_of(many)) == "no clusters, 6,303 noise"


def test_what_finds_nothing_says_so():
    nothing = kmanim.animate(run(eps=0.03, least=900))
    last = nothing.timeline.keyframes[-1]
    assert (last.phase, last.mark) == ("All noise", "cross")
    assert last.text == "Nowhere are 900 points within 0.03: all 2,101 are noise. A larger eps finds more."
    assert captions.result(CellFacts(nothing.trace)) == "DBSCAN finds no cluster and leaves 2,101 as noise"


@pytest.mark.parametrize(
    ("rows", "options", "eps"),
    [(ROWS, {}, 0.5), (ROWS, {"show": "y,x"}, 0.5), (ROWS, {"scale": "zscore"}, 0.2), (ROWS[:, :1], {}, 0.01),
     (ROWS[:1], {}, 1.0), (ROWS, {}, 60.0), (np.column_stack([ROWS[:, 0], np.full(2101, 3.0)]), {}, 0.02)],
)  # fmt: skip
def test_cells_are_drawn_where_their_rows_are(rows, options, eps):
    trace = run(rows, eps, **options)
    grid, cells = _shown_in(trace)
    drawn = grid.centres(cells)
    there = trace.dataset.view.project(trace.dataset.points)
    assert (np.abs(drawn - there) <= 0.51 * grid.steps + 1e-9 * (1 + np.abs(there))).all()
    assert max(grid.columns, grid.rows) <= 1024


def test_colours_are_those_of_the_labels(trace):
    _, cells = _shown_in(trace)
    shown = {}

    class Tally:
        scale, left, bottom = 1.0, 0, 0

        def show(self, *worn):
            shown["worn"] = worn

        def picture(self):
            return np.zeros((1, 1, 4), np.uint8)

    class Pen:
        scale = 1.0

        def role(self, _name):
            return nullcontext()

        def image(self, *_picture):
            pass

    clouds = LabelledCells(trace, None, (1, 2, 3), None)
    clouds._tally = Tally()
    clouds.draw(Pen(), trace.labels)
    where, groups, counts = shown["worn"]
    np.testing.assert_array_equal(where, cells)
    np.testing.assert_array_equal(groups, trace.labels + 1)
    assert counts.sum() == len(ROWS)


def test_the_panel_counts_rows(trace, film, tmp_path):
    reached = trace.reached
    assert reached[0] == 0
    assert reached[-1] == sum(trace.sizes)
    assert (np.diff(reached) >= 0).all()
    film.save(tmp_path / "film.gif")
    assert (tmp_path / "film.gif").stat().st_size < 300_000


def test_the_command_writes_a_post(tmp_path, capsys):
    np.save(tmp_path / "big.npy", ROWS.astype(np.float32))
    words = ["--algorithm", "dbscan", "--eps", "0.5", "--min-samples", "6", "--in-pieces"]
    out = tmp_path / "post"
    assert main([str(tmp_path / "big.npy"), *words, "--out", str(out), "--json", "--quiet"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["algorithm"] == "dbscan"
    assert told["runs"][0]["noise"] == run().kinds[2]
    (record,) = (path for path in out.iterdir() if path.stem == "run-01" and path.suffix in (".npz", ".json"))
    again = load_trace(record)
    assert repr(again).startswith("<DenseCellsTrace of dbscan on 'big'")
    np.testing.assert_array_equal(again.labels, run(ROWS.astype(np.float32)).labels)
    assert "counted in" in (out / "post.md").read_text("utf-8")
    assert (out / "strip.png").exists()
    assert main([str(tmp_path / "big.npy"), *words, "--dry-run", "--quiet"]) == 0
    assert "for the one pass in" in capsys.readouterr().out
    assert main([str(tmp_path / "big.npy"), *words, "--explore", "--quiet"]) == 2
    assert main([str(tmp_path / "big.npy"), *words[:2], "--in-pieces", "--quiet"]) == 2
    assert "eps must be given where rows are read in pieces" in capsys.readouterr().err


def test_very_many_cells_are_said_before_the_work():
    rows = np.random.default_rng(2).random((1_000_000, 2), np.float32)
    large, eps = kmanim.load(rows, in_pieces=True), 0.008
    few, much = (expected(large, Dbscan(eps=radius), 1) for radius in (0.3, eps))
    cells = (8 / eps + 1) ** 2
    assert 5.0 <= much[1]["seconds_after"] <= 1.01e-5 * cells
    said = re.search(r"for the one pass in 1 process and ([\d.]+) s at most for what is", much[0])
    assert float(said[1]) == pytest.approx(much[1]["seconds_after"], rel=0.05)
    assert "at most" not in few[0]
    assert much[1]["memory"] - few[1]["memory"] >= 100 * 500_000


@pytest.mark.parametrize("name", ["counted_dbscan", "counted-kmeans"])
def test_runs_on_rows_in_memory_are_not_counted(name):
    own = name.removeprefix("counted_").removeprefix("counted-")
    with pytest.raises(InputError, match=f"{name} is {own} on rows in pieces, .* in memory: run {own}$"):
        kmanim.run(name, ROWS, **({"eps": 1.0} if own == "dbscan" else {"k": 2}))


def test_the_table_of_solutions_says_what_was_counted_and_no_more():
    trace = run()
    head, row = solution_table(Runs([trace]))
    told = dict(zip(head, row, strict=True))
    assert told["core"] == f"{trace.kinds[0]:,}"
    assert "," in told["core"]
    assert "contested" not in told  # which border rows others could have is not counted
