"""Reference: public names from their docstrings, algorithms from their parameters, the command from its parser."""

from __future__ import annotations

import argparse
import dataclasses
import inspect
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import kmanim
from kmanim.command.groups import own
from kmanim.command.help import EXAMPLES, EXIT_CODES
from kmanim.command.parser import parser
from kmanim.simulate.parameters import Options
from kmanim.simulate.registry import built_in, parameters_of
from kmanim_pages.text import contents, defined, plain

# The headings of the public names, by the room that a name lives in; the first that fits.
ROOMS = {
    "kmanim.data": "Data",
    "kmanim.simulate": "Runs",
    "kmanim.films": "Films",
    "kmanim.page": "Pages",
    "kmanim.plot.figures": "Figures",
    "kmanim.plot": "Look",
    "kmanim": "Errors",
}


def api(_root: Path) -> dict[str, str]:
    """Write a page for each public name, and one that leads to them by what they are for."""
    found: dict[str, list[str]] = {heading: [] for heading in ROOMS.values()}
    pages = {}
    for name in kmanim.__all__:
        if name.startswith("_"):
            continue
        value = getattr(kmanim, name)
        found[next(heading for room, heading in ROOMS.items() if value.__module__.startswith(room))].append(
            name
        )
        kind = "autoclass" if inspect.isclass(value) else "autofunction"
        title = f"kmanim.{name}"
        members = "   :members:\n" if kind == "autoclass" else ""
        # An upper and a lower case name may be told apart by nothing but a file system that tells them apart.
        stem = f"{name}-class" if inspect.isclass(value) else name
        pages[f"api/{stem}.rst"] = f"{title}\n{'=' * len(title)}\n\n.. {kind}:: {title}\n{members}"
    lines = ["# Python\n", "Everything public is a name of `kmanim`; nothing else is promised to stay.\n"]
    every = []
    for heading, names in found.items():
        lines.append(f"## {heading}\n")
        for name in sorted(names, key=lambda name: (inspect.isclass(getattr(kmanim, name)), name)):
            value = getattr(kmanim, name)
            every.append(f"{name}-class" if inspect.isclass(value) else name)
            said = (inspect.getdoc(value) or "").partition("\n")[0]
            lines.append(f"[`{name}`]({every[-1]}.rst)\n: {said}\n")
    toc = "\n".join(every)
    lines.append(f"```{{toctree}}\n:hidden:\n\n{toc}\n```\n")
    return {**pages, "api/index.md": "\n".join(lines)}


def algorithms(_root: Path) -> dict[str, str]:
    """Write a page for each algorithm: what it does, what can be set of it and of its films."""
    pages = {}
    for name in own.ordered(built_in()):
        kind = parameters_of(name)
        module = import_module(f"kmanim.simulate.algorithms.{name}")
        first, _, more = (module.__doc__ or "").strip().partition("\n")
        lines = [f"# {kind.title}\n", f"{first}\n{more}\n"]
        lines.append(f'```python\ntrace = kmanim.run("{name}", data)\n```\n')
        lines.append(f"```sh\nkmanim DATA --algorithm {name.replace('_', '-')}\n```\n")
        lines += ["## What can be set\n", *_options(kind)]
        films = [*_options(kind.story_options), *_options(kind.scene_options)]
        if films:
            lines += ["## What its films can be told besides\n", *films]
        pages[f"algorithms/{name}.md"] = "\n".join(lines)
    words = (
        "What can be set of each algorithm: as a keyword of [`kmanim.run`](../api/run.rst) and its like, and as an "
        "option of [the command](../command.md)."
    )
    stems = [Path(page).stem for page in pages]
    return {**pages, "algorithms/index.md": contents("Algorithms", words, stems)}


def _options(kind: type[Options]) -> Iterable[str]:
    """Explain the options of a dataclass."""
    for field in dataclasses.fields(kind):
        about = field.metadata
        values = " | ".join(about["choices"]) or {
            int: "whole number",
            float: "number",
            bool: "True or False",
        }.get(about["type"], "text or values")
        limits = [
            f"{word} {about[end]:g}"
            for word, end in (("from", "low"), ("to", "high"))
            if about[end] is not None
        ]
        told = f"{about['help']}; {' '.join([values, *limits])}"
        yield defined(
            f"`{field.name}`, `{own.flag_of(field.name)}`", f"{told} (default: {about['default_text']})"
        )


def command(_root: Path) -> dict[str, str]:
    """Write all that can be said to the command."""
    p = parser(all_algorithms=True)
    formatter = argparse.HelpFormatter("kmanim", width=1000)
    lines = ["# The command\n", f"```text\n{p.usage}\n```\n", f"{p.description}\n", "## Examples\n"]
    for said, what in EXAMPLES:
        lines.append(f"{plain(what[:1].upper() + what[1:])}:\n\n```sh\n{said}\n```\n")
    sections = [(group.title, group.description, group._group_actions) for group in p._action_groups]
    for title, remark, actions in [*sections, *own.help_sections()]:
        if not actions and not remark:
            continue
        lines.append(f"## {str(title)[:1].upper()}{str(title)[1:]}\n")
        if remark:
            lines.append(f"{plain(remark)}\n")
        for action in actions:
            said = ", ".join(f"`{part}`" for part in formatter._format_action_invocation(action).split(", "))
            lines.append(defined(said, formatter._expand_help(action)))
    lines += ["## Exit codes\n", plain(EXIT_CODES)]
    return {"command.md": "\n".join(lines)}
