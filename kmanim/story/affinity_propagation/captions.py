"""The captions of affinity propagation: one fact each, two lines at most, every number from the trace."""

from __future__ import annotations

import numpy as np

from kmanim.simulate.machines.messages.similarities import similarity_to
from kmanim.story.affinity_propagation.facts import NAME, MessageFacts, exemplars, similarity_text
from kmanim.story.text.marked import phrase
from kmanim.story.text.sizes import MARKED, marked_sizes
from kmanim.story.text.words import (
    Caption,
    counted,
    first_that_fits,
    in_words,
    line_or_two,
    ranged,
    sentence_case,
    verb,
)

_FIRST = np.zeros(1, np.intp)


def opening(facts: MessageFacts) -> Caption:
    """Ask who can stand for others."""
    if facts.n == 1:
        return line_or_two(f"{facts.things(1)}.", "It can stand for nobody but itself.")
    scaled = f", {facts.scaled_words}" if facts.scaled else ""
    things = facts.things(facts.n)
    question = "Which of them can stand for the others?"
    return first_that_fits([line_or_two(f"{things}{scaled}.", question), line_or_two(f"{things}.", question)])


def similarity(facts: MessageFacts, pair: tuple[int, int]) -> Caption:
    """Say what similarity is, by one pair."""
    value = similarity_text(_similarity(facts, *pair))
    rule = "Similarity: minus the squared distance."
    found = [line_or_two(rule, f"The two most alike: {value}.")]
    if facts.has_names:
        one, other = (facts.name(row, NAME) for row in pair)
        found.insert(0, line_or_two(rule, facts.opening_with(f"{one} and {other}: {value}.", pair[0])))
    return first_that_fits(found)


def preference(facts: MessageFacts) -> Caption:
    """Say what the preference is."""
    where = f", {facts.preference_words}" if facts.preference_words else ""
    return line_or_two(f"Preference {facts.preference}{where}:", "how much an exemplar costs.")


def both(facts: MessageFacts) -> Caption:
    """Say what similarity and preference are at once."""
    where = f", {facts.preference_words}" if facts.preference_words else ""
    cost = f"An exemplar costs its preference, {facts.preference}"
    rule = "Similarity: minus the squared distance."
    return first_that_fits([(rule, f"{cost}{where}."), (rule, f"{cost}.")])


def responsibility(facts: MessageFacts, cell: tuple[int, int]) -> Caption:
    """Say what responsibility is, by what one row says of another."""
    found: list[Caption] = [("Responsibility: how far one suits another better", "than the next best would.")]
    if facts.has_names:
        one, other = (facts.name(row, NAME) for row in cell)
        found.insert(0, line_or_two("Responsibility:", f"how far {other} suits {one} better than the next."))
    return first_that_fits(found)


def availability(facts: MessageFacts, column: int) -> Caption:
    """Say what availability is, by what is said in favour of one row."""
    said = "what the others say in favour of"
    whom = [facts.name(column, NAME)] if facts.has_names else []
    return first_that_fits([line_or_two("Availability:", f"{said} {one}.") for one in (*whom, "one of them")])


def messages(_facts: MessageFacts) -> Caption:
    """Say what both messages are, where no matrix is shown."""
    return (
        "Responsibility: how far one suits better than the next.",
        "Availability: what the others say in its favour.",
    )


def links(facts: MessageFacts) -> Caption:
    """Say what is seen after the first update."""
    return (f"Update 1: every {facts.noun[0]} links to its choice.",)


def settled(facts: MessageFacts) -> Caption:
    """Say why the run stops."""
    trace, end = facts.trace, facts.trace.unlabelled[-1]
    head = f"Update {trace.updates:,}:"
    if trace.parameters.convergence == "window":
        window = counted(trace.parameters.window, ("update", "updates"))
        return line_or_two(f"{head} the same exemplars for {window}.", "That is the rule: stop.")
    if end.without < 0 and end.plus < 0:
        return line_or_two(f"{head} settled.", "One more or one less is no better.")
    row = end.without if end.without >= 0 else end.plus
    does = "dropping" if end.without >= 0 else "adding"
    whom = [facts.name(row, NAME)] if facts.has_names else []
    return first_that_fits(
        [line_or_two(f"{head} settled,", f"but {does} {one} would be better.") for one in (*whom, "one")]
    )


def unsettled(facts: MessageFacts) -> Caption:
    """Say that there is no result."""
    trace = facts.trace
    hint = "More damping may help." if trace.parameters.damping < 0.95 else "Another preference may help."
    return first_that_fits(
        [(f"{sentence_case(trace.failure)}: no clusters.", hint), (f"{sentence_case(trace.failure)}.", hint)]
    )


def refined(facts: MessageFacts) -> Caption:
    """Say that exemplars were replaced by members that are nearer to all of their cluster."""
    pairs = facts.trace.refined
    count = len(pairs)
    gives = verb(count, "exemplar gives", "exemplars give")
    found = [
        line_or_two(
            f"{sentence_case(in_words(count))} {gives} way to a member",
            "that is nearer to all of its cluster.",
        )
    ]
    if count == 1 and facts.has_names:
        before, after = (facts.name(row, NAME) for row in pairs[0])
        found.insert(
            0,
            line_or_two(
                facts.opening_with(f"{after} is nearer to all of its cluster", pairs[0][1]),
                f"than {before}: it takes over.",
            ),
        )
    return first_that_fits(found)


def equal(facts: MessageFacts) -> Caption:
    """Say what is decided where all pairs are equally similar."""
    if facts.n == 1:
        return (f"One {facts.noun[0]} stands for itself.",)
    low = similarity_text(facts.trace.similar.low)
    alone = len(facts.trace.exemplars) == facts.n
    rest = "each stands for itself." if alone else "the first stands for all."
    pairs = f"All pairs are equally similar, {low}." if facts.n > 2 else f"The two have the similarity {low}."
    higher = "A preference above that" if alone else "The preference is no higher"
    return (pairs, f"{higher}: {rest}")


def done(facts: MessageFacts) -> Caption:
    """Say who stands for how many."""
    trace = facts.trace
    sizes, k = trace.counts_of(-1)[: len(trace.exemplars)].tolist(), len(trace.exemplars)
    net = f"Net similarity {facts.net(-1)}."
    if k == facts.n:
        alone = f"Done: every {facts.noun[0]} stands for itself." if k > 1 else "Done: it stands for itself."
        return line_or_two(alone, net)
    found: list[Caption] = []
    if facts.has_names and k <= MARKED:
        names = facts.names(trace.exemplars.tolist(), NAME)
        others = [f"{name} for {size:,}" for name, size in zip(names[1:], sizes[1:], strict=True)]
        stands = ", ".join([f"{names[0]} stands for {facts.things(sizes[0])}", *others])
        found.append(line_or_two(f"Done: {stands}.", net))
    for told in marked_sizes(sizes, facts.noun):
        head = phrase(f"Done: {exemplars(k)} for ") + told + "."
        found.append(line_or_two(head, net))
    if k == 1:
        found.append(line_or_two(f"Done: one exemplar for all {facts.things(facts.n)}.", net))
    each_of = ranged(f"{min(sizes):,}", f"{max(sizes):,}")
    found += [
        line_or_two(f"Done: {exemplars(k)} for {facts.things(facts.n)},", f"of {each_of} each. {net}"),
        line_or_two(f"Done: {exemplars(k)}.", net),
    ]
    return first_that_fits(found)


def _similarity(facts: MessageFacts, one: int, other: int) -> float:
    values = facts.dataset.values[[one, other]]
    return float(similarity_to(values, _FIRST)[1, 0])
