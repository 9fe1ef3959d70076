"""The captions of a tree that grows."""

from __future__ import annotations

import math

import numpy as np

from kmanim.story.hierarchical.facts import MergeFacts
from kmanim.story.hierarchical.rivals import tied_pair
from kmanim.story.text.marked import captioned, phrase
from kmanim.story.text.sizes import marked_sizes
from kmanim.story.text.words import (
    Caption,
    between,
    first_that_fits,
    fits,
    in_words,
    line_or_two,
    series,
    verb,
)

_LIMITS = (40, 30, 24, 18, 14, 10)
_SIZES = 8


def data(facts: MergeFacts) -> Caption:
    """Ask which two rows are closest."""
    things = facts.things(facts.n)
    scaled = f", {facts.scaled_words}" if facts.scaled else ""
    if facts.n == 1:
        return line_or_two(f"{things}{scaled}: one cluster.", "There is nothing to merge.")
    if facts.n == 2:
        return line_or_two(f"{things}{scaled}, 2 clusters.", "How far apart are they?")
    return line_or_two(f"{things}{scaled}, {facts.n:,} clusters.", "Which two are closest?")


def nearest(facts: MergeFacts, i: int) -> Caption:
    """Tell the two rows of merge i, and how far apart they are."""
    merge = facts.merge(i)
    pairs = facts.n * (facts.n - 1) // 2
    height = facts.height(merge.height)
    least = (
        "on one spot"
        if merge.height == 0
        else f"the least of {pairs:,} distances"
        if pairs > 1
        else "one merge"
    )
    lines = []
    for limit in _LIMITS:
        lines += [
            line_or_two(f"{facts.pair(merge.lower, merge.higher, limit)}:", f"{height} apart, {least}.")
        ]
    return first_that_fits(lines)


def merged(facts: MergeFacts, i: int) -> Caption:
    """Tell merge i: who joins whom, how high, how many clusters are left."""
    merge, left = facts.merge(i), facts.n - i
    further = _further(facts, i)
    height = facts.height(merge.height)
    found = []
    for limit in _LIMITS:
        gone, kept = facts.opening_told(merge.gone, limit), facts.told(facts.kept(i), limit)
        join = "joins" if facts.is_one(merge.gone) or not facts.has_names else "join"
        rest = facts.clusters(left)
        whom = "" if facts.only_cluster(i) else f" {kept}"
        if not facts.has_names and merge.lower_size == merge.higher_size:
            gone, join, whom = facts.pair(merge.lower, merge.higher), "join", ""
        if i == 1 and left > 1:
            told = [f"{gone} {join}{whom}:", f"{rest}. Height {height}."]
        elif left == 1:
            told = [f"{gone} {join}{whom} last,", f"at {height}."]
        else:
            told = [f"{gone} {join}{whom}", f"at {height}: {rest}."]
        one = line_or_two(*told)
        found += [(*one, further)] if further else [one]
        if whom and not further:
            rest = told[1] if left > 1 else f"last, {told[1]}"
            found.append((f"{gone} {join}", f"{kept} {rest}"))
        if further and len(one) > 1:
            found.append((f"{told[0]} {told[1]}", further))
            found.append((f"{gone} {join} at {height}: {rest}.", further))
    wanted = [caption for caption in found if fits(caption)]
    if further and not wanted:
        found = [caption[:2] for caption in found]
    return first_that_fits(found)


def _further(facts: MergeFacts, i: int) -> str:
    """Say of merge i that it was tied, or lies below what it merges."""
    merge, trace = facts.merge(i), facts.trace
    if i - 1 in trace.inversions:
        tops = [(float(trace.heights[c - facts.n]), c) for c in (merge.lower, merge.higher) if c >= facts.n]
        top, child = max(tops)
        own = facts.told(child, 18)
        return f"Lower than {own} at {facts.height(top)}: an inversion."
    if merge.tied:
        pair = tied_pair(facts.trace, i)
        if pair is not None and facts.has_names:
            told = f"Tied with {facts.called(pair[0], 10)} and {facts.called(pair[1], 10)}: the lower numbers go first."
            if fits((told,)):
                return told
        return "Tied with another pair: the lower numbers go first."
    return ""


def group(facts: MergeFacts, first: int, last: int) -> Caption:
    """Tell merges that one picture covers."""
    left = facts.n - last
    top = facts.height(float(facts.trace.heights[first - 1 : last].max()))
    covers = f"Merges {first:,} to {last:,}" if first < last else f"Merge {first:,}"
    rest = facts.clusters(left)
    sizes = facts.trace.counts_of(last)
    largest = facts.things(int(sizes.max()))
    tied = int(sum(facts.merge(i).tied for i in range(first, last + 1)))
    second = f"The largest has {largest}"
    second += f"; {tied:,} {verb(tied, 'merge was', 'merges were')} tied." if tied else "."
    inverted = int(((facts.trace.inversions >= first - 1) & (facts.trace.inversions < last)).sum())
    if inverted:
        lower = verb(
            inverted, "is lower than one within: an inversion", "are lower than one within: inversions"
        )
        second = f"{inverted:,} {lower}."
    return first_that_fits(
        [
            (f"{covers}, up to height {top}: {rest}.", second),
            (f"{covers}, up to {top}: {rest}.", second),
            (f"{covers}: {rest}.", second),
            (f"{covers}: {rest}.", f"The largest has {largest}."),
        ]
    )


def worked(facts: MergeFacts, i: int) -> Caption:
    """Tell how the distance of the two clusters of merge i comes about."""
    merge, linkage = facts.merge(i), facts.trace.parameters.linkage
    pairs = merge.lower_size * merge.higher_size
    height = facts.height(merge.height)
    candidates = []
    for limit in _LIMITS:
        both = f"{facts.opening_told(facts.kept(i), limit)} to {facts.told(merge.gone, limit)}:"
        match linkage:
            case "single" | "complete":
                word = "least" if linkage == "single" else "largest"
                rest = f"the {word} of {pairs:,} distances is {height}."
            case "average":
                rest = f"the mean of {pairs:,} distances is {height}."
            case "centroid":
                rest = f"their means are {height} apart."
            case _:
                a, b = merge.lower_size, merge.higher_size
                apart = facts.height(merge.height / math.sqrt(2 * a * b / (a + b)))
                rest = f"means {apart} apart, × √(2·{a}·{b}/{a + b}) = {height}."
        candidates.append(line_or_two(both, rest))
    return first_that_fits(candidates)


def cut(facts: MergeFacts) -> Caption:
    """Tell the clusters of the cut."""
    trace, k = facts.trace, facts.k
    given = trace.parameters.height
    head = f"Cut into {k}" if given is None else f"Cut at {facts.height(given)}"
    further = _no_height(facts)
    clusters = [phrase(one) for one in clusters_told(facts, trace.labels, k)]
    counts = np.bincount(trace.labels, minlength=k).tolist()
    marked = marked_sizes(counts, facts.noun)
    # Sizes are read from marks; who stands alone, or all names, from words.
    if marked:
        plain = marked[0] + "."
        clusters = [plain if one.words == plain.words else one for one in clusters]
    found = [f"{head}: " + one for one in clusters]
    if given is not None and k > 1:
        found = [f"{head}: {k} clusters, " + one for one in clusters] + found
    return first_that_fits([captioned(one, further) if further else captioned(one) for one in found])


def clusters_told(facts: MergeFacts, labels: object, k: int) -> list[str]:
    """Say what a cut leaves, from rich to short: ``F alone, and the other six.``."""
    counts = np.bincount(np.asarray(labels), minlength=k)
    n = facts.n
    every = f"all {facts.things(n)} are one cluster."
    if k == 1:
        return [every if n > 1 else f"{facts.things(1)}, one cluster."]
    if k == n:
        return [f"every {facts.noun[0]} is a cluster of its own.", "every one alone."]
    sizes = sorted(counts.tolist(), reverse=True)
    found = []
    if k == 2 and sizes[1] == 1:
        row = int(np.flatnonzero(np.asarray(labels) == int(counts.argmin()))[0])
        for limit in _LIMITS:
            who = facts.name(row, limit) if facts.has_names else f"one {facts.noun[0]}"
            found.append(f"{who} alone, and the other {in_words(n - 1)}.")
    elif facts.has_signs and k <= 4:
        words = [
            "".join(facts.name(int(r)) for r in np.flatnonzero(np.asarray(labels) == j)) for j in range(k)
        ]
        found.append(f"{series(words)}.")
    shown = counts.tolist()
    if k <= _SIZES:
        things = facts.noun[shown[-1] != 1]  # it follows the last number
        found.append(f"{series([f'{count:,}' for count in shown])} {things}.")
    found.append(f"{between(sizes[-1], sizes[0], facts.noun)}.")
    found.append(f"{k} clusters.")
    return list(dict.fromkeys(found))


def _no_height(facts: MergeFacts) -> str:
    """Say that the cut is one by number, where no height would give it."""
    trace, k = facts.trace, facts.k
    if trace.parameters.height is not None or k in (1, facts.n):
        return ""
    below, above = trace.cut_between(k)
    if below < above:
        return ""
    if below == above:
        return f"Equal heights here ({facts.height(above)}): clusters are counted."
    return "Heights fall here: clusters are counted, not measured."
