"""The forms of the post: what films are in it, where its pictures lie, and what stands before it."""

import re
from dataclasses import replace
from html import unescape
from urllib.parse import unquote

import mistune
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kmanim.command.cli import main
from kmanim.errors import InputError
from kmanim.export.pages.markdown_post import post_md
from kmanim.export.pages.markup import markdown_alt, markdown_text, one_line
from kmanim.export.pages.picture import Picture
from kmanim.export.pages.post_form import PostForm

NASTY = '{{ site.x }} {% raw %} <b> a|b_c $x$ *y* "q" it\'s 🚗 الرياض [z] {{< figure >}}'
FILM = Picture(
    file="run-01.gif",
    caption="3 rounds.",
    alt="Cars start at [759; 57].",
    width=600,
    height=450,
    heading="The film",
    kind="film",
    poster="run-01.png",
    strip="strip.png",
    player="run-01.html",
    duration_ms=16_000,
)
STILL = Picture(file="density.png", caption="Densities.", alt="Two curves", width=600, height=300)

MARKDOWN = """\
# Cars

A note.

## The film

![Cars start at [759; 57].](run-01.gif)  
3 rounds.

The film takes 16 s. Without motion: [still picture](run-01.png), [all steps in one picture](strip.png), \
[step by step](run-01.html).

![Two curves](density.png)  
Densities.
"""  # noqa: W291 - Markdown's line break
STILLS = """\
# Cars

A note.

## The film

[![Cars start at [759; 57].](run-01.png)](run-01.gif)  
3 rounds.

The film takes 16 s. Other ways to look at it: [as a film](run-01.gif), [all steps in one picture](strip.png), \
[step by step](run-01.html).

![Two curves](density.png)  
Densities.
"""  # noqa: W291 - Markdown's line break
JEKYLL = """\
---
layout: post
title: "Cars \\"q\\" <b>"
date: 2026-11-28
description: "A note: {{ x }}"
image:
  path: "/assets/my%20cars/density.png"
  alt: "Two curves"
---

A note"""
HUGO = """\
---
title: "Cars \\"q\\" <b>"
description: "A note: {{ x }}"
images: ["density.png"]
---

A note"""
PELICAN = """\
Title: Cars &quot;q&quot; &lt;b&gt;
Date: 2026-11-28
Summary: A note: &#123;&#123; x &#125;&#125;
Cover: images/density.png

A note"""


def read(text):
    return mistune.create_markdown(escape=False, plugins=["table"])(text)


@pytest.mark.parametrize(("films", "whole"), [("markdown", MARKDOWN), ("stills", STILLS)])
def test_the_whole_post_in_plain_markdown(films, whole):
    assert post_md("Cars", [FILM, STILL], notes=["A note."], form=PostForm(films=films)) == whole


@pytest.mark.parametrize("films", ["markdown", "stills"])
def test_plain_markdown_holds_no_html(films):
    """Generators that drop HTML lose nothing."""
    pictures = [replace(FILM, file=f"run.{suffix}") for suffix in ("gif", "webp", "mp4", "html")]
    text = post_md(NASTY, [*pictures, STILL], [("a", NASTY), (1, 2)], [NASTY], form=PostForm(films=films))
    assert "<" not in text
    assert one_line(NASTY) in unescape(read(text))
    assert read(text).count("<img") == 5


@pytest.mark.parametrize("suffix", ["mp4", "html"])
def test_what_is_no_picture_is_its_poster_and_a_link(suffix):
    film = replace(FILM, file=f"run-01.{suffix}")
    text = post_md("Cars", [film], form=PostForm(films="markdown"))
    assert f"[![Cars start at [759; 57].](run-01.png)](run-01.{suffix})" in text
    bare = post_md("Cars", [replace(film, poster="")], form=PostForm(films="markdown"))
    assert f"[run-01.{suffix}](run-01.{suffix})" in bare


def test_latex_takes_a_pdf_for_a_picture_and_pages_do_not():
    pdf = replace(STILL, file="density.pdf")
    assert "\n![Two curves](density.pdf)  \n" in post_md("Cars", [pdf], form=PostForm(films="stills"))
    assert "\n[density.pdf](density.pdf)  \n" in post_md("Cars", [pdf], form=PostForm(films="markdown"))


def test_a_film_without_a_poster_is_itself_where_stills_are_asked_for():
    bare = replace(FILM, poster="", player="", strip="")
    text = post_md("Cars", [bare], form=PostForm(films="stills"))
    assert "![Cars start at [759; 57].](run-01.gif)" in text
    assert "Other ways to look at it" not in text


@pytest.mark.parametrize("films", ["html", "markdown", "stills"])
@pytest.mark.parametrize(
    ("url", "before"),
    [
        ("/assets/my cars", "/assets/my%20cars/"),
        ("https://example.org:80/a/", "https://example.org:80/a/"),
        ("http://example.org", "http://example.org/"),
        ("../pictures/", "../pictures/"),
        ("//cdn.example.org/x", "//cdn.example.org/x/"),
        ("{static}", "{static}"),
        ("{static}/images/cars", "{static}/images/cars/"),
        ("{{x}}/<b>(\"')", "%7B%7Bx%7D%7D/%3Cb%3E%28%22%27%29/"),
        ("/a%20b/ü/", "/a%20b/%C3%BC/"),
        ("/100%/", "/100%25/"),
    ],
)
def test_every_address_of_the_post_begins_so(films, url, before):
    text = post_md("Cars", [FILM, STILL, replace(STILL, file="x.pdf")], form=PostForm(films=films, url=url))
    found = re.findall(r'\]\(([^)\s]+)\)|(?:src|srcset|href|poster)="([^"]+)"', text)
    addresses = [one or other for one, other in found]
    assert {a.removeprefix(before) for a in addresses} == {
        "run-01.gif", "run-01.png", "strip.png", "run-01.html", "density.png", "x.pdf",
    }  # fmt: skip
    assert all(a.startswith(before) for a in addresses)


@pytest.mark.parametrize(("url", "still"), [("{static}", False), ("{attach}/x", False), ("/x/", True)])
def test_no_source_has_an_address_that_pelican_would_leave(url, still):
    text = post_md("Cars", [FILM], form=PostForm(url=url))
    assert ("srcset" in text) is still
    assert '<img src="' in text
    assert "[still picture](" in text


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:x", "file:///x", "C:/x", "https:", "/a?b=", "/a#b", "a\\b", " /a", "/a\n/"],
)  # fmt: skip
def test_urls_that_lead_nowhere_are_refused(url):
    with pytest.raises(InputError, match=r"url must be what stands before a file's name"):
        PostForm(url=url)


@pytest.mark.parametrize("day", ["2026-11-31", "28.11.2026", "20261128", "2026-W48-6", "today", 20261128])
def test_days_that_are_none_are_refused(day):
    with pytest.raises(InputError, match=r"^date must be a day such as 2026-11-28, got "):
        PostForm(date=day, front_matter="hugo")


def test_a_date_needs_front_matter():
    with pytest.raises(
        InputError, match=r"^date is said by front matter alone, got 2026-11-28 and no front-matter"
    ):
        PostForm(date="2026-11-28")


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        (PostForm(front_matter="jekyll", date="2026-11-28", url="/assets/my cars"), JEKYLL),
        (PostForm(front_matter="hugo"), HUGO),
        (PostForm(front_matter="pelican", date="2026-11-28", url="{static}/images"), PELICAN),
    ],
)
def test_front_matter(form, begins):
    text = post_md('Cars "q" <b>', [FILM, STILL], notes=["A note: {{ x }}"], form=form)
    assert text.startswith(begins)
    assert not re.search(r"(?m)^# ", text)


@pytest.mark.parametrize("url", ["", "{attach}", "{static}"])
def test_pelican_has_no_cover_whose_place_only_pelican_knows(url):
    text = post_md("Cars", [STILL], form=PostForm(front_matter="pelican", url=url))
    assert text.startswith("Title: Cars\n\n")


def test_the_cover_is_a_picture_that_everybody_can_show():
    text = post_md("Cars", [replace(STILL, file="a.svg"), FILM], form=PostForm(front_matter="hugo"))
    assert 'images: ["run-01.png"]' in text
    bare = post_md("Cars", [replace(STILL, file="a.pdf")], form=PostForm(front_matter="jekyll"))
    assert bare.startswith('---\nlayout: post\ntitle: "Cars"\n---\n')


def test_hugo_drops_html_so_films_are_markdown_unless_somebody_insists():
    assert "](run-01.gif)" in post_md("Cars", [FILM], form=PostForm(front_matter="hugo"))
    assert "<picture>" in post_md("Cars", [FILM], form=PostForm(front_matter="hugo", films="html"))
    assert "<picture>" in post_md("Cars", [FILM], form=PostForm(front_matter="jekyll"))


@given(st.text(max_size=30) | st.text("[]()0123456789;. _a-^!\\*<&", max_size=14))
@example("starts at [759; 57] and [1,5; −2], bill_length")
@example("[1](x) [1][2] [1]: x [12a]")
def test_alternative_text_is_whole(text):
    page = mistune.create_markdown(escape=False)(f"![{markdown_alt(text)}](x.png)")
    assert unescape(re.fullmatch(r'<p><img src="x.png" alt="([^"]*)" /></p>\n', page)[1]) == one_line(text)


def test_alternative_text_of_plain_words_has_no_escapes():
    """Goldmark in older versions shows them."""
    for plain in ("32 cars by bill_length_mm: [759; 57], [-0.5; 0.25 M]", "a (b) 5 % of 3, k = 2"):
        assert markdown_alt(plain) == plain


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a) Berlin", "a&#41; Berlin"),
        ("(2) Berlin", "(2&#41; Berlin"),
        ("iv. Berlin", "iv&#46; Berlin"),
        ("Stop. Go", "Stop. Go"),
        ("!!! note", "&#33;!&#33; note"),
        ("==x== :car: ++", "&#61;=x=&#61; &#58;car: +&#43;"),
        ("a|`b`", "a&#124;&#96;b&#96;"),
        ("1 +- 2 (c) (TM), (c a)", "1 &#43;- 2 &#40;c) &#40;TM), (c a)"),
    ],
)
def test_what_other_dialects_act_upon(text, escaped):
    assert markdown_text(text) == escaped


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--url", "javascript:x"], "--url must be what stands before a file's name"),
        (["--date", "2026-11-31", "--front-matter", "hugo"], "--date must be a day such as 2026-11-28"),
        (["--date", "2026-11-28"], "--date is said by front matter alone"),
        (["--front-matter", "hexo"], "--front-matter must be jekyll, hugo or pelican, got 'hexo'"),
        (["--post", "pdf"], "--post must be html, markdown or stills, got 'pdf'"),
    ],
)
def test_the_command_refuses_in_one_line(capsys, tmp_path, words, says):
    assert main(["mtcars", "--out", str(tmp_path / "o"), *words]) == 2
    assert capsys.readouterr().err.startswith(f"kmanim: error: {says}")
    assert not (tmp_path / "o").exists()


def test_the_command_writes_the_post_that_was_asked_for(tmp_path):
    words = ["--post", "markdown", "--url", "/p/", "--front-matter", "pelican", "--date", "2026-11-28"]
    assert main(["mtcars", "--size", "160x120", "--quiet", "--out", str(tmp_path), *words]) == 0
    text = (tmp_path / "post.md").read_text("utf-8")
    assert text.startswith("Title: k-means on 32 cars, k = 2\nDate: 2026-11-28\nSummary: ")
    assert "](/p/run-01.gif)  \n" in text
    names = {unquote(name) for name in re.findall(r"\]\(/p/([^)]+)\)", text)}
    assert names <= {path.name for path in tmp_path.iterdir()}
    page = (tmp_path / "index.html").read_text("utf-8")
    assert '"/p/' not in page  # the page lies beside its pictures
    assert "--url /p/" in page.partition("<footer>")[2]
