"""The command as a page shows it, for whoever wants to make the same again."""

from __future__ import annotations

import re
import shlex
from argparse import Action
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from kmanim.command.help import Parser

# What changes no picture: where files go, how much is said, how the work is done.
_LEFT_OUT = frozenset(["out", "force", "quiet", "json", "jobs", "dry_run", "traceback"])


def again(words: Sequence[str], p: Parser, data: str) -> str:
    """Write the command for a shell, without what changes no picture, and files without their folders.

    Parameters
    ----------
    words : sequence of str
        What was said, which the parser has understood.
    p : Parser
    data : str
        The data set or file among them.

    Returns
    -------
    str
        Such as ``python -m kmanim mtcars --runs 12``; the same wherever it is run.
    """
    known, kept = p._option_string_actions, ["python", "-m", "kmanim"]
    value_of = None
    for word in _apart(words, known):
        name, equals, value = word.partition("=")
        action = known.get(name) if value_of is None else None
        if action is None:
            if value_of is None or value_of.dest not in _LEFT_OUT:
                is_file = word == data if value_of is None else value_of.dest == "with_data"
                kept.append(_bare(word) if is_file else word)
            value_of = None
            continue
        if action.dest not in _LEFT_OUT:
            kept.append(f"{name}={_bare(value)}" if equals and action.dest == "with_data" else word)
        value_of = action if not equals and action.nargs is None else None
    return shlex.join(kept)


def said_of(words: Sequence[str], p: Parser) -> Iterator[Action]:
    """Give the options that were said, in order."""
    known = p._option_string_actions
    waits = False
    for word in _apart(words, known):
        name, equals, _ = word.partition("=")
        action = None if waits else known.get(name)
        waits = action is not None and not equals and action.nargs is None
        if action is not None:
            yield action


def _apart(words: Sequence[str], known: Mapping[str, Action]) -> Iterator[str]:
    """Take short options apart that stand together, and their values off them: ``-qk3`` is ``-q -k 3``."""
    for word in words:
        rest = word
        while re.match(r"-[^-]", rest) and len(rest) > 2 and rest[:2] in known and rest[2] != "=":
            yield rest[:2]
            rest = rest[2:] if known[rest[:2]].nargs is None else f"-{rest[2:]}"
        yield rest


def _bare(path: str) -> str:
    return PurePath(path).name or path
