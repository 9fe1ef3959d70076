"""Wrong values: one line that names the option, and exit code 2."""

import pytest

from kmanim.command.cli import main

WRONG = {
    "em": [
        ("--k 0", "--k must be a whole number from 1 to 50, got 0"),
        ("--k 33", "k is 33 but mtcars has only 32 cars"),
        ("--k two", "--k must be a whole number, got 'two'"),
        ("--covariance round", "--covariance must be full, tied, diag or spherical, got 'round'"),
        ("--init random", "--init must be kmeans, sample, given or starts such as"),
        ("--init given", "--init is given, but no means are"),
        ("--means 1,2,3", "--means: a start has 3 numbers, but mtcars has 2 columns"),
        ("--weights 0.5,0.5", "--weights are given, but no means"),
        ("--reg -1", "--reg must be a number from 0"),
        ("--reg nan", "--reg must be a number, got 'nan'"),
        ("--tol inf", "--tol must be a number, got 'inf'"),
        ("--max-iter 0", "--max-iter must be a whole number from 1 to 10000"),
        ("--panel foo", "--panel must be auto, none or log_likelihood, got 'foo'"),
        ("--eps 3", "--eps is for dbscan, not for em"),
        ("--compare-inits", "--compare-inits compares starts of k-means, not of EM"),
        ("--sweep k=0:3", "k must be a whole number from 1 to 50, got 0"),
        ("--explain Nobody", "--explain: no row is called 'Nobody'; the first row is Mazda RX4"),
    ],
    "kmeans": [("--explain Nobody", "--explain: no row is called 'Nobody'; the first row is Mazda RX4")],
    "dbscan": [("--order 1,2", "--order must name every row once: it has 2, but mtcars has 32 cars")],
    "hierarchical": [("--k 2 --height 3", "--height: a tree is cut by k or at a height; give one of them")],
    "gradient-descent": [("--init 3", "--init must have a number for each of 2 weights (weight, b), got 1")],
    "mean-shift": [
        ("--bandwidth 0", "--bandwidth must be larger than 0"),
        ("--bandwidth -3", "--bandwidth must be a number from 0"),
        ("--bandwidth wide", "--bandwidth must be a number, got 'wide'"),
        ("--kernel round", "--kernel must be flat or gaussian, got 'round'"),
        ("--seeds 3", "--seeds: a start has 1 number, but mtcars has 2 columns"),
        ("--start Nobody", "--start: no row of mtcars is called 'Nobody'"),
        ("--start 99", "--start: there is no row 99; mtcars has rows 1 to 32"),
        ("--start 1,2,3", "--start: a start has 3 numbers"),
        ("--start 1 --seeds bins", "--start is one climb alone and seeds are many"),
        ("--start 90000,1 --bandwidth 3", "no start has a point within the bandwidth, 3"),
        ("--climb Nobody", "--climb: no row of mtcars is called 'Nobody'"),
        ("--climb 99", "--climb: there is no row 99"),
        ("--runs 5", "mean shift draws nothing, so all 5 runs would be the same"),
        ("--k 3", "not for mean_shift"),
        ("--max-iter 0", "--max-iter must be a whole number from 1"),
        ("--tol -1", "--tol must be a number from 0"),
        ("--sweep bandwidth=1:2:0", "the step must not be 0"),
    ],
    "affinity-propagation": [
        ("--preference high", "--preference must be a number, median or minimum"),
        ("--preference nan", "--preference must be a number, median or minimum"),
        ("--preference 1e300", "--preference must be a number, median or minimum"),
        ("--damping 1", "--damping must be a number from 0.5 to below 1"),
        ("--damping 0.3", "--damping must be a number from 0.5 to below 1, got 0.3"),
        ("--damping x", "--damping must be a number, got 'x'"),
        ("--max-iter 0", "--max-iter must be a whole number from 1"),
        ("--convergence soon", "--convergence must be settled or window, got 'soon'"),
        ("--window 0", "--window must be a whole number from 1"),
        ("--k 3", "not for affinity_propagation"),
        ("--runs 4", "affinity propagation draws nothing, so all 4 runs would be the same"),
        ("--explain foo", "--explain must be auto, none or similarity, got 'foo'"),
        ("--panel both", "--panel must be auto, none, matrices or curves, got 'both'"),
        ("--bandwidth 2", "--bandwidth is for mean_shift, not for affinity_propagation"),
        ("--sweep damping=0.1:0.5:0.1", "damping must be a number from 0.5"),
    ],
}


@pytest.mark.parametrize(
    ("algorithm", "said", "says"),
    [(algorithm, said, says) for algorithm, all_wrong in WRONG.items() for said, says in all_wrong],
)
def test_a_wrong_value_is_refused_in_one_line_that_names_it(algorithm, said, says, tmp_path, capsys):
    out = tmp_path / "out"
    code = main(["mtcars", "--algorithm", algorithm, *said.split(), "--quiet", "--out", str(out)])
    told = capsys.readouterr().err.splitlines()
    errors = [line for line in told if line.startswith("kmanim: error: ")]
    assert code == 2
    assert len(errors) == 1
    assert says in errors[0]
    assert told[-1] == errors[0]
    assert not out.exists()


def test_who_began_to_write_a_name_is_told_the_whole(capsys):
    assert main(["mtcars", "--algorithm", "affinity", "--quiet", "--dry-run"]) == 2
    assert "did you mean affinity_propagation?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("--na x", "--na is for files of text"),
        ("--colours blurple", "--colours: 'blurple' is no colormap"),
        ("--caption done={foo}", "--caption done: no field {foo}"),
        ("--caption last={foo}", "--caption last: no field {foo}"),
        ("--date=", "--date must be a day such as 2026-11-28, got ''"),
        ("--k 40", "k is 40 but mtcars has only 32 cars"),  # no word of the rooms for an option
    ],
)
def test_what_the_rooms_behind_refuse_is_called_by_its_option(said, says, tmp_path, capsys):
    assert main(["mtcars", *said.split(), "--quiet", "--out", str(tmp_path / "out")]) == 2
    assert f"kmanim: error: {says}" in capsys.readouterr().err
