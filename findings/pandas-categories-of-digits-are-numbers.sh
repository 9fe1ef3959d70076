#!/usr/bin/env bash
# pandas reads a column of text as categories where it is asked to, dtype="category", and its user guide says that these are
# strings. They are not where every cell looks like a number: the categories become int64, and 007, 07 and 7, which are three
# rooms, postcodes or part numbers, become one category, 7. One cell that is no number, and all of them stay what was written.
# dtype=str keeps them, at the price of a string a cell; so does dtype=pd.CategoricalDtype(...), which has to know them.
# Seen with pandas 3.1.1 and numpy 2.4.6 (Python 3.11):
#   007, 07, 7: one category, [7], int64; 007, 07, 7, 7a: four categories, as written
# So whoever lets pandas factorise text must look whether categories came back as text, and read again as strings if not.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install -q "pandas==3.1.1" "numpy==2.4.6"
"$folder/env/bin/python" -W error - <<'PY'
import io
import sys

import pandas as pd


def categories(cells):
    text = "\n".join(["room", *cells])
    return pd.read_csv(io.StringIO(text), dtype={"room": "category"})["room"].cat.categories


digits, mixed = categories(["007", "07", "7"]), categories(["007", "07", "7", "7a"])
print(f"pandas {pd.__version__}: 007, 07, 7 are {digits.tolist()} ({digits.dtype})")
print(f"  007, 07, 7, 7a are {mixed.tolist()} ({mixed.dtype})")
sys.exit(not (digits.tolist() == [7] and digits.dtype.kind == "i" and mixed.tolist() == ["007", "07", "7", "7a"]))
PY
