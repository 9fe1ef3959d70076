#!/usr/bin/env bash
# scikit-learn's estimate_bandwidth is 0.0 for any six rows or fewer, however far apart: it takes the distance to the
# int(0.3 n)-th neighbour, at least the first, and counts a row as its own first neighbour. No warning is given. MeanShift
# then goes on with balls of radius 0: every row is a cluster of its own after 0 moves, while an explicit bandwidth of 0 is
# refused. From seven rows on the estimate jumps to the distance of the nearest other row.
# Seen with scikit-learn 1.9.1 and numpy 2.4.6 (Python 3.11): rows 1, 2, 4, 8, ... : 2 to 6 rows 0.0; 7 rows 9.14.
# So the neighbour is counted without the row itself, and an estimate of 0 is told, not used.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install -q "scikit-learn==1.9.1" "numpy==2.4.6"
"$folder/env/bin/python" -W error - <<'PY'
import sys

import numpy as np
import sklearn
from sklearn.cluster import MeanShift, estimate_bandwidth

rows = 2.0 ** np.arange(8)[:, None]
found = {n: float(estimate_bandwidth(rows[:n])) for n in range(2, 9)}
print(f"scikit-learn {sklearn.__version__}, estimate by number of rows: {found}")
fit = MeanShift().fit(rows[:6])
print(f"  MeanShift of six rows: {len(fit.cluster_centers_)} clusters after {fit.n_iter_} moves")
try:
    MeanShift(bandwidth=0.0).fit(rows[:6])
    refused = False
except ValueError as error:
    refused = True
    print(f"  bandwidth=0.0: {type(error).__name__}: {str(error).splitlines()[0][:100]}")
zeros = all(found[n] == 0 for n in range(2, 7)) and found[7] > 0
sys.exit(not (zeros and len(fit.cluster_centers_) == 6 and fit.n_iter_ == 0 and refused))
PY
