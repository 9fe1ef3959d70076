import json
import re
from html.parser import HTMLParser

import mistune
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kmanim.export.pages.markup import address, html_text, markdown_text, one_line, script_json
from kmanim.letters.ties import tied, unparted

TIED = {
    "k = 2": "k_=_2",
    "W is 2.548 M in the best": "W_is 2.548_M in the best",
    "24.3 % more, 125 kg gap": "24.3_% more, 125_kg gap",
    "315 to centre 1, 66 to centre 2.": "315 to centre_1, 66 to centre_2.",
    "Run 12: solution A": "Run_12: solution_A",
    "3 rounds · W": "3 rounds_·_W",
    "12 lighter cars, 20 heavier": "12 lighter cars, 20 heavier",
    "": "",
}
NASTY = [
    "<script>alert(1)</script>",
    "](javascript:alert(1))",
    "![x](y)",
    "{{ site.secret }}{% raw %}{% endraw %}",
    "# no heading",
    "- no list",
    "1. no list",
    "12) no list",
    "a\n\n# b",
    "| a | b |",
    "*a* _b_ `c` ~~d~~ ^e^ $f$ $$g$$",
    "http://example.org www.example.org a@b.org",
    "&lt;b&gt; &amp; \" '",
    "\\*",
    "= =",
    ": definition",
    "--- ... --",
    "[^1] [a]: b",
    "=cmd|' /C calc'!A0",
    "日本 🚗 \u202e rtl \x1b[31m \x00 \ud800",
]


class Text(HTMLParser):
    def __init__(self):
        super().__init__()
        self.words, self.tags = "", []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.words += data


def read(html):
    parser = Text()
    parser.feed(html)
    parser.close()
    return parser


@given(st.text(max_size=40) | st.text("<>&{}[]()*_`#+-.!|~\\$=:@ \n1aw/\"'", max_size=20))
@example("www.a.b")
def test_markdown_shows_any_text_literally(text):
    markdown = mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "url", "footnotes"])
    page = read(markdown(markdown_text(text)))
    assert page.words.strip() == one_line(text)
    assert set(page.tags) <= {"p"}


@pytest.mark.parametrize("text", NASTY)
def test_nasty_texts(text):
    escaped = markdown_text(text)
    assert "\n" not in escaped
    assert not re.search(r"[{}<>$~^@]|(?<!\\)[|*_`\[\]]", escaped)
    markdown = mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "url", "footnotes"])
    for place in ("{}", "## {}", "1. {}", "| a |\n| --- |\n| {} |"):
        page = read(markdown(place.replace("{}", escaped)))
        assert one_line(text) in page.words
        assert not {"script", "a", "img", "em", "code", "del"} & set(page.tags)
    page = read(f'<p title="{html_text(text)}">{html_text(text)}</p>')
    assert page.words == one_line(text)
    assert page.tags == ["p"]


def test_numbers_and_coordinates_stay_readable():
    assert (
        markdown_text("Centres move: [940; 84], 1.5 M (2 of 3)")
        == r"Centres move: \[940; 84\], 1.5 M (2 of 3)"
    )


@pytest.mark.parametrize("text", NASTY)
def test_json_in_a_script(text):
    written = script_json({"caption": one_line(text)})
    assert not re.search("[<>&\u2028\u2029]", written)
    assert json.loads(written) == {"caption": one_line(text)}


def test_json_has_no_nan():
    with pytest.raises(ValueError, match="not JSON compliant"):
        script_json(float("nan"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("run-01.gif", "run-01.gif"),
        ("a b.png", "a%20b.png"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ('"><script>.png', "%22%3E%3Cscript%3E.png"),
        ("{{x}}.png", "%7B%7Bx%7D%7D.png"),
        ("ü.png", "%C3%BC.png"),
        ("\udcff.png", "%FF.png"),
        ("100%.png", "100%25.png"),
    ],
)
def test_addresses(name, expected):
    assert address(name) == expected


@pytest.mark.parametrize(("line", "kept"), TIED.items())
def test_no_line_ends_between_a_sign_and_its_number(line, kept):
    assert tied(line).replace("\N{NO-BREAK SPACE}", "_") == kept
    assert unparted(line) == [word.replace("_", " ") for word in kept.split(" ")]


@given(st.text())
def test_ties_change_nothing_but_blanks(line):
    assert tied(one_line(line)).replace("\N{NO-BREAK SPACE}", " ") == one_line(line)


def test_names_that_run_to_the_left_stay_apart():
    begin, end = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
    for write in (html_text, markdown_text):
        assert write("שלום 1") == f"{begin}שלום 1{end}"
        assert write(f"{begin}שלום{end}: 430") == f"{begin}שלום{end}: 430"
        # What somebody else has begun does not run on into the page.
        assert write(f"{begin}abc") == f"{begin}abc{end}"
    assert html_text("\N{RIGHT-TO-LEFT OVERRIDE}abc") == "abc"
