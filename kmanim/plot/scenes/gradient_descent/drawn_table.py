"""Which table is drawn: where one column tells another, the target stands upwards; two features have the plane."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np

from kmanim.arrays import frozen
from kmanim.data.dataset import Dataset
from kmanim.data.feature import Feature
from kmanim.data.scaling import Scaling
from kmanim.data.view import View
from kmanim.simulate.machines.descent.trace import DescentTrace
from kmanim.story.text.words import sentence_case

_KNOWN: WeakKeyDictionary[Dataset, dict[bool, Dataset]] = WeakKeyDictionary()


def drawn_table(trace: DescentTrace) -> Dataset:
    """Give the table of one feature and the target; of several features the one that is clustered, in its view."""
    dataset, chances = trace.dataset, trace.has_classes
    if dataset.d != 1 or dataset.target is None:
        return dataset
    known = _KNOWN.setdefault(dataset, {})
    if chances not in known:
        known[chances] = _with_target(dataset, chances=chances)
    return known[chances]


def _with_target(dataset: Dataset, *, chances: bool) -> Dataset:
    """Put the target upwards: its numbers, or the chance of the second class."""
    assert dataset.target is not None
    points = frozen(np.column_stack([dataset.points[:, 0], dataset.target.values]))
    told = dataset.target.feature
    if chances:
        told = Feature(told.name, heading=f"{sentence_case('chance')} of {told.levels[1]}")
    elif told.levels:  # a line through classes that stand for 0 and 1
        told = Feature(told.name)
    features = (dataset.features[0], told)
    titles = [feature.title for feature in features]
    return Dataset(
        name=dataset.name,
        points=points,
        features=features,
        labels=dataset.labels,
        noun=dataset.noun,
        scaling=Scaling.fit("none", points),
        view=View.of_columns(titles, (0, 1)),
        rows=dataset.rows,
    )
