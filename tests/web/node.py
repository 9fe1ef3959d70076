"""The modules of pages run in node, and asked from Python."""

import json
import shutil
import struct
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "kmanim/web/scripts"


def _node():
    """Find node on the PATH, or the one that Playwright brings along."""
    spec = find_spec("playwright")
    driver = Path(spec.origin).parent / "driver" if spec and spec.origin else Path()
    brought = [str(path) for path in (driver / "node", driver / "node.exe") if path.is_file()]
    return shutil.which("node") or next(iter(brought), None)


NODE = _node()
needs_node = pytest.mark.skipif(
    NODE is None,
    reason="there is no node here to run scripts of pages, neither on the PATH nor in Playwright",
)

_HEAD = """
import { readFileSync } from "node:fs";
const given = JSON.parse(readFileSync(0, "utf8"));
const answer = found => process.stdout.write(JSON.stringify(found, plain));
"""
# How answers are written.
WRITTEN = """
const plain = (_, value) =>
  ArrayBuffer.isView(value) ? Array.from(value) : value instanceof Map ? [...value] : value;
const bits = numbers => {
  const view = new DataView(new ArrayBuffer(8));
  return Array.from(numbers, x => (view.setFloat64(0, x), view.getBigUint64(0).toString(16).padStart(16, "0")));
};
"""


def asked(script, given=None):
    """Run a module that may import others as ``./core/...``, knows `given`, and calls ``answer(...)`` once.

    Typed arrays arrive as lists, maps as lists of pairs. Numbers go both ways in their shortest form, which reads back
    the same double; -0 becomes 0. Whoever cares writes them by ``bits(numbers)``, there and here.
    """
    done = subprocess.run(
        [NODE, "--input-type=module", "--eval", _HEAD + WRITTEN + script],
        input=json.dumps(given, allow_nan=False), cwd=SCRIPTS, capture_output=True, text=True, check=False,
        encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def bits(numbers):
    """Write doubles as 16 hexadecimal digits each."""
    return [struct.pack(">d", float(x)).hex() for x in numbers]
