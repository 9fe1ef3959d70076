"""A run of DBSCAN as text to be pasted: title, end, and every visit by the name of its point."""

import numpy as np
from dbscan_runs import NINE
from handed import REVIVED, handed
from node import asked, needs_node

from kmanim.data.make_dataset import dataset

pytestmark = needs_node

_TEXT = """
import { runDbscan } from "./core/dbscan.js";
import { tellDbscan } from "./story/dbscan/tell.js";
import { asText } from "./story/as_text.js";
const trace = runDbscan(revived(given), { eps: 1.98, minSamples: 4, rule: "picked", order: [7] });
answer(asText(trace, tellDbscan(trace, "visit").slice(1)));
"""


def test_points_without_names_are_called_by_their_numbers():
    lines = asked(REVIVED + _TEXT, handed(dataset(np.array(NINE)))).splitlines()
    assert lines[:6] == [
        "# DBSCAN on 9 points, eps = 1.98, at least 4",
        "",
        "9 points by x and y: DBSCAN finds 2 clusters of 5 and 4 points and leaves no point as noise.",
        "",
        "1. **A cluster begins.** Point 8: 4 points. Core: cluster 1 begins with 3 points.",
        "2. **Reach.** Point 6 is core: 1 point joins.",
    ]
    assert lines[-2:] == [
        "10. **Contested.** Cluster 2 reaches point 1, too: it stays in 1, which came first.",
        "11. **Done.** Done: 2 clusters of 5 and 4, 8 core points, no noise.",
    ]
