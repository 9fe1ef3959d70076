"""docs/architecture.md is true: its words are names in the code, its folders are there, none is left out."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
NAMES = {
    name
    for path in (ROOT / "kmanim").rglob("*.py")
    for node in ast.walk(ast.parse(path.read_text("utf-8")))
    for name in (
        [node.name]
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
        else [target.id for target in node.targets if isinstance(target, ast.Name)]
        if isinstance(node, ast.Assign)
        else [node.target.id]
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        else []
    )
}


def rows(heading):
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in section.splitlines()
        if "|" in line
    ]


def test_every_word_of_the_glossary_is_a_name_in_the_code():
    glossary = rows("Words")[2:]
    assert len(glossary) >= 30
    words = [word for word, *_ in glossary]
    assert words == sorted(words)
    assert len(set(words)) == len(words), "one meaning each"
    for word, meaning, where in glossary:
        assert meaning
        assert where.strip("`") in NAMES, word


def test_what_a_family_is_asked_is_asked_by_that_name():
    for _, where in rows("An algorithm is four files of one name")[2:]:
        for name in re.findall(r"`([\w.]+)`", where):
            assert set(name.split(".")) <= NAMES, name


def test_every_folder_of_the_house_is_on_the_page():
    folders = {
        path.parent.relative_to(ROOT / "kmanim").as_posix() for path in (ROOT / "kmanim").rglob("__init__.py")
    }
    told = {name.rstrip("/") for name in re.findall(r"`([a-z_/]+/)`", PAGE) if not name.startswith("tests/")}
    rooms = {
        folder
        for folder in folders
        if "/" in folder or folder in ("data", "simulate", "story", "plot", "export")
    }
    assert rooms - told - PARTS == set()
    assert told - folders == set()


# Folders of a family or machine that its shelf's row stands for.
PARTS = {
    "story/kmeans", "story/dbscan", "story/hierarchical", "story/em", "story/text", "plot/style",
    "plot/scenes/kmeans", "plot/scenes/dbscan", "plot/scenes/hierarchical", "plot/scenes/em", "export/pages",
    "story/recorded", "plot/scenes/recorded",
    "story/affinity_propagation", "story/mean_shift", "plot/scenes/mean_shift", "plot/scenes/affinity_propagation",
    "story/floor_plan", "plot/scenes/floor_plan",
    "story/gradient_descent", "plot/scenes/gradient_descent",
    "story/ab_test", "plot/scenes/ab_test",
}  # fmt: skip


def test_an_algorithm_is_named_by_its_own_files_alone():
    """But where it is the default, or nothing else can be asked; what is common asks parameters, traces and stories."""
    own = (
        "simulate/parameters/",
        "simulate/algorithms/",
        "simulate/estimators/",
        "simulate/machines/",
        "gallery/",
        "page/",  # which answers of k-means and DBSCAN alone
    )
    algorithms = {path.stem for path in (ROOT / "kmanim/simulate/algorithms").glob("[!_]*.py")}
    found = set()
    for path in (ROOT / "kmanim").rglob("*.py"):
        name = path.relative_to(ROOT / "kmanim").as_posix()
        if name.startswith(own) or {*path.parts, path.stem} & algorithms:
            continue
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        if any(isinstance(node, ast.Constant) and node.value in algorithms for node in nodes):
            found.add(name)
    assert found == {
        "command/groups/comparisons.py",  # starts are compared of k-means alone
        "command/groups/own.py",  # the default
        "job/request.py",  # the default
        "plot/figures/on_axes/elbow.py",
        "plot/figures/elbow.py",  # the default
        "simulate/choose_k/choice_plan.py",  # statistics of k-means
        "simulate/choose_k/choose_mixture.py",  # statistics of EM
        "simulate/registry.py",  # what is not run by name
        "simulate/input.py",  # where numbers can be clustered
    }
