"""Words for the choice of k: what each rule says, in one sentence that claims no more than that."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kmanim.simulate.parameters.kmeans import KMeans
from kmanim.story.description import Description
from kmanim.story.text.numbers import Format, fraction
from kmanim.story.text.sums import inertias, trend
from kmanim.story.text.words import counted, in_words, sentence_case, series, verb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kmanim.arrays import FloatArray
    from kmanim.simulate.choose_k.choice import Choice

_KNEE, _SILHOUETTE, _GAP, _RATIO = "the knee", "the silhouette", "the gap statistic", "Calinski-Harabasz"


def finding(choice: Choice) -> str:
    """Say how many measures agree: ``3 of 4 measures say k = 2``, and where nothing is left to be measured.

    One at the end of the range says nothing yet, nor does one that is not defined everywhere.
    """
    empty = left_out_of_ratio(choice)
    return f"{_agreement(choice)}{f'; W is 0 at k = {_ranged(empty)}' if empty else ''}"


def _agreement(choice: Choice) -> str:
    votes = [voice.k for voice in _voices(choice) if voice.answers and voice.k is not None]
    every = len(_voices(choice))
    if not votes:
        return "No measure says which k"
    counts = {k: votes.count(k) for k in sorted(set(votes))}
    most = max(counts.values())
    first = [k for k, count in counts.items() if count == most]
    if len(first) == 1:
        who = (
            f"All {every} measures say"
            if most == every
            else f"{most} of {every} measures {verb(most, 'says', 'say')}"
        )
        return f"{who} k = {first[0]}"
    if most == 1:
        return f"The measures disagree on k: {series([str(k) for k in first])}"
    return f"The measures are split: k = {series([str(k) for k in first], 'or')}"


def all_agree(choice: Choice) -> bool:
    """Tell whether every measure points at the same k, within the range."""
    voices = _voices(choice)
    return len({voice.k for voice in voices}) == 1 and all(voice.answers for voice in voices)


def said_by_any(choice: Choice) -> set[int]:
    """Give every k that some measure points at, ends of the range and measures with gaps aside."""
    return {voice.k for voice in _voices(choice) if voice.answers and voice.k is not None}


def shown_small(choice: Choice, shown: int, most: int) -> list[int]:
    """Choose the k whose clusterings are shown small: all, or those that a measure says and some between."""
    if len(choice.ks) <= most:
        return list(choice.ks)
    wanted = sorted({shown} | said_by_any(choice))[:most]
    others = [k for k in choice.ks if k not in wanted]
    free = most - len(wanted)
    steps = np.linspace(0, len(others) - 1, free).round().astype(np.intp).tolist()
    return sorted({*wanted, *(others[step] for step in steps)})


def sentence(choice: Choice) -> str:
    """Say which k each rule points at: ``The knee and the silhouette say 3, the gap statistic says 1``.

    A largest value at the end of the range is no answer, as the next k may have a larger one; so it is said. Nor is one
    of a measure that some k lacks, as that one may be better.
    """
    answers: dict[int, list[str]] = {}
    open_ended, partial, silent = [], [], []
    for voice in _voices(choice):
        if voice.k is None:
            silent.append(voice)
        elif voice.left_out:
            partial.append(voice)
        elif not voice.answers:
            open_ended.append(voice.name)
        else:
            answers.setdefault(voice.k, []).append(voice.name)
    parts = [f"{series(names)} {verb(len(names), 'says', 'say')} {k}" for k, names in answers.items()]
    if len(answers) == 1 and not open_ended and not partial and not silent:
        (k,) = answers
        parts = [f"the knee, the silhouette, the gap statistic and Calinski-Harabasz all say {k}"]
    if open_ended:
        largest = verb(len(open_ended), "is", "are")
        parts.append(f"{series(open_ended)} {largest} largest at {choice.ks[-1]}, where the range ends")
    parts += [_in_part(voice) for voice in partial]
    parts += [_silence(choice, voice) for voice in silent]
    # Parts that have commas themselves are kept apart by more than that.
    return f"{sentence_case(('; ' if any(', ' in part for part in parts) else ', ').join(parts))}."


def shown_k(choice: Choice, wanted: int | None = None) -> int:
    """Choose the k whose silhouettes are shown: the one that is wanted, else that of the largest average."""
    if wanted is not None and wanted in choice.ks and wanted > 1:
        return wanted
    return choice.by_silhouette or max(2, choice.ks[0])


def describe(choice: Choice, k: int) -> Description:
    """Tell the figure in which k's silhouettes are shown."""
    _, _, gap, ratio = _voices(choice)

    def and_not(voice: _Voice) -> str:
        is_ = "is " if voice.name == _GAP else ""
        return f" and {is_}{_missing(voice.left_out)}" if voice.left_out else ""

    span = f"{choice.ks[0]} to {choice.ks[-1]}"
    average = fraction(float(choice.silhouette[choice.ks.index(k)]))
    curves = [
        f"the least W {trend(choice.inertia.tolist())}{_at(choice.knee, ' with a knee')}",
        _highest(choice, "the average silhouette", choice.silhouette, choice.by_silhouette),
        f"the gap statistic's rule chooses {choice.by_gap or 'none'}{and_not(gap)}",
        _highest(choice, "Calinski-Harabasz", choice.calinski_harabasz, choice.by_calinski_harabasz)
        + and_not(ratio),
    ]
    return Description(
        finding(choice),
        f"{sentence(choice)} {_how(choice)}",
        f"Four line charts of k-means on {counted(choice.dataset.n, choice.dataset.noun)} for k = {span}, small "
        f"scatter plots of the clusterings and the silhouettes of {in_words(k)} clusters, where {series(curves)}; "
        f"with k = {k} silhouettes average {average}, cluster by cluster "
        f"{_averages(choice, k)}.",
    )


def headings(choice: Choice) -> list[tuple[str, str]]:
    """Name the four curves, and say below each what its rule makes of it."""
    last = choice.ks[-1]

    def largest(k: int | None) -> str:
        return "not defined" if k is None else f"largest at {k}{', the end' if k == last else ''}"

    def without(k: int | None, missing: Sequence[int]) -> str:
        return f"; none at {_ranged(missing)}: W is 0" if missing and k is not None else ""

    gap, ratio = choice.by_gap, choice.by_calinski_harabasz
    runs = counted(choice.runs, ("run", "runs"))
    return [
        (f"W, best of {runs}" if choice.runs > 1 else "W", _at(choice.knee, "knee", "no clear knee")),
        ("Average silhouette", largest(choice.by_silhouette)),
        (
            "Gap statistic ± s",
            _at(gap, "rule holds first", f"rule holds for none before {last}")
            + without(gap, left_out_of_gap(choice)),
        ),
        ("Calinski-Harabasz", largest(ratio) + without(ratio, left_out_of_ratio(choice))),
    ]


def subject(choice: Choice) -> str:
    """Say what was run on what: ``k-means, k = 1 to 8 · 32 cars``."""
    n, noun = choice.dataset.n, choice.dataset.noun
    return f"k-means, k = {choice.ks[0]} to {choice.ks[-1]} · {n:,} {noun[n != 1]}"


def silhouette_heading(choice: Choice, k: int) -> tuple[str, str]:
    """Name the silhouette plot, and say how to read it."""
    average = fraction(float(choice.silhouette[choice.ks.index(k)]))
    return (
        f"Silhouettes for k = {k}: average {average}",
        "1: in the midst of its cluster; below 0: nearer to another",
    )


def notes(choice: Choice) -> list[str]:
    """Say below the figure how it was computed, in sentences."""
    return [line for line in (f"{KMeans.lowers.explained}.", _sampled(choice)) if line]


def table(choice: Choice) -> list[tuple[str, ...]]:
    """Make the table of all k, its head first: all cells are text."""
    write = [
        inertias(choice.inertia.tolist()),
        [f"{count:,} of {choice.runs:,}" for count in choice.reached.tolist()],
        _column(choice.silhouette, 3),
        _column(choice.gap, 3, _at_zero(choice, left_out_of_gap(choice))),
        _column(choice.gap_error, 3),
        _column(choice.calinski_harabasz, 1, _at_zero(choice, left_out_of_ratio(choice))),
        [series(said(choice, k)) for k in choice.ks],
    ]
    head = (
        "k",
        "best W",
        "runs that reach it",
        "silhouette",
        "gap",
        "s of gap",
        "Calinski-Harabasz",
        "said by",
    )
    return [head, *zip([str(k) for k in choice.ks], *write, strict=True)]


def said(choice: Choice, k: int) -> list[str]:
    """Name the rules that point at this k: ``["knee", "silhouette"]``; one that is no answer yet says why."""
    told = []
    for voice in _voices(choice):
        if voice.k == k:
            why = (
                f" (without {_ranged(voice.left_out)}, where W is 0)" if voice.left_out
                else "" if voice.answers else " (where the range ends)"
            )  # fmt: skip
            told.append(f"{voice.name.removeprefix('the ')}{why}")
    return told


def left_out_of_ratio(choice: Choice) -> tuple[int, ...]:
    """Give each k from 2 on that Calinski-Harabasz is not defined for: where W is 0, nothing can be divided by it."""
    return _undefined(choice, choice.calinski_harabasz)


def left_out_of_gap(choice: Choice) -> tuple[int, ...]:
    """Give each k that has no gap statistic: where W is 0, it has no logarithm."""
    return _undefined(choice, choice.gap)


def _undefined(choice: Choice, values: FloatArray) -> tuple[int, ...]:
    return tuple(k for k, value in zip(choice.ks, values.tolist(), strict=True) if k > 1 and np.isnan(value))


class _Voice(NamedTuple):
    """What a rule points at.

    `left_out` has each k that the rule could not judge and that might have been better; `answers` says whether the
    rule has an answer, and not merely the end of the range or the best of some.
    """

    name: str
    k: int | None
    answers: bool
    left_out: tuple[int, ...] = ()


def _voices(choice: Choice) -> list[_Voice]:
    """Give what each rule says."""
    first, last = choice.ks[0], choice.ks[-1]
    gap, ratio = choice.by_gap, choice.by_calinski_harabasz
    # The first k at which the rule holds is the answer, whatever comes after.
    no_gap = tuple(k for k in left_out_of_gap(choice) if gap is None or k <= gap)
    no_ratio = left_out_of_ratio(choice)
    most = last - max(first, 2) + 1  # of all nothing need be said one by one
    return [
        _Voice(_KNEE, choice.knee, choice.knee is not None),
        _Voice(_SILHOUETTE, choice.by_silhouette, choice.by_silhouette not in (None, last)),
        _Voice(_GAP, gap, gap is not None and not no_gap, no_gap if len(no_gap) < most else ()),
        _Voice(
            _RATIO, ratio, ratio not in (None, last) and not no_ratio,
            no_ratio if len(no_ratio) < most else (),
        ),
    ]  # fmt: skip


def _in_part(voice: _Voice) -> str:
    """Say what a rule points at, and which k it could not judge."""
    if voice.name == _GAP:
        return f"{_GAP} says {voice.k} and is {_missing(voice.left_out)}"
    return f"{voice.name} is largest at {voice.k} and {_missing(voice.left_out)}"


def _missing(ks: Sequence[int]) -> str:
    return f"not defined at {_ranged(ks)}, where W is 0"


def _silence(choice: Choice, voice: _Voice) -> str:
    if voice.name == _KNEE:
        return "W has no clear knee"
    if voice.name == _GAP:
        some = f" and is {_missing(voice.left_out)}" if voice.left_out else ""
        return f"{_GAP} says none of {choice.ks[0]} to {choice.ks[-1]}{some}"
    return f"{voice.name} is not defined"


def _ranged(ks: Sequence[int]) -> str:
    """Write some k: ``3``, ``3 to 5``, ``2, 4 and 5``."""
    whole = len(ks) > 2 and ks[-1] - ks[0] == len(ks) - 1
    return f"{ks[0]} to {ks[-1]}" if whole else series([str(k) for k in ks])


def _at_zero(choice: Choice, missing: Sequence[int]) -> dict[int, str]:
    """Give what a table says in the rows of some k, by place."""
    return {choice.ks.index(k): "W is 0" for k in missing}


def _how(choice: Choice) -> str:
    """Say what was computed of what."""
    runs = f"the best of {choice.runs} runs" if choice.runs > 1 else "one run"
    once = [str(k) for k, count in zip(choice.ks, choice.reached.tolist(), strict=True) if count == 1]
    rare = choice.runs > 1 and len(once)
    found = f" W for k = {series(once)} was reached once, so a lower one may exist." if rare else ""
    units = " Distances are those of the scaled columns." if choice.dataset.scaling.method != "none" else ""
    sampled = f" {_sampled(choice)}".rstrip()
    fewer = (
        f", by {counted(choice.gap_runs, ('run', 'runs'))} on either side"
        if choice.gap_runs < choice.runs
        else ""
    )
    return (
        f"Each k is {runs} from {choice.init} starts; the gap compares log W with {choice.references} reference sets "
        f"drawn uniformly in the box of the data{fewer}, and bars are ± s.{found}{units}{sampled}"
    )


def _sampled(choice: Choice) -> str:
    n, judged = choice.dataset.n, len(choice.rows)
    parts = [f"silhouettes are those of {judged:,}"] if judged < n else []
    if choice.gap_rows < n:
        parts.append(f"the gap is that of {choice.gap_rows:,}")
    return f"{sentence_case(' and '.join(parts))} of {n:,} rows, drawn at random." if parts else ""


def _highest(choice: Choice, name: str, values: FloatArray, k: int | None) -> str:
    if k is None:
        return f"{name} is not defined"
    (text,) = _column(values[[choice.ks.index(k)]], 2)
    return f"{name} is largest for k = {k}, {text}"


def _averages(choice: Choice, k: int) -> str:
    most = 6
    means = [fraction(float(own.mean())) if own.size else "(empty)" for own in choice.silhouettes(k)]
    return series([*means[:most], f"{k - most} more"] if k > most else means)


def _column(
    values: FloatArray, decimals: int, instead: Mapping[int, str] = MappingProxyType({})
) -> Sequence[str]:
    """Write numbers with some decimals, and with fewer digits where they are large; empty where undefined."""
    finite = values[np.isfinite(values)]
    write = Format(decimals, limit=1e7) if finite.size else Format()
    return [
        instead.get(place, "") if np.isnan(value) else write(float(value))
        for place, value in enumerate(values)
    ]


def _at(k: int | None, what: str, otherwise: str = "") -> str:
    return otherwise if k is None else f"{what} at {k}"
