"""What the command says of itself: short options, the nearest option, lists for programs, completion in a shell."""

import dataclasses
import json
import os
import shutil
import subprocess
import sys

import pytest

from kmanim import __version__
from kmanim.command.cli import main
from kmanim.command.completion import completion
from kmanim.command.options import parse
from kmanim.command.parser import parser
from kmanim.data.builtin.catalogue import CATALOGUE
from kmanim.errors import InputError
from kmanim.job.job import Job
from kmanim.simulate.parameters._base import option_names
from kmanim.simulate.registry import known_algorithms, make_parameters, parameters_of

SMALL = ["mtcars", "--size", "120x90", "--profile", "loop"]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        (["-k", "3"], ["--k", "3"]),
        (["-k3"], ["--k", "3"]),
        (["-o", "there"], ["--out", "there"]),
        (["-q"], ["--quiet"]),
        (["-qk3"], ["--quiet", "--k", "3"]),
        (["-f", "webp,gif"], ["--format", "webp,gif"]),
    ],
)
def test_short_options_are_the_long_ones(short, long):
    one, other = (vars(parse(["mtcars", *words])) for words in (short, long))
    # The command is kept as it was said.
    assert one | {"command": ""} == other | {"command": ""}


def test_an_algorithm_without_k_has_no_short_one():
    with pytest.raises(InputError, match="there is no option -k"):
        parse(["mtcars", "--algorithm", "dbscan", "-k", "3"])


def test_short_version_and_silence(capsys, tmp_path):
    assert main(["-V"]) == 0
    assert capsys.readouterr().out == f"kmanim {__version__}\n"
    assert main([*SMALL, "-qo", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("--sclae", "--scale"),
        ("--Scale", "--scale"),
        ("--alg", "--algorithm"),
        ("--algo=em", "--algorithm"),
        ("--max_iter", "--max-iter"),
        ("--gama", "--gamma"),
        ("--n-clusters", "--k"),
        ("--n_clusters=3", "--k"),
        ("--random-state", "--seed"),
        ("--output", "--out"),
        ("--clusters", "--k"),
        ("--dpi", "--scale-factor"),
        ("--figsize", "--size"),
        ("--n-jobs", "--jobs"),
        ("-sweep", "--sweep"),
        ("--zzz", ""),
        ("-z", ""),
    ],
)
def test_the_option_that_was_meant(said, meant):
    with pytest.raises(InputError) as error:
        parse(["mtcars", said, "3"])
    hint = f"did you mean {meant}?" if meant else "see kmanim --help"
    assert str(error.value) == f"there is no option {said.partition('=')[0]}; {hint}"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["ab-test", "mtcars"], "A/B test takes no data, as its options say all of it; leave 'mtcars' out"),
        (
            ["mtcars", "ab-test"],
            "ab-test is an algorithm that takes no data; it stands alone: kmanim ab-test",
        ),
        (["mtcars", "mean-shift"], "mean-shift is an algorithm; write --algorithm mean-shift"),
        (["dbscan"], "dbscan is an algorithm, and data come first: kmanim mtcars --algorithm dbscan"),
        (["floor-plan"], "data come first: kmanim nine-rooms --algorithm floor-plan"),
        (["kmodes"], "data come first: kmanim zoo --algorithm kmodes"),
        (
            ["nine-rooms", "--target", "x"],
            "--target is for gradient_descent, not for floor_plan; leave it out",
        ),
        (["ab-test", "--choose-k", "2-3"], "--choose-k judges EM and k-means, not A/B test; leave it out"),
    ],
)
def test_an_algorithm_where_data_belong_and_data_where_none_do(words, says):
    with pytest.raises(InputError) as error:
        parse(words)
    assert str(error.value).endswith(says)


@pytest.mark.parametrize("name", known_algorithms())
def test_help_of_one_algorithm_leaves_out_what_it_refuses(name, capsys):
    kind = parameters_of(name)
    assert main(["--algorithm", name, "--help"]) == 0
    said = capsys.readouterr().out
    words = {"none": [name], "walks": ["nine-rooms"], "categories": ["zoo"]}.get(kind.kinds, ["mtcars"])
    for asked in (
        ["--compare-inits"],
        ["--choose-k", "2-3"],
        ["--categories", "am"],
        ["--target", "am"],
    ):
        refused = False
        try:
            parse([*words, "--algorithm", name, *asked])
        except InputError:
            refused = True
        assert (f"  {asked[0]} " in said) != refused, asked[0]
    assert ("  --in-pieces  " in said) == ("  --dask ADDRESS" in said) == bool(kind.in_passes)
    assert not kind.in_passes or name in said.partition("'part-*.parquet' in quotes")[2].partition(")")[0]
    assert ("  --with DATA" in said) == (kind.kinds != "none")
    assert "  --side-by-side WHAT" in said
    assert ("'scales'" in said) == hasattr(kind, "starts")
    assert ("numbers of clusters, such as" in " ".join(said.split())) == ("k" in option_names(kind))
    assert ("\n  mtcars  " in said) == (kind.kinds not in ("none", "walks"))
    assert ("\n  nine-rooms  " in said) == (kind.kinds == "walks")


def test_one_data_set_at_a_time():
    with pytest.raises(InputError) as error:
        parse(["my", "table.csv", "-k", "2", "more"])
    assert str(error.value) == (
        "one data set is taken, and table.csv and more are said besides; put a name with spaces in quotes; "
        "see kmanim --help"
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            ["--scale", "zscroe"],
            "--scale must be none, zscore or minmax, got 'zscroe'; did you mean zscore?",
        ),
        (["--profile", "x"], "--profile must be walkthrough or loop, got 'x'"),
        (["--theme", "Dark"], "--theme must be light or dark, got 'Dark'; did you mean dark?"),
        (["-k", "x"], "--k must be a whole number, got 'x'"),
        (
            ["-f", "gfi"],
            "--format must be gif, apng, avif, html, mp4, webm or webp, got 'gfi'; did you mean gif?",
        ),
        (
            ["--scale", "standard"],
            "--scale must be none, zscore or minmax, got 'standard'; did you mean zscore?",
        ),
    ],
)
def test_a_value_that_will_not_do_is_told_what_would(words, says):
    with pytest.raises(InputError) as error:
        parse(["mtcars", *words])
    assert str(error.value).startswith(says)
    assert str(error.value).endswith(("; see kmanim --help", "?"))


def test_jobs_say_how_many_processes_work(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr("kmanim.job.workers.cores", lambda: 2)
    monkeypatch.setattr(Job, "write", lambda _job, progress, workers: asked.append(workers))
    for words in (["--jobs", "1"], ["--jobs", "5"], []):
        with pytest.raises(AttributeError):
            main([*SMALL, *words, "--out", str(tmp_path / "out"), "--traceback"])
    assert asked == ([1, 5, 2] if hasattr(os, "sched_getaffinity") else [1, 1, 2])


@pytest.mark.parametrize("value", ["0", "-1", "257", "x", "1.5", ""])
def test_jobs_are_a_number(value):
    with pytest.raises(InputError, match="--jobs must be a whole number from 1 to 256"):
        parse(["mtcars", "--jobs", value])


def test_the_list_names_every_set_algorithm_and_option(capsys):
    assert main(["--list"]) == 0
    said = capsys.readouterr().out
    for name in (*CATALOGUE, *known_algorithms()):
        assert f"\n  {name} " in said
    for algorithm in known_algorithms():
        for field in dataclasses.fields(parameters_of(algorithm)):
            assert f"--{field.name.replace('_', '-')}" in said


def test_the_list_for_programs(capsys):
    assert main(["--list", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["kmanim"] == __version__
    assert [one["name"] for one in told["data"]] == list(CATALOGUE)
    assert sorted(one["name"] for one in told["algorithms"]) == list(known_algorithms())
    assert {"gif", "png"} <= {*told["formats"], *told["stills"]}
    for one in told["algorithms"]:
        defaults = {option["name"]: option["default"] for option in one["options"]}
        assert make_parameters(one["name"], defaults) == make_parameters(one["name"], {})
        assert {option["type"] for option in one["options"]} <= {"integer", "number", "text", "flag"}
    common = {option["flag"]: option for option in told["options"]}
    assert {
        flag for action in parser(all_algorithms=True)._actions for flag in action.option_strings[-1:]
    } == {
        *common,
        "--help",
        "--version",
    } - {""}
    kinds = {flag: common[flag]["type"] for flag in ("--seed", "--pace", "--theme", "--force", "--size")}
    assert kinds == {
        "--seed": "integer",
        "--pace": "number",
        "--theme": "text",
        "--force": "flag",
        "--size": "text",
    }
    assert (common["--out"]["short"], common["--seed"]["default"]) == ("-o", 0)


@pytest.mark.parametrize("words", [["--list"], ["--completion", "bash"]])
def test_what_it_says_of_itself_takes_no_data(words, capsys):
    assert main(["mtcars", *words]) == 2
    assert f"{words[0]} takes no data set, got 'mtcars'" in capsys.readouterr().err


def test_without_shtab_it_says_what_installs_it(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "shtab", None)
    assert main(["--completion", "bash"]) == 2
    assert (
        capsys.readouterr().err
        == "kmanim: error: --completion needs shtab: pip install 'kmanim[completion]'\n"
    )


BASH = """
source "$1"; shift
COMP_WORDS=(kmanim "$@"); COMP_CWORD=$#
_shtab_kmanim kmanim "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.skipif(shutil.which("bash") is None or sys.platform != "linux", reason="asks bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["mtc"], ["mtcars"]),
        (["my"], ["my table.csv"]),
        (["mtcars", "--algorithm", "d"], ["dbscan"]),
        (["mtcars", "--gam"], ["--gamma"]),
        (["mtcars", "-f", "we"], ["webm", "webp"]),
        (["mtcars", "-k", "3", "--scale", "z"], ["zscore"]),
        (["mtcars", "--init", "k"], ["k-means++", "kmeans"]),
        (["mtcars", "--init", "far"], ["farthest"]),
        (["mtcars", "--empty", "k"], ["keep"]),
        (["mtcars", "--order", "b"], ["backwards"]),
        (["mtcars", "--out", "fo"], ["folder"]),
        (["moons", "--sweep", "k=2:4", "--with", "rin"], ["rings"]),
    ],
)
def test_bash_completes(words, offered, tmp_path):
    pytest.importorskip("shtab")
    (tmp_path / "folder").mkdir()
    (tmp_path / "my table.csv").touch()
    script = tmp_path / "script"
    script.write_text(completion("bash"))
    done = subprocess.run(
        ["bash", "-c", BASH, "bash", str(script), *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert sorted(done.stdout.splitlines()) == offered
    assert done.stderr == ""


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_understand_the_script(shell, tmp_path):
    pytest.importorskip("shtab")
    script = completion(shell)
    assert "mean_shift" in script
    if shutil.which(shell):
        (tmp_path / "script").write_text(script)
        subprocess.run([shell, "-n", str(tmp_path / "script")], check=True)
