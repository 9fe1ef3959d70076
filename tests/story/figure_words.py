"""What is said of pictures and figures of k-means and its family, under one roof."""

from kmanim.story.figures import density as _density
from kmanim.story.figures import distances as _distances
from kmanim.story.figures import elbow as _elbow
from kmanim.story.figures import equal_scale, objective, raw_and_scaled, raw_data
from kmanim.story.figures import grid as _grid
from kmanim.story.kmeans.stills import assigned, describe, final, overview, starts, switched, updated

__all__ = [
    "assigned", "data", "density", "describe", "distances", "elbow", "equal", "final", "grid", "inertia", "overview",
    "scaling", "starts", "switched", "updated",
]  # fmt: skip

data, density, distances, elbow = raw_data.describe, _density.describe, _distances.describe, _elbow.describe
equal, grid, inertia, scaling = (
    equal_scale.describe,
    _grid.describe,
    objective.describe,
    raw_and_scaled.describe,
)
