"""How films tell."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser
from typing import Any

from kmanim.command import option_values as values
from kmanim.errors import InputError, shown


def add(p: ArgumentParser) -> None:
    """Add how films tell."""
    g = p.add_argument_group("film")
    g.add_argument(
        "--profile",
        choices=("walkthrough", "loop"),
        help="told slowly with explanations, or short and repeating (default: walkthrough; loop with --runs)",
    )
    g.add_argument(
        "--pace",
        type=values.number(0.05, 20),
        default=1.0,
        metavar="X",
        help="stretch the pauses: 2 is twice as long (0.05 to 20)",
    )
    g.add_argument(
        "--max-seconds",
        type=values.number(5, 3600),
        metavar="N",
        help="how long a film may take (default: 45, a loop 20): what is left goes by in a fast-forward",
    )
    g.add_argument(
        "--loop",
        type=values.loop,
        default="forever",
        metavar="HOW",
        help="forever, once or a number of times",
    )
    g.add_argument(
        "--fps",
        type=values.whole(1, 100),
        metavar="N",
        help="frames a second of mp4 and webm (default: 20)",
    )
    g.add_argument(
        "--caption",
        action="append",
        type=values.caption,
        metavar="STEP=TEXT",
        help="own words under a picture of the run that is picked, such as '2.update=W is {W} now.' or 'last={rows} "
        "cars in {final_rounds} rounds.': a STEP or a name in braces that there is not is answered by a list of those "
        "that there are (repeatable)",
    )


def check(said: argparse.Namespace) -> None:
    """Refuse two captions of one picture.

    Raises
    ------
    InputError
    """
    steps = [step for step, _ in said.caption or ()]
    for step in steps:
        if steps.count(step) > 1:
            raise InputError(f"--caption: {shown(step, 30)} is given twice; leave one out")


def wanted(said: argparse.Namespace) -> dict[str, Any]:
    """Give what a job is asked for of this."""
    return {
        "profile": said.profile or ("loop" if said.runs else "walkthrough"),
        "pace": said.pace,
        "max_seconds": said.max_seconds,
        "loop": said.loop,
        "fps": said.fps,
        "captions": dict(said.caption or ()),
    }
