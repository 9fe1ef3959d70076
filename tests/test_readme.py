"""What the README and the pages beside it say is so."""

import re
import shlex
from pathlib import Path

import pytest

import kmanim
from kmanim.command.options import parse

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
# But for the first page of the site, which stands beside pages that are made; its build follows all links.
PAGES = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")} - {ROOT / "docs" / "index.md"})
ROOMS = sorted(path.name for path in (ROOT / "kmanim").iterdir() if path.is_dir() and path.name[0] != "_")


def test_ci_calls_the_very_test_command():
    commands = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)
    assert len(commands) == 2
    assert commands[1] in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    hosted = re.findall(r" run: (.*)", (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8"))
    site = "python -m sphinx -qW docs docs/_build"
    assert f".venv/bin/{site}" in (ROOT / ".ci" / "run").read_text("utf-8")
    assert site in hosted
    assert f".venv/bin/{site}" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    on_windows = commands[1].replace("python3", "python").replace(".venv/bin/", ".venv/Scripts/")
    assert {commands[1], on_windows} <= set(hosted)


def test_pictures_exist_and_have_words():
    shown = re.findall(r'(?:src|srcset)="([^"]+)"', README) + re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert len(shown) >= 5
    for file in shown + re.findall(r"(?<!!)\[[^\]]+\]\((?!https://)([^)]+)\)", README):
        assert (ROOT / file).exists(), file
    assert len(re.findall(r"<img [^>]*alt=\"[^\"]{40,}\"", README)) == README.count("<img ")


def named(page):
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page):
    text = page.read_text("utf-8")
    linked = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'(?:src|srcset|href)="([^"]+)"', text)
    for link in linked:
        if re.match(r"https?://|mailto:", link):
            continue
        file, _, part = link.partition("#")
        there = page.parent / file if file else page
        assert there.exists(), link
        if part:
            titles = re.findall(r"^#+ (.*)$", there.read_text("utf-8"), re.MULTILINE)
            assert part in {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}, link


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_rooms_and_files_of_the_package_are_where_they_are_said_to_be(page):
    for path in re.findall(rf"`((?:{'|'.join(ROOMS)})/[\w/]*(?:\.py)?)`", page.read_text("utf-8")):
        assert (ROOT / "kmanim" / path).exists(), path


def test_alt_text_of_the_first_picture_is_that_of_its_film():
    trace = kmanim.run("kmeans", kmanim.load("mtcars"), k=2, init=[(1000, 150), (1500, 150)])
    assert kmanim.animate(trace).alt in README


def test_python_example_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})
    assert (tmp_path / "kmeans.gif").stat().st_size <= 100_000


def test_commands_are_understood():
    (block,) = re.findall(r"```sh\n(kmanim .*?)```", README, re.DOTALL)
    for line in block.splitlines():
        words = shlex.split(line.rpartition("| ")[2], comments=True)
        assert words[0] == "kmanim"
        parse(words[1:])
