"""What is left as the last line of a cell: moving, as a still, as a table, as a line that says what it is."""

import base64
import re
import subprocess
import sys
from html import unescape
from io import BytesIO

import numpy as np
import pandas as pd
import pytest
from PIL import Image

import kmanim
from kmanim.films import base_film
from kmanim.shown.table import ShownTable
from kmanim.simulate.registry import built_in, parameters_of

CARS = kmanim.load("mtcars")
SMALL = {"profile": "loop", "width": 160, "height": 120}
ODD = "$x_1$ <b>|"


@pytest.fixture(scope="module")
def trace():
    return kmanim.run("kmeans", CARS, init=[(1000, 150), (1500, 150)])


@pytest.fixture(scope="module")
def film(trace):
    return kmanim.animate(trace, **SMALL)


def decoded(page, kind):
    (data,) = re.findall(rf'"data:image/{kind};base64,([^"]+)"', page)
    return Image.open(BytesIO(base64.b64decode(data)))


class TestPictures:
    def test_a_film_moves_in_html_is_its_poster_in_png_and_a_line_in_text(self, film):
        shown, about = film._repr_mimebundle_()
        assert list(shown) == ["text/html", "image/png", "text/plain"]
        moving, still = decoded(shown["text/html"], "gif"), Image.open(BytesIO(shown["image/png"]))
        assert moving.is_animated
        assert still.size == moving.size == (160, 120)
        assert about == {"image/png": {"width": 160, "height": 120, "alt": film.alt}}
        assert shown["text/plain"] == repr(film)

    def test_a_sharp_film_is_shown_at_its_own_size(self, trace):
        shown, about = kmanim.animate(trace, **SMALL, scale=2)._repr_mimebundle_(include={"image/png"})
        assert Image.open(BytesIO(shown["image/png"])).size == (320, 240)
        assert about["image/png"]["width"] == 160

    def test_a_figure_is_a_picture_in_both(self, trace):
        figure = kmanim.objective(trace)
        shown, about = figure._repr_mimebundle_()
        assert list(shown) == ["text/html", "image/png", "text/plain"]
        inside = decoded(shown["text/html"], "png")
        assert np.array_equal(np.asarray(inside), np.asarray(Image.open(BytesIO(shown["image/png"]))))
        assert about["image/png"]["alt"] == figure.alt
        assert f'width="{about["image/png"]["width"]}"' in shown["text/html"]

    @pytest.mark.parametrize("kind", ["text/html", "image/png", "text/plain"])
    def test_only_what_is_asked_for_is_made(self, trace, film, kind):
        rest = {"text/html", "image/png", "text/plain"} - {kind}
        for thing in (film, film.player(), kmanim.objective(trace)):
            assert list(thing._repr_mimebundle_(include=[kind])[0]) == [kind]
            assert list(thing._repr_mimebundle_(exclude=rest)[0]) == [kind]
            assert set(thing._repr_mimebundle_(exclude=[kind])[0]) == rest

    def test_nothing_is_drawn_for_text(self, film, monkeypatch):
        monkeypatch.setattr(base_film, "frames", None)
        assert film._repr_mimebundle_(include=["text/plain"])[0] == {"text/plain": repr(film)}

    def test_a_huge_film_is_its_poster_and_says_why(self, film, monkeypatch):
        size = len(film._made(".gif"))
        monkeypatch.setattr(base_film, "LARGEST_SHOWN", size)
        assert "data:image/gif" in film._repr_html_()
        monkeypatch.setattr(base_film, "LARGEST_SHOWN", size - 1)
        page = film._repr_html_()
        assert "data:image/gif" not in page
        assert (
            'more than the 0 MB that are shown here; this is its last picture. Save it by film.save("'
            in unescape(page)
        )
        assert " alt=" in page

    def test_a_player_stands_in_a_frame_of_its_own_and_needs_nothing_from_outside(self, film, tmp_path):
        page = film.player()._repr_html_()
        (inside,) = re.findall(r'srcdoc="([^"]*)"', page)
        film.save(tmp_path / "film.html")
        assert unescape(inside) == (tmp_path / "film.html").read_text("utf-8")
        # Where frames are left out, as of a notebook that is not trusted, the poster and a sentence stay.
        outside = re.sub(r"<iframe .*</iframe>", "", page, flags=re.DOTALL)
        assert re.findall(r"<(\w+)", outside) == ["div", "div", "img", "p"]
        assert decoded(outside, "png").size == (160, 120)
        assert "trust this notebook or run the cell" in outside
        assert 'onload="this.nextElementSibling.hidden=true;' in page
        assert not re.search(r"(src|href)=.?.?http", unescape(inside))

    def test_odd_names_are_shown_literally(self):
        data = kmanim.load(pd.DataFrame(np.arange(8.0).reshape(4, 2), columns=[ODD, "y"]))
        page = kmanim.animate(kmanim.run("kmeans", data, k=2), **SMALL)._repr_html_()
        assert "<b>" not in page.replace("&lt;b&gt;", "")


class TestTables:
    @pytest.mark.parametrize("name", built_in())
    def test_every_run_is_a_table_with_a_row_a_snapshot(self, name):
        kinds = parameters_of(name).kinds
        data = {"numbers": CARS, "walks": "nine-rooms", "none": None}.get(kinds, "penguins")
        data = kmanim.load("penguins", kinds=kinds) if data == "penguins" else data
        trace = kmanim.run(name, data)
        shown, about = trace._repr_mimebundle_()
        assert list(shown) == ["text/html", "text/latex", "image/png", "text/plain"]
        assert shown["text/html"].count("<tr>") == 1 + min(len(trace), 25)
        assert shown["text/latex"].count(r"\\") == shown["text/html"].count("<tr>")
        assert Image.open(BytesIO(shown["image/png"])).size == (600, 450)
        assert about["image/png"]["alt"] == kmanim.animate(trace).alt
        assert shown["text/plain"] == repr(trace)

    def test_runs_are_their_grid_where_there_is_no_table(self):
        runs = kmanim.run_many("kmeans", CARS, 3, k=2)
        kinds = ["text/html", "text/latex", "image/png", "text/plain"]
        assert list(runs._repr_mimebundle_()[0]) == kinds
        assert runs._repr_mimebundle_([kinds[2]]) == kmanim.grid(runs)._repr_mimebundle_([kinds[2]])

    def test_what_cannot_be_drawn_is_shown_without_a_picture(self, trace, monkeypatch):
        def refuse(_trace):
            raise kmanim.InputError("not so")

        monkeypatch.setattr(kmanim, "animate", refuse)
        shown, about = trace._repr_mimebundle_()
        assert list(shown) == ["text/html", "text/latex", "text/plain"]
        assert about == {}

    def test_of_a_long_one_the_first_and_the_last_rows_are_seen(self):
        page = kmanim.run("dbscan", "moons", eps=0.2)._repr_html_()
        places = re.findall(r"<tr><td>([^<]*)</td>", page)
        last = kmanim.load("moons").n
        assert places == [*map(str, range(20)), "…", *map(str, range(last - 3, last + 1))]

    def test_what_else_there_is(self):
        runs = kmanim.run_many("kmeans", CARS, 3, k=2)
        page = runs._repr_html_()
        assert re.findall(r"<th>([^<]*)</th>", page) == ["run", *runs.columns]
        assert "<td>2547692</td>" in page
        choice = kmanim.choose_k(CARS, range(1, 4), runs=2, references=2)
        assert re.findall(r"<tr><td>(\d)</td>", choice._repr_html_()) == ["1", "2", "3"]
        sweep = kmanim.sweep("dbscan", "moons", eps=[0.1, 0.2])
        assert re.findall(r"<tr><td>([^<]*)</td>", sweep._repr_html_()) == ["0.1", "0.2"]
        assert "<td>Mazda RX4</td><td>1188" in CARS._repr_html_()

    def test_names_are_shown_literally_and_no_dollar_begins_a_formula(self):
        data = kmanim.load(pd.DataFrame(np.arange(8.0).reshape(4, 2), columns=[ODD, "y"]))
        page = data._repr_html_()
        assert "$x_1$ &lt;b&gt;|" in page
        assert page.startswith('<table class="tex2jax_ignore mathjax_ignore">')

    def test_in_latex_names_are_letters_and_numbers_stand_below_each_other(self):
        table = {"[a]": "x & y", ODD: -5.0, r"\par{}": '50 % "#~^`\n--'}
        shown = ShownTable.of("it's $1", 1, [table].__getitem__)
        assert shown.latex.splitlines() == [
            r"\par\noindent it\textquotesingle{}s \$1\par\nobreak\smallskip",
            r"\noindent\resizebox{\ifdim\width>\linewidth\linewidth\else\width\fi}{!}{%",
            r"\begin{tabular}{lrl}",
            r"\hline",
            r"{}[a] & \$x\_1\$ \textless{}b\textgreater{}\textbar{} & \textbackslash{}par\{\} \\",
            r"\hline",
            r"{}x \& y & -{}5 & 50 \% \textquotedbl{}\#\textasciitilde{}\textasciicircum{}\textasciigrave{} -{}-{} \\",
            r"\hline",
            r"\end{tabular}}\par\medskip",
        ]

    def test_of_many_columns_the_first_are_seen_in_latex_as_many_as_can_be_read(self):
        rows = [{f"c{column}": column for column in range(20)}] * 30
        shown = ShownTable.of("wide", 30, rows.__getitem__)
        assert "<th>c13</th><th>…</th></tr>" in shown.html
        assert r"c13 & … \\" in shown.latex
        assert r"{" + 14 * "r" + "l}" in shown.latex
        assert {len(cells) for cells in shown.rows} == {15}
        assert len(shown.rows) == 25
        rows = [{"a": "x" * 60, "b": 1.0, "c": "y" * 60, "d": 2.0}]
        assert r"{}a & b & … \\" in ShownTable.of("wider", 1, rows.__getitem__).latex
        assert r"{}a & … \\" in ShownTable.of("widest", 1, [{"a": "x" * 200, "b": 1}].__getitem__).latex


class TestLines:
    def test_a_run_says_how_many_switched_not_how_its_last_round_was(self, trace):
        assert repr(trace) == (
            "<CentroidTrace of kmeans on 'mtcars', run 1: 8 snapshots, 4 iterations, 3 switches, 2 clusters>"
        )

    def test_a_run_that_a_limit_stopped_says_so(self):
        trace = kmanim.run("kmeans", CARS, init=[(1000, 150), (1500, 150)], max_iter=1)
        assert repr(trace).endswith("2 clusters, max_iter reached>")

    def test_a_run_without_result_says_why(self):
        trace = kmanim.run("affinity_propagation", CARS, max_iter=1)
        assert "no result: " in repr(trace)

    def test_everything_says_what_it_is_in_a_line_without_an_address(self, trace, film):
        runs = kmanim.run_many("kmeans", CARS, 2, k=2)
        sweep = kmanim.sweep("dbscan", "moons", eps=[0.1, 0.2])
        things = [
            *(CARS, trace, trace[0], trace[-1], trace.parameters, runs, runs.outcomes[0], runs.solutions[0]),
            *(film, film.player(), film.timeline, film.timeline.keyframes[0], film.describe(), film.look),
            *(film.page(), kmanim.objective(trace), sweep, sweep[0], kmanim.animate_sweep(sweep)),
            *(kmanim.side_by_side([trace, trace]), kmanim.beside_classes(kmanim.run("kmeans", "moons", k=2))),
            *kmanim.compare_inits("kmeans", CARS, [2], 2),
            kmanim.choose_mixture(CARS, range(1, 3), covariances=("tied",), runs=2),
            kmanim.run_many("em", CARS, 2, k=2).best[0],
        ]
        for thing in things:
            line = repr(thing)
            assert "\n" not in line
            assert not re.search(r"0x[0-9a-f]{6,}", line)
            assert len(line) < 420
        assert repr(film) == "<Film: k-means on 32 cars, k = 2; 9 pictures, 20.0 s, 160 x 120 px>"
        assert repr(film.player()) == repr(film).replace("Film", "Player")


def test_nothing_of_ipython_or_pandas_is_imported():
    code = (
        "import kmanim, sys\n"
        "trace = kmanim.run('kmeans', 'mtcars', k=2)\n"
        "for thing in (trace, kmanim.animate(trace, profile='loop', width=160, height=120), trace.dataset):\n"
        "    thing._repr_mimebundle_()\n"
        "print([name for name in ('IPython', 'pandas', 'ipykernel') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
