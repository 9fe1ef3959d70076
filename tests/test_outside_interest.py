"""An algorithm that takes no data and finds no groups goes the whole way; the command begins with its name."""

import json

import pytest

import kmanim
from kmanim.command.cli import main
from kmanim.command.options import parse
from kmanim.command.which_algorithm import which_algorithm
from kmanim.errors import InputError


@pytest.fixture
def interest(bring):
    return bring("interest")


def test_it_runs_without_data(interest, tmp_path):
    trace = kmanim.run("interest", years=2, rate=10)
    assert trace.objective.round(9).tolist() == [100.0, 110.0, 121.0]
    assert repr(trace) == "<InterestTrace of interest on 'interest', run 1: 3 snapshots, 2 iterations>"
    assert trace.dataset.to_frame().to_dict("list") == {"sum": [100.0], "rate": [10.0], "years": [2.0]}
    assert trace.to_frame().columns.tolist() == ["step", "iteration", "objective"]
    assert (trace.sizes, trace.n_clusters()) == ((), 0)
    with pytest.raises(InputError, match="runs of interest put no rows into groups, so they have no labels"):
        trace.labels  # noqa: B018 - it is asked for
    for figure in (kmanim.density, kmanim.scatter, kmanim.silhouette, kmanim.joint):
        with pytest.raises(InputError, match="shows clusters, and interest finds none"):
            figure(trace)
    again = kmanim.load_trace(kmanim.save_trace(trace, tmp_path / "trace.json"))
    assert again.objective.tolist() == trace.objective.tolist()
    assert again.dataset.features == trace.dataset.features
    assert kmanim.run("interest", again.dataset, years=1).dataset.points[0, 2] == 1
    assert kmanim.animate(trace).captions[-1] == "100.00 € become 121.00 €."
    with pytest.raises(InputError, match="interest takes no data"):
        kmanim.run("interest", "mtcars")


def test_its_runs_and_values_are_compared(interest):
    runs = kmanim.run_many("interest", runs=1)
    assert runs.columns == ("iterations", "objective", "solution")
    assert runs.to_frame().columns.tolist() == [
        "run", "iterations", "objective", "solution", "stopped", "failure",
    ]  # fmt: skip
    sweep = kmanim.sweep("interest", years=[1, 2, 3])
    assert [one.trace.dataset.points[0, 2] for one in sweep] == [1, 2, 3]
    assert [one.measures for one in sweep][1] == {"objective": 100 * 1.05**2, "rounds": 2}
    assert list(sweep.table()[0]) == ["years", "objective", "rounds", "failure", "stopped"]
    film = kmanim.animate_sweep(sweep)
    assert film.captions[0] == "interest, 3 values of years: 1 to 3. S: money."
    assert film.captions[-1] == "Years 1 to 3: S rises from 105.0 to 115.8."
    with pytest.raises(InputError, match="compares clusters, and interest finds none"):
        kmanim.compare_algorithms(["kmeans", "interest"], ["moons"])
    with pytest.raises(InputError, match="compares clusters with known groups, and interest finds none"):
        kmanim.beside_classes(kmanim.run("interest"))


@pytest.mark.parametrize("words", [["interest", "--years", "4"], ["--years", "4", "--algorithm", "interest"]])
def test_the_command_begins_with_its_name(interest, words, tmp_path, capsys):
    out = tmp_path / "out"
    assert main([*words, "--profile", "loop", "--size", "300x225", "--json", "--out", str(out)]) == 0
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert (told["algorithm"], told["columns"], told["points"]) == ("interest", ["sum", "rate", "years"], 1)
    assert "reading" not in said.err
    assert "solution A" not in (out / "post.md").read_text()
    assert "\n100.00 € become 121.55 €.\n" in (out / "post.md").read_text().replace("\\", "")
    assert "## The film" in (out / "post.md").read_text()
    head = (out / "runs.csv").read_text().splitlines()[0]
    assert head == "run,iterations,objective,solution,file,bytes"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["interest", "--scale", "zscore"], "--scale is said of data, and interest takes none; leave it out"),
        (["interest", "--columns=x"], "--columns is said of data, and interest takes none; leave it out"),
        (["interest", "--target", "x"], "--target is said of data, and interest takes none; leave it out"),
        (
            ["mtcars", "--algorithm", "interest"],
            "interest takes no data, .* write kmanim interest and leave 'mtcars'",
        ),
        (
            ["interest", "--sweep", "years=1:3", "--with", "moons"],
            "--with is a second data set, and interest takes",
        ),
        (
            ["interest", "--side-by-side", "classes"],
            "--side-by-side classes compares clusters with known groups",
        ),
        (
            ["interest", "--side-by-side", "2-3"],
            "--side-by-side needs an algorithm with --k, and interest has none",
        ),
        (["interest", "--choose-k", "2-3"], "--choose-k judges EM and k-means, not interest"),
        (["interest", "--compare-inits"], "--compare-inits compares starts of k-means, not of interest"),
        (["interest", "--runs", "2"], "interest draws nothing, so all 2 runs would be the same"),
        (["interest", "--k", "3"], "--k is for .*, not for interest"),
        (["mtcars", "--years", "3"], "--years is for interest, not for kmeans"),
        (["nine-rooms", "--target", "Gym"], "--target is for gradient_descent, not for floor_plan"),
        (["nine-rooms", "--k", "3"], "--k is for .*, not for floor_plan"),
        (["nine-rooms", "--side-by-side", "classes"], "and toy floor plan finds none; leave it out"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(interest, words, why):
    with pytest.raises(InputError, match=why):
        parse(words)


def test_a_page_that_answers_is_refused(interest, tmp_path, capsys):
    assert main(["interest", "--explore", "--out", str(tmp_path / "out")]) == 2
    assert "--explore: the page runs kmeans and dbscan, not interest" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "why"),
    [
        (
            "--scale=zscore",
            "--scale is for tables of points; 'nine-rooms' has walks between rooms, leave it out",
        ),
        ("--classes=Gym", "--classes is for tables of points"),
        ("--n=4", "--n is for tables of points"),
        ("--show=A,B", "--show is for tables of points"),
        ("--labels=A", "--labels is for tables of points"),
        ("--decimal=.", "--decimal is for files of text; 'nine-rooms' is built in"),
        ("--explore", "--explore: the page runs kmeans and dbscan, not toy floor plan"),
        ("--columns=a,b,c", "no column 'a' in nine-rooms; there are from, to and walks"),
        ("--algorithm=kmeans", "'nine-rooms' has walks between rooms, and no points to cluster"),
        ("--algorithm=em", "'nine-rooms' has walks between rooms, and no points to cluster"),
    ],
)
def test_what_walks_have_no_use_for_is_refused_by_name(option, why, tmp_path, capsys):
    assert main(["nine-rooms", option, "--out", str(tmp_path / "out")]) == 2
    assert why in capsys.readouterr().err


def test_its_help_says_nothing_of_data(interest, capsys):
    assert main(["interest", "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("usage: kmanim interest [options]")
    assert "--years" in said
    assert "--columns A,B" not in said
    assert main(["--list"]) == 0
    assert "interest, without data: kmanim interest: --sum --rate --years" in capsys.readouterr().out
    assert main(["--list", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    (one,) = (one for one in told["algorithms"] if one["name"] == "interest")
    assert (one["columns"], one["word"], one["target"], one["scale"]) == ("none", "interest", False, "none")


@pytest.mark.parametrize(
    ("words", "algorithm"),
    [
        (["interest"], "interest"),
        (["--quiet", "interest"], "interest"),
        (["--out", "interest", "mtcars"], "kmeans"),
        (["--out=x", "interest"], "interest"),
        (["mtcars"], "kmeans"),
        (["zoo"], "kmodes"),
        (["nine-rooms", "--runs", "3"], "floor_plan"),
        (["--seed", "4", "Nine-Rooms"], "floor_plan"),
        (["ZOO", "--k", "3"], "kmodes"),
        (["zoo", "--algorithm", "kmeans"], "kmeans"),
        (["./interest"], "kmeans"),
        (["-"], "kmeans"),
        ([], "kmeans"),
    ],
)
def test_the_algorithm_follows_from_the_words(interest, words, algorithm):
    assert which_algorithm(words) == algorithm


def test_an_algorithm_where_data_belong_is_told_so(capsys):
    with pytest.raises(
        InputError, match="dbscan is an algorithm, and data come first: kmanim mtcars --algorithm"
    ):
        parse(["dbscan"])
    with pytest.raises(InputError, match=r"--target is not for kmeans|--target is for .*, not for kmeans"):
        parse(["mtcars", "--target", "horsepower"])


def test_its_runs_stand_side_by_side(interest, tmp_path):
    traces = [kmanim.run("interest", rate=rate, years=3) for rate in (5, 10)]
    film = kmanim.side_by_side(traces)
    assert film.titles == ("rate = 5", "rate = 10")
    assert film.save(tmp_path / "film.gif").stat().st_size > 1000
    with pytest.raises(InputError, match="only if all cluster the same rows and columns"):
        kmanim.side_by_side([*traces, kmanim.run("ab_test")])
