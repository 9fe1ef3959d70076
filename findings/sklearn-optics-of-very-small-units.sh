#!/usr/bin/env bash
# scikit-learn's OPTICS rounds core distances and reachabilities to 15 decimals after the point, whatever the unit is. So
# the same points in another unit come in another order and end in other clusters: at 1e-14 of a unit one digit is left of
# a distance, at 1e-17 every reachability is 0, three groups are one cluster and nothing is noise. No warning is given;
# DBSCAN of the same points gives the same clusters in every unit.
# Seen with scikit-learn 1.9.1 and numpy 2.4.6 (Python 3.11), 3 groups of 100 points, eps and data in the same unit:
#   unit 1: 8 noise, 99 92 4 97; 1e-14: 6 noise, 100 96 98; 1e-16: 100 100 100; 1e-17: 300 in one; DBSCAN: always as in 1
# So OPTICS is compared on data near 1, and lengths of atoms are given in nanometres, not in metres.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install -q "scikit-learn==1.9.1" "numpy==2.4.6"
"$folder/env/bin/python" -W error - <<'PY'
import sys

import numpy as np
import sklearn
from sklearn.cluster import DBSCAN, OPTICS

random = np.random.default_rng(0)
points = np.concatenate([random.normal(mean, 1, (100, 2)) for mean in (0, 8, 16)])


def optics(unit):
    fit = OPTICS(min_samples=5, cluster_method="dbscan", eps=unit).fit(points * unit)
    return np.bincount(fit.labels_ + 1).tolist(), int((fit.reachability_ == 0).sum())


def dbscan(unit):
    return np.bincount(DBSCAN(eps=unit, min_samples=5).fit(points * unit).labels_ + 1).tolist()


print(f"scikit-learn {sklearn.__version__}, noise and clusters by unit")
found = {unit: optics(unit) for unit in (1, 1e-12, 1e-14, 1e-16, 1e-17)}
for unit, (sizes, zeros) in found.items():
    print(f"  {unit:g}: OPTICS {sizes}, {zeros} reachabilities are 0; DBSCAN {dbscan(unit)}")
same = len({tuple(dbscan(unit)) for unit in found}) == 1
sys.exit(not (same and found[1] == ([8, 99, 92, 4, 97], 0) and found[1e-17][0] == [0, 300] and found[1e-17][1] > 290))
PY
