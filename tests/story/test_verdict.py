"""What is said of an end: the best that is known, a worse one, or that nobody can tell from one run."""

from dataclasses import replace

import numpy as np
import pytest
from story_tables import cars, reference

import kmanim
from kmanim.errors import InputError
from kmanim.job.job import Job
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many
from kmanim.story.text.words import columns
from kmanim.story.verdict import Verdict, verdict_of, words_of

# Section 5 of the storyboard: A is the best of six solutions, B is 5.4 % above.
A, B = 2547692.0, 2684738.0
START_OF_B = [(1000, 100), (2000, 200)]


def last(trace, **options):
    return kmanim.animate(trace, profile="loop", **options).timeline.keyframes[-1]


def test_one_run_alone_does_not_say_how_good_its_end_is():
    key = last(reference())
    assert key.caption[1] == "A resting place; another start may find a lower one."
    assert (key.phase, key.mark) == ("Done", "")
    assert not any(k.mark for k in kmanim.animate(reference()).timeline.keyframes)


def test_the_best_of_all_runs_has_the_tick():
    runs = run_many("kmeans", cars(), 12, k=2)
    best = last(runs.best, best=runs)
    assert (best.phase, best.mark) == ("Done", "tick")
    assert best.caption[1] == "W (sum of squared distances) = 2,547,692: the best known."
    others = [trace for trace in runs if runs.solution_of(trace).letter != "A"]
    assert others
    for trace in others:
        key = last(trace, best=runs)
        assert (key.phase, key.mark) == ("Stuck", "")
        assert key.caption[0].startswith("Stuck after")
        assert key.caption[1].endswith(", best known 2,547,692.")


def test_a_bad_end_is_called_by_its_numbers():
    trace = run("kmeans", cars(), init=START_OF_B)
    assert last(trace, best=A).caption[1] == "Sum of squared distances: 2,684,738, best known 2,547,692."
    assert kmanim.animate(trace, best=A).timeline.best == A


def test_who_is_better_than_the_best_that_was_known_is_the_best():
    key = last(reference(), best=B)
    assert (key.phase, key.mark) == ("Done", "tick")
    assert kmanim.animate(reference(), best=B).timeline.best == pytest.approx(A, rel=1e-6)


def test_rounding_makes_nobody_stuck():
    value = float(reference().objective[-1])
    for best in (value, value * (1 + 1e-12), value * (1 - 1e-12)):
        assert verdict_of(reference(), best).kind == "best"
    assert verdict_of(reference(), value * (1 - 1e-3)).kind == "stuck"


def test_a_hair_worse_is_as_good_and_says_so():
    best = float(reference().objective[-1]) * (1 - 1e-6)
    key = last(reference(), best=best)
    assert (key.phase, key.mark) == ("Done", "tick")
    assert key.caption[1] == "W = 2,547,692: as good as the best known, 2,547,690."


def test_where_no_end_could_be_better_none_is_compared():
    single = last(run("kmeans", cars(), k=1))
    assert (single.mark, len(single.caption)) == ("tick", 1)
    apart = last(run("kmeans", [[0.0, 1.0], [1.0, 0.0], [3.0, 3.0]], init=[(0, 1), (1, 0), (3, 3)]))
    assert apart.mark == "tick"


def test_a_run_that_was_stopped_gets_no_verdict():
    trace = run("kmeans", cars(), init=[(1000, 150), (1500, 150)], max_iter=1)
    key = last(trace, best=A)
    assert (key.phase, key.mark) == ("Stopped", "")
    assert "best" not in key.text


def test_what_rises_is_judged_the_other_way_round():
    rising = replace(reference().parameters.objective, symbol="L", direction="rises", floor=None)
    assert words_of(Verdict("open", 3.0, None), rising).endswith("may find a higher one.")


@pytest.mark.parametrize("algorithm", ["dbscan", "hierarchical"])
def test_what_has_no_objective_has_no_best(algorithm):
    trace = run(algorithm, cars())
    assert verdict_of(trace, None) is None
    with pytest.raises(InputError, match="has no objective, so no end is the best; leave best out"):
        kmanim.animate(trace, best=3.0)


@pytest.mark.parametrize("best", ["low", True, float("nan"), float("inf"), [1.0]])
def test_a_best_that_is_no_number_is_refused(best):
    with pytest.raises(InputError, match="best must be a number, or the runs that know it, got"):
        kmanim.animate(reference(), best=best)
    assert kmanim.animate(reference(), best=np.float64(A)).timeline.best is not None


@pytest.mark.parametrize("scale", [1e-9, 1e-3, 1.0, 1e6])
@pytest.mark.parametrize("k", [2, 5, 12])
def test_verdicts_fit_their_lines(scale, k):
    points = np.random.default_rng(k).normal(size=(60, 2)) * scale
    runs = run_many("kmeans", points, 6, k=k)
    for trace in runs:
        for best in (None, runs):
            key = last(trace, best=best)
            assert len(key.caption) == 2
            assert all(columns(line) <= 58 for line in key.caption)


def test_the_films_of_a_job_know_its_best(tmp_path):
    job = Job(dataset=kmanim.load("mtcars"), runs=12, out=tmp_path / "a")
    ends = {trace.run: job.film(trace).timeline.keyframes[-1].phase for trace in job.compared}
    best = job.compared.solutions[0].runs
    assert ends == {run: "Done" if run in best else "Stuck" for run in ends}
    alone = Job(dataset=kmanim.load("mtcars"), out=tmp_path / "b")
    assert alone.film(alone.picked).timeline.best is None
