"""Nobody is barred: axe in every state, focus, small screens, large letters, colours, motion, what is said aloud."""

import pytest
from browsers import barriers, needs_chromium, started, watch, wide
from explorer import NINE, REFERENCE, Explorer

STATES = {
    "no starts": "#v=1&a=kmeans&d=mtcars&x=weight,horsepower&z=none&k=3",
    "starts": REFERENCE,
    "switch": REFERENCE + "&t=3",
    "end": REFERENCE + "&t=8",
    "draws": "#v=1&a=kmeans&d=mtcars&x=weight,horsepower&z=none&k=2&i=k-means++&c=1188,110;2460,215&r=1,16&t=1",
    "eps": NINE,
    "visit": NINE + "&t=4",
    "clusters": NINE + "&t=11",
    "broken link": "#v=1&a=kmeans&d=mtcars&k=many",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(explored, scheme):
    page = explored(STATES["no starts"], color_scheme=scheme)
    # In the dark only colours are others.
    for name, link in list(STATES.items())[:: 1 if scheme == "light" else 3]:
        page.go(link)
        assert barriers(page.page) == [], name
    page.go(REFERENCE)
    page.press("Best of 100")
    page.unfold()
    page.whole.get_by_text("What the marks mean").click()
    page.type("k", "none")
    page.press("Copy command")
    assert barriers(page.page) == []


def test_axe_finds_nothing_where_forced_colours_are(explored):
    page = explored(REFERENCE + "&t=3", forced_colors="active")
    assert barriers(page.page) == []
    marks = page.plane.locator("path[data-cluster]").evaluate_all(
        "all => all.map(one => [one.dataset.cluster, one.getAttribute('d'), getComputedStyle(one).fill])"
    )
    looks = {kind: {(shape, fill) for cluster, shape, fill in marks if cluster == kind} for kind in "01"}
    shapes, fills = ({one[which] for one in looks["0"]} for which in (0, 1))
    assert shapes.isdisjoint(shape for shape, _ in looks["1"])
    assert fills.isdisjoint(fill for _, fill in looks["1"])


def focus_order(page, most=80):
    """Press Tab through the page, and give what has the focus: its name, its place, whether its ring is seen."""
    page.page.locator("body").press("Tab")
    seen = []
    for _ in range(most):
        told = page.page.evaluate(
            """() => {
              const one = document.activeElement;
              if (one === document.body) return null;
              const { left, top, width, height } = one.getBoundingClientRect();
              const label = one.getAttribute("aria-label") ?? one.labels?.[0]?.textContent ?? one.textContent;
              const ring = getComputedStyle(one);
              const around = getComputedStyle(one.nextElementSibling ?? one);
              const isSeen = [ring, around].some(s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2);
              const over = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 20));
              const isClear = (one.closest("label") ?? one).contains(over) || over?.contains(one) || !over;
              return { label: label.trim(), top: top + scrollY, isSeen, isClear };
            }"""
        )
        if told is None or (seen and (told["label"], told["top"]) == (seen[0]["label"], seen[0]["top"])):
            break
        seen.append(told)
        page.page.keyboard.press("Tab")
    return seen


def test_tab_goes_through_everything_once_with_a_ring_in_sight(explored):
    page = explored(REFERENCE + "&t=3", viewport={"width": 1100, "height": 900})
    order = focus_order(page)
    labels = [one["label"] for one in order]
    landmarks = ("Plot of", "Next", "Copy link")
    places = [next(i for i, label in enumerate(labels) if label.startswith(name)) for name in landmarks]
    assert places == sorted(places)
    assert sum(label.startswith("Plot of") for label in labels) == 1
    assert [one["label"] for one in order if not one["isSeen"]] == []
    assert [one["label"] for one in order if not one["isClear"]] == []
    assert len(order) < 60


@pytest.mark.parametrize(("size", "grown"), [(320, 1), (360, 1), (640, 2), (900, 1), (1200, 1)])
@pytest.mark.parametrize("link", [REFERENCE + "&t=8", NINE + "&t=5"], ids=["kmeans", "dbscan"])
def test_it_fits_small_screens_and_large_letters(explored, size, grown, link):
    page = explored(link, viewport={"width": size, "height": 800})
    page.page.evaluate(f"document.documentElement.style.fontSize = '{grown * 100}%'")
    page.page.wait_for_timeout(50)
    assert wide(page.page) <= 0
    for button in page.whole.get_by_role("button").all():
        box = button.bounding_box()
        if box and box["width"] > 1:  # the button of a file is its label
            assert min(box["width"], box["height"]) >= 24
            assert box["x"] + box["width"] <= size + 1


def test_spaced_text_is_clipped_nowhere(explored):
    page = explored(REFERENCE + "&t=8", viewport={"width": 360, "height": 800})
    clipped = page.page.evaluate(
        """() => {
          for (const one of document.querySelectorAll("*")) {
            one.style.lineHeight = "1.5"; one.style.letterSpacing = "0.12em"; one.style.wordSpacing = "0.16em";
          }
          return [...document.querySelectorAll("button, label, p, td, legend, summary")]
            .filter(one => one.offsetParent && getComputedStyle(one).overflow !== "visible")
            .filter(one => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
            .filter(one => !one.closest(".wide, .aloud, .heard")).map(one => one.outerHTML.slice(0, 120));
        }"""
    )
    assert clipped == []
    assert wide(page.page) <= 0


_FRAMES = """
window.seen = [];
const watchPlane = () => {
  const plane = document.querySelector(".plane");
  if (!plane) return requestAnimationFrame(watchPlane);
  new MutationObserver(() => {
    const at = [...plane.querySelectorAll("[data-cluster][transform]")].map(one => one.getAttribute("transform"));
    window.seen.push(at.join());
  }).observe(plane, { subtree: true, childList: true, attributes: true });
};
requestAnimationFrame(watchPlane);
"""


@needs_chromium
def test_whoever_wants_less_motion_sees_cuts_also_when_that_changes(explored):
    page = explored(REFERENCE + "&t=1", init=_FRAMES)
    page.page.wait_for_timeout(100)
    page.page.evaluate("window.seen.length = 0")
    page.press("Next")
    page.page.wait_for_timeout(300)
    assert len(set(page.page.evaluate("window.seen"))) == 1
    page.page.emulate_media(reduced_motion="no-preference")
    page.press("Back")
    page.page.evaluate("window.seen.length = 0")
    page.press("Next")
    page.page.wait_for_timeout(250)
    page.page.emulate_media(reduced_motion="reduce")
    page.page.wait_for_timeout(100)
    count = page.page.evaluate("window.seen.length")
    assert len(set(page.page.evaluate("window.seen"))) > 3
    page.page.wait_for_timeout(300)
    assert page.page.evaluate("window.seen.length") == count
    assert page.caption.startswith("Centres move to the mean")


_HEARD = """
window.heard = [];
new MutationObserver(changes => {
  for (const { target } of changes) {
    const within = target.nodeType === 1 ? target : target.parentElement;
    const region = within?.closest("[aria-live], [role=status], output");
    if (!region || region.getAttribute("aria-live") === "off") continue;
    const copy = region.cloneNode(true);
    for (const one of copy.querySelectorAll("[aria-hidden=true]")) one.remove();
    const text = copy.textContent.trim();
    if (text && window.heard.at(-1) !== text) window.heard.push(text);
  }
}).observe(document, { subtree: true, childList: true, characterData: true });
"""


def heard(page):
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in page.page.evaluate("window.heard")]


def test_each_step_is_said_aloud_once_and_by_its_caption_alone(explored):
    """Also where a point is looked at, whose distances are others in every step, and where the slider steps."""
    page = explored(REFERENCE, init=_HEARD)
    page.tap_by_key("ArrowDown")
    page.page.evaluate("window.heard.length = 0")
    said = []
    while page.state != "end":
        page.press("Next")
        said.append(page.caption)
    for one, caption in zip(heard(page), said, strict=True):
        assert one.endswith(caption)
    slider = page.whole.get_by_role("slider", name="Step")
    slider.press("ArrowLeft")
    assert heard(page)[-1].endswith(page.caption)
    assert len(heard(page)) == len(said) + 1
    assert slider.get_attribute("aria-valuetext") == f"step {len(said)} of {len(said) + 1}"


def test_nothing_is_said_while_it_plays_but_where_it_halts(explored):
    page = explored(REFERENCE + "&t=1", init=_HEARD)
    page.tap_by_key("ArrowDown")
    page.whole.get_by_role("slider", name="Pace").fill("0.5")
    page.press("Play")
    page.page.evaluate("window.heard.length = 0")
    page.page.wait_for_function("() => document.querySelector('[data-step]').dataset.step > 2")
    assert heard(page) == []
    page.press("Pause")
    page.page.wait_for_timeout(20)
    assert [one.endswith(page.caption) for one in heard(page)] == [True]


# What goes out of sight or out of use by being pressed, where, and what has the focus then.
LEAVING = {
    "Check": (REFERENCE + "&t=2", "Next"),
    "None will switch": (REFERENCE + "&t=2", "Next"),
    "Skip": (REFERENCE + "&t=2", "Next"),
    "Clear": (REFERENCE, ""),
    "Remove centre 2": (REFERENCE, "centre 2, up"),
    "Again from other starts": (REFERENCE + "&t=8", ""),
    "Change points": (REFERENCE, ""),
}


def test_focus_is_never_lost_by_what_goes_out_of_sight(explored):
    page = explored(REFERENCE)
    for name, (link, heir) in LEAVING.items():
        page.go(link)
        if heir == "Next":
            page.whole.get_by_role("checkbox", name="Let me predict").check(force=True)
            page.press("Next")
        page.whole.get_by_role("button", name=name, exact=True).press("Enter")
        page.page.wait_for_timeout(40)  # a picture later, a browser has given up what cannot be seen
        has = page.page.evaluate("document.activeElement.ariaLabel ?? document.activeElement.textContent")
        is_there = "document.activeElement !== document.body && document.activeElement.checkVisibility()"
        assert page.page.evaluate(is_there), name
        assert has.startswith(heir), (name, has)


def test_points_are_walked_in_reading_order(explored):
    page = explored(REFERENCE + "&t=3")
    page.plane.focus()
    keys = page.page.keyboard
    told = []
    for _ in range(3):
        keys.press("ArrowDown")
        told.append(page.page.locator(".distances b").inner_text())
    assert told == ["Lotus Europa", "Honda Civic", "Toyota Corolla"]  # the lightest first
    keys.press("Escape")
    assert not page.page.locator(".distances").is_visible()


def test_steps_by_keys_where_the_plane_or_the_bar_has_the_focus(explored):
    page = explored(REFERENCE + "&t=1")
    page.whole.get_by_role("button", name="Next", exact=True).focus()
    keys = page.page.keyboard
    keys.press("ArrowRight")
    assert page.kind == "update"
    keys.press("ArrowLeft")
    assert page.kind == "assign"
    keys.press("End")
    assert page.state == "end"
    keys.press("Home")
    assert page.kind == "starts"
    keys.press("n")
    keys.press("k")
    assert page.kind == "starts"
    page.plane.focus()
    keys.press("End")
    assert page.state == "end"


def test_typing_in_a_field_steps_nowhere(explored):
    page = explored(REFERENCE + "&t=3")
    link = page.link
    page.box("k").focus()
    for key in ("ArrowLeft", "ArrowRight", "Home", "End", " ", "Backspace", "3"):
        page.page.keyboard.press(key)
    assert page.link == link
    page.box("k").press("Enter")
    assert page.link_values["k"] == "23"


def test_firefox_is_as_open(driver, page_file):
    with started(driver, "firefox", color_scheme="dark", reduced_motion="reduce") as browser:
        one = watch(browser.new_page())
        one.goto(page_file.as_uri() + REFERENCE + "&t=3")
        page = Explorer(one)
        assert page.caption.startswith("2 cars are now nearer")
        page.press("Next")
        assert page.centres()[0][0] == pytest.approx(997.5454545)
        assert wide(one) <= 0
        assert barriers(one) == []
        assert one.troubles == []
