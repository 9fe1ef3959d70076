"""Which algorithm the words ask for: the one that is named, the first word's own, or the one that the data are for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from kmanim.command.groups import own
from kmanim.command.help import Parser
from kmanim.command.parser import parser
from kmanim.data.builtin.catalogue import CATALOGUE, KIND_OF
from kmanim.errors import InputError, alike, did_you_mean, shown
from kmanim.simulate.registry import about, brought, built_in, parameters_of


def which_algorithm(words: Sequence[str]) -> str:
    """Give the name of the algorithm whose options are to be read; the default where nothing says which.

    ``--algorithm`` wins. Else it is that of the first word where this is an algorithm that takes no data,
    ``ab-test``; or the only one that takes what a built-in set holds, as zoo holds categories.
    """
    named = _named(words)
    if named is not None:
        return named
    for word in _positional(words):
        own_word = without_data(word)
        return own_word or _only_one_for(KIND_OF.get(word.strip().casefold(), "")) or own.DEFAULT_ALGORITHM
    return own.DEFAULT_ALGORITHM


def says_which(words: Sequence[str]) -> bool:
    """Tell whether words say which algorithm is meant: then help explains that one alone."""
    return _named(words) is not None or which_algorithm(words) != own.DEFAULT_ALGORITHM


def without_data(word: str) -> str:
    """Give the algorithm that takes no data and is called so, hyphens or not; empty where there is none."""
    name = word.replace("-", "_")
    if name not in built_in() and (word in CATALOGUE or not word.replace("-", "_").isidentifier()):
        return ""
    known = name in built_in() or name in brought()
    return name if known and about(name).kinds == "none" else ""


def check_word(word: str, algorithm: str) -> None:
    """Refuse an algorithm where data belong, and data where an algorithm takes none.

    Parameters
    ----------
    word : str
        What stands where data do; no file is looked at.
    algorithm : str
        The one that runs.

    Raises
    ------
    InputError
        That says what would do.
    """
    if about(algorithm).kinds == "none":
        if without_data(word) != algorithm:
            raise InputError(
                f"{about(algorithm).title} takes no data, as its options say all of it; write kmanim "
                f"{own.word_of(algorithm)} and leave {shown(repr(word))} out"
            )
        return
    name = word.replace("-", "_")
    if name in built_in():
        kinds = about(name).kinds
        data = next((known for known, kind in KIND_OF.items() if kind == kinds), "mtcars")
        raise InputError(
            f"{word} is an algorithm, and data come first: kmanim {data} --algorithm {word}"
            if not without_data(word)
            else f"{word} is an algorithm that takes no data; leave --algorithm {algorithm} out"
        )


def check_further(word: str, algorithm: str) -> None:
    """Refuse a second word that is an algorithm, and one that is said besides an algorithm without data.

    Raises
    ------
    InputError
        That says what would do.
    """
    if about(algorithm).kinds == "none":
        raise InputError(
            f"{about(algorithm).title} takes no data, as its options say all of it; leave {shown(repr(word))} "
            "out"
        )
    if without_data(word):
        raise InputError(f"{word} is an algorithm that takes no data; it stands alone: kmanim {word}")
    if word.replace("-", "_") in built_in():
        raise InputError(f"{word} is an algorithm; write --algorithm {word}")


def check_spelling(word: str) -> None:
    """Refuse a word that cannot be read where it is no file, and nearest to an algorithm that takes no data.

    Raises
    ------
    InputError
        With that name.
    """
    if any(sign in word for sign in ("/", os.sep, ".")) or _exists(word):
        return
    words = [own.word_of(name) for name in built_in() if about(name).kinds == "none"]
    near = alike(word.strip(), [*CATALOGUE, *words])
    if near in words:
        raise InputError(f"no data set, file or algorithm {word!r}{did_you_mean(near)}")


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False


def _only_one_for(kind: str) -> str:
    """Give the only algorithm of this package that takes data of a kind; empty where there are several."""
    able = [name for name in built_in() if about(name).kinds == kind]
    return able[0] if len(able) == 1 else ""


def _named(words: Sequence[str]) -> str | None:
    """Find the algorithm that is named; None where none is, or one that there is not."""
    named = None
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if word == "--algorithm":
            named = following
        elif word.startswith("--algorithm="):
            named = word.partition("=")[2]
    if named is None:
        return None
    try:
        parameters_of(named)
    except InputError:
        return None  # the parser says what is wrong
    return named.replace("-", "_")


def _positional(words: Sequence[str]) -> Iterator[str]:
    """Give the words that are no options, nor what belongs to one that takes a value or is not known yet."""
    p: Parser | None = None
    before = ""
    for word in words:
        if word.startswith("-") and word != "-":
            before = word
            continue
        if before and "=" not in before:
            p = p or parser()
            takes_none = before in p._option_string_actions and before not in p.valued
            if not takes_none:
                before = ""
                continue
        before = ""
        yield word
