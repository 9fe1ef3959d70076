"""The player of films, as readers use it: keys, buttons, slider, without motion, without scripts, on small screens."""

import pytest
from browsers import barriers, needs_chromium, started, watch, wide

import kmanim

REFERENCE = {"k": 2, "init": "1000,150 1500,150"}
ALGORITHMS = ("affinity_propagation", "dbscan", "em", "hierarchical", "kmeans", "mean_shift")


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """The reference run as a small page, with its moves; and its captions."""
    film = kmanim.animate(kmanim.run("kmeans", "mtcars", **REFERENCE), profile="loop", width=400)
    path = tmp_path_factory.mktemp("player") / "film.html"
    film.save(path, tween_ms=100)
    return path, [keyframe.text for keyframe in film.timeline.keyframes]


def shows(page):
    return page.locator(".caption > span").inner_text().replace("\N{NO-BREAK SPACE}", " ")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def settled(page):
    """Wait until no move goes on, and give the picture: nothing has changed for longer than a picture of a move."""
    return page.evaluate(_SETTLED)


_SETTLED = """async () => {
  const canvas = document.querySelector("canvas");
  const still = ms => new Promise(done => setTimeout(done, ms));
  for (let before = "", now = canvas.toDataURL(); ; before = now, now = canvas.toDataURL()) {
    if (now === before) return now;
    await still(150);
  }
}"""


def test_a_film_begins_at_its_start_and_waits_for_the_reader(opened, film):
    path, captions = film
    page = opened(path)
    assert shows(page) == captions[0]
    page.wait_for_timeout(400)
    assert shows(page) == captions[0]
    assert page.get_by_role("button", name="First").get_attribute("aria-disabled") == "true"


def test_buttons_keys_and_slider_lead_to_the_same_pictures(opened, film):
    path, captions = film
    page = opened(path, reduced_motion="reduce")
    forth = [settled(page)]
    for caption in captions[1:]:
        press(page, "Next")
        assert shows(page) == caption
        forth.append(settled(page))
    assert len(set(forth)) == len(captions)
    for picture in reversed(forth[:-1]):
        page.keyboard.press("ArrowLeft")
        assert settled(page) == picture
    page.locator("body").click(position={"x": 2, "y": 2})
    page.keyboard.press("End")
    assert (shows(page), settled(page)) == (captions[-1], forth[-1])
    page.keyboard.press("Home")
    assert (shows(page), settled(page)) == (captions[0], forth[0])
    slider = page.get_by_role("slider", name="Step")
    slider.fill("2")
    assert (shows(page), settled(page)) == (captions[2], forth[2])
    assert slider.get_attribute("aria-valuetext") == f"step 3 of {len(captions)}"
    press(page, "Back")
    assert settled(page) == forth[1]


def test_hasty_presses_end_in_a_picture_that_is_held(opened, film):
    path, captions = film
    page = opened(path)
    forth = [settled(page)]
    for _ in range(2):
        press(page, "Next")
        forth.append(settled(page))
    press(page, "First")
    page.get_by_role("button", name="Next").dblclick()
    assert (shows(page), settled(page)) == (captions[2], forth[2])
    press(page, "Play")
    press(page, "Back")
    assert (shows(page), settled(page)) == (captions[1], forth[1])
    press(page, "Next")
    page.set_viewport_size({"width": 1000, "height": 900})
    assert (shows(page), settled(page)) == (captions[2], forth[2])


def test_playing_is_silent_and_ends_by_itself_and_by_space(opened, film):
    path, captions = film
    page = opened(path)
    line, play = page.locator(".caption"), page.get_by_role("button", name="Play")
    assert line.get_attribute("aria-live") == "polite"
    page.get_by_role("slider", name="Pace").fill("0.5")
    play.click()
    assert line.get_attribute("aria-live") == "off"
    page.get_by_role("button", name="Pause").press("Space")
    assert line.get_attribute("aria-live") == "polite"
    page.get_by_role("slider", name="Step").fill(str(len(captions) - 2))
    play.click()
    page.get_by_role("button", name="Play").wait_for()
    assert shows(page) == captions[-1]


@needs_chromium
def test_whoever_wants_less_motion_sees_cuts(opened, film):
    page = opened(film[0], reduced_motion="reduce", init=_COUNTED)
    press(page, "Next")
    settled(page)
    assert page.evaluate("painted") == 3
    page.emulate_media(reduced_motion="no-preference")
    press(page, "Next")
    press(page, "Next")
    settled(page)
    assert page.evaluate("painted") > 6


_COUNTED = """
window.painted = 0;
const draw = CanvasRenderingContext2D.prototype.drawImage;
CanvasRenderingContext2D.prototype.drawImage = function (...given) {
  window.painted += 1;
  return draw.apply(this, given);
};
"""


def test_without_scripts_there_are_the_last_picture_and_all_steps(opened, film):
    path, captions = film
    page = opened(path, java_script_enabled=False)
    picture = page.get_by_role("img")
    assert picture.get_attribute("alt").startswith("Animated scatter plot of 32 cars")
    said = page.get_by_role("listitem").all_inner_texts()
    assert [line.partition(": ")[2].replace("\N{NO-BREAK SPACE}", " ") for line in said] == captions
    assert page.get_by_role("button").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_anybody(opened, film, scheme):
    page = opened(film[0], color_scheme=scheme)
    assert barriers(page) == []
    press(page, "Last")
    assert barriers(page) == []


@pytest.mark.parametrize(("size", "grown"), [(320, 1), (640, 2), (1200, 1)])
def test_it_fits_small_screens_and_large_letters(opened, film, size, grown):
    page = opened(film[0], viewport={"width": size, "height": 800})
    page.evaluate(f"document.documentElement.style.fontSize = '{grown * 100}%'")
    assert wide(page) <= 0
    for button in page.get_by_role("button").all():
        box = button.bounding_box()
        assert box["width"] >= 44
        assert box["height"] >= 44
        assert box["x"] + box["width"] <= size


@needs_chromium
def test_on_paper_there_are_the_picture_and_its_words(opened, film):
    path, captions = film
    page = opened(path)
    press(page, "Last")
    page.emulate_media(media="print")
    assert page.get_by_role("button", name="Next").count() == 0
    assert shows(page) == captions[-1]
    assert page.get_by_role("img").is_visible()


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_films_of_every_algorithm_open(opened, tmp_path, algorithm):
    film = kmanim.animate(kmanim.run(algorithm, "mtcars"), profile="loop")
    film.save(tmp_path / "film.html", tween_ms=0)
    page = opened(tmp_path / "film.html")
    texts = [keyframe.text for keyframe in film.timeline.keyframes]
    assert shows(page) == texts[0]
    page.keyboard.press("End")
    assert shows(page) == texts[-1]
    slider = page.get_by_role("slider", name="Step")
    assert slider.get_attribute("aria-valuetext") == f"step {len(texts)} of {len(texts)}"


def test_firefox_shows_the_same(driver, film):
    path, captions = film
    with started(driver, "firefox", color_scheme="dark", reduced_motion="reduce") as browser:
        page = watch(browser.new_page())
        page.goto(path.as_uri())
        assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        press(page, "Next")
        assert shows(page) == captions[1]
        page.keyboard.press("End")
        assert shows(page) == captions[-1]
        assert wide(page) <= 0
        assert barriers(page) == []
        assert page.troubles == []
