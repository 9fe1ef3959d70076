"""The caption of the picture that most films begin with: the data, before anything is known of them."""

from __future__ import annotations

import numpy as np

from kmanim.data.dataset import Dataset
from kmanim.story.facts import Facts
from kmanim.story.text.words import Caption, counted, first_that_fits, line_or_two, series

# Above so many rows nobody asks which of them lie on one spot, and looking takes long.
_SEEN_ALONE = 20_000


def data_caption(facts: Facts) -> Caption:
    """Say what the points are, and that nothing is known of them yet."""
    count = f"{facts.things(facts.n)}{at_places(facts.dataset)}"
    features = [facts.feature(column) for column in range(min(facts.dataset.d, 6))]
    scaled = f", {facts.scaled_words}" if facts.scaled else ""
    each = " each" if facts.n > 1 else ""
    candidates: list[Caption] = []
    if facts.shadow:
        for what in (
            f"{count} with {facts.measures}{each}{scaled}",
            f"{count}{scaled}",
            count,
        ):
            candidates += [(f"{what}. No groups yet.", f"Drawn: {facts.shadow}.")]
    if facts.dataset.d <= len(features):
        candidates += [
            line_or_two(f"{count}: {series(features)}{scaled}.", "No groups yet."),
            (f"{count}:", f"{series(features)}{scaled}. No groups yet."),
        ]
    candidates += [
        line_or_two(f"{count} with {facts.measures}{each}{scaled}.", "No groups yet."),
        line_or_two(f"{count}{scaled}.", "No groups yet."),
    ]
    return first_that_fits(candidates)


def at_places(dataset: Dataset) -> str:
    """Say at how many places rows are, where a point stands for two on average or more: `` at 15 places``; or empty."""
    if dataset.d != 2 or any(dataset.coded) or dataset.n < 2:
        return ""
    places = dataset.n - on_another(dataset)
    return f" at {counted(places, ('place', 'places'))}" if 2 * places <= dataset.n else ""


def on_another(dataset: Dataset) -> int:
    """Count the rows on the spot of an earlier one; 0 where they are too many for anyone to care."""
    return 0 if dataset.n > _SEEN_ALONE else dataset.n - len(np.unique(dataset.points, axis=0))


def with_shadow(facts: Facts, caption: Caption) -> Caption:
    """Add how much of the data the plane shows, to the caption of a film that begins without a picture of the data."""
    if not facts.shadow or facts.coded.any():  # how categories are measured is dearer
        return caption
    what = caption[0].partition(":")[0].rstrip(".")
    return first_that_fits([(f"{what}.", f"Drawn: {facts.shadow}."), caption])
