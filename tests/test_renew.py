"""What is made of the code is what the code makes: the stub of the public names, and what the command has prepared."""

from __future__ import annotations

import ast
import json
import sys
from dataclasses import fields
from pathlib import Path

import pytest

import kmanim
from kmanim.simulate.registry import built_in, parameters_of

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT))  # it is not installed

from renew import prepared, stub  # noqa: E402

STUB = ast.parse((ROOT / "kmanim" / "__init__.pyi").read_text("utf-8"))


def public(tree):
    (names,) = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and node.targets[0].id == "__all__"
    ]
    return names


def overloads(name):
    return [node for node in STUB.body if isinstance(node, ast.FunctionDef) and node.name == name]


def imported(tree):
    return {
        (node.module, alias.name)
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def rest(tree):
    return [ast.dump(node) for node in tree.body if not isinstance(node, ast.ImportFrom)]


def test_it_is_current():
    fresh = ast.parse(stub.stub())
    mend = "made otherwise now: python -m renew stub"
    assert imported(fresh) == imported(STUB), mend
    assert rest(fresh) == rest(STUB), mend


@pytest.mark.parametrize("part", prepared.PARTS)
def test_what_the_command_has_prepared_is_current(part):
    path, made = prepared.PARTS[part]
    assert json.loads(path.read_text("utf-8")) == json.loads(json.dumps(made())), (
        "made otherwise now: python -m renew prepared"
    )


def test_it_has_every_public_name_and_no_other():
    assert public(STUB) == kmanim.__all__
    defined = {name for _, name in imported(STUB)} | {"__version__", *stub.RUNNING, *stub.FILMING}
    assert set(kmanim.__all__) <= defined
    for module, name in imported(STUB):
        if module.startswith("kmanim.") and name in kmanim.__all__:
            assert getattr(kmanim, name).__name__ == name


@pytest.mark.parametrize("function", stub.RUNNING)
def test_every_algorithm_has_an_overload_with_its_options(function):
    found = {}
    for one in overloads(function):
        first = one.args.args[0].annotation
        if isinstance(first, ast.Subscript):
            spelled = ast.literal_eval(first.slice)
            found[spelled if isinstance(spelled, str) else spelled[0]] = one
    assert sorted(found) == list(built_in())
    for name, one in found.items():
        options = [arg.arg for arg in one.args.kwonlyargs]
        own = [field.name for field in fields(parameters_of(name))]
        assert options[-len(own) :] == own
        assert one.args.kwarg is None
    last = overloads(function)[-1]
    assert last.args.kwarg.arg == "params"  # an algorithm of another package has options of its own
