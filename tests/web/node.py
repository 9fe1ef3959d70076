"""The modules of pages run in node, and asked from Python."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "kmanim/web/scripts"
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="there is no node here to run scripts of pages")

_HEAD = """
import { readFileSync } from "node:fs";
const given = JSON.parse(readFileSync(0, "utf8"));
const answer = found => process.stdout.write(JSON.stringify(found));
"""


def asked(script, given=None):
    """Run a module that may import others as ``./core/...``, knows `given`, and calls ``answer(...)`` once.

    Numbers go both ways in their shortest form, which reads back the same double; -0 becomes 0.
    """
    done = subprocess.run(
        [NODE, "--input-type=module", "--eval", _HEAD + script],
        input=json.dumps(given, allow_nan=False), cwd=SCRIPTS, capture_output=True, text=True, check=False,
        encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
