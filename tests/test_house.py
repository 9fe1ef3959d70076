"""The house stands: imports point one way, rooms that draw nothing import nothing that draws."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "kmanim"

# Which rooms a room may import from; a room may always import from itself.
ALLOWED = {
    "errors": set(),
    "arrays": set(),
    "atomic": {"errors"},
    "data": {"errors", "atomic", "arrays"},
    "simulate": {"errors", "atomic", "arrays", "data"},
    "story": {"errors", "arrays", "data", "simulate"},
    "plot": {"errors", "arrays", "data", "simulate", "story"},
    "export": {"errors", "arrays", "atomic", "plot.frame"},
    # Above the rooms: what goes the whole way. Each may use those before it.
    "stills": {"errors", "atomic", "plot", "export"},
    "showing": {"errors", "atomic", "data", "story", "plot", "export", "stills"},
    "film": {"errors", "simulate", "story", "plot", "showing"},
    "beside": {"errors", "simulate", "story", "plot", "showing"},
    "job": {"errors", "atomic", "data", "simulate", "story", "plot", "export", "stills", "film", "beside"},
    "gallery": {
        "errors",
        "data",
        "simulate",
        "story",
        "plot",
        "export",
        "stills",
        "showing",
        "film",
        "beside",
        "job",
    },
    # The command, and what it says before anything heavy is imported.
    "option_values": {"errors"},
    "option_groups": {"errors", "option_values", "simulate.parameters", "__init__"},
    "options": {"errors", "option_groups", "data.catalogue", "simulate.parameters", "__init__"},
    "console": {"errors"},
    "signals": set(),
    "cli": {"errors", "options", "console", "signals", "data", "plot", "export.folder", "job", "gallery"},
    "__init__": {"errors", "data", "simulate", "plot", "stills", "film", "beside"},
    "__main__": {"cli"},
}


def imports(path: Path) -> set[str]:
    """Every module of kmanim that a file names in an import, wherever in the file it stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    ours = {name for name in found if name.split(".")[0] == "kmanim"}
    return {name.removeprefix("kmanim.") if name != "kmanim" else "__init__" for name in ours}


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path):
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    for name in imports(path):
        if name.split(".")[0] in {room, "__version__"}:
            continue
        assert any(name == door or name.startswith(f"{door}.") for door in ALLOWED[room]), (
            f"{path.relative_to(PACKAGE)} imports kmanim.{name}, but {room} may import from "
            f"{', '.join(sorted(ALLOWED[room])) or 'no other room'} only"
        )


def test_every_room_has_its_rule():
    rooms = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in FILES}
    assert rooms == set(ALLOWED)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_forbidden_libraries(path):
    room = path.relative_to(PACKAGE).parts[0]
    text = ast.parse(path.read_text("utf-8"))
    named = {
        name.split(".")[0] if name != "matplotlib.pyplot" else name
        for node in ast.walk(text)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert not named & {"sklearn", "seaborn", "matplotlib.pyplot", "pickle"}
    if room in {"data", "simulate", "story", "export"}:
        assert "matplotlib" not in named


@pytest.mark.parametrize(
    ("statement", "heavy"),
    [
        ("import kmanim.cli", "numpy matplotlib pandas PIL imageio"),
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
