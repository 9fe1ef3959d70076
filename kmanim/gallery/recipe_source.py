"""How a published picture is made, as Python that can be pasted: read from the file of its recipe."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from pathlib import Path, PurePosixPath
from types import FunctionType
from typing import Any

import kmanim
from kmanim.gallery.one_run import OneRun
from kmanim.gallery.recipe import Recipe

_WIDEST = 110


def python_of(recipe: Recipe) -> str:
    """Give the Python of a recipe: of one run by what it is told, of any other all that its file says of it."""
    if isinstance(recipe.picture, OneRun):
        return recipe.picture.python(PurePosixPath(recipe.file).name)
    made = inspect.unwrap(recipe.picture)
    if not isinstance(made, FunctionType):
        raise TypeError(f"{recipe.file} is made by neither a run nor a function")
    file = PurePosixPath(recipe.file)
    saved = "savefig" if file.suffix == ".png" else "save"
    # What makes the page of a figure makes the figure, too, if it is called itself.
    text = re.sub(r"\b([a-z_]+)\.page\(", r"\1(", _Pasted(made).text)
    return f"{text}\npicture.{saved}({file.name!r})".replace("'", '"')


def _none() -> None:
    """Stand for what kmanim has not."""


class _Pasted:
    """Collects the imports, constants and functions that a function needs, before the call of it."""

    def __init__(self, function: FunctionType) -> None:
        self._imports: dict[str, set[str]] = {}
        self._modules: set[str] = set()
        self._parts: list[str] = []
        self._seen: set[str] = set()
        node = _node(function)
        closed = inspect.getclosurevars(function).nonlocals
        self._parts += [f"{name} = {value!r}" for name, value in closed.items()]
        if isinstance(node, ast.Lambda):
            self._need(node, function)
            call = ast.unparse(node.body)
        else:
            self._take(function.__name__, function, function)
            call = f"{function.__name__}()"
        self._parts.append(f"picture = {call}")

    @property
    def text(self) -> str:
        """All of it, imports first."""
        lines = sorted(f"import {name}" for name in self._modules)
        for module, names in sorted(self._imports.items()):
            lines.append(f"from {module} import {', '.join(sorted(names))}")
        return "\n\n".join(["\n".join(lines), *self._parts])

    def _need(self, node: ast.AST, function: FunctionType) -> None:
        """Take whatever a piece of code names of its file, in the order in which it must stand."""
        for name in dict.fromkeys(part.id for part in ast.walk(node) if isinstance(part, ast.Name)):
            if name in function.__globals__:
                self._take(name, function.__globals__[name], function)

    def _take(self, name: str, value: Any, function: FunctionType) -> None:
        if name in self._seen:
            return
        self._seen.add(name)
        value = inspect.unwrap(value) if callable(value) else value
        home = getattr(value, "__module__", None)
        if inspect.ismodule(value):
            self._modules.add(value.__name__ if value.__name__ == name else f"{value.__name__} as {name}")
        elif inspect.unwrap(getattr(kmanim, name, _none)) is value:
            self._imports.setdefault("kmanim", set()).add(name)
        elif isinstance(value, FunctionType) or inspect.isclass(value) or home not in (None, "builtins"):
            if isinstance(value, FunctionType) and home == function.__module__:
                node = _bare(_node(value))
                self._need(node, value)
                self._parts.append(ast.unparse(node))
            else:
                self._imports.setdefault(str(home), set()).add(name)
        else:
            self._parts.append(f"{name} = {_written(value)}")


def _node(function: FunctionType) -> ast.FunctionDef | ast.Lambda:
    """Find a function in its file: a lambda by its line and what it does."""
    tree = ast.parse(Path(inspect.getfile(function)).read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == function.__name__:
            return node
        first = function.__code__.co_firstlineno
        if isinstance(node, ast.Lambda) and function.__name__ == "<lambda>" and node.lineno == first:
            return node
    raise LookupError(function)


def _bare(node: ast.FunctionDef | ast.Lambda) -> ast.FunctionDef | ast.Lambda:
    """Leave out the types, which need imports of their own, and asserts, which are for a type checker."""
    for part in ast.walk(node):
        if isinstance(part, ast.arg):
            part.annotation = None
        if isinstance(part, ast.FunctionDef):
            part.returns, part.decorator_list = None, []
            part.body = [_untyped(line) for line in part.body if not isinstance(line, ast.Assert)]
    return node


def _untyped(line: ast.stmt) -> ast.stmt:
    if isinstance(line, ast.AnnAssign) and line.value is not None:
        return ast.copy_location(ast.Assign([line.target], line.value), line)
    return line


def _written(value: Any) -> str:
    """Write a constant, folded where it is long."""
    text = repr(value)
    return text if len(text) <= _WIDEST else textwrap.fill(text, _WIDEST, subsequent_indent="    ")
