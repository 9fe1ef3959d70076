"""The parser of the command line: the options of every heading in their order; imports nothing heavy."""

from __future__ import annotations

from kmanim.command.groups import algorithm as algorithm_group
from kmanim.command.groups import comparisons, data, files, film, look, other, own, post
from kmanim.command.help import Parser
from kmanim.simulate.registry import parameters_of


def parser(algorithm: str = own.DEFAULT_ALGORITHM, *, all_algorithms: bool = False) -> Parser:
    """Make the parser, with the options of one algorithm in it, or a help that explains those of all."""
    kind = parameters_of(algorithm)
    without_data = kind.kinds == "none" and not all_algorithms
    p = Parser(own.word_of(algorithm) if without_data else "DATA", "" if all_algorithms else kind.kinds)
    p.is_help = all_algorithms
    if without_data:
        p.untold = ("data",)
    for group in (data, algorithm_group, comparisons, film, look, files, post):
        group.add(p)
    if all_algorithms:
        p.further = own.help_sections
    else:
        own.add(p, algorithm)
        data.tell_alone(p, kind)
        comparisons.tell_alone(p, algorithm, kind)
        files.tell_alone(p, algorithm, kind)
    other.add(p)
    return p
