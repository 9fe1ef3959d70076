"""What pages carry along are files of their own, which reach every installation and are sound."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

from kmanim.web.assets import markup, script, style

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT))  # it is not installed

from renew import scripts  # noqa: E402

WEB = ROOT / "kmanim/web"
FILES = [
    path
    for folder in ("styles", "markup", "scripts", "joined")
    for path in sorted((WEB / folder).rglob("*.*"))
]
SHEETS = [path for path in FILES if path.suffix == ".css"]


def named(path):
    return path.name


def test_whatever_is_no_module_is_named_as_package_data():
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    named = {
        path for pattern in patterns["package-data"]["kmanim"] for path in (ROOT / "kmanim").glob(pattern)
    }
    files = {
        path for path in (ROOT / "kmanim").rglob("*") if path.is_file() and "__pycache__" not in path.parts
    }
    # Modules are for whoever works on them; what pages carry is made of them.
    assert {
        path for path in files if path.suffix not in (".py", ".pyc") and WEB / "scripts" not in path.parents
    } <= named


@pytest.mark.parametrize("path", SHEETS, ids=named)
def test_styles_are_rules_and_nothing_else(path):
    """Nothing is left of a sheet when rules of declarations, then media queries, are taken out."""
    left = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    declaration = r"\s*[\w-]+:[^:;{}]+;"
    for _ in range(2):
        left = re.sub(rf"[^{{}}]+\{{((?:{declaration})*|)\s*\}}", "", left)
    assert left.strip() == ""


@pytest.mark.parametrize("path", FILES, ids=named)
def test_nothing_asks_the_network_and_nothing_ends_its_element(path):
    text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?:|@import (?!\{)|url\(|\beval\(|innerHTML|new Function", text)
    assert "</style" not in text
    assert path.suffix == ".html" or "</script" not in text


def test_all_parts_of_the_player_meet():
    """What the script asks the page for is there, and what styles name is on the page or made by the script."""
    page, code = markup("player.html"), script("player.js")
    asked = re.findall(r'querySelector\("(?:\w*)([.#])(\w+)"\)', code)
    assert len(asked) == 3
    for sign, name in asked:
        assert f'{"class" if sign == "." else "id"}="{name}"' in page
    for name in re.findall(r"\.([a-z]\w*)", style("bar.css", "player.css")):
        assert re.search(rf'"{name}"', page + code), name


@pytest.mark.parametrize("entry", scripts.ENTRIES)
def test_scripts_are_what_their_modules_make(entry):
    """What pages carry is stored, as who writes them has no node: ``python -m renew scripts`` makes it anew."""
    if not (ROOT / scripts.ESBUILD).exists():
        pytest.skip(f"esbuild is not installed in {scripts.TOOLS}")
    assert script(entry) == scripts.joined(ROOT, entry)


def test_every_page_has_one_script():
    assert set(scripts.ENTRIES) == {path.name for path in (WEB / "scripts").glob("*.js")}
    assert set(scripts.ENTRIES) == {path.name for path in (WEB / "joined").iterdir()}
