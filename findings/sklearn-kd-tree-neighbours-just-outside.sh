#!/usr/bin/env bash
# scikit-learn's KDTree.query_radius can return a point whose squared distance is just above the squared radius, as
# computed in float64; BallTree on the same table returns exactly the points with squared distance <= squared radius.
# Seen with scikit-learn 1.9.1 and numpy 2.4.6 (Python 3.11), 73 points with one decimal, radius 1.0, leaf_size 10:
#   KDTree 1 pair too many, 0 missing; BallTree 0 and 0
# So DBSCAN results with eps equal to a distance of the data are best compared with algorithm="ball_tree".
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install -q "scikit-learn==1.9.1" "numpy==2.4.6"
"$folder/env/bin/python" - <<'PY'
import sys

import numpy as np
import sklearn
from sklearn.neighbors import BallTree, KDTree

random = np.random.default_rng(251)
points = random.integers(0, 30, (int(random.integers(60, 200)), 2)) / 10
points = np.round(points, 1)
apart = points[:, None, :] - points[None, :, :]
within = apart[..., 0] ** 2 + apart[..., 1] ** 2 <= 1.0 * 1.0


def found(tree):
    mask = np.zeros_like(within)
    for row, others in enumerate(tree.query_radius(points, 1.0)):
        mask[row, others] = True
    return mask


kd, ball = found(KDTree(points, leaf_size=10)), found(BallTree(points, leaf_size=10))
seen = [int((kd & ~within).sum()), int((within & ~kd).sum()), int((ball != within).sum())]
print(f"scikit-learn {sklearn.__version__}, numpy {np.__version__}, {len(points)} points")
print(f"KDTree: {seen[0]} pair too many, {seen[1]} missing; BallTree: {seen[2]} different")
for row, other in np.argwhere(kd & ~within):
    print(f"squared distance {apart[row, other] @ apart[row, other]!r} for a squared radius of 1.0")
sys.exit(seen != [1, 0, 0])
PY
