"""A command that a page gives makes the run that is on the page: read by a real shell and by the real parser."""

import shutil
import subprocess
from base64 import b64decode

import numpy as np
import pytest
from node import asked, needs_node

from kmanim.command import asked as command
from kmanim.command.options import parse
from kmanim.data.builtin.tables import builtin
from kmanim.data.feature import Feature
from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.data.readers.selection import Wanted
from kmanim.errors import InputError
from kmanim.page.builtin_tables import OFFERED, offered
from kmanim.page.choices import DEFAULTS, choices_of
from kmanim.page.link import encode_link
from kmanim.page.linked_run import run_link
from kmanim.simulate.record import run

pytestmark = [
    needs_node,
    pytest.mark.skipif(shutil.which("sh") is None, reason="there is no POSIX shell here"),
]

_PAGE = """
import { commandOf, csvNameOf, csvOf, notCarried } from "./reading/command.js";
import { encodeLink } from "./reading/link.js";
import { readTable } from "./reading/csv.js";
import { withoutGaps } from "./reading/gaps.js";
answer(given.map(([choices, packed]) => {
  const read = packed.text === undefined ? { table: packed } : readTable(packed.text, packed.name);
  if (read.problem) return read;
  const own = { ...read.table, columns: read.table.columns.map(column => Float64Array.from(column)) };
  const table = own.source === "file" && own.whole ? withoutGaps(own, choices.columns) : own;
  return {
    command: commandOf(choices, table), note: notCarried(choices, table), name: csvNameOf(table), csv: csvOf(table),
    link: encodeLink(choices, table),
  };
}));
"""


def on_the_page(states):
    return asked(_PAGE, states)


def words_of(commands, shell="sh"):
    """Let a shell take commands apart, as it would for python."""
    script = "python() { printf '%s\\0' \"$@\"; printf '\\n\\0'; }\n" + "\n".join(commands)
    done = subprocess.run([shell, "-c", script], capture_output=True, check=True)
    said = done.stdout.decode("utf-8").split("\0")
    ends = [place for place, word in enumerate(said) if word == "\n"]
    begins = [0, *(end + 1 for end in ends)]
    return [said[begin:end] for begin, end in zip(begins, ends, strict=False)]


def run_by(words):
    """Run what a command asks for, without its pictures."""
    assert words[:2] == ["-m", "kmanim"]
    said = parse(words[2:])
    dataset, large = command.dataset(said)
    assert large is None
    return run(said.algorithm, dataset, **said.parameters)


def table_of(name):
    packed = offered()[name]
    features = [{"heading": "", "unit": "", "title": f["name"], **f} for f in packed["features"]]
    columns = [numbers_of(column) for column in packed["columns"]]
    return {**packed, "name": name, "features": features, "names": packed.get("names"), "columns": columns}


def numbers_of(column):
    """Unpack a column, as ``explore/packed.js`` does."""
    if isinstance(column, list):
        return column
    width = column["width"]
    bits = np.unpackbits(np.frombuffer(b64decode(column["bytes"]), np.uint8)).astype(int)
    digits = bits[: len(bits) // width * width].reshape(-1, width)
    whole = digits @ (2 ** np.arange(width)[::-1])
    return ((column["low"] + whole) / column["scale"]).tolist()


def state(rng, name, columns, points, source_rows):
    """Choices on two columns, with nothing left to be drawn."""
    scale = str(rng.choice(["none", "zscore", "minmax"]))
    chosen = {**DEFAULTS, "data": name, "columns": columns, "scale": scale, "step": int(rng.integers(0, 9))}
    if rng.random() < 0.6:
        k = int(rng.integers(1, 7))
        low, high = points.min(axis=0), points.max(axis=0)
        starts = (low + rng.uniform(-0.3, 1.3, (k, 2)) * (high - low)).tolist()
        empty = str(rng.choice(["keep", "farthest", "resample"]))
        rows = rng.integers(0, source_rows, 12).tolist() if empty == "resample" else []
        return chosen | {"k": k, "starts": starts, "empty": empty, "relocated": rows}
    order = str(rng.choice(["rows", "backwards", "random", "picked"]))
    rows = rng.permutation(source_rows).tolist() if order in ("random", "picked") else []
    eps = float(rng.uniform(0.05, 0.6)) if scale != "none" else float((points.max() - points.min()) * 0.05)
    return chosen | {
        "algorithm": "dbscan", "eps": None if rng.random() < 0.2 else eps, "minSamples": int(rng.integers(1, 9)),
        "order": order, "orderRows": rows[: source_rows // 2] if order == "picked" else rows,
    }  # fmt: skip


def same(one, other):
    assert len(one) == len(other)
    assert np.array_equal(one.dataset.points, other.dataset.points)
    assert np.array_equal(one.labels, other.labels)
    if one.algorithm == "kmeans":
        assert all(np.array_equal(one.centroids_at(i), other.centroids_at(i)) for i in range(len(one)))
    else:
        assert np.array_equal(one.visits, other.visits)


def test_commands_of_built_in_sets_make_the_runs_of_their_links():
    rng = np.random.default_rng(17)
    states = []
    for place in range(60):
        name = list(OFFERED)[place % len(OFFERED)]
        table = table_of(name)
        names = [feature["name"] for feature in table["features"]]
        columns = OFFERED[name]["columns"] if place < 24 else rng.permutation(names)[:2].tolist()
        if names == ["x", "y"]:
            columns = names
        points = np.array([table["columns"][names.index(column)] for column in columns], float).T
        states.append([state(rng, name, columns, points, len(points)), table])
    made = on_the_page(states)
    for words, page, (choices, _) in zip(
        words_of([page["command"] for page in made]), made, states, strict=True
    ):
        trace = run_by(words)
        same(trace, run_link(page["link"]))
        kept = {key: choices[key] for key in ("order", "orderRows", "relocated", "step")}
        assert encode_link({**DEFAULTS, **choices_of(trace), **kept}) == page["link"]
        assert page["note"] == ""


def test_the_command_of_the_reference_run_is_short():
    chosen = {
        **DEFAULTS,
        "data": "mtcars",
        "columns": ["weight", "horsepower"],
        "starts": [[1000, 150], [1500, 150]],
    }
    given = [
        [chosen, table_of("mtcars")],
        [{**chosen, "starts": [[-1, 2.5], [1e21, 1e-7]], "scale": "zscore", "empty": "resample", "relocated": [2, 16]},
         table_of("mtcars")],
        [{**chosen, "algorithm": "dbscan", "data": "moons", "columns": ["x", "y"], "eps": 0.2}, table_of("moons")],
        [{**chosen, "columns": ["horsepower", "weight"], "k": 3}, table_of("mtcars")],
        [{**chosen, "starts": [], "init": "k-means++", "empty": "farthest"}, table_of("mtcars")],
        [{**chosen, "starts": []}, table_of("mtcars")],
        [{**chosen, "algorithm": "dbscan", "order": "random"}, table_of("mtcars")],
    ]  # fmt: skip
    assert [
        (page["command"].removeprefix("python -m kmanim "), page["note"]) for page in on_the_page(given)
    ] == [
        ('mtcars --k 2 --init "1000,150 1500,150"', ""),
        ('mtcars --scale zscore --k 2 --init="-1,2.5 1e+21,1e-7" --empty 3,17', ""),
        ("moons --algorithm dbscan --eps 0.2 --min-samples 5", ""),
        (
            "mtcars --columns horsepower,weight --k 3",
            "It draws its own starts until all 3 centres are placed here.",
        ),
        ("mtcars --k 2 --init k-means++ --empty farthest", "It draws its own starts."),
        ("mtcars --k 2", "Place centres here to have them in it."),
        ("mtcars --algorithm dbscan --min-samples 5 --order random", "It draws its own order."),
    ]


@pytest.mark.parametrize("name", ["mtcars", "faithful"])
def test_columns_are_left_out_where_the_package_takes_them_unasked(name):
    assert [feature.name for feature in builtin(name, Wanted()).features] == OFFERED[name]["columns"]


HOSTILE = [
    "a b.csv", "it's.csv", '"q".csv', "$(touch x).csv", "`id`.csv", "a;rm -rf ~ #.csv", "-k.csv", "~.csv", "!!.csv",
    "a\\b.csv",    "=ls.csv", "%PATH%.csv", "*.csv", "ünï 名🚗.csv", "mtcars", "moons.txt", "a&b|c>d.csv", "{a,b}.csv",
    "--help.csv", "$HOME",
]  # fmt: skip


@pytest.mark.parametrize("shell", [shell for shell in ("sh", "bash", "zsh") if shutil.which(shell)])
def test_files_of_hostile_names_are_read_and_nothing_else_happens(shell, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = '"a,b",x y,"it\'s ""q""",-n,$v\n1,2,3,4,5\n2,3,4,5,7\n9,8,,6,5\n'
    columns = ["a,b", "x y", 'it\'s "q"', "-n", "$v"]
    states = []
    for place, name in enumerate(HOSTILE):
        (tmp_path / name).write_text(text, "utf-8")
        pair = [columns[place % 5], columns[(place + 1 + place // 5) % 5]]
        pair = pair if pair[0] != pair[1] else columns[:2]
        chosen = {**DEFAULTS, "data": name, "columns": pair, "starts": [[1, 2], [5.5, 4]]}
        states.append([chosen, {"text": text, "name": name}])
    made = on_the_page(states)
    before = sorted(path.name for path in tmp_path.iterdir())
    said = words_of([page["command"] for page in made], shell)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    for words, page, (choices, _) in zip(said, made, states, strict=True):
        trace = run_by(words)
        assert [feature.name for feature in trace.dataset.features] == choices["columns"]
        assert trace.dataset.points[0].tolist() == [
            float(columns.index(name) + 1) for name in choices["columns"]
        ]
        assert page["note"] == f"Run it in the folder of {choices['data']}."


@pytest.mark.parametrize("sign", ["\n", "\x1b", "\u202e", "\u2028", "\ud800"])
def test_no_command_holds_what_a_terminal_would_obey(sign):
    table = {**table_of("mtcars"), "name": f"a{sign}b.csv", "source": "file"}
    chosen = {**DEFAULTS, "data": table["name"], "columns": ["weight", "horsepower"]}
    page = on_the_page([[chosen, table]])[0]
    assert page["command"] == ""
    assert "rename" in page["note"]


_SAVED = [
    ("drawn", "my points", ["x", "y"], None),
    ("drawn", "points", ["x", "y"], ['say "hi"', "a,b", " <b> ", "é"]),
    ("given", "data", ["#1", "name"], ["one", "two", "three", "four"]),
    ("given", "frame", ["0", "1"], None),
    ("given", "wide", ["a b", "-c"], ["1", "2", "2", "4"]),
]


@pytest.mark.parametrize(("source", "name", "columns", "names"), _SAVED)
def test_points_that_a_command_cannot_carry_are_saved_first(
    source, name, columns, names, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    points = [[0.1, 1e-7], [1e21, 2], [-3.25, 1 / 3], [4, 5]]
    features = [{"name": column, "title": column, "heading": "", "unit": ""} for column in columns]
    table = {
        "name": name, "features": features, "columns": list(zip(*points, strict=True)), "names": names,
        "noun": ["ox", "oxen"], "source": source,
    }  # fmt: skip
    chosen = {**DEFAULTS, "data": name, "columns": columns, "starts": [[1, 2], [5.5, 4]]}
    page = on_the_page([[chosen, table]])[0]
    assert page["note"] == f"A command reads files: save the points as {name}.csv first."
    (tmp_path / page["name"]).write_text(page["csv"], "utf-8", newline="")
    trace = run_by(words_of([page["command"]])[0])
    assert trace.dataset.points.tolist() == [[float(x), float(y)] for x, y in points]
    assert trace.dataset.noun == ("ox", "oxen")
    if names:
        assert [label.strip() for label in trace.dataset.labels] == [label.strip() for label in names]
    own = dataset(np.array(points), name=name, features=[Feature(c) for c in columns], labels=names)
    same(trace, run_link(page["link"], own))


def test_a_file_is_read_by_the_command_as_by_the_page(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    texts = {
        "bare.csv": "1.5,20\n2.5,40\n30,4\n",
        "gaps.csv": "name;a;b\nAnn;1,5;2\nBo;;3\nCy;2,5;9\nDi;7,25;1\n",
        "tabs.tsv": "a\tb\n1\t2\n3\t9\n\t7\n",
    }
    states = []
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
        columns = ["x", "y"] if name == "bare.csv" else ["a", "b"]
        states.append(
            [
                {**DEFAULTS, "data": name, "columns": columns, "starts": [[1, 2], [3, 4]]},
                {"text": text, "name": name},
            ]
        )
    made = on_the_page(states)
    for page, words in zip(made, words_of([page["command"] for page in made]), strict=True):
        same(run_by(words), run_link(page["link"]))


def test_an_order_that_is_not_known_to_its_end_goes_on_as_the_table_does():
    data = load("lesson-nine")
    text = encode_link({**DEFAULTS, "algorithm": "dbscan", "data": "lesson-nine", "columns": ["x", "y"], "eps": 1.98,
                        "minSamples": 4, "order": "picked", "orderRows": [8, 3]})  # fmt: skip
    assert run_link(text).parameters.order == (8, 3, 0, 1, 2, 4, 5, 6, 7)
    with pytest.raises(InputError, match="no column"):
        run_link("#d=lesson-nine&x=x,z&k=1&c=1,2", data)
