"""The house stands: imports point one way, rooms that draw nothing import nothing that draws."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

MOST_ENTRIES = 17
# On a shelf a thing is found by its name, whatever stands beside it.
SHELVES, MOST_ON_A_SHELF = ("plot/figures", "story/figures", "plot/marks", "plot/panels"), 32
PACKAGE = Path(__file__).parents[1] / "kmanim"

# Which rooms a room may import from; a room may always import from itself.
ALLOWED = {
    "errors": set(),
    "arrays": set(),
    "atomic": {"errors"},
    "frame": {"arrays"},
    "letters": set(),
    "shown": {"errors"},
    "data": {"errors", "atomic", "arrays", "letters", "shown"},
    "simulate": {"errors", "atomic", "arrays", "shown", "data"},
    "story": {"errors", "arrays", "letters", "data", "simulate"},
    "plot": {"errors", "arrays", "letters", "frame", "shown", "data", "simulate", "story"},
    "web": set(),
    "export": {"errors", "arrays", "atomic", "letters", "frame", "web"},
    # Above the rooms: what goes the whole way. Each may use those before it.
    "films": {
        "errors",
        "atomic",
        "frame",
        "letters",
        "shown",
        "data",
        "simulate",
        "story",
        "plot",
        "export",
    },
    "page": {
        "errors",
        "arrays",
        "atomic",
        "letters",
        "shown",
        "data",
        "simulate",
        "story",
        "plot",
        "export",
        "films",
        "web",
    },
    "job": {"errors", "atomic", "data", "simulate", "story", "plot", "export", "films", "page"},
    "gallery": {
        "errors",
        "data",
        "simulate",
        "story",
        "plot",
        "export",
        "films",
        "page",
        "job",
        "web",
        "__init__",
    },
    "command": {
        "errors",
        "letters",
        "data",
        "simulate.input",
        "simulate.parameters",
        "simulate.registry",
        "simulate.sweeps.swept",
        "page",
        "plot",
        "export.folder",
        "export.formats",
        "export.pages.post_form",
        "job",
        "gallery",
        "__init__",
    },
    "__init__": {"errors", "data", "simulate", "plot", "films", "page"},
    "__main__": {"command"},
}
# What the command says before anything heavy is imported: these files and folders import this, and no other room.
LIGHT = {
    "command/options.py": {"errors", "simulate.parameters", "simulate.registry"},
    "command/which_algorithm.py": {"errors", "data.builtin.catalogue", "simulate.registry"},
    "command/parser.py": {"errors", "simulate.registry"},
    "command/help.py": {"errors", "data.builtin.catalogue"},
    "command/at_once.py": {"simulate.algorithms._installed", "__init__"},
    "command/groups/": {
        "errors",
        "export.formats",
        "export.pages.post_form",
        "simulate.parameters",
        "simulate.registry",
        "simulate.sweeps.swept",
        "__init__",
    },
    "command/option_values.py": {"errors", "export.formats"},
    "command/console.py": {"errors"},
    "command/signals.py": set(),
}


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path) -> set[str]:
    """Every module of kmanim that a file names in an import, wherever in the file it stands."""
    found = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    ours = {name for name in found if name.split(".")[0] == "kmanim"}
    return {name.removeprefix("kmanim.") if name != "kmanim" else "__init__" for name in ours}


FILES = sorted(PACKAGE.rglob("*.py"))


def test_imports_point_one_way():
    wrong = []
    for path in FILES:
        name = path.relative_to(PACKAGE).as_posix()
        room = name.split("/")[0].removesuffix(".py")
        allowed = LIGHT.get(name, LIGHT.get(f"{name.rpartition('/')[0]}/", ALLOWED[room]))
        wrong += [
            f"{name} imports kmanim.{other}, but may import from {', '.join(sorted(allowed)) or 'no other room'} only"
            for other in imports(path)
            if other.split(".")[0] not in {room, "__version__"}
            and not any(other == door or other.startswith(f"{door}.") for door in allowed)
        ]
    assert not wrong, "\n".join(wrong)


def test_no_file_imports_itself_by_way_of_others():
    """Files, not rooms: late and type-only imports count, too."""
    names = {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
        for path in FILES
    }

    def needed(path):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ImportFrom):
                module = node.module.removeprefix("kmanim.")
                for alias in node.names:
                    yield f"{module}.{alias.name}" if f"{module}.{alias.name}" in names else module

    waiting = {name: {part for part in needed(path) if part in names} for name, path in names.items()}
    while free := [name for name, files in waiting.items() if not files & waiting.keys()]:
        for name in free:
            del waiting[name]
    assert not waiting, f"these import each other in a circle: {', '.join(sorted(waiting))}"


def test_no_folder_is_longer_than_a_glance():
    # An algorithm is found by its name, and another one is no edit.
    algorithms = {path.stem for path in (PACKAGE / "simulate" / "algorithms").glob("[!_]*.py")}
    for folder in {path.parent for path in FILES}:
        most = MOST_ON_A_SHELF if folder.relative_to(PACKAGE).as_posix() in SHELVES else MOST_ENTRIES
        entries = {
            path.name for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
        }
        entries = {
            name for name in entries if name.removesuffix(".py") not in {"__init__", "__main__", *algorithms}
        }
        assert len(entries) <= most, folder


def test_every_room_has_its_rule():
    rooms = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in FILES}
    assert rooms == set(ALLOWED)


def test_forbidden_libraries():
    wrong = []
    for path in FILES:
        name = path.relative_to(PACKAGE).as_posix()
        named = {
            module if module == "matplotlib.pyplot" else module.split(".")[0]
            for node in ast.walk(parsed(path))
            for module in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        # What is pickled may do anything when it is read, unless it comes from a copy of this very process.
        pickled = set() if name == "job/copies.py" else {"pickle"}
        forbidden = {"sklearn", "seaborn", "matplotlib.pyplot", *pickled}
        if name.split("/")[0] in {"data", "simulate", "story", "export"}:
            forbidden |= {"matplotlib"}
        wrong += [f"{name} imports {library}" for library in named & forbidden]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("statement", "heavy"),
    [
        ("import kmanim.command.cli", "numpy matplotlib pandas PIL imageio"),
        ("import kmanim; kmanim.run", "matplotlib pandas PIL imageio"),
        (
            "import kmanim; kmanim.run('kmeans', kmanim.load('mtcars'), k=2)",
            "matplotlib pandas scipy PIL imageio",
        ),
        ("import kmanim; kmanim.animate", "pandas scipy matplotlib.pyplot"),
    ],
)
def test_what_is_imported_when(statement, heavy):
    code = f"{statement}\nimport sys\nprint(*[name for name in {heavy.split()!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
