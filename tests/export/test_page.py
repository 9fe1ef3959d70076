import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from urllib.parse import unquote

import mistune
import pytest

from kmanim.export.pages.html_page import document, index_html
from kmanim.export.pages.markdown_post import post_md
from kmanim.export.pages.picture import Picture

NASTY = "</script><script>alert(1)</script> {{ x }} [a](b) \"'\n# h"
FILM = Picture(
    file="run-01.gif",
    caption=f"The best run {NASTY}",
    alt=f"k-means {NASTY}",
    width=600,
    height=450,
    heading=f"Film {NASTY}",
    kind="film",
    poster="run 01.png",
    strip="strip.png",
    player="run-01.html",
    duration_ms=47_000,
    captions=("32 cars: weight and horsepower.", NASTY),
)
STILL = Picture(file="density.png", caption="Densities", alt="Two curves", width=600, height=300)
TABLE = [("run", NASTY), (1, 2547692.5), (2, None)]


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.text, self.open = [], "", []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "img", "source", "br", "input"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data.replace("\N{NO-BREAK SPACE}", " ")

    def all(self, name):
        return [attrs for tag, attrs in self.tags if tag == name]


@pytest.fixture(scope="module")
def page():
    return Tags(index_html(f"Cars {NASTY}", [FILM, STILL], TABLE, [NASTY]))


def test_page_is_well_formed_and_has_no_scripts(page):
    assert page.open == []
    assert page.all("script") == []
    assert page.all("html") == [{"lang": "en"}]
    assert len(page.all("h1")) == 1
    assert len(page.all("h2")) == 2


def test_page_asks_nothing_of_the_network(page):
    (policy,) = [m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "http" not in policy
    links = [a[key] for _, a in page.tags for key in ("src", "href", "srcset") if key in a]
    assert all(re.fullmatch(r"[\w%.-]+", link) for link in links)
    assert {unquote(link) for link in links} == {
        "run-01.gif",
        "run 01.png",
        "strip.png",
        "run-01.html",
        "density.png",
    }


def test_every_picture_of_the_page_has_alt_text_and_size(page):
    for image in page.all("img"):
        assert image["alt"]
        assert (image["width"], image["height"]) in {("600", "450"), ("600", "300")}


def test_a_film_can_be_stopped_and_gives_way_to_its_poster(page):
    """By style alone: what puts a page into one file leaves the `srcset` of a `<picture>` outside."""
    assert page.all("source") == page.all("picture") == []
    assert [image["src"] for image in page.all("img")] == ["run-01.gif", "run%2001.png", "density.png"]
    (box,) = page.all("input")
    assert page.all("label")[0]["for"] == box["id"]


def said_in(page, medium):
    """What style says of a film in one medium: {selector: how it is displayed}."""
    inside = re.findall(rf"@media {re.escape(medium)}\{{((?:[^{{}}]*\{{[^{{}}]*\}})*)", page)
    rules = re.findall(r"([^{}]+)\{display:(\w+)\}", " ".join(inside))
    return {name.strip(): how for names, how in rules for name in names.split(",") if ".film" in name}


def test_on_paper_and_without_motion_a_film_is_its_poster():
    page = index_html("Cars", [FILM])
    box = {".film > .halt": "none", ".film > .stop": "none"}
    assert said_in(page, "print") == box | {".film > .moving": "none", ".film > .still": "block"}
    # A video, which has no box to stop it, waits to be asked for.
    assert said_in(page, "(prefers-reduced-motion:reduce)") == box | {
        ".film > .halt ~ .moving": "none",
        ".film > .halt ~ .still": "block",
    }
    video = index_html("Cars", [film("run-01.mp4")])
    moving, still = re.findall(r'class="(?:moving|still)"', video)
    assert (moving, still) == ('class="moving"', 'class="still"')


def test_paper_shows_no_links_and_nothing_that_is_folded():
    page = index_html("Cars", [FILM], command="python -m kmanim mtcars")
    assert ".ways,details:not([open]){display:none}" in page
    assert '<p class="ways">The film takes 47 s. Without motion: ' in page


def test_the_command_stands_below_all_that_is_for_readers():
    page = index_html("Cars", [FILM, STILL], TABLE, command=f"python -m kmanim '{NASTY}'")
    read = Tags(page)
    assert read.open == []
    assert read.all("script") == []
    below = page.partition("<footer>")[2]
    assert below.startswith("\n<details>\n<summary>How this was made</summary>")
    assert "<h2>" not in below
    assert "python -m kmanim" in below
    assert "<footer>" not in index_html("Cars", [FILM, STILL], TABLE)


def test_page_says_everything_literally(page):
    line = " ".join(NASTY.split())
    assert f"Cars {line}" in page.text
    assert f"The best run {line}" in page.text
    assert page.text.count(line) >= 6
    assert "2547692.5" in page.text


def test_what_belongs_together_stays_on_one_line():
    said = "k = 2 ends with W = 2.548 M."
    page = index_html("Cars", [replace(STILL, caption=said)], notes=["Run 3 of 12: 24.3 % more."])
    assert "k&nbsp;=&nbsp;2 ends with W&nbsp;=&nbsp;2.548&nbsp;M." in page.replace(
        "\N{NO-BREAK SPACE}", "&nbsp;"
    )
    assert "Run\N{NO-BREAK SPACE}3" in page
    assert "24.3\N{NO-BREAK SPACE}%" in page


def test_a_heading_and_its_picture_are_one_block_that_no_page_parts():
    page = index_html("Cars", [FILM, STILL])
    assert page.count("<section>\n<h2>") == page.count("</figure>\n</section>") == 1
    assert "section,figure,tr{break-inside:avoid}" in page


def test_what_is_folded_stands_below_what_is_seen_under_its_own_words():
    steps = [replace(STILL, file=f"step-{n}.png", heading=f"Step {n}", fold="The steps") for n in (1, 2)]
    more = replace(STILL, file="more.png", fold="More")
    page = Tags(index_html("Cars", [STILL, *steps, more], TABLE))
    assert [image["src"] for image in page.all("img")] == [
        "density.png",
        "step-1.png",
        "step-2.png",
        "more.png",
    ]
    assert len(page.all("details")) == len(page.all("summary")) == 2
    assert all("open" not in details for details in page.all("details"))
    assert page.text.index("The runs") < page.text.index("The steps") < page.text.index("More")
    assert [len(page.all(name)) for name in ("h1", "h2", "h3")] == [1, 1, 2]
    # What lies folded is loaded when it is unfolded, all else at once.
    assert [image.get("loading") for image in page.all("img")] == [None, "lazy", "lazy", "lazy"]


def test_the_poster_of_a_film_that_is_seen_is_there_before_anybody_prints():
    seen, folded = (Tags(index_html("x", [replace(FILM, fold=fold)])).all("img") for fold in ("", "Others"))
    assert [image.get("loading") for image in seen] == [None, None]
    assert [image.get("loading") for image in folded] == ["lazy", "lazy"]


def test_a_film_does_not_repeat_what_other_pictures_say():
    steps = [replace(STILL, caption=caption) for caption in FILM.captions]
    assert index_html("Cars", [FILM, *steps]).count(f"<p>{FILM.captions[0]}</p>") == 1
    assert "What the film says" not in index_html("Cars", [FILM, *steps])
    assert "What the film says" in index_html("Cars", [FILM, steps[0]])


def rules_for(page, tag):
    """All that the style of a page says of a tag, whatever the screen."""
    style = re.sub(r"@media[^{]*", "", re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1])
    found = re.findall(r"([^{}]+)\{([^{}]*)\}", style)
    return [rules for names, rules in found if tag in re.split(r"[\s,>]+", names)]


@pytest.mark.parametrize("tag", ["img", "video", "canvas"])
def test_pictures_are_drawn_at_exactly_their_size(tag):
    """A border or a padding inside the box would take its pixels from the picture."""
    rules = " ".join(rules_for(index_html("Cars", [FILM]), tag))
    assert "max-width:100%;height:auto" in rules
    assert not re.search(r"border|padding|(?<!max-)(width|height):(?!auto)", rules)


def test_a_picture_that_is_wider_than_text_has_its_room():
    page = index_html("Cars", [replace(STILL, width=1200)])
    assert Tags(page).all("figure") == [{"class": "wide-1200"}]
    assert ".wide-1200 { --width: 1200px; }\n" in page


def test_ids_are_unique():
    page = Tags(index_html("x", [FILM, FILM, FILM]))
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids)) == 3


def test_post_as_markdown():
    text = post_md(f"Cars {NASTY}", [FILM, STILL], TABLE, [NASTY])
    assert "{{" not in text
    assert "{%" not in text
    html = Tags(mistune.create_markdown(escape=False, plugins=["table"])(text))
    assert html.all("script") == []
    assert [image["src"] for image in html.all("img")] == ["run-01.gif", "density.png"]
    assert html.all("source") == [
        {"media": "print, (prefers-reduced-motion: reduce)", "srcset": "run%2001.png"}
    ]
    assert [link["href"] for link in html.all("a")] == ["run%2001.png", "strip.png", "run-01.html"]
    assert len(html.all("h1")) == 1
    assert len(html.all("li")) == 2
    assert len(html.all("td")) == 4
    assert " ".join(NASTY.split()) in html.text


def test_the_plainest_post():
    assert post_md("Cars", []) == "# Cars\n"
    assert "<h1>Cars</h1>" in index_html("Cars", [])


def film(file, **changes):
    given = {"player": "", "strip": "", "poster": "run-01.png", "file": file}
    return replace(FILM, **(given | changes))


def both(picture):
    """The picture as the page and as the post show it."""
    post = mistune.create_markdown(escape=False)(post_md("Cars", [picture]))
    return [Tags(index_html("Cars", [picture])), Tags(post)]


@pytest.mark.parametrize("suffix", ["gif", "apng", "webp", "GIF"])
def test_what_plays_by_itself_is_an_image(suffix):
    for page, sources in zip(both(film(f"run-01.{suffix}")), (0, 1), strict=True):
        assert len(page.all("source")) == sources
        assert page.all("img")[0]["src"] == f"run-01.{suffix}"
        assert page.all("video") == []
        assert [link["href"] for link in page.all("a")] == ["run-01.png"]


def test_a_video_waits_for_its_reader():
    for page in both(film("run 01.mp4", strip="strip.png", player="run-01.html")):
        (video,) = page.all("video")
        assert (video["src"], video["poster"]) == ("run%2001.mp4", "run-01.png")
        assert (video["width"], video["height"]) == ("600", "450")
        assert {"controls", "loop", "muted", "playsinline"} <= set(video)
        assert "autoplay" not in video
        assert video["aria-label"] == f"k-means {' '.join(NASTY.split())}"
        assert page.all("source") == page.all("input") == []
        assert {image["class"] for image in page.all("img")} <= {"still"}
        links = [link["href"] for link in page.all("a")]
        assert links == ["run%2001.mp4", "run-01.png", "strip.png", "run-01.html"]
        assert "The film as MP4" in page.text
        assert page.open == []


def test_a_video_without_a_poster():
    for page in both(film("run-01.mp4", poster="")):
        assert "poster" not in page.all("video")[0]


def test_a_film_to_step_through_is_its_poster_and_a_link():
    for page in both(film("run-01.html", player="run-01.html", strip="strip.png")):
        (poster,) = page.all("img")
        assert poster["src"] == "run-01.png"
        assert poster["alt"] == f"k-means {' '.join(NASTY.split())}"
        assert page.all("video") == page.all("input") == page.all("source") == []
        assert [link["href"] for link in page.all("a")] == ["strip.png", "run-01.html"]
        assert "step by step" in page.text


def test_a_film_to_step_through_without_a_poster():
    for page in both(film("run-01.html", poster="")):
        assert page.all("img") == []
        assert [link["href"] for link in page.all("a")] == ["run-01.html"]


def test_a_picture_that_browsers_do_not_show_is_a_link():
    for page in both(replace(STILL, file="density_1.pdf")):
        assert page.all("img") == []
        assert [link["href"] for link in page.all("a")] == ["density_1.pdf"]
        assert "density_1.pdf" in page.text
        assert "Densities" in page.text


def test_videos_may_be_shown_from_disk_and_from_nowhere_else():
    assert "media-src 'self' file:" in index_html("Cars", [])


def test_how_long_a_film_takes():
    for page in both(film("run-01.gif")):
        assert "The film takes 47 s. Without motion: still picture." in page.text
    for page in both(film("run-01.gif", duration_ms=300, poster="")):
        assert "The film takes 1 s." in page.text
        assert "Without motion" not in page.text
    for page in both(STILL):
        assert "The film" not in page.text


def test_a_picture_without_paper_has_a_plate_where_the_page_is_of_the_other_kind():
    plated = replace(film("run-01.gif"), plate="light-dark(transparent, #FFFFFF)")
    _, post = both(plated)
    assert post.all("img")[0]["style"] == "background: light-dark(transparent, #FFFFFF)"
    page = index_html("Cars", [plated])
    assert Tags(page).all("figure") == [{"class": "wide-600 plate"}]
    assert ".plate img { background: light-dark(transparent, #FFFFFF); }\n" in page
    assert ".plate" not in index_html("Cars", [STILL])


def test_style_is_allowed_by_what_it_says_and_nothing_has_a_style_of_its_own():
    page = index_html(f"Cars {NASTY}", [FILM, replace(STILL, plate="white")], TABLE, [NASTY])
    (looks,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    name = b64encode(sha256(looks.encode()).digest()).decode()
    assert f"style-src 'sha256-{name}';" in page
    assert "unsafe" not in page
    assert all("style" not in attrs for _, attrs in Tags(page).tags)


def test_what_would_end_its_element_is_refused():
    for parts in (
        {"style": "</STYLE>"},
        {"style": "", "script": "</script>"},
        {"style": "", "script": "<!--"},
    ):
        with pytest.raises(ValueError, match="must not end the element"):
            document("x", "", **parts, pictures="data:")
