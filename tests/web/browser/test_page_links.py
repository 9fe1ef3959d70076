"""Links: they carry all that is chosen, forgive what hands break, and know points that were drawn."""

import random
import re

import pytest
from explorer import NINE, REFERENCE

from kmanim.page.link import decode_link, encode_link
from kmanim.page.linked_run import run_link

TABLES = {"mtcars": ("weight", "horsepower"), "faithful": ("eruptions", "waiting"), "lesson-nine": ("x", "y")}
RANGES = {
    "mtcars": (686, 52, 2460, 335),
    "faithful": (1.6, 43, 5.1, 96),
    "lesson-nine": (-2.3, -0.5, 2.3, 0.5),
}


def some_links(count=50):
    """Links that nobody would type: every choice, numbers of every length."""
    rng = random.Random(17)
    for _ in range(count):
        name = rng.choice(list(TABLES))
        columns, scale = ",".join(TABLES[name]), rng.choice(["none", "zscore", "minmax"])
        head = f"d={name}&x={columns}&z={scale}"
        if rng.random() < 0.6:
            k = rng.randrange(1, 6)
            low_x, low_y, high_x, high_y = RANGES[name]
            places = ";".join(
                f"{rng.uniform(low_x, high_x)!r},{rng.uniform(low_y, high_y)!r}" for _ in range(k)
            )
            policy = rng.choice(["keep", "farthest"])
            yield f"#v=1&a=kmeans&{head}&k={k}&c={places}&e={policy}&t={rng.randrange(4)}"
        else:
            order = rng.choice(["rows", "backwards"])
            radius, least = rng.uniform(0.1, 1), rng.randrange(1, 7)
            yield f"#v=1&a=dbscan&{head}&eps={radius!r}&m={least}&o={order}&t={rng.randrange(4)}"


def test_fifty_states_come_back_as_they_were(explored):
    links = list(some_links())
    found = explored().page.evaluate(_THERE_AND_BACK, [links, REFERENCE])
    for link, (seen, again, problems) in zip(links, found, strict=True):
        assert again == seen, link
        assert problems == "", link


# By each link, one step on, away, and back by the link of that step: what there is to be seen, both times.
_THERE_AND_BACK = """async ([links, elsewhere]) => {
  const go = async link => {
    location.hash = link;
    await new Promise(done => addEventListener("hashchange", done, { once: true }));
  };
  const seen = () => [
    location.hash,
    document.querySelector(".caption").textContent,
    [...document.querySelectorAll(".plane path[data-cluster]")].map(one => one.dataset.cluster).join(),
  ];
  const next = [...document.querySelectorAll(".bar button")].find(one => one.textContent === "Next");
  const all = [];
  for (const link of links) {
    await go(link);
    next.click();
    await new Promise(done => setTimeout(done));
    const first = seen();
    await go(elsewhere);
    await go(first[0]);
    all.push([first, seen(), document.querySelector(".explorer > .problem").textContent]);
  }
  return all;
}"""


BROKEN = (
    ("#v=1&a=kmeans&d=mtcars&k=many&c=1000,150;1500,150", "many"),
    ("#v=1&a=kmeans&d=mtcars&k=2&c=1000,here;1500,150", "here"),
    ("#v=1&a=kmeans&d=nowhere&k=2", "nowhere"),
    ("#v=1&a=kmeans&d=mtcars&x=weight,speed&k=2", "speed"),
    ("#v=1&a=fuzzy&d=mtcars", "fuzzy"),
    ("#v=9&a=kmeans&d=mtcars", "9"),
    ("#v=1&a=dbscan&d=faithful&eps=-1", "-1"),
    ("#v=1&a=dbscan&d=faithful&m=0", "0"),
    ("#v=1&a=kmeans&d=mtcars&k=2&c=1000,150;1500,150&t=never", "never"),
    ("#v=1&a=kmeans&d=mtcars&k=200", "200"),
)


@pytest.mark.parametrize(("link", "named"), BROKEN)
def test_what_is_broken_is_named_in_one_line_and_the_page_works(explored, link, named):
    page = explored(link)
    assert named in page.problems
    assert len(page.problems) < 300
    page.choose("Data", "mtcars")
    page.pick("k-means")
    page.press("Uniform")
    page.press("Last")
    assert page.state == "end"


def test_what_hands_break_at_random_never_stops_the_page(explored):
    page = explored()
    rng = random.Random(17)
    for link in some_links(40):
        broken = list(link)
        for _ in range(rng.randrange(1, 5)):
            place = rng.randrange(1, len(broken))
            broken[place] = rng.choice(
                ["", "&", "=", ";", "%", "%F0", "\U0001f600", "1e999", "-", "<b>", "\\u0000"]
            )
        page.go("".join(broken))
        assert page.state in ("place", "eps", "step", "end")


def test_unknown_keys_are_left_alone(explored):
    page = explored(REFERENCE + "&t=3&utm_source=mail&fbclid=1")
    assert page.problems == ""
    assert page.caption.startswith("2 cars are now nearer")


def test_a_link_of_the_page_is_that_of_python(explored):
    page = explored(REFERENCE)
    page.choose("Scale", "zscore")
    page.press("Next", 3)
    read = decode_link(page.page.evaluate("location.hash"))
    assert read.problems == []
    assert encode_link(read.choices) == page.page.evaluate("location.hash")
    page.press("Last")
    assert page.labels() == list(run_link(read))[-1].labels.tolist()


def test_back_in_the_browser_undoes_choices_not_steps(explored):
    page = explored(REFERENCE)
    page.press("Next", 3)
    page.choose("Scale", "zscore")
    page.page.go_back()
    page.page.wait_for_function("() => location.hash.includes('z=none')")
    assert page.caption.startswith("2 cars are now nearer")


@pytest.mark.parametrize("count", [200, 201])
def test_drawn_points_travel_up_to_two_hundred(explored, tmp_path, count):
    path = tmp_path / "mine.csv"
    rows = [f"{number % 20},{number // 20}" for number in range(count)]
    path.write_text("\n".join(["a,b", *rows]), "utf-8")
    page = explored()
    page.open(path)
    page.type_starts((0, 0), (5, 5))
    page.press("Last")
    elsewhere = explored(page.link)
    if count <= 200:
        assert elsewhere.caption == page.caption
    else:
        assert "mine.csv" in elsewhere.problems
        elsewhere.open(path)
        assert elsewhere.caption == page.caption
        assert elsewhere.centres() == page.centres()


def test_where_the_page_may_not_copy_the_link_is_there_to_be_copied(explored):
    page = explored(NINE)
    page.press("Copy link")
    expect = pytest.importorskip("playwright.sync_api").expect
    shown = page.whole.get_by_role("textbox", name="What was copied")
    expect(shown).to_have_value(re.compile(re.escape(NINE[1:20])))
    page.press("Copy command")
    expect(shown).to_have_value(re.compile("^python -m kmanim lesson-nine"))
    page.press("Next")
    page.press("Copy as text")
    expect(shown).to_have_value(re.compile("9 points"))


def test_a_sheet_without_points_comes_back_empty(explored):
    page = explored()
    page.choose("Data", "points that I draw")
    link = page.link
    assert page.link_values["p"] == ""
    page.page.reload()
    assert page.problems == ""
    assert page.link == link
    assert "No points yet." in page.caption
