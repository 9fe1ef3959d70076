"""How large clusters are: each behind its mark where they are few, one range where they are many."""

from __future__ import annotations

from collections.abc import Sequence

from kmanim.simulate.snapshot import NO_CLUSTER
from kmanim.story.text.marked import Phrase, either, joined, mark
from kmanim.story.text.words import between, ranged, series

MARKED = 6
"""Of more clusters than this a caption does not tell each."""


def marked_sizes(counts: Sequence[int], noun: Sequence[str]) -> list[Phrase]:
    """Say how large a few clusters are, in their order, from rich to short: ``3, 9 and 20 cars``, ``3, 9 and 20``.

    Drawn, each number follows the mark of its cluster. Of one cluster, of clusters of one size and of many there is
    nothing to be told one by one, and the list is empty.
    """
    if alike(counts) or not 1 < len(counts) <= MARKED:
        return []
    shown = joined([mark(j) + f" {n:,}" for j, n in enumerate(counts)], "  ")
    short = either(sizes_text(counts), shown)
    return [short + f" {last_noun(counts, noun)}", short]


def sizes_text(counts: Sequence[int]) -> str:
    """Say how large clusters are, in their order: ``7 and 5``; of many from the smallest to the largest."""
    if len(counts) <= MARKED:
        return series([f"{n:,}" for n in counts])
    return ranged(f"{min(counts):,}", f"{max(counts):,}")


def sized(counts: Sequence[int], noun: Sequence[str]) -> str:
    """Say how large clusters are, and what they are of: ``7 and 5 points``, ``1 point``; of many ``1 to 9 points``.

    Of many clusters of one size, and where `alike` says so, it is told once: ``5 points each``.
    """
    if len(counts) > 1 and (len(counts) > MARKED or alike(counts)):
        return between(min(counts), max(counts), noun)
    return f"{sizes_text(counts)} {last_noun(counts, noun)}"


def last_noun(counts: Sequence[int], noun: Sequence[str]) -> str:
    """Choose what is counted, one or many, as it follows the last of several numbers."""
    return noun[counts[-1] != 1]


def noise_text(count: int) -> str:
    """Count rows that are in no cluster: ``15 noise``."""
    return f"{count:,} noise" if count else "no noise"


def marked_noise(count: int) -> Phrase:
    """Count rows that are in no cluster: ``15 noise``, behind their cross where it is drawn."""
    told = noise_text(count)
    return mark(NO_CLUSTER, "") + either("", " ") + told if count else Phrase(told, (told,))


def alike(counts: Sequence[int]) -> bool:
    """Whether three clusters or more are of one size, or all of one row; then it is told once."""
    return len(set(counts)) == 1 and (len(counts) > 2 or counts[0] == 1)
