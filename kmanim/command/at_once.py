"""What is answered before any option is made: the version, and the help of all options.

Help is set from what stands in ``help.json``, which ``python -m renew prepared`` makes of the parser: of every option
what argparse's formatter reads. So it is argparse's own, whatever its version and the terminal.
"""

from __future__ import annotations

from collections.abc import Sequence
from os.path import dirname, join

from kmanim import __version__
from kmanim.command.console import Console

FILE = join(dirname(__file__), "help.json")  # noqa: PTH118, PTH120 - a path takes longer to import than the help
READ = ("option_strings", "dest", "nargs", "choices", "metavar", "help")


def answer(words: Sequence[str], console: Console) -> bool:
    """Answer a command line that asks for nothing but the version or the help, and tell whether it did.

    Where a package may bring an algorithm of its own, help is left to the parser, which asks it.
    """
    match words:
        case ["-V" | "--version"]:
            console.give(f"kmanim {__version__}")
        case ["-h" | "--help"] if not _is_more():
            _print_help()
        case _:
            return False
    return True


def _is_more() -> bool:
    from kmanim.simulate.algorithms._installed import may_bring  # noqa: PLC0415 - not for the version

    return may_bring("kmanim.algorithms")


def _print_help() -> None:
    import json  # noqa: PLC0415 - as the next
    from argparse import Action  # noqa: PLC0415 - not for the version

    from kmanim.command.help import Parser  # noqa: PLC0415 - as the last

    with open(FILE, encoding="utf-8") as file:  # noqa: PTH123 - as there
        sections = json.load(file)
    p = Parser()
    p.further = lambda: [
        (section["title"], section["remark"], [Action(**option) for option in section["options"]])
        for section in sections
    ]
    p.print_help()
