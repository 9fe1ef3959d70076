"""The page on algorithms of your own: its snippets run, and what it says comes out."""

import re
from pathlib import Path

import pytest

import kmanim
from kmanim.simulate.machines.yielded.reading import KEYS

PAGE = (Path(__file__).parents[1] / "docs" / "your-own.md").read_text("utf-8")
SNIPPETS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def ran(tmp_path, monkeypatch, request):
    monkeypatch.chdir(tmp_path)
    names = {}
    exec(compile(SNIPPETS[request.param], f"snippet {request.param}", "exec"), names)
    return names, {path.name for path in tmp_path.iterdir()}


def test_there_are_three():
    assert len(SNIPPETS) == 3
    assert all(20 <= len(snippet.strip().splitlines()) <= 28 for snippet in SNIPPETS)


@pytest.mark.parametrize("ran", [0], indirect=True)
def test_bubble_sort(ran):
    names, files = ran
    assert files == {"bubble-sort.gif"}
    film = kmanim.animate(names["trace"])
    for said in (*re.findall(r"^> (.*)$", PAGE, re.MULTILINE),):
        assert said in film.captions
    assert f"*{film.captions[-1]}*" in PAGE
    assert names["trace"][-1].positions[:, 1].tolist() == [5, 3, 8, 1, 9, 2, 7]
    assert names["trace"][-1].positions[:, 0].tolist() == [4, 3, 6, 1, 7, 2, 5]


@pytest.mark.parametrize("ran", [1], indirect=True)
def test_newton(ran):
    names, files = ran
    assert files == {"newton.gif"}
    assert f"*{kmanim.animate(names['trace']).captions[1]}*" in PAGE
    assert names["trace"].to_frame()["x"].round(4).tolist() == [3.0, 1.8333, 1.4621, 1.415, 1.4142, 1.4142]


@pytest.mark.parametrize("ran", [2], indirect=True)
def test_own_kmeans(ran):
    names, files = ran
    assert files == {"own-kmeans.png"}
    assert names["trace"].objective[names["trace"].valued][-1] == pytest.approx(names["ours"].inertia)
    film = kmanim.animate(names["trace"], captions={"2.step": "{switched} of {rows} cars switch."})
    assert film.captions[2] == "2 of 32 cars switch."


def test_every_key_is_told():
    told = re.findall(r"^\| `(\w+)` \| ", PAGE, re.MULTILINE)
    assert told == list(KEYS)
