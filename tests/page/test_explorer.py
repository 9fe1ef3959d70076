"""The page as an object: what it carries, what it begins with, and what stands for it where no script runs."""

import gzip
import json
import re
import subprocess
import sys
from base64 import b64decode, b64encode
from hashlib import sha256
from html import unescape
from io import BytesIO

import numpy as np
import pandas as pd
import pytest
from PIL import Image

import kmanim
from kmanim.page.builtin_tables import OFFERED, offered, offered_as, whole
from kmanim.page.choices import choices_of
from kmanim.page.link import encode_link
from kmanim.page.linked_run import run_link

STARTS = [(1000, 150), (1500, 150)]
ODD = "</script><img src=x onerror=alert(1)> $x$ \"'&😀%%poster%%{{x}}\u2028"


@pytest.fixture(scope="module")
def cars():
    return kmanim.explore("mtcars", init=STARTS)


def carried(page):
    return json.loads(re.search(r'<script type="application/json" class="contents">(.*?)</script>', page)[1])


def test_the_page_carries_every_offered_set(cars):
    tables = carried(cars.html)["tables"]
    assert list(tables) == list(OFFERED)
    for name, table in tables.items():
        data = whole(name)
        assert [feature["name"] for feature in table["features"]] == [f.name for f in data.features]
        scaled = kmanim.load(data.to_frame()[[f.name for f in data.features]], scale="zscore").scaling
        assert table["scalings"]["zscore"]["shift"] == scaled.shift.tolist()
        assert table["scalings"]["zscore"]["factor"] == scaled.factor.tolist()
        assert set(table["suggests"]["columns"]) <= {f.name for f in data.features}
    assert tables["mtcars"]["title"] == "32 cars (mtcars)"
    assert tables["mtcars"]["names"][0] == "Mazda RX4"
    assert "names" not in tables["iris"]
    assert tables["iris"]["note"].endswith("UCI, CC BY 4.0.")


def test_small_enough_to_be_sent_around(cars):
    """Less than d3 and nothing else; whoever makes it larger should know."""
    page = cars.html.encode()
    assert len(page) <= 230_000
    assert len(gzip.compress(page)) <= 96_000


def test_the_same_input_gives_the_same_bytes(cars):
    assert kmanim.explore("mtcars", init=STARTS).html == cars.html


def test_policy_names_the_one_style_and_the_one_script(cars):
    page = cars.html
    (looks,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    (runs,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    for kind, text in (("style-src", looks), ("script-src", runs)):
        assert rules.pop(kind) == f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
    assert rules.pop("img-src") == "data: blob:"
    assert set(rules.values()) == {"'none'"}
    assert not re.search(r"<[^>]* (style|on\w+)=", re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL))


def test_without_scripts_there_is_the_last_picture_and_every_step_in_words(cars):
    (without,) = re.findall(r"<noscript>(.*?)</noscript>", cars.html, re.DOTALL)
    without = without.replace("\N{NO-BREAK SPACE}", " ")
    picture = b64decode(re.search(r'src="data:image/webp;base64,([^"]*)"', without)[1])
    with Image.open(BytesIO(picture)) as image:
        assert image.size == (600, 450)
    alt = unescape(re.search(r' alt="([^"]*)"', without)[1])
    assert alt.startswith("Scatter plot of 32 cars")
    assert "Ferrari Dino" in without
    assert "No car switches" in without


def test_names_from_data_are_text_and_nothing_else():
    frame = pd.DataFrame({"who": [f"{ODD} {n}" for n in range(4)], ODD: [1.0, 2, 8, 9], "y": [1.0, 1, 9, 9]})
    page = kmanim.explore(kmanim.load(frame, name=ODD, noun="</b>$x$<b>"), k=2, init="sample")
    table = next(iter(carried(page.html)["tables"].values()))
    assert table["names"][0].startswith("</script><img src=x onerror=alert(1)> $x$ \"'&😀%%poster%%{{x}}")
    assert table["source"] == "given"
    outside = re.sub(r"<(script|style)\b.*?</\1>", "", page.html, flags=re.DOTALL)
    assert page.html.count("<script") == page.html.count("</script>") == 2
    assert not re.search(r"<img src=x", outside)
    assert not re.search(r"<img src=x", page._repr_html_())


class TestBegins:
    def test_starts_are_the_readers_where_none_are_given(self):
        first = kmanim.explore("iris").contents["first"]
        assert (first["init"], first["starts"], first["k"], first["step"]) == ("own", [], 3, None)
        assert first["columns"] == ["petal length", "petal width"]

    def test_given_starts_are_kept_to_the_letter(self, cars):
        first = cars.contents["first"]
        assert (first["init"], first["starts"], first["k"]) == ("own", [[1000, 150], [1500, 150]], 2)

    def test_drawn_starts_are_said_by_value(self):
        page = kmanim.explore("faithful", k=3, init="k-means++", scale="zscore", seed=5)
        first, data = page.contents["first"], kmanim.load("faithful")
        assert first["init"] == "k-means++"
        assert first["starts"] == data.points[first["startRows"]].tolist()
        assert [draw.row for draw in page.trace.seeding] == first["startRows"]
        again = kmanim.run("kmeans", kmanim.load("faithful", scale="zscore"), init=first["starts"])
        assert again.labels.tolist() == page.trace.labels.tolist()
        assert again.inertia == page.trace.inertia

    @pytest.mark.parametrize("init", ["uniform", "sample", "k-means++", "farthest"])
    @pytest.mark.parametrize("scale", ["none", "zscore", "minmax"])
    def test_what_was_drawn_is_repeated_step_by_step(self, init, scale):
        data = kmanim.load("mtcars", scale=scale)
        for seed, empty in enumerate(("keep", "farthest", "resample")):
            trace = kmanim.run("kmeans", data, k=3 + seed, init=init, empty=empty, seed=seed)
            again = run_link(encode_link(choices_of(trace)))
            assert [step.step for step in again] == [step.step for step in trace]
            for one, other in zip(again[1:], trace[1:], strict=True):
                assert one.labels.tolist() == other.labels.tolist()

    def test_a_recorded_run_is_shown_from_its_first_picture(self):
        trace = kmanim.run("kmeans", "mtcars", k=3, seed=2)
        first = kmanim.explore(trace).contents["first"]
        assert (first["init"], first["k"], first["step"]) == ("uniform", 3, 0)
        np.testing.assert_array_equal(first["starts"], trace.centroids_of(0))
        best = kmanim.run_many("kmeans", "mtcars", 5, k=2, init="k-means++").best
        np.testing.assert_array_equal(kmanim.explore(best).contents["first"]["starts"], best.centroids_of(0))

    def test_rows_that_empty_centroids_went_to_are_found(self):
        far = [(0, 0), (1000, 1000), (2000, 2000)]
        trace = kmanim.run("kmeans", [[0, 0], [1, 0], [0, 1], [9, 9]], init=far, empty="resample", seed=1)
        first = kmanim.explore(trace).contents["first"]
        moved = [s for s in trace if s.step == "relocate"]
        assert moved
        assert len(first["relocated"]) >= len(moved)
        placed = {tuple(trace.dataset.points[row]) for row in first["relocated"]}
        assert placed <= {tuple(centroid) for s in moved for centroid in s.centroids}

    def test_dbscan_has_its_radius_and_its_order(self):
        first = kmanim.explore("moons", "dbscan", order="random", seed=3).contents["first"]
        assert (first["eps"], first["minSamples"], first["order"]) == (None, 5, "random")
        assert sorted(first["orderRows"]) == list(range(300))
        trace = kmanim.run("dbscan", [[0, 0], [1, 1], [2, 2]], eps=2, min_samples=2, order=[2, 0, 1])
        first = kmanim.explore(trace).contents["first"]
        assert (first["eps"], first["order"], first["orderRows"]) == (2, "picked", [2, 0, 1])

    def test_a_run_that_was_stopped_says_so(self):
        stopped = kmanim.run("kmeans", "mtcars", init=STARTS, max_iter=2)
        said = kmanim.explore(stopped).html.replace("\N{NO-BREAK SPACE}", " ")
        assert "was stopped after 2 rounds; here it goes on to its end." in said


class TestData:
    def test_data_of_ones_own_stand_first_with_all_their_columns(self, tmp_path):
        path = tmp_path / "points.csv"
        path.write_text("a,b,c\n1,2,3\n4,5,6\n7,8,10\n")
        page = kmanim.explore(path, columns="c,a")
        assert next(iter(page.contents["tables"])) == "points.csv"
        assert page.contents["first"]["data"] == "points.csv"
        assert page.contents["first"]["columns"] == ["c", "a"]
        assert [f["name"] for f in page.contents["tables"]["points.csv"]["features"]] == ["a", "b", "c"]

    @pytest.mark.parametrize("name", OFFERED)
    def test_an_offered_set_is_known_again(self, name):
        assert offered_as(kmanim.load(name)) == name
        assert offered_as(whole(name)) == name

    def test_what_only_has_the_name_is_another_set(self):
        other = kmanim.load("moons", seed=1)
        assert offered_as(other) == ""
        tables = kmanim.explore(other).contents["tables"]
        assert tables["moons"]["source"] == "given"
        assert len(tables) == len(offered())


@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        (lambda: kmanim.explore("mtcars", "em"), "the page runs kmeans and dbscan, not EM"),
        (lambda: kmanim.explore("mtcars", "xx"), "no algorithm 'xx'"),
        (lambda: kmanim.explore("mtcars", 3), "algorithm must be 'kmeans' or 'dbscan', got 3"),
        (lambda: kmanim.explore([[1], [2]]), "two columns of numbers, and here is one of data (x)"),
        (lambda: kmanim.explore("zoo"), "column 'hair' holds categories"),
        (lambda: kmanim.explore("mtcars", columns="mpg"), "columns must name two columns, got 'mpg'"),
        (lambda: kmanim.explore("mtcars", columns="mpg,hpp"), "no column 'hpp' in mtcars"),
        (lambda: kmanim.explore("mtcars", scale="z"), "no scaling 'z'"),
        (lambda: kmanim.explore("mtcars", k=0), "k must be a whole number from 1 to 50, got 0"),
        (lambda: kmanim.explore("mtcars", k=33), "k"),
        (lambda: kmanim.explore("mtcars", "dbscan", eps=-1), "eps must be a number from 0 to 1e+100, got -1"),
        (lambda: kmanim.explore("mtcars", "dbscan", k=2), "no option of dbscan 'k'"),
        (lambda: kmanim.explore("mtcars", seed=-1), "seed"),
        (lambda: kmanim.explore(np.zeros((5001, 2))), "at most 5,000 points for k-means, and data has 5,001"),
        (lambda: kmanim.explore(np.zeros((2001, 2)), "dbscan"), "at most 2,000 points for DBSCAN"),
        (lambda: kmanim.explore(kmanim.run("kmeans", "iris")), "shows two columns, and this run has 4"),
        (lambda: kmanim.explore(kmanim.run("em", "mtcars", k=2)), "not EM"),
        (lambda: kmanim.explore(kmanim.run("kmeans", "mtcars"), k=3), "leave k out"),
        (lambda: kmanim.explore("mtcars").save("page.pdf"), "a page is an .html file, not page.pdf"),
        (lambda: kmanim.explore("mtcars").save(3), "a path such as 'page.html', got 3"),
    ],
)
def test_what_will_not_do_is_said_in_one_line(ask, answer):
    with pytest.raises(kmanim.InputError) as caught:
        ask()
    assert answer in str(caught.value)
    assert "\n" not in str(caught.value)


class TestShown:
    def test_in_a_frame_that_is_shut_off(self, cars):
        shown, about = cars._repr_mimebundle_()
        assert list(shown) == ["text/html", "image/png", "text/plain"]
        (frame,) = re.findall(r"<iframe [^>]*>", shown["text/html"])
        assert ' sandbox="allow-scripts allow-downloads" ' in frame
        assert ' title="Explorer: k-means on mtcars" ' in frame
        assert unescape(re.search(r' srcdoc="([^"]*)"', frame)[1]) == cars.html
        assert about["image/png"]["alt"].startswith("Scatter plot of 32 cars")
        assert shown["text/plain"] == "<Explorer: k-means on mtcars>"

    def test_where_frames_are_left_out_the_picture_and_a_sentence_stay(self, cars):
        outside = re.sub(r"<iframe .*</iframe>", "", cars._repr_html_(), flags=re.DOTALL)
        assert re.findall(r"<(\w+)", outside) == ["div", "div", "img", "p"]
        assert "trust this notebook or run the cell" in outside

    def test_nothing_is_drawn_for_text(self):
        page = kmanim.explore("mtcars")
        page._repr_mimebundle_(include=["text/plain"])
        assert "_film" not in vars(page)


def test_saved_as_a_file(cars, tmp_path):
    assert cars.save(tmp_path / "a.html") == tmp_path / "a.html"
    assert (tmp_path / "a.html").read_text("utf-8") == cars.html
    with pytest.raises(kmanim.OutputError):
        cars.save(tmp_path / "none" / "a.html")


def test_nobody_pays_for_it_who_does_not_ask():
    code = (
        "import sys, kmanim\n"
        "kmanim.animate(kmanim.run('kmeans', 'mtcars', k=2))\n"
        "print([name for name in sys.modules if name.startswith(('kmanim.page', 'kmanim.web'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_recorded_run_has_its_seed():
    with pytest.raises(kmanim.InputError, match="a recorded run says everything itself; leave seed out"):
        kmanim.explore(kmanim.run("kmeans", "mtcars"), seed=4)
