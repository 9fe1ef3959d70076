"""What pages carry along are files of their own, which reach every installation and are sound."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from kmanim.export.assets import asset

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "kmanim/export/assets"
FILES = sorted(path.name for path in ASSETS.iterdir() if path.suffix not in (".py", "") and path.is_file())


def test_whatever_is_no_module_is_named_as_package_data():
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    named = {
        path for pattern in patterns["package-data"]["kmanim"] for path in (ROOT / "kmanim").glob(pattern)
    }
    files = {
        path for path in (ROOT / "kmanim").rglob("*") if path.is_file() and "__pycache__" not in path.parts
    }
    assert {path for path in files if path.suffix not in (".py", ".pyc")} <= named
    assert {ASSETS / name for name in FILES} <= named


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".js")])
def test_scripts_are_sound(name):
    if not (node := shutil.which("node")):
        pytest.skip("node is not installed")
    done = subprocess.run(
        [node, "--check", str(ASSETS / name)], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert asset(name).startswith('"use strict";')


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".css")])
def test_styles_are_rules_and_nothing_else(name):
    """Nothing is left of a sheet when rules of declarations, then media queries, are taken out."""
    left = re.sub(r"/\*.*?\*/", "", asset(name), flags=re.DOTALL)
    declaration = r"\s*[\w-]+:[^:;{}]+;"
    for _ in range(2):
        left = re.sub(rf"[^{{}}]+\{{((?:{declaration})*|)\s*\}}", "", left)
    assert left.strip() == ""


@pytest.mark.parametrize("name", FILES)
def test_nothing_asks_the_network_and_nothing_ends_its_element(name):
    text = asset(name)
    assert not re.search(r"https?:|//[a-z]|@import|url\(", text)
    assert "</style" not in text
    assert name.endswith(".html") or "</script" not in text


def test_all_parts_of_the_player_meet():
    """Every id that the script asks for is on the page, every place-holder is a word of the writer."""
    ids = set(re.findall(r'id="(\w+)"', asset("player.html")))
    asked = re.search(r"\[((?:\"\w+\",?\s*)+)\]\s*\.map\(id", asset("player.js"))[1]
    assert set(re.findall(r"\w+", asked)) | {"film"} <= ids
    styled = set(re.findall(r"#(?![0-9A-F]{6}\b)([a-z]\w*)", asset("player.css")))
    assert styled <= ids
