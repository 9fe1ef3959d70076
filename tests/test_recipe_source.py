"""How a published picture is made, as a command and as Python: both do what the recipe does."""

import json
import shlex
from pathlib import Path

import pytest

import kmanim
from kmanim.command.options import parse
from kmanim.gallery.build import WORDS, every_recipe
from kmanim.gallery.explorable import EXPLORABLES
from kmanim.gallery.one_run import OneRun
from kmanim.gallery.recipe import Recipe, film_of
from kmanim.gallery.recipe_source import python_of
from kmanim.simulate.registry import make_parameters

RECIPES = every_recipe()
PUBLISHED = Path(__file__).parents[1] / "gifs"


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.file)
def test_its_python_is_whole_and_its_command_is_understood(recipe):
    said = python_of(recipe)
    compile(said, recipe.file, "exec")
    assert said.splitlines()[-1].endswith(f'("{Path(recipe.file).name}")')
    assert "picture.save" in said or ").save(" in said
    for line in said.splitlines():
        if line.startswith("from kmanim import "):
            assert set(line.removeprefix("from kmanim import ").split(", ")) <= set(kmanim.__all__)
    if recipe.command:
        words = shlex.split(recipe.command)
        assert words[0] == "kmanim"
        parse(words[1:])


def test_a_command_says_what_the_run_is_told():
    found = 0
    for recipe in RECIPES:
        run = recipe.picture
        if isinstance(run, OneRun) and run.command:
            said = parse(shlex.split(run.command)[1:])
            given = {name: value for name, value in run.options.items() if name not in ("seed", "start")}
            told = {name: value for name, value in said.parameters.items() if name != "start"}
            assert make_parameters(said.algorithm, told) == make_parameters(run.algorithm, given), recipe.file
            assert said.seed == run.options.get("seed", 0)
            assert said.profile == run.film.get("profile")
            found += 1
    assert found >= 20


@pytest.mark.parametrize(
    "file", ["loop.gif", "scales.gif", "dbscan.gif", "k-distance.png", "modes.png", "cannot-outlier.gif"]
)
def test_pasted_python_makes_the_picture(file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (recipe,) = (recipe for recipe in RECIPES if recipe.file == file)
    said = python_of(recipe)
    saved = []
    monkeypatch.setattr(
        "kmanim.films.base_film.BaseFilm.save", lambda film, path: saved.append((film.alt, path))
    )
    exec(compile(said, file, "exec"), space := {})
    if file.endswith(".png"):
        assert space["picture"].alt == recipe.picture().alt
        assert (tmp_path / file).stat().st_size > 1000
    else:
        assert saved == [(recipe.picture().alt, file)]


def test_long_calls_are_folded():
    told = {
        "profile": "loop",
        "theme": "dark",
        "max_seconds": 12,
        "pace": 1.5,
        "panel": "inertia",
        "regions": True,
    }
    said = python_of(Recipe(file="a.gif", picture=film_of({"source": "mtcars"}, {"k": 3}, told)))
    assert 'kmanim.animate(\n    trace,\n    profile="loop",\n' in said
    assert said.endswith('    regions=True,\n).save("a.gif")')


def test_every_published_picture_has_its_words():
    words = json.loads((PUBLISHED / WORDS).read_text("utf-8"))
    assert set(words) == {recipe.file for recipe in RECIPES} | {page.files[0] for page in EXPLORABLES}
    assert all(len(alt) > 40 for alt in words.values())
