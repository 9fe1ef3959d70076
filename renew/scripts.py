"""``kmanim/web/joined/``: the scripts of pages, each one file of all its modules, with short names; made by esbuild.

Pages carry a script along, so every byte counts: what readers of the modules need is half of them. Who writes a page
has no node, so this is done here; tests hold what is stored to the modules.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

# By entry: what kind of script it becomes. Widgets are modules, whoever shows one asks for what it exports.
ENTRIES = {"explore.js": "iife", "player.js": "iife", "widget.js": "esm"}
TOOLS = Path("tests/web")
ESBUILD = TOOLS / "node_modules/.bin/esbuild"


def joined(root: Path, entry: str) -> str:
    """Join a module and all that it imports."""
    if not (root / ESBUILD).exists():
        raise SystemExit(f"esbuild is missing: npm install --no-package-lock --prefix {TOOLS}")
    command = [root / ESBUILD, root / "kmanim/web/scripts" / entry, "--bundle", "--minify", "--target=es2022"]
    command += [f"--format={ENTRIES[entry]}", "--charset=utf8", "--legal-comments=none", "--log-level=error"]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def renew(root: Path) -> Iterator[str]:
    """Write all scripts."""
    for entry in ENTRIES:
        path = Path("kmanim/web/joined") / entry
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(joined(root, entry), "utf-8", newline="\n")
        yield path.as_posix()
