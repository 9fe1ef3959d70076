#!/usr/bin/env bash
# dask: of one DataFrame no columns can be chosen (frame[[]] has the rows and no columns, as in pandas), of a
# dask.dataframe.concat they cannot: the optimizer leaves all frames out as none has a column that is wanted, and then asks
# the first one of none for its type. To choose one column works.
# Seen with dask 2026.8.0, pandas 3.1.1 (Python 3.11):
#   frame[[]] (10, 0); concat[["a"]] (20, 1); concat[[]] IndexError: list index out of range; pandas (20, 0)
# So who chooses columns by a rule asks first whether any is left.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install -q "dask[dataframe]==2026.8.0" "pandas==3.1.1"
"$folder/env/bin/python" - <<'PY'
import sys

import dask
import dask.dataframe as dd
import pandas as pd

rows = pd.DataFrame({"a": range(10), "b": range(10)})
frame = dd.from_pandas(rows, npartitions=2)
both = dd.concat([frame, frame])
alone, one, as_pandas = frame[[]].compute().shape, both[["a"]].compute().shape, pd.concat([rows, rows])[[]].shape
try:
    none = str(both[[]].compute().shape)
except IndexError as error:
    none = f"IndexError: {error}"
print(f"dask {dask.__version__}, pandas {pd.__version__}")
print(f"  frame[[]] {alone}; concat[['a']] {one}; concat[[]] {none}; pandas {as_pandas}")
sys.exit((alone, one, none, as_pandas) != ((10, 0), (20, 1), "IndexError: list index out of range", (20, 0)))
PY
