"""What docs/formats.md says to type is understood."""

import re
from pathlib import Path

import pytest

from kmanim.command.options import parse

PAGE = (Path(__file__).parents[1] / "docs/formats.md").read_text("utf-8")
SAID = sorted(
    text for text in set(re.findall(r"`(--[^`]+)`", PAGE)) if "PREFIX" not in text and text != "--url"
)


@pytest.mark.parametrize("text", SAID)
def test_options_that_are_named_are_understood(text):
    words = text.replace('"', "").replace("…", "example.org").split()
    date = [] if "--front-matter" in words or "--date" not in words else ["--front-matter", "hugo"]
    parse(["mtcars", *words, *date])


def test_the_page_names_every_form_of_the_post():
    assert {"--post html", "--post markdown", "--post stills", "--loop once"} <= set(SAID)
