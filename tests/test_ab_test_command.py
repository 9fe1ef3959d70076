"""The best length of an A/B test by the command: rates as people write them, a table of lengths, what is refused."""

import csv

import pytest

from kmanim.command.cli import main

SMALL = ["--size", "300x225", "--profile", "loop", "--quiet"]


def test_files_go_where_the_command_says(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["ab-test", "--dry-run", "--quiet"]) == 0
    assert {line.rpartition("/")[0] for line in capsys.readouterr().out.split()} == {"gifs/ab-test"}


def test_a_post_has_a_table_of_lengths(tmp_path, capsys):
    out = tmp_path / "out"
    said = ["ab-test", "--discount", "10 % a year", "--per-day", "1000", "--unit", "orders"]
    assert main([*said, *SMALL, "--out", str(out)]) == 0
    capsys.readouterr()
    rows = list(csv.DictReader((out / "lengths.csv").read_text("utf-8").splitlines()))
    assert [row["step"] for row in rows][-1] == "best"
    # c = 0.2 days and 10 % a year.
    assert float(rows[-1]["days"]) == pytest.approx(18.81, abs=0.3)
    assert max(rows, key=lambda row: float(row["worth"])) == rows[-1]
    post = (out / "post.md").read_text("utf-8")
    assert "## The lengths" in post
    assert "never the best length" in post
    assert {"best-length.png", "best-length-grid.png", "wrong-belief.png", "length-by-traffic.png"} <= {
        path.name for path in out.iterdir()
    }


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (
            ["--discount", "0"],
            "--discount must be larger than 0, got 0: without a discount, longer is always better",
        ),
        (["--noise-sd", "0"], "--noise-sd must be larger than 0, got 0: without noise"),
        (["--effect-sd=-1"], "--effect-sd must be larger than 0, got -1"),
        (["--per-day", "0"], "--per-day must be larger than 0, got 0"),
        (
            ["--discount", "soon"],
            "--discount must be a rate a day such as 1/365, 0.3 % or 10 % a year, got 'soon'",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(said, why, tmp_path, capsys):
    assert main(["ab-test", *said, "--out", str(tmp_path / "out")]) == 2
    assert why in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_values_of_a_rate_are_said_as_people_write_them(tmp_path, capsys):
    said = [
        "ab-test",
        "--sweep",
        "discount=10 % a year,1/365",
        "--side-by-side",
        "discount=10 % a year,1/365",
    ]
    assert main([*said, *SMALL, "--out", str(tmp_path / "out")]) == 0
    post = (tmp_path / "out" / "post.md").read_text("utf-8")
    assert "Discount = 10 % a year: best length 59.4 days." in post
    assert "discount = 1/365: best 18.13 days." in post
    capsys.readouterr()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (["ab-test", "--sweep", "discount=1/365,soon"], "'soon' is not a rate a day such as 1/365"),
        (["ab-test", "--side-by-side", "discount=1/365,soon"], "'soon' is not a rate a day such as 1/365"),
        (["ab-test", "--sweep", "discount=0,0.1"], "without a discount, longer is always better"),
    ],
)
def test_what_is_asked_of_no_data_is_answered(said, why, tmp_path, capsys):
    assert main([*said, "--out", str(tmp_path / "out")]) == 2
    assert why in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
