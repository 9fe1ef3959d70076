"""What the package says of itself is one and the same everywhere, and true."""

import ast
import re
import tomllib
from pathlib import Path

import kmanim

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_the_version_is_said_once_and_can_be_read_without_an_import():
    assert "version" not in PROJECT
    assert PROJECT["dynamic"] == ["version"]
    (said,) = [
        ast.literal_eval(node.value)
        for node in ast.parse((ROOT / "kmanim" / "__init__.py").read_text("utf-8")).body
        if isinstance(node, ast.Assign) and node.targets[0].id == "__version__"
    ]
    assert said == kmanim.__version__
    assert re.fullmatch(r"\d+\.\d+\.\d+", said)


def test_the_citation_is_of_this_version():
    # Flat but for lists of one level, so that no YAML reader is needed.
    lines = (ROOT / "CITATION.cff").read_text("utf-8").splitlines()
    assert all(re.fullmatch(r"[a-z-]+:( [^:#]+)?|  - ([a-z-]+: )?[^:#]+", line) for line in lines)
    said = dict(line.split(": ", maxsplit=1) for line in lines if line[0] != " " and ": " in line)
    assert {"cff-version": "1.2.0", "title": PROJECT["name"], "type": "software"}.items() <= said.items()
    assert said["message"]
    assert (said["version"], said["license"]) == (kmanim.__version__, PROJECT["license"])
    assert said["abstract"] == PROJECT["description"]
    authors = lines[lines.index("authors:") + 1 : lines.index(f"version: {kmanim.__version__}")]
    assert authors == [f"  - name: {author['name']}" for author in PROJECT["authors"]]


def test_the_changelog_begins_with_what_is_not_released():
    titles = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert titles[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", title) for title in titles[1:])
