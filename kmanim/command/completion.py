"""Scripts that make a shell complete what can be said; shtab writes them from the parser."""

from __future__ import annotations

import argparse
from dataclasses import fields
from typing import Any

from kmanim.command.groups import own
from kmanim.command.parser import parser
from kmanim.data.builtin.catalogue import CATALOGUE
from kmanim.errors import MissingPackage
from kmanim.export.formats import film_formats
from kmanim.simulate.registry import about, built_in, known_algorithms, parameters_of

# What takes no data is the first word itself.
_FIRST = [own.word_of(name) for name in built_in() if about(name).kinds == "none"]
_SETS = " ".join([*CATALOGUE, *_FIRST])
# A data set by its name, or a file: what shtab has no word for.
_DATA: dict[str, Any] = {
    "bash": "_kmanim_data",
    "zsh": "_kmanim_data",
    "fish": "(_kmanim_data)",
    "preamble": {
        "bash": f'_kmanim_data() {{\n  compgen -W "{_SETS}" -- "$1"\n  _shtab_compgen_files "$1"\n}}',
        "zsh": f"_kmanim_data() {{\n  compadd -- {_SETS}\n  _files\n}}",
        "fish": (
            f"function _kmanim_data\n  printf '%s\\n' {_SETS}\n  __fish_complete_path (commandline -ct)\nend"
        ),
    },
}


def completion(shell: str) -> str:
    """Write the script for a shell.

    Parameters
    ----------
    shell : {"bash", "zsh", "fish"}

    Raises
    ------
    MissingPackage
        If shtab is not installed.
    """
    try:
        import shtab  # noqa: PLC0415 - asked for by few, and an extra
    except ImportError:
        raise MissingPackage("--completion", "shtab", "completion") from None
    return str(shtab.complete(_everything(shtab.DIRECTORY), shell))


def _everything(folders: object) -> argparse.ArgumentParser:
    """Make a parser with the options of all algorithms; a shell does not know which one will be chosen."""
    p = parser(all_algorithms=True)
    for algorithm in own.ordered(known_algorithms()):
        one = argparse.ArgumentParser(add_help=False)
        own.add(one, algorithm)
        for action in one._actions:
            known = p._option_string_actions.get(action.option_strings[-1])
            if known is None:
                p._add_action(action)
            else:
                known.choices = [*(known.choices or ()), *(action.choices or ())]
        kind = parameters_of(algorithm)
        # There are words where places or rows can be given, too.
        words = {field.name: field.metadata["words"] for field in fields(kind) if field.metadata["words"]}
        for name, known_words in ({"init": getattr(kind, "inits", ())} | words).items():
            action = p._option_string_actions[own.flag_of(name)]
            action.choices = [*(action.choices or ()), *known_words]
    for action in p._actions:
        # Of algorithms that have an option of one name, each takes words of its own.
        action.choices = list(dict.fromkeys(action.choices or ())) or None
        if action.dest in ("data", "with_data"):
            vars(action)["complete"] = _DATA  # where shtab looks
        elif action.dest == "out":
            vars(action)["complete"] = folders
        elif action.dest == "algorithm":
            action.choices = own.ordered(known_algorithms())
        elif "--format" in action.option_strings:  # several can be given; a shell offers the first
            action.choices = film_formats()
    return p
