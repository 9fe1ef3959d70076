"""The command line as it was said, checked as far as it can be without the data; imports nothing heavy."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import NoReturn

from kmanim.command.again import again, said_of
from kmanim.command.groups import algorithm, comparisons, data, film, look, own, post
from kmanim.command.help import Parser
from kmanim.command.parser import parser
from kmanim.command.which_algorithm import check_further, check_word, says_which, which_algorithm
from kmanim.errors import InputError, did_you_mean, listed, meant
from kmanim.simulate.parameters._base import option_names
from kmanim.simulate.registry import parameters_of

_PICTURES = ("runs", "films", "format", "stills", "pick", "max_bytes")


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Read the command line, and check what can be checked without the data.

    Raises
    ------
    InputError
        If an option is unknown or its value will not do.
    """
    words = list(words)
    wants_help = any(word in ("-h", "--help") for word in words)
    meant_one = which_algorithm(words)
    p = parser(meant_one, all_algorithms=wants_help and not says_which(words))
    p.set_defaults(algorithm=meant_one)
    said, further = p.parse_known_args(_joined(words, p))
    if further:
        _refuse(further, said.algorithm, p)
    said.parameters, said.film_options = (own.given(said, prefix) for prefix in ("option", "film"))
    if said.gallery is not None or said.list or said.completion is not None:
        return said
    if said.data is None:
        if parameters_of(said.algorithm).kinds != "none":
            return said
        said.data = own.word_of(said.algorithm)
    check_word(said.data, said.algorithm)
    parameters = own.checked(parameters_of(said.algorithm), said.parameters)
    said.kinds = parameters.kinds
    if said.kinds == "none":
        data.refuse_all(said_of(words, p), parameters)
    for kind in (parameters.story_options, parameters.scene_options):
        names = option_names(kind)
        own.checked(kind, {name: value for name, value in said.film_options.items() if name in names})
    data.check(said, parameters)
    algorithm.check(said, parameters)
    comparisons.check(said, parameters)
    film.check(said)
    look.check(said)
    post.check(said)
    said.command = again(words, p, said.data)
    said.alone = not any(_asks_for_pictures(action) for action in said_of(words, p))
    return said


def _asks_for_pictures(action: argparse.Action) -> bool:
    """Tell whether an option is about films, figures or posts: where none is, a page to explore stands alone."""
    group = str(getattr(action, "container").title)  # noqa: B009 - argparse has it, and types of it have not
    return (
        group in ("comparisons", "film", "look", "post")
        or group.startswith("films of ")
        or action.dest in _PICTURES
    )


def as_option(sentence: str) -> str:
    """Write the keyword that a sentence begins with, in the words of the rooms behind, as the option that it was."""
    keyword = re.match(r"[a-z_]+(?= is for | must |: )|caption(?= \S+: )", sentence)
    flag = f"--{keyword[0].replace('_', '-')}" if keyword else ""
    if keyword and (flag in parser()._option_string_actions or flag in own.flags_of_all()):
        return flag + sentence[keyword.end() :]
    return sentence


def _refuse(words: Sequence[str], wanted: str, p: Parser) -> NoReturn:
    """Refuse words that are no options, and say whose options they are."""
    flag = next((word for word in words if word.startswith("-")), words[0]).partition("=")[0]
    owners = own.owners(flag) if flag.startswith("--") else []
    if owners:
        raise InputError(
            f"{flag} is for {listed(owners, 'and')}, not for {wanted}; leave it out, or choose another --algorithm"
        )
    if not re.match(r"--?[A-Za-z]", flag):
        check_further(words[0], wanted)
        more = f"{listed(words)} {'is' if len(words) == 1 else 'are'} said besides"
        p.error(f"one data set is taken, and {more}; put a name with spaces in quotes")
    p.error(f"there is no option {flag}{did_you_mean(_nearest(flag, p))}")


def _nearest(flag: str, p: Parser) -> str:
    """Give the option that was meant, of whichever algorithm."""
    every = [flag for flag in (*p._option_string_actions, *own.flags_of_all()) if flag.startswith("--")]
    flags = {flag[2:].replace("-", "_"): flag for flag in every}
    return flags.get(meant(flag.strip("-").replace("-", "_"), flags), "")


def _joined(words: list[str], p: Parser) -> list[str]:
    """Join an option and its value where the value begins as an option does: ``--init -5,3``."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] in p.valued and re.match(r"-[0-9.]", word):
            joined[-1] = f"{joined[-1]}={word}"
        else:
            joined.append(word)
    return joined
