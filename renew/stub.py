"""``kmanim/__init__.pyi``: the public names for editors and type checkers, with the options of every algorithm.

Running an algorithm by its name takes its own options, and gives its own kind of trace; an algorithm of another package
takes what it likes. All of it is read from the parameters, so nothing is said twice.
"""

from __future__ import annotations

import ast
import builtins
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import Field, fields
from importlib import import_module
from inspect import Parameter, getsource, signature, unwrap
from pathlib import Path
from typing import Any

import kmanim
from kmanim.plot.style.look import Look
from kmanim.simulate.algorithm import algorithm_of
from kmanim.simulate.parameters._described import OWN
from kmanim.simulate.registry import APART, built_in, parameters_of

_INIT_ONLY = re.compile(r"InitVar\[(.*)\]")


def _plain(annotation: object) -> str:
    """Give what a keyword takes that a dataclass does not keep as it is."""
    return _INIT_ONLY.sub(r"\1", str(annotation))


HEAD = '"""The public names of kmanim, with all options; made from the code by ``python -m renew stub``."""\n'
RUNNING = ("run", "run_many", "sweep")
FILMING = ("animate",)

Names = dict[str, str]  # from which module a name comes


def renew(root: Path) -> Iterator[str]:
    """Write the stub."""
    path = root / "kmanim" / "__init__.pyi"
    path.write_text(formatted(stub(), path), "utf-8", newline="\n")
    yield f"{path.relative_to(root)}: {len(kmanim.__all__)} names"


def stub() -> str:
    """Give the text of the stub, not formatted."""
    names: Names = {"Any": "typing", "Literal": "typing", "overload": "typing"}
    defined = [line for name in (*RUNNING, *FILMING) for line in _overloads(name, names)]
    for name in kmanim.__all__:
        if name not in (*RUNNING, *FILMING, "__version__"):
            names[name] = f"kmanim.{kmanim._HOMES[name]}"
    imports = [f"from {module} import {name}" for name, module in names.items()]
    public = f"__all__ = {kmanim.__all__!r}"
    return "\n".join([HEAD, *imports, "", "__version__: str", public, "", *defined])


def formatted(text: str, path: Path) -> str:
    """Sort its imports and set it as all code is set."""
    for order in (["check", "--select", "I", "--fix", "--quiet"], ["format", "--quiet"]):
        command = [sys.executable, "-m", "ruff", *order, "--stdin-filename", str(path), "-"]
        text = subprocess.run(
            command, input=text, capture_output=True, text=True, check=True, encoding="utf-8"
        ).stdout
    return text


def _overloads(name: str, names: Names) -> Iterator[str]:
    function = unwrap(getattr(kmanim, name))
    own = _Own(function, names)
    if name in FILMING:
        yield from own.of_traces()
    else:
        yield from own.of_algorithms(is_sweep=name == "sweep")


class _Own:
    """A function that takes options by name, as overloads: each with the options that go with its first parameter."""

    def __init__(self, function: Callable[..., Any], names: Names) -> None:
        self.function, self.names = function, names
        shape = signature(function)
        self.first, *self.others = (one for one in shape.parameters.values() if one.default is not OWN)
        self.shape = shape
        module = import_module(function.__module__)
        self.of_module = _origins(module)

    def of_algorithms(self, *, is_sweep: bool) -> Iterator[str]:
        for algorithm in built_in():
            kind, trace = parameters_of(algorithm), algorithm_of(algorithm).TRACE
            options = [_option(field, kind, self.names, is_sweep=is_sweep) for field in fields(kind)]
            result = self._result()
            if result == "Any":
                result = self._known(trace)
            spelled = dict.fromkeys([algorithm, algorithm.replace("_", "-")])
            yield self._overload(f"Literal[{', '.join(map(repr, spelled))}]", options, result)
        yield self._overload(self._typed(self.first.annotation), ["**params: Any"], self._result())

    def of_traces(self) -> Iterator[str]:
        told: dict[type, dict[str, str]] = {}
        for algorithm in (*built_in(), *APART):
            kind, trace = parameters_of(algorithm), algorithm_of(algorithm).TRACE
            own = told.setdefault(trace, {})
            for options in (kind.story_options, kind.scene_options):
                own |= {field.name: _option(field, options, self.names) for field in fields(options)}
        look = _origins(import_module(Look.__module__))
        looks = [
            f"{one.name}: {_use(_plain(one.annotation), look, self.names)} = {_default(one.default)}"
            for one in signature(Look.__init__).parameters.values()
            if one.kind is Parameter.KEYWORD_ONLY
        ]
        # Of two overloads that fit the first one counts, so a kind of trace comes before what it is a kind of.
        for trace, options in sorted(told.items(), key=lambda one: -len(one[0].__mro__)):
            yield self._overload(self._known(trace), [*options.values(), *looks], self._result())
        yield self._overload(self._typed(self.first.annotation), [*looks, "**options: Any"], self._result())

    def _overload(self, first: str, options: list[str], result: str) -> str:
        lines = [f"{self.first.name}: {first}"]
        is_named = False
        for one in self.others:
            if one.kind is Parameter.VAR_KEYWORD:
                continue
            if one.kind is Parameter.KEYWORD_ONLY and not is_named:
                lines.append("*")
                is_named = True
            default = "" if one.default is Parameter.empty else f" = {_default(one.default)}"
            lines.append(f"{one.name}: {self._typed(one.annotation)}{default}")
        inside = "".join(f"    {line},\n" for line in [*lines, *options])
        return f"@overload\ndef {self.function.__name__}(\n{inside}) -> {result}: ...\n"

    def _result(self) -> str:
        return self._typed(self.shape.return_annotation)

    def _typed(self, annotation: str) -> str:
        return _use(annotation, self.of_module, self.names)

    def _known(self, kind: type) -> str:
        self.names[kind.__name__] = kind.__module__
        return kind.__name__


def _origins(module: Any) -> Names:
    """Say from where a module has the names that it uses in annotations: from itself, or from what it imports."""
    found: Names = {}
    for node in ast.walk(ast.parse(getsource(module))):
        if isinstance(node, ast.ImportFrom):
            found |= {alias.asname or alias.name: str(node.module) for alias in node.names}
    return dict.fromkeys(vars(module), module.__name__) | found


def _use(annotation: str, origins: Names, names: Names) -> str:
    """Give an annotation, and note what it needs."""
    for node in ast.walk(ast.parse(annotation, mode="eval")):
        if isinstance(node, ast.Name) and not hasattr(builtins, node.id):
            names[node.id] = origins[node.id]
    return annotation


def _option(field: Field[Any], kind: type, names: Names, *, is_sweep: bool = False) -> str:
    """Write an option as a parameter: words that are allowed, a number, or whatever its class reads."""
    about = field.metadata
    if about["choices"]:
        typed = f"Literal[{', '.join(map(repr, about['choices']))}]"
    elif about["type"] in (int, float, bool):
        typed = about["type"].__name__ + " | str" * (about["reads"] is not None)
    elif words := kind.inits if field.name == "init" else about["words"]:  # type: ignore[attr-defined]
        names["ArrayLike"] = "numpy.typing"
        typed = f"Literal[{', '.join(map(repr, words))}] | ArrayLike"
    else:
        typed = "Any"
    if is_sweep and typed != "Any":
        names["Iterable"] = "collections.abc"
        typed = f"{typed} | Iterable[{typed.partition(' | ')[0]}]"
    if field.default is None and typed != "Any":
        typed += " | None"
    return f"{field.name}: {typed} = {_default(field.default)}"


def _default(value: Any) -> str:
    return repr(value) if value is None or isinstance(value, bool | int | float | str) else "..."
