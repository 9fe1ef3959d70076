#!/usr/bin/env bash
# dask, by its import alone, changes how pickle packs errors in the whole process: tblib registers a way of its own for
# every class of errors that exists by then. An error that takes other arguments than it hands on can be packed but not made
# again, as Python has it; once dask is imported it can, with its traceback, unless its class was made after that.
# Seen with dask 2026.8.0, tblib 3.2.2 (Python 3.11), the same class before and after the import, and one made after it:
#   before TypeError; after Odd('ab') with a traceback; made after TypeError
# So what a program does with an error of another process depends on who imported dask, and on when.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install -q "dask[distributed]==2026.8.0" "tblib==3.2.2"
"$folder/env/bin/python" - <<'PY'
import pickle
import sys


class Odd(Exception):
    def __init__(self, one, other):
        super().__init__(one + other)


def again(kind):
    try:
        raise kind("a", "b")
    except kind as raised:
        try:
            error = pickle.loads(pickle.dumps(raised))
        except TypeError:
            return "TypeError"
    return f"{error!r} {'with' if error.__traceback__ else 'without'} a traceback"


before = again(Odd)
import dask
import tblib


class Later(Exception):
    def __init__(self, one, other):
        super().__init__(one + other)


after, made_after = again(Odd), again(Later)
print(f"dask {dask.__version__}, tblib {tblib.__version__}")
print(f"  before {before}; after {after}; made after {made_after}")
sys.exit((before, after, made_after) != ("TypeError", "Odd('ab') with a traceback", "TypeError"))
PY
