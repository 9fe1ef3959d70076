"""The captions of many visits at once: how a cluster grows, what goes by, and which clusters are suspiciously small."""

from __future__ import annotations

import numpy as np

from kmanim.story.dbscan.facts import DbscanFacts
from kmanim.story.text.marked import Phrase, captioned, mark
from kmanim.story.text.sizes import marked_noise
from kmanim.story.text.words import Caption, between, counted, first_that_fits, line_or_two, series, verb

_TOLD_SIZES = 3
_CORE = ("core point", "core points")


def grows(facts: DbscanFacts, cluster: int, first: int, last: int) -> Caption:
    """Say how a cluster grows by many visits, snapshots first to last."""
    trace = facts.trace
    size = int(trace.counts_of(last)[cluster])
    joined = size - int(trace.counts_of(first - 1)[cluster])
    core = int((trace.core(last) & (facts.labels(last) == cluster)).sum())
    adopted = trace.adopted(first, last).size
    named = mark(cluster, f"Cluster {cluster + 1}")
    left = sum(facts.step(i) == "noise" for i in range(first, last + 1))
    if left:
        # Visits that go by with it, before it begins.
        grown = named + f" grows to {facts.things(size)}, {core:,} of them core."
        passed = f"{counted(left, ('visit', 'visits'))} before it: noise so far."
        return first_that_fits([captioned(grown, passed), captioned(named + " begins.", passed)])
    taken = f"{adopted:,} of them {verb(adopted, 'was noise: now a border point', 'were noise: now border points')}."
    if joined == size:
        whole = named + f" begins and grows to {facts.things(size)}"
        told = (
            line_or_two(whole + ".", taken)
            if adopted
            else line_or_two(whole + ":", f"{core:,} of them core.")
        )
        return first_that_fits([told, captioned(named + " begins.")])
    more = named + f" grows by {joined:,}: {facts.things(size)} now."
    if not joined:
        more = named + f" stays at {facts.things(size)}."
    rest = taken if adopted else f"{counted(core, _CORE)} so far."
    return first_that_fits([line_or_two(more, rest), captioned(more)])


def chunk(facts: DbscanFacts, first: int, last: int) -> Caption:
    """Say what goes by in visits first to last: which clusters begin, how many rows are core, adopted, noise so far."""
    trace = facts.trace
    visits = range(first, last + 1)
    begun = [facts.cluster(i) for i in visits if facts.step(i) == "core" and trace.unlabelled[i].is_seed]
    core = int((trace.counts_of_visits[first - 1 : last] >= facts.min_samples).sum())
    adopted = trace.adopted(first, last).size
    head = f"Visit {first:,} goes by" if first == last else f"Visits {first:,} to {last:,} go by"
    heads: list[Phrase | str] = []
    if begun:
        clusters = counted(len(begun), ("cluster", "clusters"))
        final = trace.counts_of(-1)
        sizes = sorted((int(final[cluster]) for cluster in begun), reverse=True)
        of = ""
        if len(sizes) <= _TOLD_SIZES:
            of = f" of {series([f'{size:,}' for size in sizes])}"
        elif sizes[-1] < sizes[0]:
            of = f", the largest of {sizes[0]:,}"
        heads += [f"{head}: {clusters}{of},", f"{head}: {clusters},"]
    heads += [f"{head}:"]
    noise = marked_noise(facts.noise(last)) + " so far."
    kinds = f"{counted(core, _CORE)}, "
    rests = [kinds + noise]
    if adopted:
        rests = [
            kinds + f"{adopted:,} of the noise adopted, " + noise,
            kinds + f"{adopted:,} adopted, " + noise,
            *rests,
        ]
    return first_that_fits([*(line_or_two(one, rest) for rest in rests for one in heads), captioned(noise)])


def small(facts: DbscanFacts) -> Caption | None:
    """Say that some clusters are far smaller than the others; None where none are, or none are left to compare."""
    few = facts.small_clusters
    if not few:
        return None
    sizes = facts.trace.counts_of(-1)[list(few)]
    many = len(few)
    clusters = facts.trace.n_clusters()
    have = f"{many:,} of {clusters:,} clusters {verb(many, 'is', 'are')} tiny:"
    least, most = int(sizes.min()), int(sizes.max())
    of = facts.things(most) if many == 1 else between(least, most, facts.noun)
    rest = int(np.sort(facts.trace.counts_of(-1))[many])
    return first_that_fits(
        [
            line_or_two(have, f"{of}; the next has {rest:,}."),
            line_or_two(have, f"{of}."),
            (f"{many:,} of {clusters:,} clusters {verb(many, 'is', 'are')} tiny.",),
        ]
    )
