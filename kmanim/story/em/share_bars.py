"""The shares of one row as bars, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from kmanim.story.em.facts import EmFacts, share_text
from kmanim.story.text.words import counted

MOST = 4


@dataclass(frozen=True, slots=True)
class ShareBar:
    """One bar.

    Attributes
    ----------
    cluster : int
        From 0.
    share : float
        From 0 to 1.
    text : str
        As it is written: ``59 %``.
    """

    cluster: int
    share: float
    text: str


@dataclass(frozen=True, slots=True)
class ShareBars:
    """A card of them.

    Attributes
    ----------
    titles : tuple of str
        Whose shares, from rich to short.
    bars : tuple of ShareBar
        The largest first.
    rest : str
        What is not drawn; empty where all is.
    """

    titles: tuple[str, ...]
    bars: tuple[ShareBar, ...]
    rest: str = ""


def share_bars(facts: EmFacts, row: int) -> ShareBars:
    """Give the largest shares of a row by the parameters of the start, at most four."""
    shares = facts.shares(row)
    order = sorted(range(facts.k), key=lambda j: (-shares[j], j))
    shown = order if facts.k <= MOST else order[: MOST - 1]
    bars = tuple(ShareBar(j, float(shares[j]), share_text(float(shares[j]))) for j in shown)
    left = facts.k - len(shown)
    rest = (
        f"{counted(left, ('other', 'others'))}: {share_text(float(shares[order[len(shown) :]].sum()))}"
        if left
        else ""
    )
    return ShareBars((f"Shares of {facts.this(row, 24)}", "Shares"), bars, rest)
