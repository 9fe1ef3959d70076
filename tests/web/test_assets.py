"""What pages carry along are files of their own, which reach every installation and are sound."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from node import NODE

from kmanim.web.assets import markup, script, style
from kmanim.web.modules import Module, in_order, joined

ROOT = Path(__file__).parents[2]
WEB = ROOT / "kmanim/web"
FILES = [path for folder in ("styles", "markup", "scripts") for path in sorted((WEB / folder).rglob("*.*"))]
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
    assert {path for path in files if path.suffix not in (".py", ".pyc")} <= named
    assert set(FILES) <= named


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


def test_modules_are_joined_in_the_order_of_their_needs():
    texts = {
        "page.js": 'import { twice } from "./core/twice.js";\nimport "./core/more.js";\n'
        "/**\n * Says it. https://example.org\n */\nexport function say() {\n  // why\n  return `${twice(2)}`;\n}\n",
        "core/twice.js": 'import {\n  two,\n} from "./more.js";\nexport const twice = '
        "/** @type {(x: number) => number} */ (x => two * x);\n",
        "core/more.js": "export const two = 2;\nexport default { two };\n",
    }
    modules = in_order("page.js", lambda name: Module.of(name, texts[name]))
    assert joined(modules) == (
        "const two = 2;\nexport default { two };\n"
        "const twice = (x => two * x);\n"
        "function say() {\nreturn `${twice(2)}`;\n}\n"
    )


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"a.js": 'import { x as y } from "./b.js";\n'}, "renames"),
        ({"a.js": 'import { x } from "d3";\n'}, "none of ours"),
        ({"a.js": 'import x from "./b.js";\n'}, "not written"),
        ({"a.js": "const a = `\n`;\n"}, "several lines"),
        ({"a.js": 'import "./b.js";\n', "b.js": 'import "./a.js";\n'}, "a.js -> b.js -> a.js"),
    ],
)
def test_what_could_not_be_joined_is_refused(texts, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        joined(in_order("a.js", lambda name: Module.of(name, texts[name])))


def test_what_is_called_alike_does_not_meet():
    texts = {
        "page.js": 'import { a } from "./a.js";\nimport { b, half } from "./b.js";\nimport { c } from "./c.js";\n'
        "process.stdout.write(`${a()} ${b} ${half(1)} ${c}`);\n",
        "a.js": "export const half = x => x / 2;\nconst told = 8;\nexport function a() {\n  return half(told);\n}\n",
        "b.js": "export const half = x => `${x}/2`;\nconst told = 3;\nexport const b = half(told);\n",
        "c.js": 'import { half } from "./a.js";\nconst told = 5;\nexport const c = half(told);\n',
    }
    whole = joined(in_order("page.js", lambda name: Module.of(name, texts[name])))
    assert whole.count("=(()=>{") == 3
    if NODE:
        said = subprocess.run([NODE, "-e", whole], capture_output=True, text=True, check=True).stdout
        assert said == "4 3/2 1/2 2.5"


@pytest.mark.parametrize("entry", [path.name for path in sorted((WEB / "scripts").glob("*.js"))])
def test_every_page_has_one_script(entry):
    assert script(entry).startswith('"use strict";\n')
