"""What clusters are called: by mark or number; the final ones lighter and heavier cars where that is true."""

from __future__ import annotations

from collections.abc import Sequence

from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.text.comparatives import comparatives
from kmanim.story.text.marked import Phrase, either, joined, mark, phrase
from kmanim.story.text.numbers import Levels
from kmanim.story.text.sizes import alike, last_noun, marked_sizes
from kmanim.story.text.words import between, cut, series, verb

# Of so many clusters a text tells each.
_LISTED = 12


def number(cluster: int) -> Phrase:
    """Name a cluster, counted from 0, where it is plain what is meant: ``1``."""
    return mark(cluster, str(cluster + 1))


def centre(cluster: int) -> Phrase:
    """Name a centre within a sentence: ``centre 1``."""
    return mark(cluster, f"centre {cluster + 1}")


def opening_centre(cluster: int) -> Phrase:
    """Name a centre where a sentence begins: ``Centre 1``."""
    return mark(cluster, f"Centre {cluster + 1}")


def centres(clusters: Sequence[int]) -> Phrase:
    """Name centres where a sentence begins: ``Centres 1, 2 and 4``."""
    words = f"{verb(len(clusters), 'Centre', 'Centres')} {series([str(j + 1) for j in clusters])}"
    return either(words, joined([mark(j) for j in clusters], last=" and "))


def adjectives(facts: CentroidFacts) -> tuple[str, str] | None:
    """Find words for two final clusters by the first column that separates them.

    A column of numbers separates two clusters if every row of the one has a lower value than every row of the other:
    only then is each of the 12 lighter cars lighter than each of the 20 heavier ones. Categories are no scale; a
    column of them separates two clusters if all rows of each are in one category, which is then named.

    Returns
    -------
    (str, str) or None
        One word or phrase a cluster, in their order: ``("lighter", "heavier")``, ``("with lower x", "with higher x")``
        or ``("with class crew", "with class third")``. None if the clusters are not two, one is empty, or no column
        separates them.
    """
    counts = facts.counts(facts.last)
    if facts.k != 2 or min(counts) == 0 or not facts.trace.keeps_rows:
        return None
    in_first = facts.labels(facts.last) == 0
    for column in range(facts.dataset.d):
        values = facts.dataset.points[:, column]
        first, second = values[in_first], values[~in_first]
        write = facts.columns[column]
        if isinstance(write, Levels):
            one, other = float(first[0]), float(second[0])
            if one != other and (first == one).all() and (second == other).all():
                return _with_category(facts, column, write(one)), _with_category(facts, column, write(other))
            continue
        if first.max() < second.min():
            return _words(facts, column)
        if second.max() < first.min():
            low, high = _words(facts, column)
            return high, low
    return None


def sizes(facts: CentroidFacts) -> list[Phrase]:
    """Say how large the final clusters are, from rich to short, each as one part of a sentence."""
    counts = facts.counts(facts.last)
    words = adjectives(facts)
    told: list[Phrase] = []
    if words:
        each = [
            mark(j, "") + either("", " ") + _phrase(facts, n, word)
            for j, (n, word) in enumerate(zip(counts, words, strict=True))
        ]
        told.append(joined(each))
    if facts.k == 1:
        told.append(phrase(f"{everything(facts)} in one cluster"))
    told += marked_sizes(counts, facts.noun)
    told.append(phrase(f"{facts.k} clusters of {between(min(counts), max(counts), facts.noun)}"))
    told.append(phrase(f"{facts.k} clusters"))
    return told


def sizes_in_alt(facts: CentroidFacts) -> str:
    """Say how large the final clusters are, for an alternative text: ``12 lighter and 20 heavier cars``."""
    counts = facts.counts(facts.last)
    words = adjectives(facts)
    if words and not any(" " in word for word in words):
        return f"{counts[0]:,} {words[0]} and {counts[1]:,} {words[1]} {last_noun(counts, facts.noun)}"
    if facts.k == 1:
        return f"{everything(facts)} in one cluster"
    if facts.k <= _LISTED and not alike(counts):
        return f"{series([f'{n:,}' for n in counts])} {last_noun(counts, facts.noun)} in the clusters"
    return f"{facts.k} clusters of {between(min(counts), max(counts), facts.noun)}"


def clusters_of(facts: CentroidFacts, i: int) -> str:
    """Say how large the clusters of snapshot i are, as colours show them: ``2 clusters of 12 and 20``."""
    counts = facts.counts(i)
    if facts.k > _LISTED or alike(counts):
        return f"{facts.k} clusters of {between(min(counts), max(counts), facts.noun)}"
    return f"{facts.k} clusters of {series([f'{n:,}' for n in counts])}"


def everything(facts: CentroidFacts) -> str:
    """Name all rows: ``all 32 cars``, and ``1 car`` where there is no other."""
    things = facts.things(facts.n)
    return things if facts.n == 1 else f"all {things}"


def _words(facts: CentroidFacts, column: int) -> tuple[str, str]:
    shown = facts.feature(column, 16)
    fitting = comparatives(facts.dataset.features[column].name, facts.noun[0])
    return fitting or (f"with lower {shown}", f"with higher {shown}")


def _with_category(facts: CentroidFacts, column: int, category: str) -> str:
    return f"with {facts.feature(column, 16)} {cut(category, 16)}"


def _phrase(facts: CentroidFacts, count: int, word: str) -> str:
    noun = facts.noun[count != 1]
    return f"{count:,} {noun} {word}" if " " in word else f"{count:,} {word} {noun}"
