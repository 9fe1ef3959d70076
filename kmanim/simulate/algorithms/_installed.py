"""Whether an installed package may bring something, told from its files alone."""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from os import scandir
from os.path import join


def may_bring(group: str) -> bool:
    """Tell whether an installed package may have entry points of a group; False is certain.

    `importlib.metadata`, which knows them, takes 20 ms to be imported and to read what all packages say of themselves;
    looking for the name of the group in their files takes 2. Where packages lie in no folder, or are found by other
    means, the answer is True.
    """
    if any(hasattr(finder, "find_distributions") and finder is not PathFinder for finder in sys.meta_path):
        return True
    return any(_names(folder or ".", group.encode()) for folder in dict.fromkeys(sys.path))


def _names(folder: str, group: bytes) -> bool:
    if folder.casefold().endswith(".egg"):
        return True
    try:
        with scandir(folder) as entries:
            packages = [entry.path for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))]
    except NotADirectoryError:
        return True
    except (OSError, ValueError):
        return False
    for package in packages:
        try:
            with open(join(package, "entry_points.txt"), "rb") as file:  # noqa: PTH118, PTH123 - light
                if group in file.read():
                    return True
        except OSError:
            continue
    return False
