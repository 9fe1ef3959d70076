"""Links of pages: the page and the package write the same, read the same, and complain in the same words."""

import numpy as np
import pytest
from node import asked, needs_node

from kmanim.data.feature import Feature
from kmanim.data.load import load
from kmanim.data.make_dataset import dataset
from kmanim.errors import InputError
from kmanim.page.choices import DEFAULTS, choices_of
from kmanim.page.link import checksum_of, decode_link, encode_link, written
from kmanim.page.linked_run import run_link
from kmanim.simulate.record import run

NAMES = [
    "weight",
    "a,b",
    "é",
    "x&y=z#",
    "<img onerror=1>",
    "%",
    "100%25",
    "名",
    "🚗 +1",
    "it's (a) *!",
    "-",
    '"',
    " x ",
]
BROKEN = [
    "", "#", "#&&==&=3&k", "#v=2&k=3", "#a=foo&k=0&k=51&m=1e3", "#k=2&k=3", "#k=2.0&t=-1&t=&m=0",
    "#c=1,2;3", "#c=", "#c=1,2,3", "#c=,", "#c=0x10,1", "#c=1e999,1", "#c=1e-999,1", "#c=nan,inf", "#c=%31%2C2%3B3%2C4",
    "#c=1_0,2", "#c=٣,2", "#c= 1,2", "#c=1.,.5;+3,-4e2", "#c=-0,0",
    "#c=" + ";".join(["1,2"] * 51),
    "#k=2&c=1,2;3,4;5,6", "#x=a", "#x=a,a", "#x=a,b,c", "#x=a%2Cb", "#x=a%2cb,c", "#x=,b", "#x=%zz,b", "#x=%FF,b",
    "#x=%C3%A9,%ED%A0%80",
    "#eps=0", "#eps=-1", "#eps=1e101", "#eps=1e100", "#eps=1,5", "#eps=.5",
    "#w=1,1", "#w=0", "#w=1,2,", "#s=1,1&r=3",
    "#s=1000001", "#i=k-means%2B%2B", "#i=k-means++", "#i=kmeans", "#d=%", "#d=&d=x", "#d=a+b%20c", "#zz=1&__proto__=1",
    "#constructor=1&toString=2", "#p=1,2;3,4", "#p=1,2&n=a,b", "#p=1,2;3,4&n=a%2Cb,c&x=q,r&d=own",
    "#p=", "#p=&n=", "#p=&n=a", "#p=;", "#p=1,2&n=", "#p=1,2;3", "#p=1",
    "#h=12", "#h=0123abcd", "#h=0123ABCD", "https://example.org/a.html?k=3#k=4", "k=5", "#amp;k=3", "#a=kmeans&amp;k=3",
    "#by=all&by=none", "#o=rows&o=up&z=zscore&z=Z", "#t=1000001", "#k=" + "9" * 500, "#d=" + "x" * 100_000, "#d=🚗#k=3",
    "#k=" + "🚗" * 50, "#v=1&v=0", "#t=007", "#e=keep%20", "#p=" + ";".join(f"{i},1" for i in range(201)),
]  # fmt: skip


def numbers(rng):
    """Doubles of all sizes, and those that people write."""
    kind = rng.integers(6)
    if kind == 0:
        return float(rng.integers(-2000, 2000))
    if kind == 1:
        return float(np.frombuffer(rng.bytes(8), "<f8")[0]) if rng.random() < 0.5 else 1e21
    return float(
        [rng.normal(), round(rng.normal(), 3), rng.normal() * 10.0 ** rng.integers(-12, 25), 0.1][kind - 2]
    )


def finite(rng):
    while not np.isfinite(number := numbers(rng)):
        pass
    return number + 0.0


def picked(rng, *words):
    return words[rng.integers(len(words))]


def state(rng):
    """Choices as a page may have them."""
    k = int(rng.integers(1, 13))
    rows = rng.permutation(200)[: rng.integers(0, 5)].tolist()
    names = rng.permutation(len(NAMES))[:2]
    common = {
        **DEFAULTS, "algorithm": picked(rng, "kmeans", "dbscan"), "data": picked(rng, "mtcars", *NAMES),
        "columns": [NAMES[i] for i in names], "scale": picked(rng, "none", "zscore", "minmax"),
        "step": picked(rng, None, 0, 1, 700),
    }  # fmt: skip
    if common["algorithm"] == "kmeans":
        starts = [[finite(rng), finite(rng)] for _ in range(rng.integers(0, k + 1))]
        rule = picked(rng, "own", "uniform", "sample", "k-means++", "farthest")
        own = {
            "k": k,
            "init": rule,
            "starts": starts,
            "startRows": rows,
            "empty": picked(rng, "keep", "resample"),
        }
        return common | own | {"relocated": rows if own["empty"] == "resample" else []}
    order = picked(rng, "rows", "backwards", "random", "picked")
    return common | {
        "eps": picked(rng, None, abs(finite(rng)) % 1e99 + 1e-9, 0.3), "minSamples": int(rng.integers(1, 40)),
        "order": order,
        "orderRows": rows if order in ("random", "picked") else [], "by": picked(rng, "visit", "cluster", "all"),
    }  # fmt: skip


def own_data(rng, choices, n, names, digits):
    points = np.round(rng.normal(size=(n, 2)) * 100, digits)
    labels = [picked(rng, *NAMES) + str(i) for i in range(n)] if names else None
    return dataset(
        points, name=choices["data"], features=[Feature(name) for name in choices["columns"]], labels=labels
    )


def table(data, source):
    features = [{"name": f.name, "title": f.name, "heading": "", "unit": ""} for f in data.features]
    return {
        "name": data.name, "features": features, "columns": data.points.T.tolist(), "noun": ["point", "points"],
        "names": list(data.labels) if data.labels else None, "source": source,
    }  # fmt: skip


def cases():
    rng = np.random.default_rng(17)
    for place in range(120):
        choices = state(rng)
        source = picked(rng, "builtin", "given", "file", "drawn") if place >= 8 else "file"
        n = [200, 201, 200, 201, 1, 2, 200, 30][place] if place < 8 else int(rng.integers(1, 60))
        yield choices, own_data(rng, choices, n, place % 2, picked(rng, 0, 2, 15)), source


CASES = list(cases())
TEXTS = [
    encode_link(choices, None if source == "builtin" else data, travels=source in ("file", "drawn"))
    for choices, data, source in CASES
]
_PAGE = """
import { decodeLink, encodeLink, misfitOf } from "./reading/link.js";
const readOf = ({ choices, problems, table, checksum }) => ({
  choices, problems, checksum, names: table && table.names,
  points: table && [...table.columns[0]].map((x, row) => [x, table.columns[1][row]]),
});
const texts = given.states.map(([choices, table]) => {
  table.columns = table.columns.map(column => Float64Array.from(column));
  return encodeLink(choices, table);
});
const again = given.states.map(([choices, table], i) => {
  const link = decodeLink(texts[i]);
  const own = link.table ?? table;
  return [encodeLink({ ...given.defaults, ...link.choices }, own), misfitOf(link, own)];
});
answer({ texts, again, read: given.links.map(link => readOf(decodeLink(link))), numbers: given.numbers.map(String) });
"""


@pytest.fixture(scope="module")
def page():
    rng = np.random.default_rng(3)
    given = {
        "states": [[choices, table(data, source)] for choices, data, source in CASES],
        "links": [*TEXTS, *BROKEN], "numbers": [finite(rng) for _ in range(3000)], "defaults": dict(DEFAULTS),
    }  # fmt: skip
    return given, asked(_PAGE, given)


@needs_node
def test_page_and_package_write_the_same(page):
    assert page[1]["texts"] == TEXTS


@needs_node
def test_numbers_are_written_as_browsers_do(page):
    given, made = page
    assert [written(number) for number in given["numbers"]] == made["numbers"]


@needs_node
def test_a_link_leads_to_itself(page):
    assert [text for text, _ in page[1]["again"]] == TEXTS
    for (_, misfit), (choices, data, _) in zip(page[1]["again"], CASES, strict=True):
        rows = [*choices["startRows"], *choices["relocated"], *choices["orderRows"]]
        beyond = [row + 1 for row in rows if row >= data.n]
        assert misfit == (
            f"The link is about row {beyond[0]}; “{data.name}” has {data.n} rows." if beyond else ""
        )


@needs_node
def test_page_and_package_read_the_same_and_complain_alike(page):
    given, made = page
    for text, theirs in zip(given["links"], made["read"], strict=True):
        ours = decode_link(text)
        for key in {"starts", "eps"} & theirs["choices"].keys():  # JSON has no type of its own for doubles
            theirs["choices"][key] = np.array(theirs["choices"][key], float).tolist()
        points = None if ours.points is None else ours.points.tolist()
        names = None if ours.names is None else list(ours.names)
        assert theirs == {
            "choices": ours.choices, "problems": ours.problems, "checksum": ours.checksum, "points": points,
            "names": names,
        }, text[:200]  # fmt: skip


@pytest.mark.parametrize(("choices", "data", "source"), CASES)
def test_nothing_that_was_chosen_is_lost(choices, data, source):
    own = None if source == "builtin" else data
    link = decode_link(encode_link(choices, own, travels=source in ("file", "drawn")))
    assert not link.problems
    assert {**DEFAULTS, **link.choices} == choices
    if link.points is not None:
        np.testing.assert_array_equal(link.points, data.points)
        assert link.names == data.labels
    elif own is not None:
        assert link.checksum == checksum_of(data.points)


def test_data_travel_up_to_200_points_and_4000_signs():
    assert all(len(text) <= 4000 for text in TEXTS if "&p=" in text)
    for n, there in ((200, True), (201, False)):
        data = dataset(np.arange(2.0 * n).reshape(n, 2))
        text = encode_link({**DEFAULTS, "data": "own", "columns": ["x", "y"]}, data, travels=True)
        assert (decode_link(text).points is not None) == there
    long = dataset(np.random.default_rng(0).normal(size=(150, 2)))
    text = encode_link({**DEFAULTS, "data": "own", "columns": ["x", "y"]}, long, travels=True)
    assert "&h=" in text


@pytest.mark.parametrize("text", BROKEN)
def test_no_broken_link_raises_and_each_bad_value_is_named_in_a_line(text):
    link = decode_link(text)
    assert all(
        problem.startswith(("In the link, ", "The link ")) and "\n" not in problem
        for problem in link.problems
    )
    assert all(len(problem) < 200 for problem in link.problems)


KEPT = ("init", "startRows", "step", "by", "order")


@pytest.mark.parametrize(
    "text",
    [
        "#v=1&a=kmeans&d=mtcars&x=weight,horsepower&z=none&k=2&c=1000,150;1500,150&e=keep&t=5",
        "#v=1&a=kmeans&d=faithful&x=eruptions,waiting&z=zscore&k=3&c=1.5,50;1.5,50;400,90&e=farthest",
        "#v=1&a=kmeans&d=iris&x=petal%20length,sepal%20width&z=minmax&k=1&i=sample&c=1,2&s=3&e=keep&t=0",
        "#v=1&a=kmeans&d=lesson-nine&x=x,y&z=none&k=3&c=-2,0;2,0;99,99&e=resample&r=1",
        "#v=1&a=kmeans&d=moons&x=x,y&z=none&k=2&c=0.1,0.25;-1e-7,1&e=keep",
        "#v=1&a=dbscan&d=faithful&x=eruptions,waiting&z=zscore&eps=0.3&m=5&o=rows&t=12",
        "#v=1&a=dbscan&d=lesson-dbscan&x=x,y&z=none&m=4&o=backwards&by=cluster",
        "#v=1&a=dbscan&d=lesson-nine&x=x,y&z=none&eps=1.98&m=4&o=picked&w=9,1,2,3,4,5,6,7,8",
        "#v=1&a=kmeans&d=own&x=a,b&z=none&k=2&c=0,0;9,9&e=keep&p=0,0;1,1;9,9.5&n=one,two,%3Cb%3E",
    ],
)
def test_from_the_link_to_the_run_and_back(text):
    link = decode_link(text)
    assert not link.problems
    trace = run_link(text)
    choices = choices_of(trace) | {key: link.choices[key] for key in KEPT if key in link.choices}
    own = trace.dataset if link.points is not None else None
    assert encode_link(choices, own, travels=True) == text


def test_the_reference_run_ends_as_it_should():
    trace = run_link("#d=mtcars&k=2&c=1000,150;1500,150")
    assert round(trace.inertia) == 2_547_692


@pytest.mark.parametrize("order", ["rows", "random", (2, 0, 1, *range(3, 14))])
def test_a_run_of_dbscan_opens_on_a_page_as_it_was(order):
    trace = run("dbscan", "lesson-dbscan", eps=1.5, min_samples=4, order=order, seed=4)
    again = run_link(encode_link(choices_of(trace)))
    assert again.visits.tolist() == trace.visits.tolist()
    assert again.labels.tolist() == trace.labels.tolist()


def test_a_link_asks_for_the_data_that_it_was_made_with():
    data = load([[1, 2], [3, 4], [5, 7.5]], name="mine")
    text = encode_link({**choices_of(run("kmeans", data, k=1)), "step": 1}, data)
    assert "&h=" in text
    assert "&p=" not in text
    assert run_link(text, data).dataset.points.tolist() == data.points.tolist()
    with pytest.raises(InputError, match="give the data, too"):
        run_link(text)
    with pytest.raises(InputError, match="other numbers"):
        run_link(text, [[1, 2], [3, 4], [5, 8]])
    with pytest.raises(InputError, match="place them all"):
        run_link("#d=mtcars&k=3&c=1,2")
    with pytest.raises(InputError, match="row 10"):
        run_link("#d=lesson-nine&x=x,y&k=1&c=1,2&r=10")
