"""What the plane of a page is drawn by: colours, shapes, ticks, cells, scenes, tweens; against those of films."""

import re
from importlib.resources import files

import numpy as np
import pytest

from kmanim.plot.axes.plane import Box
from kmanim.plot.axes.ticks import round_ticks
from kmanim.plot.marks.points import point_size
from kmanim.plot.regions.voronoi import boundaries, cells
from kmanim.plot.style.palettes import cluster_styles
from kmanim.plot.style.theme import DARK, LIGHT
from tests.web.node import asked, needs_node

pytestmark = needs_node
AXES = [
    (0, 1), (0.3, 7.9), (686, 2460), (52, 335), (-1.5, 2.5), (1.6, 5.1), (0, 3_509_517), (-1e-4, 2e-4), (0, 9e9),
    (1e8, 1e8 + 3), (-1e8 - 3, -1e8), (1e-7, 8e-7), (-900_000, 900_000),
    (0, 12_000), (-12_000, 4_000), (0, 9_000),
]  # fmt: skip


def _sheet():
    return (files("kmanim.web") / "styles/plane.css").read_text("utf-8")


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_colours_are_those_of_films(theme):
    light, dark = _sheet().split("@media screen and (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([ce]\d+): ([^;]+);", light))
    if theme is DARK:
        found |= dict(re.findall(r"--([ce]\d+): ([^;]+);", dark.split("@media")[0]))
    for number, style in enumerate(cluster_styles(20, theme)):
        assert found[f"c{number}"].upper() == style.colour
        edge = found.get(f"e{number}", "initial")
        assert (None if edge == "initial" else edge) == style.edge


def test_every_colour_that_is_used_is_defined():
    everywhere = _sheet() + (files("kmanim.web") / "styles/page.css").read_text("utf-8")
    scripts = [
        path.read_text("utf-8")
        for path in (files("kmanim.web") / "scripts/plane").iterdir()
        if path.name.endswith(".js")
    ]
    used = set(re.findall(r"var\(--([a-z][a-z-]*)\b", everywhere + "".join(scripts)))
    assert used - {"c", "e", "width"} <= set(re.findall(r"--([a-z][a-z-]*): ", everywhere))


def test_shapes_sizes_and_ticks_are_those_of_films():
    found = asked(
        """
        import { pointSize, shapeOf } from "./plane/marks.js";
        import { roundTicks, titled } from "./plane/ticks.js";
        answer({
          shapes: Array.from({ length: 130 }, (_, cluster) => shapeOf(cluster)),
          sizes: [1, 120, 121, 1000, 5000, 1e6].map(pointSize),
          ticks: given.map(([low, high]) => [3, 5, 8].map(most => {
            const ticks = roundTicks(low, high, most);
            return [ticks.places, ticks.labels, titled(ticks, "W")];
          })),
        });
        """,
        AXES,
    )
    assert found["shapes"] == [style.shape for style in cluster_styles(130, LIGHT)]
    np.testing.assert_allclose(
        found["sizes"], [point_size(n, LIGHT) for n in (1, 120, 121, 1000, 5000, 10**6)]
    )
    for (low, high), ours in zip(AXES, found["ticks"], strict=True):
        for most, (places, labels, title) in zip((3, 5, 8), ours, strict=True):
            ticks = round_ticks(low, high, most)
            assert 2 <= len(places) <= most + 1
            assert low <= places[0] + (high - low) * 1e-9
            assert places[-1] <= high + (high - low) * 1e-9
            if len(places) == len(ticks.places):  # where both chose one step, they say the same
                np.testing.assert_allclose(places, ticks.places, rtol=1e-9, atol=1e-9 * (high - low))
                assert (labels, title) == (list(ticks.labels), ticks.titled("W"))


def test_whole_numbers_alone_mark_an_axis_of_counts():
    ticks = asked(
        'import { roundTicks } from "./plane/ticks.js"; answer(given.map(to => roundTicks(0, to, 5, true).labels));',
        [1, 2, 3, 7, 40],
    )
    assert ticks[:2] == [["0", "1"], ["0", "1", "2"]]
    assert all("." not in label for labels in ticks for label in labels)


def test_cells_are_those_of_films():
    rng = np.random.default_rng(5)
    cases = [rng.uniform(-50, 350, (k, 2)).round(2) for k in (1, 2, 3, 7, 12)] + [
        np.array([[1.0, 1], [1, 1], [90, 80]])
    ]
    lengths = [[1.0, 1.0], [2.0, 0.3]]
    found = asked(
        """
        import { cellsOf, wallsOf } from "./plane/regions.js";
        const box = { left: 0, top: 0, right: 300, bottom: 200 };
        answer(given.cases.map(centres => given.lengths.map(lengths => {
          const cells = cellsOf(centres, lengths, box);
          const places = pieces => pieces.map(piece => piece.map(({ x, y }) => [x, y]));
          return [places(cells), places(wallsOf(cells))];
        })));
        """,
        {"cases": [case.tolist() for case in cases], "lengths": lengths},
    )
    box = Box(0, 0, 300, 200)
    for case, both in zip(cases, found, strict=True):
        for (across, up), (ours, walls) in zip(lengths, both, strict=True):
            metric = np.diag([across**2, up**2])
            theirs = cells(case, metric, box)
            assert [_area(cell) for cell in ours] == pytest.approx([_area(cell) for cell in theirs], abs=1e-6)
            expected = boundaries(case, metric, box)
            assert _length(walls) == pytest.approx(_length(expected), rel=1e-9)


def _area(corners):
    if len(corners) < 3:
        return 0.0
    x, y = np.asarray(corners).T
    return abs(float(x @ np.roll(y, 1) - y @ np.roll(x, 1))) / 2


def _length(walls):
    return sum(float(np.hypot(*np.subtract(*wall))) for wall in walls)


_RUN = """
import { datasetOf } from "./core/dataset.js";
import { runDbscan, kindsOf } from "./core/dbscan.js";
import { runKMeans } from "./core/kmeans.js";
import { placingScene, previewScene, sceneOf } from "./plane/scenes/scene.js";
import { phasesOf } from "./plane/scenes/tween.js";
const features = ["x", "y"].map(name => ({ name, title: name, heading: "", unit: "" }));
const table = (points, names = null) => ({
  name: "t", features, columns: [0, 1].map(i => Float64Array.from(points, p => p[i])), names, noun: ["car", "cars"],
  source: "given",
});
const picture = (kind, step, rows = [], more = {}) => ({ kind, step, rows, alt: `${kind} ${step}`, ...more });
"""


def test_scenes_of_k_means():
    points = [[0, 0], [0, 2], [4, 0], [4, 2], [9, 1]]
    found = asked(
        _RUN
        + """
        const dataset = datasetOf(table(given, ["a", "b", "c", "d", "e"]), [0, 1], "none");
        const trace = runKMeans(dataset, [[0, 1], [3, 1]], { k: 2, init: "own", empty: "keep", seeding: [] });
        const steps = trace.snapshots.map(({ step }) => step);
        const [start, assign, update, again] = [0, 1, 2, 3];
        const scenes = [
          sceneOf(trace, picture("starts", start)),
          sceneOf(trace, picture("assign", assign), { regions: true }),
          sceneOf(trace, picture("update", update)),
          sceneOf(trace, picture("check", again)),
          sceneOf(trace, picture("done", again), { row: 4, texts: ["9", "3"] }),
          sceneOf(trace, picture("update", update), { row: 4, texts: ["9", "3"], guessed: [4] }),
        ];
        const ms = scenes.slice(1).map((to, i) => phasesOf(scenes[i], to).reduce((sum, phase) => sum + phase.ms, 0));
        answer({ steps, scenes: scenes.map(({ dataset, ...scene }) => scene), ms });
        """,
        points,
    )
    start, assign, update, check, done, guess = found["scenes"]
    assert found["steps"][:4] == ["start", "assign", "update", "assign"]
    assert start["labels"] is None
    assert start["judges"] is None
    assert [(one["x"], one["y"]) for one in start["centroids"]] == [(0, 1), (3, 1)]
    assert assign["labels"] == [0, 0, 1, 1, 1]
    assert assign["judges"] == [0, 1, 3, 1]
    assert assign["regions"]
    assert assign["switched"] == []  # the first assignment is no switch
    assert update["old"] == [None, [3, 1]]  # a centroid that stays leaves no mark
    assert update["judges"] == assign["judges"]
    assert check["old"] == []
    assert check["judges"] != assign["judges"]
    assert done["trail"][1][0] == [3, 1]
    assert done["explained"] == {"row": 4, "ways": [{"cluster": 1, "text": "3"}, {"cluster": 0, "text": "9"}]}
    assert done["names"] == [{"row": 4, "text": "e"}]
    assert guess["guessed"] == [4]
    assert guess["names"] == [{"row": 4, "text": "e"}]
    assert guess["explained"] is None  # which would tell what is to be guessed
    assert found["ms"][:4] == [600, 800, 600, 0]


def test_draws_show_the_chances_that_they_had():
    found = asked(
        _RUN
        + """
        const dataset = datasetOf(table(given, ["a", "b", "c", "d"]), [0, 1], "none");
        const seeding = [{ row: 0, chance: 0.25, cluster: 1 }, { row: 3, chance: 0.9, cluster: 2 }];
        const starts = [[2, 0], [0, 0], [6, 0]];
        const trace = runKMeans(dataset, starts, { k: 3, init: "k-means++", empty: "keep", seeding });
        const shown = [["weigh", 1], ["draw", 2], ["draw", 3]]
          .map(([kind, drawn]) => sceneOf(trace, picture(kind, 0, [], { drawn })))
          .map(({ centroids, weights, newest, names }) => [centroids.map(one => one.cluster), weights, newest, names]);
        answer(shown);
        """,
        [[0, 0], [1, 0], [3, 0], [6, 0]],
    )
    weigh, first, second = found
    assert weigh[0] == [0]  # which the reader has placed
    assert weigh[1] == pytest.approx([4 / 22, 1 / 22, 1 / 22, 16 / 22])
    assert weigh[2] is None
    assert first[0] == [0, 1]
    assert first[1] == pytest.approx(weigh[1])  # as they were when it was drawn
    assert first[2:] == [0, [{"row": 0, "text": "a"}]]
    assert second[0] == [0, 1, 2]
    assert second[1] == pytest.approx([0, 1 / 18, 1 / 18, 16 / 18])
    assert second[2] == 3


def test_switched_rows_are_yellow_and_named_up_to_four():
    found = asked(
        _RUN
        + """
        const dataset = datasetOf(table(given, ["a", "b", "", "d", "e", "f"]), [0, 1], "none");
        const trace = runKMeans(dataset, [[0, 0], [1, 0]], { k: 2, init: "own", empty: "keep", seeding: [] });
        const before = sceneOf(trace, picture("update", 2));
        const [old, now] = [1, 3].map(i => Array.from(trace.snapshots[i].labels));
        const rows = [...now.keys()].filter(row => now[row] !== old[row]);
        const scene = sceneOf(trace, picture("reassign", 3, rows));
        const [glide] = phasesOf(before, scene);
        const part = share => glide.at(share).scene.switched.map(({ row }) => row);
        answer({ rows, switched: scene.switched, names: scene.names, parts: [0, 0.5, 1].map(part) });
        """,
        [[0, 0], [1, 0], [2, 0], [3, 0], [10, 0], [11, 0]],
    )
    assert found["rows"] == [1, 2]
    assert found["switched"] == [{"row": 1, "from": 1}, {"row": 2, "from": 1}]
    assert found["names"] == [{"row": 1, "text": "b"}]  # one without a name has none on the plot
    begin, middle, end = found["parts"]  # the boundary passes one after the other
    assert begin == []
    assert set(begin) <= set(middle) <= set(end)
    assert end == [1, 2]


def test_scenes_of_dbscan():
    points = [
        [0, 0],
        [-1.8, 0],
        [-2.3, 0],
        [-2.3, 0.5],
        [-2.3, -0.5],
        [1.8, 0],
        [2.3, 0],
        [2.3, 0.5],
        [2.3, -0.5],
    ]
    found = asked(
        _RUN
        + """
        const dataset = datasetOf(table(given), [0, 1], "none");
        const trace = runDbscan(dataset, { eps: 1.98, minSamples: 4, rule: "rows" });
        const all = trace.visits.length;
        const preview = previewScene(dataset, kindsOf(dataset, 1.79, 4), { eps: 1.79, minSamples: 4, row: 0 }, "set");
        const pictures = [picture("visit", 1), picture("contested", all, [0]), picture("done", all)];
        const scenes = pictures.map(one => sceneOf(trace, one));
        answer({ preview, scenes, first: trace.visits[0] });
        """,
        points,
    )
    first, contested, done = found["scenes"]
    assert found["preview"]["labels"] == [-1] + [-2] * 8  # at 1.79 the middle is noise
    assert found["preview"]["balls"]["now"] == [{"row": 0, "text": "1 < 4"}]
    assert first["labels"][0] == -1
    assert first["labels"][1:] == [-2] * 8
    assert first["balls"]["now"] == [{"row": 0, "text": "3 < 4"}]
    assert contested["contested"] == [{"row": 0, "clusters": [0, 1]}]
    assert done["balls"] is None
    assert done["labels"] == [0, 0, 0, 0, 0, 1, 1, 1, 1]
    assert done["kinds"] == [1] + [2] * 8  # the middle is border, all others are core


def test_centres_that_are_placed_part_the_plane_as_they_are_measured():
    found = asked(
        _RUN
        + """
        const dataset = datasetOf(table(given), [0, 1], "zscore");
        const scene = placingScene(dataset, [[0, 0], [4, 2]], "place");
        const one = placingScene(dataset, [[0, 0]], "place");
        answer([Array.from(scene.judges), Array.from(dataset.values.slice(0, 2)), scene.centroids, one.judges]);
        """,
        [[0, 0], [4, 2], [2, 2], [1, 0]],
    )
    judges, first, centroids, alone = found
    assert judges[:2] == first
    assert [(one["x"], one["y"], one["cluster"]) for one in centroids] == [(0, 0, 0), (4, 2, 1)]
    assert alone is None


def test_names_find_free_room_within_the_box():
    found = asked(
        """
        import { FreeRoom } from "./plane/free_room.js";
        const box = { left: 0, top: 0, right: 200, bottom: 100 };
        const answers = [];
        for (const [x, y] of given) {
          const room = new FreeRoom(box, Float64Array.of(x, 100, 105), Float64Array.of(y, 50, 50), 4);
          const own = { x, y, r: 9 };
          room.marks.push(own, { x: 60, y: 50, r: 10 });
          const first = room.near(own, 60, 14);
          const second = room.near(own, 60, 14);
          answers.push([first, second]);
        }
        answer(answers);
        """,
        [[5, 5], [195, 95], [100, 50], [60, 50], [195, 5]],
    )
    for first, second in found:
        for placed in (first["box"], second["box"]):
            assert placed["left"] >= 0
            assert placed["right"] <= 200
            assert placed["top"] >= 0
            assert placed["bottom"] <= 100
        apart = (
            first["box"]["right"] <= second["box"]["left"]
            or second["box"]["right"] <= first["box"]["left"]
            or first["box"]["bottom"] <= second["box"]["top"]
            or second["box"]["bottom"] <= first["box"]["top"]
        )
        assert apart
