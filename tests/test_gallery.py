"""The published pictures: every recipe has a place of its own, some of them in a folder within the gallery's."""

import json
import re
import shlex
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

import kmanim
from kmanim.command.cli import main
from kmanim.command.options import parse
from kmanim.data.builtin.catalogue import CATALOGUE
from kmanim.gallery import build as gallery
from kmanim.gallery.check import check
from kmanim.gallery.explorable import EXPLORABLES
from kmanim.gallery.recipe import Recipe, film_of
from kmanim.gallery.shelves import recipe_files
from kmanim.job.job import Job
from kmanim.plot.figures.dendrogram import dendrogram

SHEEHAN = (
    "kmeans", "kmeans_bad", "em_only", "hierarch", "hierarch_1", "mean_shift_0", "mean_shift_tutorial",
    "mean_shift_search", "affinity_propagation_similarity", "affinity_propagation_exemplars",
    "affinity_propagation_search", "DBSCAN_tutorial", "DBSCAN_search",
)  # fmt: skip


def test_every_recipe_has_a_place_of_its_own():
    files = [recipe.file for recipe in gallery.every_recipe()]
    assert len(set(files)) == len(files)
    assert {PurePosixPath(file).suffix for file in files} == {".gif", ".png"}
    posters = {PurePosixPath(file).with_suffix(".png").as_posix() for file in files if file.endswith(".gif")}
    assert not posters & set(files), "beside a film goes its poster"


def test_no_job_writes_where_pictures_are_published():
    """A clone stays as it was, whatever data set is run in it; what is written there git does not see."""
    assert {"sheehan", gallery.TWELVE} <= set(gallery.folders())
    ignored = (Path(__file__).parents[1] / ".gitignore").read_text("utf-8").splitlines()
    assert "/gifs/*/" in ignored
    for name in CATALOGUE:
        assert Job(dataset=kmanim.load(name)).folder.name not in gallery.folders()
    for folder in set(gallery.folders()) - {"."}:
        assert f"!/gifs/{folder}/" in ignored


def test_the_readmes_first_command_makes_the_published_dozen():
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    said = parse(shlex.split(re.search(r"python -m kmanim (mtcars .*)", readme)[1]))
    published = gallery.twelve_runs(Path("gifs"))
    assert (said.data, said.runs, said.seed) == (published.dataset.name, published.runs, published.seed)
    assert said.command == published.command, "which its page shows"


def test_sheehans_subjects_have_his_names():
    files = {recipe.file for recipe in gallery.every_recipe() if recipe.folder == "sheehan"}
    assert files == {f"sheehan/{name}.gif" for name in SHEEHAN}


@pytest.fixture
def small(monkeypatch):
    data = {"source": [(0, 0), (1, 0), (4, 4)]}
    film = film_of(data, {"eps": 1.5, "min_samples": 2}, {"profile": "loop"}, algorithm="dbscan")
    tree = kmanim.run("hierarchical", [(0, 0), (1, 0), (4, 4)])
    recipes = (
        Recipe(file="a.gif", picture=film),
        Recipe(file="b.png", picture=lambda: dendrogram.page(tree)),
        Recipe(file="within/a.gif", picture=film),
    )
    monkeypatch.setattr(gallery, "every_recipe", lambda: recipes)
    cars = [(0, 0), (1, 0), (4, 4)]
    few = Job(dataset=kmanim.load(cars), profile="loop", out=Path("mtcars"))
    monkeypatch.setattr(gallery, "twelve_runs", lambda folder: replace(few, out=folder))
    return recipes


def test_pictures_go_into_folders_and_are_checked_there(small, tmp_path):
    told = []
    written = gallery.build(tmp_path, progress=lambda done, of, what: told.append((done, of, what)))
    names = [path.relative_to(tmp_path).as_posix() for path in written]
    assert names[:5] == ["a.gif", "a.png", "b.png", "within/a.gif", "within/a.png"]
    assert all(path.exists() for path in written)
    assert (tmp_path / "a.gif").read_bytes() == (tmp_path / "within" / "a.gif").read_bytes()
    assert [what for *_, what in told] == ["a.gif", "b.png", "within/a.gif", "twelve-runs", "done"]
    assert check(tmp_path) == []
    words = json.loads((tmp_path / gallery.WORDS).read_text("utf-8"))
    pages = [one.files[0] for one in EXPLORABLES]
    assert sorted(words) == sorted(["a.gif", "b.png", "within/a.gif", *pages])
    assert words["a.gif"] == small[0].picture().alt
    (tmp_path / gallery.WORDS).write_text(json.dumps(words | {"a.gif": "Another.", "b.png": ""}), "utf-8")
    assert check(tmp_path) == ["words.json says something else of a.gif now", "words.json lacks b.png"]
    (tmp_path / gallery.WORDS).write_text(json.dumps(words), "utf-8")
    (tmp_path / "within" / "a.png").unlink()
    (tmp_path / "within" / "mine.gif").write_bytes(b"")
    (tmp_path / "mtcars").mkdir()
    (tmp_path / "mtcars" / "run-01.gif").write_bytes(b"somebody's own")
    assert check(tmp_path) == ["within/a.png is missing", "within/mine.gif has no recipe"]


def test_one_page_leads_to_every_picture_and_films_wait_to_be_played(small, tmp_path):
    gallery.build(tmp_path)
    page = (tmp_path / "index.html").read_text("utf-8")
    links = set(re.findall(r'(?:src|href)="([^"]*)"', page))
    made = {file for recipe in small for file in recipe.files}
    made |= {file for one in EXPLORABLES for file in one.files} | {"twelve-runs/index.html"}
    assert links == made
    assert all((tmp_path / link).is_file() for link in links)
    images = re.findall(r"<img [^>]*>", page)
    assert all(re.search(r'loading="lazy" alt="[^"]+"', image) for image in images)
    assert page.count('<input type="checkbox" class="play" id="play-') == 2
    assert "unsafe" not in page
    assert "<script" not in page
    assert not re.search(r"<[^>]* (style|on\w+)=", page)
    (tmp_path / "index.html").write_text(page.replace("Play A", "Play B"), "utf-8")
    assert check(tmp_path) == ["index.html says something else now"]
    (tmp_path / "index.html").unlink()
    (tmp_path / "explore-moons.html").unlink()
    assert check(tmp_path) == ["explore-moons.html is missing", "index.html is missing"]


def test_every_shelf_of_the_real_gallery_has_its_heading():
    for recipe in gallery.every_recipe():
        assert any(recipe in module.RECIPES for _, module in recipe_files())


def test_what_takes_many_minutes_is_made_but_a_check_asks_only_whether_it_is_there(
    small, tmp_path, monkeypatch, capsys
):
    made = []

    def long():
        made.append(1)
        return small[0].picture()

    recipes = (*small, Recipe(file="within/long.gif", picture=long, slow=True))
    monkeypatch.setattr(gallery, "every_recipe", lambda: recipes)
    assert recipes[-1].files == ("within/long.gif", "within/long.png")
    assert recipes[1].files == ("b.png",), "beside a figure goes no poster"
    monkeypatch.chdir(tmp_path)
    assert main(["--gallery"]) == 0
    assert made == [1]
    capsys.readouterr()
    assert main(["--gallery", "check"]) == 0
    assert made == [1]
    assert "not made again, since it takes many minutes: within/long.gif, within/long.png" in (
        capsys.readouterr().err
    )
    (tmp_path / "gifs" / "within" / "long.png").write_bytes(b"another")
    assert check() == [], "nobody knows what it should be"
    (tmp_path / "gifs" / "within" / "long.gif").unlink()
    assert check() == ["within/long.gif is missing"]
    assert main(["--gallery", "check"]) == 1
