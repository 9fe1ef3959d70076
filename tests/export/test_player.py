import json
import re
from base64 import b64decode
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from synthetic_frames import square_film

from kmanim.errors import InputError
from kmanim.export.writer import About, Caption, write_film

NASTY = "</script><b>%%film%%{{x}}\u2028"
CAPTIONS = tuple(Caption(phase=f"Phase {n}", counter="", text=f"Caption {n} {NASTY}") for n in range(3))
ABOUT = About(
    title=f"k-means {NASTY}", alt=f"alt {NASTY}", captions=CAPTIONS, table=(("round", "W"), ("1", NASTY))
)


def film():
    """Three held pictures; two tweens lead into the second, one into the third."""
    frames = list(square_film())
    places = [(0, True), (1, False), (1, False), (1, True), (2, False), (2, True)]
    return [
        replace(frame, keyframe=keyframe, held=held)
        for frame, (keyframe, held) in zip(frames, places, strict=True)
    ]


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    path = tmp_path_factory.mktemp("player") / "a.html"
    write_film(path, film(), about=ABOUT)
    return path.read_text(encoding="utf-8")


def story(page):
    return json.loads(re.search(r'<script type="application/json" id="film">(.*?)</script>', page)[1])


def picture(uri):
    with Image.open(BytesIO(b64decode(uri.removeprefix("data:image/png;base64,")))) as image:
        return np.asarray(image.convert("RGBA"))


def test_held_pictures_are_whole_and_tweens_lead_to_them(page):
    canvas = None
    frames = iter(film())
    for keyframe in story(page):
        for tween in keyframe["tweens"]:
            frame = next(frames)
            part = picture(tween["image"])
            y, x = tween["y"], tween["x"]
            canvas[y : y + part.shape[0], x : x + part.shape[1]] = part
            np.testing.assert_array_equal(canvas, frame.pixels)
            assert tween["ms"] == frame.duration_ms
        frame = next(frames)
        canvas = picture(keyframe["image"]).copy()
        np.testing.assert_array_equal(canvas, frame.pixels)
        assert keyframe["ms"] == frame.duration_ms
    assert next(frames, None) is None


def test_the_words_are_there_and_nothing_but_words(page):
    assert [keyframe["text"] for keyframe in story(page)] == [
        f"Caption {n} </script><b>%%film%%{{{{x}}}}" for n in range(3)
    ]
    assert [keyframe["head"] for keyframe in story(page)] == ["Phase 0", "Phase 1", "Phase 2"]
    assert page.count("<script") == page.count("</script>") == 2
    assert "<b>%%" not in page
    assert page.count("%%") == page.count("%%film%%") * 2
    assert 'data-alt="alt &lt;/script&gt;' in page
    assert '<th scope="row">1</th>' in page


def test_what_a_reader_needs_is_there(page):
    for name in ("First", "Back", "Play", "Next", "Last"):
        assert f'("{name}"' in page
    for key in ("ArrowLeft", "ArrowRight", "Home", "End", '" "'):
        assert key in page
    assert '"aria-live":"polite"' in page
    assert "prefers-reduced-motion: reduce" in page
    assert "min-width:44px;min-height:44px" in page
    assert "min:.5,max:2" in page


def test_without_scripts_there_are_the_last_picture_and_all_steps_as_text(page):
    said = re.search(r"<noscript>(.*?)</noscript>", page, re.DOTALL)[1]
    np.testing.assert_array_equal(picture(re.search(r'src="([^"]+)"', said)[1]), film()[-1].pixels)
    assert 'alt="alt &lt;/script&gt;' in said
    steps = re.search(r'<details class="steps" open>(.*?)</details>', page, re.DOTALL)[1]
    assert re.findall(r"<li>(Phase \d: Caption \d)", steps) == [f"Phase {n}: Caption {n}" for n in range(3)]


def test_the_screen_is_as_large_as_the_film_on_light_and_dark_pages(page):
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    rules = " ".join(re.findall(r"(?:^|[ ,])canvas\{([^}]*)\}", style, re.MULTILINE))
    assert "max-width:100%" in rules
    assert "border" not in rules
    assert '<meta name="color-scheme" content="light dark">' in page
    assert "prefers-color-scheme:dark" in style
    assert "--width: 60px" in style


def test_no_network_and_no_way_to_run_text(page):
    assert "default-src 'none'; " in page
    assert "unsafe" not in page
    assert not re.search(r"<[^>]* (style|on\w+)=", page)
    assert not re.search(r"https?://|innerHTML|eval\(|autoplay", page)


def test_equal_held_pictures_of_different_keyframes_stay_apart(tmp_path):
    one = film()[0]
    write_film(tmp_path / "a.html", [one, one, replace(one, keyframe=1)])
    assert [keyframe["ms"] for keyframe in story((tmp_path / "a.html").read_text("utf-8"))] == [400, 200]


def test_sharp_screens(tmp_path):
    write_film(tmp_path / "a.html", film(), pixel_ratio=2)
    page = (tmp_path / "a.html").read_text("utf-8")
    assert 'data-width="60" data-height="40"' in page
    assert "--width: 30px" in page


def test_a_film_that_ends_in_the_middle(tmp_path):
    with pytest.raises(InputError, match="a film must end with a picture that is held"):
        write_film(tmp_path / "a.html", film()[:2])
    assert list(tmp_path.iterdir()) == []
