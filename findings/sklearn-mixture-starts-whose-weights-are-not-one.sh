#!/usr/bin/env bash
# GaussianMixture with init_params "k-means++" or "random_from_data" begins with weights that add up to
# n_components / n_samples, not to 1: each component is responsible for one row, and the sum is divided by all rows. With
# max_iter=0 (allowed, to see the start) that is the fitted model: `score` is that of no density (it integrates to 0.01),
# and `sample` draws 99 % of its rows from the last component. With more iterations only `lower_bounds_[0]` is wrong.
# Starts by "kmeans" and "random" have weights that add up to 1. No warning is given.
# Seen with scikit-learn 1.9.1 and numpy 2.4.6 (Python 3.11), 3 groups of 100 points:
#   k-means++: weights add up to 0.01, 3,000 drawn rows come from the components as 10, 12, 2978; kmeans: 1, 1002, 1012, 986
# So a start that is read from such an estimator has its weights divided by their sum.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install -q "scikit-learn==1.9.1" "numpy==2.4.6"
"$folder/env/bin/python" -W error - <<'PY'
import sys

import numpy as np
import sklearn
from sklearn.mixture import GaussianMixture

random = np.random.default_rng(0)
points = np.concatenate([random.normal(mean, 1, (100, 2)) for mean in (0, 8, 16)])
print(f"scikit-learn {sklearn.__version__}, numpy {np.__version__}")
seen = {}
for start in ("kmeans", "random", "random_from_data", "k-means++"):
    begun = GaussianMixture(3, init_params=start, max_iter=0, random_state=0).fit(points)
    drawn = np.bincount(begun.sample(3000)[1], minlength=3).tolist()
    seen[start] = round(float(begun.weights_.sum()), 9), drawn
    print(f"  {start}: weights add up to {seen[start][0]:g}, rows drawn by component {drawn}")
sums = [total for total, _ in seen.values()]
sys.exit(not (sums == [1, 1, 0.01, 0.01] and seen["k-means++"][1][2] > 2900 and max(seen["kmeans"][1]) < 1200))
PY
