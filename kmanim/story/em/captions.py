"""The captions of EM: one fact each, two lines at most, every number from the trace.

A log-likelihood in a caption is that of the ellipses in its picture.
"""

from __future__ import annotations

from collections.abc import Sequence

from kmanim.story.em.chapters import Chapter
from kmanim.story.em.facts import EmFacts, share_text
from kmanim.story.facts import NAMED
from kmanim.story.text.marked import Phrase, joined, mark, phrase
from kmanim.story.text.numbers import MINUS
from kmanim.story.text.sizes import MARKED
from kmanim.story.text.words import (
    NAME_LIMITS,
    Caption,
    columns,
    counted,
    first_that_fits,
    in_words,
    line_or_two,
    sentence_case,
    series,
    verb,
)

# A name so short is no word: it says what it names.
_LETTERS = 2


def opening(facts: EmFacts) -> Caption:
    """Ask who belongs to which of the Gaussians."""
    things = facts.things(facts.n)
    scaled = f", {facts.scaled_words}" if facts.scaled else ""
    asked = f"{sentence_case(in_words(facts.k))} Gaussians share them: which, and how?"
    if facts.k == 1:
        asked = "One Gaussian for all of them."
    if facts.n == 1:
        asked = asked.replace("share them", "share it").replace("all of them", "it")
    if facts.shadow:
        return first_that_fits(
            [
                (f"{things}{scaled}. {asked}", f"Drawn: {facts.shadow}."),
                (f"{things}. {asked}", f"Drawn: {facts.shadow}."),
                (f"{things}.", asked),
            ]
        )
    return first_that_fits(
        [
            line_or_two(f"{things}{scaled}.", asked),
            (f"{things}{scaled}.", asked),
            (f"{things}.", asked),
            (asked,),
        ]
    )


def start(facts: EmFacts) -> Caption:
    """Say where the components begin, how far they reach, and how much each weighs."""
    k = facts.k
    even = len(set(facts.weights(0))) == 1 and k > 1
    weights = f"weights 1/{k}" if even else f"weights {facts.weights_text(0)}" if k > 1 else ""
    how = _INITS.get(str(facts.trace.parameters.init), "Start")
    told: list[Caption] = []
    if facts.are_placed:
        placed = f"{how}: {verb(k, 'mean', 'means')} {series(facts.means(0))}"
        after = [part for part in (facts.start_spread, weights) if part]
        told += [line_or_two(f"{placed},", f"{', '.join(after)}.")] if after else []
        told += [line_or_two(f"{placed},", f"{part}.") for part in after[::-1]]
        told.append((f"{placed}.",))
    who = f"{how}: {counted(k, ('component', 'components'))}"
    if even:
        told.append(line_or_two(f"{who},", f"{weights}."))
    elif 1 < k <= MARKED:
        told.append(line_or_two(f"{who},", _marked_weights(facts, 0, "weights ")))
    return first_that_fits([*told, (f"{who}.",)])


def _marked_weights(facts: EmFacts, i: int, opening: str) -> Phrase:
    """Say how much each of a few components weighs, each behind its mark where it is drawn."""
    shown = joined([mark(j) + f" {text}" for j, text in enumerate(facts.weights(i))], "  ")
    return Phrase(f"{opening}{series(facts.weights(i))}.", (opening, *shown.drawn, "."))


_SPREADS = {
    "full": " and spreads",
    "tied": ", one spread for all",
    "diag": ", spreads along the axes",
    "spherical": " and round spreads",
}
_INITS = {"kmeans": "Start from k-means", "sample": "Start at random"}


def explain(facts: EmFacts, row: int) -> Caption:
    """Say how one row is shared: ``Point F: 59 % component 1, 41 % component 2``."""
    shares = facts.shares(row)
    order = sorted(range(facts.k), key=lambda j: (-shares[j], j))
    texts = [share_text(float(share)) for share in shares]
    # Shares that are written as nothing are left out, and so is what lies below the third.
    seen = sum(text != "0 %" for text in texts)
    most = max(1, min(3, seen))
    told: list[Caption] = []
    for limit in NAME_LIMITS:
        name = facts.opening(row, limit)
        if columns(name) <= _LETTERS:
            name = f"{sentence_case(facts.noun[0])} {name}"
        for shown in range(most, 0, -1):
            parts = [phrase(f"{texts[j]} ") + mark(j, f"component {j + 1}") for j in order[:shown]]
            rest = ", the rest less." if seen > shown else "."
            told.append(line_or_two(f"{name}:", joined(parts) + rest))
    return first_that_fits(told)


def shared(facts: EmFacts) -> Caption:
    """Say that every row is shared, and where most rows lean: ``9 lean to 1, 3 to 2``."""
    one = facts.noun[0]
    if facts.k == 1:
        return first_that_fits(
            [
                (f"E step: every {one} belongs to the only component.",),
                ("E step: all belong to one component.",),
            ]
        )
    what = f"E step: every {one} is shared."
    counts = facts.leaning(0)
    told: list[Caption] = []
    if facts.k <= MARKED:
        parts = [
            phrase(f"{count:,} {verb(count, 'leans', 'lean')} to " if not j else f"{count:,} to ")
            + mark(j, str(j + 1))
            for j, count in enumerate(counts)
        ]
        told.append(line_or_two(what, joined(parts) + "."))
    some = f"{min(counts):,} to {max(counts):,}" if min(counts) < max(counts) else f"{min(counts):,}"
    told.append(line_or_two(what, f"{some} lean to each component."))
    return first_that_fits([*told, (what,)])


def maximised(facts: EmFacts, state: int) -> Caption:
    """Say what an M step makes of the shares."""
    i = facts.moved(state)
    if state > 1:
        if facts.are_placed:
            return first_that_fits(
                [
                    (f"M step {state}: {series(facts.means(i))}.",),
                    (f"M step {state}: means and spreads move.",),
                ]
            )
        return _weighed(f"M step {state}:", facts, i, "weights ")
    what = f"M step: weighted means{_SPREADS[facts.trace.parameters.covariance]}."
    if facts.k == 1:
        mean = f"M step: the mean is {facts.means(i)[0]}." if facts.are_placed else what
        return first_that_fits([(mean,), ("M step: mean and spread of all.",)])
    if facts.are_placed:
        told = f"{series(facts.means(i))}, weights {facts.weights_text(i)}."
        return first_that_fits([(what, told), (what, f"Weights {facts.weights_text(i)}.")])
    return _weighed(what, facts, i)


def _weighed(what: str, facts: EmFacts, i: int, opening: str = "Weights ") -> Caption:
    told: list[Caption] = []
    texts = facts.weights(i)
    if len(set(texts)) == 1:
        told.append(line_or_two(what, f"{opening}{texts[0]} each."))
    elif facts.k <= MARKED:
        told.append(line_or_two(what, _marked_weights(facts, i, opening)))
    weights = facts.trace.unlabelled[i].weights
    low, high = share_text(float(weights.min())), share_text(float(weights.max()))
    some = f"{opening}{low.removesuffix(' %')} to {high}." if low != high else f"{opening}{low} each."
    return first_that_fits([*told, line_or_two(what, some), (what,)])


def leaning(facts: EmFacts, state: int, *, first: bool) -> Caption:
    """Say who leans to another component now, and how likely the data are: ``E step: I now leans to 2``."""
    value = facts.likelihood(state)
    after = f"Log-likelihood {value}." if first else f"{value}."
    if not facts.n_switched(state):
        stays = f"E step: shares change, no {facts.noun[0]} changes sides."
        return first_that_fits([line_or_two(stays, after), (stays,)])
    told = [_with_value(phrase("E step: ") + who + ".", after) for who in _who(facts, state, "now ")]
    return first_that_fits(told)


def _with_value(what: Phrase | str, value: str) -> Caption:
    """Put a log-likelihood behind what happens; a number that has a line for itself says what it is."""
    told = line_or_two(what, value)
    alone = len(told) > 1 and value.startswith(MINUS) | value[:1].isdigit()
    return line_or_two(what, f"Log-likelihood {value}") if alone else told


def one_step(facts: EmFacts, state: int, *, first: bool) -> Caption:
    """Tell a whole step in one picture: who changes sides in it, or how much it gains."""
    count = facts.n_switched(state)
    value = facts.likelihood(state)
    after = f"Log-likelihood {value}." if first else f"{value}."
    if not count:
        stays = f"Step {state}: no {facts.noun[0]} changes sides."
        return first_that_fits([_with_value(stays, after), (f"Step {state}: {after}",)])
    comes_back = count == 1 and facts.came_back(state)
    how = "back" if comes_back else ""
    counts = facts.leaning(state)
    ends = after
    if comes_back and len(set(counts)) == 1 and facts.has_names:
        ends = f"{sentence_case(in_words(counts[0]))} each."
    told = [_with_value(phrase(f"Step {state}: ") + who + ".", ends) for who in _who(facts, state, how)]
    return first_that_fits([*told, (f"Step {state}: {facts.things(count)} change sides.",)])


def _who(facts: EmFacts, state: int, how: str) -> list[Phrase]:
    """Say which rows lean to which component now, from rich to short; `how` is ``now``, ``back`` or nothing."""
    turned, count = facts.turned(state), facts.n_switched(state)
    verbs = ("comes back to ", "come back to ") if how == "back" else (f"{how}leans to ", f"{how}lean to ")
    found: list[Phrase] = []
    # Names stand whole or not at all: who is meant is seen, in yellow.
    for most in (NAMED, 1, 0):
        parts = []
        for number, (target, many, mine) in enumerate(turned):
            who = _counted(facts, many, mine, most)
            if not number:
                who = facts.named(mine, most=most) if mine else facts.things(many)
            leads = verbs[many != 1] if not number else "to "
            parts.append(phrase(f"{who} {leads}") + mark(target, str(target + 1)))
        if len(turned) <= 3:
            found.append(joined(parts))
    now = how if how != "back" else ""
    found.append(phrase(f"{facts.things(count)} {now}{verb(count, 'leans', 'lean')} elsewhere"))
    return found


def _counted(facts: EmFacts, count: int, rows: Sequence[int], most: int) -> str:
    """Name or count rows without their noun, which stands before."""
    few = 0 < len(rows) <= min(most, 2) and facts.has_names
    return series(facts.names(rows, 24)) if few else f"{count:,}"


def chapter(facts: EmFacts, told: Chapter, *, named: bool) -> Caption:
    """Tell steps that go by together; `named` where it is known what the numbers are."""
    first, last = told.first, told.last
    through = "and" if last == first + 1 else "to"
    steps = f"Step {first}" if first == last else f"Steps {first} {through} {last}"
    ends = facts.likelihood_range(first, last) if first < last else facts.likelihood(last)
    value = ends if named else f"log-likelihood {ends}"
    if " to " not in ends and first < last:
        return first_that_fits(
            [line_or_two(f"{steps} gain almost nothing:", f"{value}."), (f"{steps}: {value}.",)]
        )
    match told.kind:
        case "plateau":
            gains = verb(1 + (first < last), "gains", "gain")
            candidates = [(f"{steps} {gains} little: {value}.",), (f"{steps} {gains} little:", f"{value}.")]
        case "break":
            candidates = [line_or_two(f"{steps}: the plateau breaks,", f"{value}.")]
        case "climb":
            climb = "climb" if first < last else "climbs"
            candidates = [line_or_two(f"{steps} {climb}:", f"{value}."), (f"{steps}: {value}.",)]
        case "settle":
            candidates = [
                line_or_two(f"{steps} settle:" if first < last else f"{steps} settles:", f"{value}.")
            ]
        case _:
            less = " gain less and less" if first < last and facts.slows(first, last) else ""
            candidates = [line_or_two(f"{steps}{less}:", f"{value}."), (f"{steps}: {value}.",)]
    return first_that_fits(candidates)
