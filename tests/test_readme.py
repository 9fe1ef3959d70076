"""What the README says is so."""

import re
import shlex
from pathlib import Path

import kmanim
from kmanim.command.options import parser

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_ci_calls_the_very_test_command():
    commands = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)
    assert len(commands) == 2
    assert commands[1] in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    hosted = re.findall(r" run: (.*)", (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8"))
    on_windows = commands[1].replace("python3", "python").replace(".venv/bin/", ".venv/Scripts/")
    assert {commands[1], on_windows} <= set(hosted)


def test_pictures_exist_and_have_words():
    shown = re.findall(r'(?:src|srcset)="([^"]+)"', README) + re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert len(shown) >= 5
    for file in shown + re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", README):
        assert (ROOT / file).exists(), file
    assert len(re.findall(r"<img [^>]*alt=\"[^\"]{40,}\"", README)) == README.count("<img ")


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
        parser().parse_args(words[1:])
