"""The files of the main job: what there is, what they say, and that they say the same."""

import csv
import json
import re
import struct
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import kmanim
from kmanim.command.cli import main
from kmanim.errors import InputError, OutputError
from kmanim.job.job import Job
from kmanim.plot.labels.free_room import FreeRoom

RUNS = 5
SMALL = ["--size", "160x120", "--quiet"]


@pytest.fixture(scope="module")
def films(tmp_path_factory):
    """The main job, small: the folder that it writes."""
    folder = tmp_path_factory.mktemp("job") / "films"
    assert main(["mtcars", "--runs", str(RUNS), *SMALL, "--out", str(folder)]) == 0
    return folder


@pytest.mark.parametrize(
    "options", [["kmedians"], ["kmedoids"], ["kmedoids", "--method", "pam"]], ids=lambda words: words[-1]
)
def test_the_family_has_all_files_too(tmp_path, options):
    """Every page and picture, in the words of the algorithm."""
    assert (
        main(["mtcars", "--k", "3", "--runs", "2", *SMALL, "--algorithm", *options, "--out", str(tmp_path)])
        == 0
    )
    names = {path.name for path in tmp_path.iterdir()}
    assert {"run-02.gif", "strip.png", "density.png", "objective.png", "equal-scale.png", "grid.png"} <= names
    assert {"raw-and-scaled.png", "distances-Mazda-RX4.png"} <= names
    assert "Each clustering is the best of 50 runs." in (tmp_path / "post.md").read_text(encoding="utf-8")
    assert "inertia.png" not in names
    assert "objective" in table(tmp_path)[0]
    loaded = kmanim.load_trace(tmp_path / "run-01.json")
    best = min(float(row["objective"]) for row in table(tmp_path))
    film = kmanim.animate(loaded, profile="loop", width=160, height=120, best=best)
    again = film.save(tmp_path / "again.gif")
    assert again.read_bytes() == (tmp_path / "run-01.gif").read_bytes()
    post = (tmp_path / "post.md").read_text("utf-8")
    assert not re.search(r"\bW\b|square|k-means|inertia|to the mean", post)


def table(folder):
    with (folder / "runs.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.pictures, self.links = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "img":
            self.pictures.append(given)
        for name in ("src", "href"):
            if name in given and not given[name].startswith(("data:", "#", "http")):
                self.links.append(given[name])
        self.links += [part.split()[0] for part in (given.get("srcset") or "").split(",") if part.strip()]


def test_the_files_have_the_names_that_were_promised(films):
    names = {path.name for path in films.iterdir()}
    promised = {f"run-{i:02d}.{suffix}" for i in range(1, RUNS + 1) for suffix in ("gif", "png", "json")}
    promised |= {"poster.png", "strip.png", "density.png", "raw-and-scaled.png", "inertia.png", "grid.png"}
    promised |= {"distances-Mazda-RX4.png", "runs.csv", "post.md", "index.html", ".kmanim.json"}
    assert promised <= names
    assert any(re.fullmatch(r"step-01-\w+\.png", name) for name in names)
    assert all(re.fullmatch(r"\.?[A-Za-z0-9._-]+", name) for name in names)


def test_the_table_agrees_with_the_traces(films):
    cars = kmanim.load("mtcars")
    runs = kmanim.run_many("kmeans", cars, RUNS)
    rows = table(films)
    assert list(rows[0]) == [
        "run",
        *(f"start_{centre}_{name}" for centre in (1, 2) for name in ("weight", "horsepower")),
        *("iterations", "inertia", "solution"),
        *(f"switched_{iteration}" for iteration in range(2, max(trace.iterations for trace in runs) + 1)),
        *("file", "bytes"),
    ]
    assert len(rows) == RUNS
    for row, trace in zip(rows, runs, strict=True):
        loaded = kmanim.load_trace(films / f"run-{int(row['run']):02d}.json")
        starts = [
            [float(row[f"start_{centre}_{name}"]) for name in ("weight", "horsepower")] for centre in (1, 2)
        ]
        assert int(row["run"]) == trace.run == loaded.run
        assert np.array_equal(starts, trace.centroids_of(0))
        assert np.array_equal(starts, loaded.centroids_of(0))
        assert int(row["iterations"]) == trace.iterations == loaded.iterations
        assert float(row["inertia"]) == trace.inertia == loaded.inertia
        assert row["solution"] == runs.solution_of(trace).letter
        switched = [cell for name, cell in row.items() if name.startswith("switched_")]
        assert tuple(int(count) for count in switched if count) == trace.switches == loaded.switches
        assert int(row["bytes"]) == (films / row["file"]).stat().st_size


def test_pages_show_every_picture_that_is_there_and_no_other(films):
    page = Page((films / "index.html").read_text("utf-8"))
    post = (films / "post.md").read_text("utf-8")
    there = {path.name for path in films.iterdir()}
    linked = set(page.links)
    assert linked <= there
    in_post = {*re.findall(r"\]\(([^)\s]+)", post), *Page(post).links}
    assert {name for name in in_post if not name.startswith("http")} <= there
    films_shown = {f"run-{i:02d}.gif" for i in range(1, RUNS + 1)}
    stills = {name for name in there if re.match(r"(strip|step|distances|density|inertia|raw|grid)", name)}
    assert films_shown | stills <= linked
    assert films_shown | stills <= in_post


def test_a_page_begins_with_six_pictures_and_folds_the_rest(films):
    text = (films / "index.html").read_text("utf-8").partition("<footer>")[0]
    seen, *folded = text.split("\n<details>\n<summary>")
    first = [re.sub(r"-\d+-done", "", p["src"]) for p in Page(seen).pictures if p.get("class") != "still"]
    assert len(first) == 6
    assert first[0] == "step.png"
    assert re.fullmatch(r"run-0\d\.gif", first[1])
    assert {"density.png", "grid.png", "raw-and-scaled.png"} <= set(first)
    steps, further, others = folded
    assert [steps.split("<")[0], further.split("<")[0], others.split("<")[0]] == [
        "The steps one by one", "More figures", "The films of the other runs",
    ]  # fmt: skip
    assert {"strip.png", "step-01-data.png", "distances-Mazda-RX4.png"} <= set(Page(steps).links)
    assert {p["src"] for p in Page(further).pictures} >= {"equal-scale.png"}
    assert sum(p["src"].endswith(".gif") for p in Page(others).pictures) == RUNS - 1


def test_readers_are_told_no_options(films):
    for name in ("index.html", "post.md"):
        told = (films / name).read_text("utf-8").partition("<footer>")[0]
        words = re.sub(r"<style>.*?</style>|<[^>]*>", "", told, flags=re.DOTALL)
        assert not re.search(r"(?<!\S)--[a-z]", words)
        assert "as z-scores all columns have the same say" in words


def test_the_page_ends_with_the_command_that_made_it(films):
    """Without what changes no picture: the same bytes wherever the files go."""
    text = (films / "index.html").read_text("utf-8").replace("\N{NO-BREAK SPACE}", " ")
    assert f"<code>python -m kmanim mtcars --runs {RUNS} --size 160x120</code>" in text
    assert "python -m" not in (films / "post.md").read_text("utf-8")


def test_every_caption_of_the_picked_run_stands_once_on_the_page(films):
    page = (films / "index.html").read_text("utf-8").replace("\N{NO-BREAK SPACE}", " ")
    own = page.split("The films of the other runs")[0]
    captions = re.findall(r"<figcaption>\n<p>(.*?)</p>", own)
    assert len(captions) == len(set(captions)) > 12
    assert "What the film says" not in own


def test_every_picture_has_words(films):
    page = Page((films / "index.html").read_text("utf-8"))
    assert page.pictures
    for picture in page.pictures:
        assert len((picture.get("alt") or "").split()) > 3, picture
    post = (films / "post.md").read_text("utf-8")
    for alt, _ in re.findall(r"!\[((?:[^\]\\]|\\.)*)\]\(([^)]+)\)", post):
        assert len(alt.split()) > 3
    for picture in Page(post).pictures:
        assert len((picture.get("alt") or "").split()) > 3


def test_a_second_run_replaces_the_first_and_leaves_all_else(tmp_path, films):
    out = tmp_path / "films"
    assert main(["mtcars", "--runs", str(RUNS), *SMALL, "--out", str(out)]) == 0
    (out / "notes.txt").write_text("mine")
    (out / "holiday.gif").write_bytes(b"mine, too")
    assert main(
        ["faithful", *SMALL, "--stills", "svg", "--format", "webp", "--out", str(out), "--seed", "3"]
    ) in (0, 2)
    assert main(["mtcars", "--runs", "2", "--seed", "1", *SMALL, "--out", str(out), "--force"]) == 0
    assert (out / "notes.txt").read_text() == "mine"
    assert (out / "holiday.gif").read_bytes() == b"mine, too"
    assert (out / "run-02.gif").exists()
    assert not (out / "run-03.gif").exists()
    assert not (out / "run-05.json").exists()
    assert len(table(out)) == 2
    assert (out / "run-01.gif").read_bytes() != (films / "run-01.gif").read_bytes()


def test_the_same_bytes_twice(tmp_path, films):
    assert main(["mtcars", "--runs", str(RUNS), *SMALL, "--out", str(tmp_path)]) == 0
    for path in films.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes(), path.name


def test_other_formats(tmp_path):
    pytest.importorskip("av")
    words = [
        "--format",
        "apng,webp,html,webm",
        "--stills",
        "svg",
        "--theme",
        "dark",
        "--transparent",
        "--loop",
        "once",
    ]
    assert main(["mtcars", *SMALL, *words, "--out", str(tmp_path)]) == 0
    for suffix in ("apng", "webp", "html", "webm"):
        assert (tmp_path / f"run-01.{suffix}").stat().st_size > 1000
    with Image.open(tmp_path / "run-01.apng") as film:
        assert film.size == (160, 120)
        assert film.n_frames > 5
        assert film.info["loop"] == 1
    assert (tmp_path / "density.svg").read_text("utf-8").lstrip().startswith("<?xml")
    assert (tmp_path / "run-01.webm").read_bytes()[:4] == b"\x1aE\xdf\xa3"
    links = set(Page((tmp_path / "index.html").read_text("utf-8")).links)
    assert links <= {path.name for path in tmp_path.iterdir()}
    (row,) = table(tmp_path)
    assert int(row["bytes"]) == (tmp_path / row["file"]).stat().st_size


def test_pdf_stills(tmp_path):
    assert main(["mtcars", *SMALL, "--stills", "pdf", "--out", str(tmp_path)]) == 0
    assert (tmp_path / "density.pdf").read_bytes()[:5] == b"%PDF-"


def plays(path):
    """How often a GIF says it plays: None without a loop block, 0 for ever."""
    content = path.read_bytes()
    at = content.find(b"NETSCAPE2.0")
    return None if at < 0 else struct.unpack("<H", content[at + 13 : at + 15])[0]


@pytest.mark.parametrize(("words", "says"), [("forever", 0), ("once", None), ("3", 2)])
def test_how_often_it_plays(tmp_path, words, says):
    assert main(["mtcars", *SMALL, "--loop", words, "--out", str(tmp_path)]) == 0
    assert plays(tmp_path / "run-01.gif") == says


@pytest.mark.parametrize(
    "words",
    [
        ["--theme", "dark", "--regions", "--panel", "inertia"],
        ["--aspect", "equal", "--trail", "--profile", "loop"],
        ["--scale", "minmax", "--scale-factor", "2", "--pace", "0.5"],
        ["--columns", "mpg,cyl,weight,horsepower", "--show", "weight,mpg", "--k", "4"],
        ["--columns", "weight", "--regions"],
        ["--k", "31", "--init", "k-means++"],
    ],
)
def test_choices_go_together(tmp_path, words):
    assert main(["mtcars", *SMALL, *words, "--out", str(tmp_path)]) == 0
    scale = 2 if "--scale-factor" in words else 1
    with Image.open(tmp_path / "run-01.gif") as film:
        assert film.size == (160 * scale, 120 * scale)


def test_a_limit_of_bytes_is_kept_or_refused(tmp_path, capsys):
    free, tight, none = (tmp_path / name for name in ("free", "tight", "none"))
    assert main(["mtcars", *SMALL, "--out", str(free)]) == 0
    size = (free / "run-01.gif").stat().st_size
    limit = size * 3 // 4
    assert main(["mtcars", *SMALL, "--out", str(tight), "--max-bytes", str(limit)]) == 0
    assert (tight / "run-01.gif").stat().st_size <= limit
    capsys.readouterr()
    assert main(["mtcars", *SMALL, "--out", str(none), "--max-bytes", "1k"]) == 2
    assert "run-01.gif cannot be made to fit 1,000 bytes" in capsys.readouterr().err
    assert not none.exists()


def test_the_run_that_was_picked_is_the_one_shown(tmp_path, films):
    out = tmp_path / "films"
    worst = max(table(films), key=lambda row: float(row["inertia"]))["run"]
    assert main(["mtcars", "--runs", str(RUNS), *SMALL, "--pick", worst, "--out", str(out)]) == 0
    assert (out / "poster.png").read_bytes() == (out / f"run-{int(worst):02d}.png").read_bytes()
    assert (out / "density.png").read_bytes() != (films / "density.png").read_bytes()
    assert (out / "runs.csv").read_bytes() == (films / "runs.csv").read_bytes()


def test_rows_to_explain_get_a_figure_each(tmp_path):
    words = ["--explain", "Fiat 128", "--explain", "maserati bora"]
    assert main(["mtcars", *SMALL, *words, "--out", str(tmp_path)]) == 0
    names = {path.name for path in tmp_path.glob("distances-*")}
    assert names == {"distances-Fiat-128.png", "distances-Maserati-Bora.png"}


def test_rows_called_alike_get_names_of_their_own(tmp_path):
    (tmp_path / "alike.csv").write_text("who,x,y\na/b,1,2\na?b,3,4\nc,9,9\n")
    words = ["--labels", "who", "--explain", "a/b", "--explain", "a?b"]
    out = tmp_path / "out"
    assert main([str(tmp_path / "alike.csv"), *SMALL, *words, "--out", str(out)]) == 0
    assert len(list(out.glob("distances-*.png"))) == 2


def test_large_traces_are_packed(tmp_path):
    assert main(["uniform", "--n", "20000", *SMALL, "--max-iter", "2", "--out", str(tmp_path)]) == 0
    assert kmanim.load_trace(tmp_path / "run-01.npz").dataset.n == 20_000
    assert not list(tmp_path.glob("run-01.json"))


def test_json_traces_are_json(films):
    for path in films.glob("run-*.json"):
        json.loads(path.read_text("utf-8"), parse_constant=pytest.fail)


def test_a_job_in_python(tmp_path):
    told = []
    look = kmanim.Look(width=160, height=120)
    job = Job(dataset=kmanim.load("iris"), parameters={"k": 3}, look=look, out=tmp_path / "x")
    report = job.write(progress=lambda *words: told.append(words))
    assert report.files == job.paths
    assert {path.name for path in report.files} == {path.name for path in (tmp_path / "x").iterdir()}
    drawn = len(job.items)
    assert [(done, of) for done, of, _ in told] == [(done, drawn) for done in range(drawn + 1)]


def test_letters_find_room_once_for_the_film_of_the_picked_run_and_its_steps(monkeypatch):
    look = kmanim.Look(width=160, height=120)
    job = Job(dataset=kmanim.load("iris"), parameters={"k": 3}, runs=2, look=look)
    film = job.film(job.picked)
    assert film is job.steps
    assert job.film(job.compared.numbered(3 - job.picked.run)) is not film
    plain = film.page(2).image()
    film.settle()
    monkeypatch.setattr(FreeRoom, "__init__", lambda *_: pytest.fail("room is looked for again"))
    assert np.array_equal(film.page(2).image(), plain)
    looped = Job(dataset=job.dataset, parameters={"k": 3}, look=look, profile="loop")
    assert looped.film(looped.picked).timeline != looped.steps.timeline


def test_a_job_refuses_what_will_not_do(tmp_path):
    with pytest.raises(InputError, match="pick must be a run from 1 to 1, got 2"):
        _ = Job(dataset=kmanim.load("mtcars"), pick=2).picked
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match="not a folder"):
        Job(dataset=kmanim.load("mtcars"), out=tmp_path / "file").check()
    assert Job(dataset=kmanim.load("mtcars")).folder == Path("gifs/mtcars")


def test_the_summary_counts_every_file(tmp_path, capsys):
    assert main(["mtcars", "--size", "160x120", "--out", str(tmp_path)]) == 0
    written = [path for path in tmp_path.iterdir() if path.name != ".kmanim.json"]
    said = re.search(r"kmanim: (\d+) files, ([\d.]+) ([kM])B;", capsys.readouterr().err)
    assert int(said[1]) == len(written)
    size = float(said[2]) * {"k": 1e3, "M": 1e6}[said[3]]
    assert size == pytest.approx(sum(path.stat().st_size for path in written), rel=0.06)
