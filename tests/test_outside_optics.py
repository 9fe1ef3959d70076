"""A seventh algorithm is files alone: OPTICS, from a package outside, with a panel that grows beside the points.

The oracle is scikit-learn 1.9's OPTICS, on data without ties: which of equally near points comes first is a matter of
rounding there (distances are rounded to 15 decimals).
"""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import kmanim
from kmanim.command.cli import main
from kmanim.plot.render.sketch import Sketch
from kmanim.simulate import registry

sklearn_cluster = pytest.importorskip("sklearn.cluster")
HERE = Path(__file__).parent


def blobs(n, d=2, seed=0):
    random = np.random.default_rng(seed)
    return random.normal(size=(n, d)) + random.uniform(-6, 6, (4, d))[random.integers(4, size=n)]


@pytest.fixture
def optics(bring):
    return bring("optics")


def by_row(trace, by_place):
    """Give what a trace has by place in the order by row, infinite where scikit-learn says so."""
    found = np.empty(len(by_place))
    found[trace.ordering] = np.nan_to_num(by_place, nan=np.inf)
    return found


@pytest.mark.parametrize(("n", "d"), [(200, 2), (120, 1), (150, 4)])
@pytest.mark.parametrize(
    "params", [{"min_samples": 5}, {"min_samples": 3, "max_eps": 1.0}, {"min_samples": 12}]
)
def test_the_order_is_that_of_scikit_learn(optics, n, d, params):
    points = blobs(n, d)
    trace = kmanim.run("optics", points, eps=0.8, **params)
    fit = sklearn_cluster.OPTICS(**params).fit(points)
    assert trace.ordering.tolist() == fit.ordering_.tolist()
    np.testing.assert_allclose(by_row(trace, trace.reachability), fit.reachability_, rtol=1e-12)
    np.testing.assert_allclose(by_row(trace, trace.core_distances), fit.core_distances_, rtol=1e-12)
    assert [step.predecessor for step in trace.unlabelled[1:-1]] == fit.predecessor_[fit.ordering_].tolist()
    labels = sklearn_cluster.cluster_optics_dbscan(
        reachability=fit.reachability_, core_distances=fit.core_distances_, ordering=fit.ordering_, eps=0.8
    )
    assert trace.labels.tolist() == labels.tolist()


def test_the_small_set_by_hand(optics):
    # 0, 1, 3 and 10 on a line, two neighbours: from 0 to 1 it is 1, from 1 to 3 it is 2, from 3 to 10 it is 7.
    trace = kmanim.run("optics", [[0.0], [1], [3], [10]], min_samples=2, eps=2)
    assert trace.ordering.tolist() == [0, 1, 2, 3]
    assert trace.core_distances.tolist() == [1, 1, 2, 7]
    assert np.isnan(trace.reachability[0])
    assert trace.reachability[1:].tolist() == [1, 2, 7]
    assert trace.labels.tolist() == [0, 0, 0, -1]
    assert trace.stopped == "every point has its place"


def test_core_points_are_parted_as_by_dbscan(optics):
    random = np.random.default_rng(3)
    for seed in range(40):
        n, eps = int(random.integers(4, 50)), float(random.uniform(0.2, 3))
        points, told = blobs(n, seed=seed), {"min_samples": int(random.integers(2, 5)), "eps": eps}
        ours, beside = kmanim.run("optics", points, **told), kmanim.run("dbscan", points, **told)
        core = beside.core()
        pairs = set(zip(ours.labels[core].tolist(), beside.labels[core].tolist(), strict=True))
        assert len(pairs) == len({one for one, _ in pairs}) == len({other for _, other in pairs})
        assert (ours.labels[core] >= 0).all()
        assert (ours.labels[beside.labels < 0] < 0).all()


def test_no_file_of_kmanim_knows_it():
    assert "optics" not in registry.known_algorithms()
    found = [path for path in (HERE.parent / "kmanim").rglob("*.py") if "OPTICS" in path.read_text("utf-8")]
    assert not found


def test_the_story_is_told_word_for_word(optics):
    film = kmanim.animate(kmanim.run("optics", kmanim.load("lesson-dbscan"), min_samples=4, eps=1))
    assert (
        film.captions[1]
        == "A begins: nobody has reached it. Its 3rd neighbour is 1.12 away: its core distance."
    )
    assert film.captions[2] == "G is easiest to reach now: 1.12 from A, its bar."
    assert film.captions[-2:] == (
        "Cut at 1: valleys below it are clusters, bars above it part them.",
        "Done: 2 clusters of 4 and 6 points. 4 noise.",
    )
    assert film.duration_ms <= 45_000
    assert film.timeline.subject == "OPTICS, at least 4 · 14 points"


def test_bars_grow_one_after_the_other(optics):
    film = kmanim.animate(kmanim.run("optics", blobs(60), eps=1.0))
    scene, keyframes = film.scene, film.timeline.keyframes
    shares = [number for number, key in enumerate(keyframes) if key.kind == "share"]
    assert [scene._seen(shares[0], 0, at) for at in (0.01, 1.0)] == [
        keyframes[shares[0] - 1].step,
        keyframes[shares[0]].step,
    ]
    assert scene._seen(len(keyframes) - 1, None, 1) == 60
    roles = roles_of(scene, len(keyframes) - 1)
    assert {"bars", "cut", "points cluster 1"} <= roles
    assert "cut" not in roles_of(scene, shares[0])
    assert {"bars", "in order", "visited", "links", "latest"} <= roles_of(scene, shares[0])


class Recording(Sketch):
    """A pen that notes what everything is drawn as."""

    def __init__(self):
        super().__init__(1.0)
        self.roles = set()

    def role(self, name):
        self.roles.add(name)
        return super().role(name)


def roles_of(scene, keyframe):
    pen = Recording()
    scene.draw(pen, keyframe)
    return pen.roles


def test_links_are_an_option_of_its_films(optics):
    trace = kmanim.run("optics", blobs(30), eps=1.0)
    last = len(kmanim.animate(trace).timeline.keyframes) - 1
    assert "links" in roles_of(kmanim.animate(trace, links=True).scene, last)
    assert "links" not in roles_of(kmanim.animate(trace).scene, last)
    with pytest.raises(kmanim.InputError, match="no option of a film of OPTICS 'regions'"):
        kmanim.animate(trace, regions=True)


@pytest.mark.parametrize(
    ("n", "look"), [(6, {}), (150, {"theme": "dark", "width": 360}), (3000, {"profile": "loop"})]
)
def test_films_of_any_size_are_drawn(optics, tmp_path, n, look):
    trace = kmanim.run("optics", blobs(n), eps=1.0)
    film = kmanim.animate(trace, **look)
    with Image.open(film.save(tmp_path / "film.gif", tween_ms=0)) as picture:
        assert picture.n_frames >= 5
    assert film.duration_ms <= (20_000 if "profile" in look else 45_000)
    assert "\n" not in "".join(film.captions)


def test_all_noise_has_a_cross(optics):
    trace = kmanim.run("optics", [[0.0], [5], [11], [18]], min_samples=2, max_eps=1)
    film = kmanim.animate(trace)
    assert trace.n_clusters() == 0
    assert film.timeline.keyframes[-1].mark == "cross"
    assert film.captions[-1] == "No place is dense enough: all is noise."


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"min_samples": 1}, "min_samples must be"),
        ({"min_samples": 50}, "min_samples is 50, but data has 30 points"),
        ({"max_eps": 0}, "max_eps must be larger than 0"),
        ({"max_eps": 1, "eps": 2}, "eps is 2, and nothing is known beyond max_eps 1"),
    ],
)
def test_what_cannot_work_is_refused(optics, params, told):
    with pytest.raises(kmanim.InputError, match=told):
        kmanim.run("optics", blobs(30), **params)


@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_it_is_kept_in_files(optics, tmp_path, suffix):
    trace = kmanim.run("optics", blobs(30), max_eps=1.5)
    again = kmanim.load_trace(kmanim.save_trace(trace, tmp_path / f"trace{suffix}"))
    assert type(again) is type(trace)
    assert again.ordering.tolist() == trace.ordering.tolist()
    assert again.labels.tolist() == trace.labels.tolist()
    np.testing.assert_array_equal(again.reachability, trace.reachability)


def test_it_stands_beside_others_and_with_known_groups(optics, tmp_path):
    points = kmanim.load("moons")
    trace = kmanim.run("optics", points, min_samples=4)
    both = kmanim.side_by_side([kmanim.run("dbscan", points, eps=trace.eps, min_samples=4), trace])
    assert both.titles == ("DBSCAN", "OPTICS")
    assert both.save(tmp_path / "both.gif", tween_ms=0).stat().st_size > 1000
    assert kmanim.strip(trace).savefig is not None


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("x,y\n" + "\n".join(f"{x},{y}" for x, y in blobs(40).tolist()))
    return path


def test_the_command_finds_it_with_help_and_options(optics, table, tmp_path, capsys):
    assert main(["--help"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    for words in (
        "optics (OPTICS): --min-samples N how many points within reach make a place dense, itself counted (default: 5)",
        "--max-eps X how far it looks at most (default: any way)",
        "films of optics: --links draw how each point was reached",
    ):
        assert words in said
    out = tmp_path / "out"
    words = [str(table), "--algorithm", "optics", "--out", str(out)]
    assert main([*words, "--eps", "1.2", "--links", "--json", "--quiet"]) == 0
    assert json.loads(capsys.readouterr().out)["algorithm"] == "optics"
    names = {path.name for path in out.iterdir()}
    assert {"run-01.gif", "strip.png", "step-02-begin.png", "index.html", "runs.csv"} <= names
    assert (out / "runs.csv").read_text().splitlines()[0] == "run,clusters,noise,solution,file,bytes"
    assert main([str(table), "--max-eps", "1"]) == 2
    assert "--max-eps is for optics, not for kmeans" in capsys.readouterr().err
    assert main([str(table), "--eps", "1"]) == 2
    assert "--eps is for dbscan and optics, not for kmeans" in capsys.readouterr().err
    assert main([*words, "--k", "3", "--force"]) == 2
    assert "not for optics" in capsys.readouterr().err
    assert main([*words, "--runs", "3", "--force"]) == 2
    assert "OPTICS draws nothing, so all 3 runs would be the same" in capsys.readouterr().err


def test_two_packages_stand_beside_each_other_and_another_process_finds_them(optics, bring):
    paths = [*optics, *bring("bands")]
    assert {"bands", "optics"} <= set(registry.known_algorithms())
    code = "import kmanim; print(kmanim.run('optics', [[0, 1], [0, 2], [0, 3]], min_samples=2, eps=1).labels.tolist())"
    path = {"PYTHONPATH": ":".join([*paths, str(HERE.parent)])}
    done = subprocess.run([sys.executable, "-c", code], env=path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[0, 0, 0]"
