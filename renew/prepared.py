"""What the command says before any option is made: the help as data, and what is asked of every algorithm."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kmanim.command import at_once
from kmanim.command.parser import parser
from kmanim.simulate.parameters import _about
from kmanim.simulate.registry import built_in, parameters_of


def renew(root: Path) -> Iterator[str]:
    """Write both files."""
    for path, make in PARTS.values():
        made = make()
        path.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n")
        _about.prepared.cache_clear()
        yield f"{path.relative_to(root)}: {len(made)} entries"


def about() -> dict[str, Any]:
    """Give what the parameters of each algorithm say of it."""
    return {name: _about.about_class(parameters_of(name))._asdict() for name in built_in()}


def sections() -> list[dict[str, Any]]:
    """Give the help of all options: for each heading a remark, and of each option what argparse's formatter reads."""
    return [
        {
            "title": title,
            "remark": remark,
            "options": [{key: getattr(action, key) for key in at_once.READ} for action in actions],
        }
        for title, remark, actions in parser(all_algorithms=True).sections()
        if actions or remark
    ]


PARTS: dict[str, tuple[Path, Callable[[], Any]]] = {
    "about": (_about.FILE, about),  # first, as the help is made of it
    "help": (Path(at_once.FILE), sections),
}
