"""Words of the figures of DBSCAN."""

import numpy as np
import pytest

from kmanim.data.make_dataset import dataset
from kmanim.errors import InputError
from kmanim.simulate.record import run
from kmanim.story.figures import density, k_distance

PLACES = [
    *((4, 4.5), (3, 1.5), (3, 2), (2.5, 1.5), (3.5, 3), (3.5, 2), (5, 4)),
    *((4, 3), (2, 0), (3.5, 4.5), (2.5, 3), (4, 4), (3, 4), (0.5, 4)),
]
FOURTEEN = dataset(np.array(PLACES, float), labels=list("ABCDEFGHIJKLMN"))


@pytest.fixture(scope="module")
def fourteen():
    return run("dbscan", FOURTEEN, eps=1, min_samples=4)


def test_the_words_of_figures_take_their_numbers_from_the_run(fourteen):
    words = k_distance.describe(fourteen)
    assert "6 distances of 14 are at most eps = 1" in words.caption
    told = density.describe(fourteen)
    assert "noise n 2, " in told.caption
    assert told.alt.endswith("Dashed: noise, the rows that are in no cluster.")
    assert "noise" not in density.describe(run("kmeans", FOURTEEN, k=2)).alt
    with pytest.raises(InputError, match="k-means has none"):
        k_distance.describe(run("kmeans", FOURTEEN, k=2))
