"""One run and its film as data: it can be made, and said as a command or in Python."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kmanim.data.load import load
from kmanim.films.base_film import BaseFilm
from kmanim.films.film import animate
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many

_WIDEST = 88


@dataclass(frozen=True, kw_only=True)
class OneRun:
    """A film of one run; called, it makes the film.

    Attributes
    ----------
    data, options, film : mapping
        What `load`, the algorithm and `animate` are told.
    algorithm : str
        Its name.
    among : int
        With how many further runs, from starts of their own, its end is compared.
    """

    data: Mapping[str, Any]
    options: Mapping[str, Any]
    film: Mapping[str, Any]
    algorithm: str = "kmeans"
    among: int = 0

    def __call__(self) -> BaseFilm:
        """Make the film."""
        rows = load(**self.data)
        known: dict[str, Any] = {}
        if self.among:
            known["best"] = run_many(self.algorithm, rows, self.among, **self._drawn)
        return animate(run(self.algorithm, rows, **self.options), **self.film, **known)

    @property
    def _drawn(self) -> dict[str, Any]:
        """What runs from other starts are told."""
        return {name: value for name, value in self.options.items() if name not in ("init", "seed")}

    @property
    def command(self) -> str:
        """The command that writes such a film among the files of a post; empty where the data are no set by name."""
        source, *rest = self.data.values()
        if not isinstance(source, str) or "labels" in self.data:
            return ""
        said = {} if self.algorithm == "kmeans" else {"algorithm": self.algorithm}
        further = dict(zip(list(self.data)[1:], rest, strict=True))
        words = ["kmanim", source]
        for name, value in {**further, **said, **self.options, **self.film}.items():
            words += _flag(name, value)
        return shlex.join(words)

    def python(self, file: str) -> str:
        """Write the lines of Python that save it as a file."""
        lines = ["import kmanim", "", f"rows = {_call('kmanim.load', *_split(self.data))}"]
        best = {}
        if self.among:
            lines.append(
                f"others = {_call('kmanim.run_many', [repr(self.algorithm), 'rows', repr(self.among)], self._drawn)}"
            )
            best = {"best": _Bare("others")}
        lines.append(f"trace = {_call('kmanim.run', [repr(self.algorithm), 'rows'], self.options)}")
        lines.append(f"{_call('kmanim.animate', ['trace'], {**self.film, **best})}.save({file!r})")
        return "\n".join(lines).replace("'", '"')


class _Bare(str):
    """The name of a variable."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _split(data: Mapping[str, Any]) -> tuple[list[str], dict[str, Any]]:
    return [repr(data["source"])], {name: value for name, value in data.items() if name != "source"}


def _call(function: str, given: list[str], named: Mapping[str, Any]) -> str:
    """Write a call, on several lines where it is long."""
    words = [*given, *(f"{name}={value!r}" for name, value in named.items())]
    line = f"{function}({', '.join(words)})"
    if len(line) <= _WIDEST:
        return line
    return "\n".join([f"{function}(", *(f"    {word}," for word in words), ")"])


def _flag(name: str, value: Any) -> list[str]:
    """Write an option as it is said on the command line."""
    flag = f"--{name.replace('_', '-')}"
    if value is True:
        return [flag]
    if isinstance(value, str | int | float):
        return [flag, f"{value:g}" if isinstance(value, float) else str(value)]
    if all(isinstance(part, int | float) for part in value):
        # Rows count from 1 there, and places of one point are no rows.
        return [flag, ",".join(f"{part + 1 if name == 'order' else part:g}" for part in value)]
    return [flag, " ".join(",".join(f"{part:g}" for part in place) for place in value)]
