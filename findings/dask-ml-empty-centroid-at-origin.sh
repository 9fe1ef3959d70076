#!/usr/bin/env bash
# dask-ml's KMeans moves a centroid that has no rows to the origin: its sums are 0, and are divided by max(count, 1). Nothing
# warns. Where the data lie around the origin, such a centroid takes rows in the middle of them from its neighbours; where
# they do not, there is one cluster less. scikit-learn moves it to the row farthest from its centroid. With tol=0 the fit
# also goes on to max_iter, long after nothing moves any more, as it only stops where the shift is below tol.
# Seen with dask-ml 2025.1.0, dask 2025.1.0, scikit-learn 1.6.1 and numpy 2.2.6 (Python 3.11); four rows around (10.5, 10)
# and (20.5, 20), starts at (10, 10), (20, 20) and (90, 90):
#   centres (10.5, 10), (20.5, 20), (0, 0); labels 0 0 1 1; 50 of 50 iterations; scikit-learn: three clusters, none at 0
# So a film of it would show a centroid that jumps where no row is; a centroid without rows has to stay, or be said to move.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install -q "dask-ml==2025.1.0" "dask[array,dataframe]==2025.1.0" "distributed==2025.1.0" \
  "scikit-learn==1.6.1" "numpy==2.2.6" "pandas==2.2.3"
"$folder/env/bin/python" - <<'PY'
import sys
import warnings

import dask.array as da
import dask_ml
import numpy as np
from sklearn.cluster import KMeans as OfScikitLearn

warnings.simplefilter("ignore")
from dask_ml.cluster import KMeans

rows = np.array([[10.0, 10], [11, 10], [20, 20], [21, 20]])
starts = np.array([[10.0, 10], [20, 20], [90, 90]])
fit = KMeans(3, init=starts, max_iter=50, tol=0).fit(da.from_array(rows, chunks=(2, 2)))
other = OfScikitLearn(3, init=starts, n_init=1, max_iter=50, tol=0).fit(rows)
labels = np.asarray(fit.labels_)
print(f"dask-ml {dask_ml.__version__}: centres {fit.cluster_centers_.tolist()}, labels {labels.tolist()}")
print(f"  {fit.n_iter_} iterations; scikit-learn: centres {other.cluster_centers_.tolist()}, {other.n_iter_} iterations")
at_origin = fit.cluster_centers_[2].tolist() == [0, 0] and labels.tolist() == [0, 0, 1, 1]
sys.exit(not (at_origin and fit.n_iter_ == 50 and len(set(other.labels_.tolist())) == 3))
PY
