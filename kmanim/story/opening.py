"""The caption of the picture that most films begin with: the data, before anything is known of them."""

from __future__ import annotations

from kmanim.story.facts import Facts
from kmanim.story.text.words import Caption, first_that_fits, line_or_two, series


def data_caption(facts: Facts) -> Caption:
    """Say what the points are, and that nothing is known of them yet."""
    count = facts.things(facts.n)
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


def with_shadow(facts: Facts, caption: Caption) -> Caption:
    """Add how much of the data the plane shows, to the caption of a film that begins without a picture of the data."""
    if not facts.shadow or facts.coded.any():  # how categories are measured is dearer
        return caption
    what = caption[0].partition(":")[0].rstrip(".")
    return first_that_fits([(f"{what}.", f"Drawn: {facts.shadow}."), caption])
