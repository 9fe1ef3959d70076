"""Words for the choice of a mixture: what BIC and AIC say, by how much, and which mixtures came to nothing."""

from __future__ import annotations

import math

from kmanim.simulate.choose_k.mixture_choice import MixtureChoice, MixtureEnd
from kmanim.story.description import Description
from kmanim.story.text.numbers import Format, half_up
from kmanim.story.text.words import counted, sentence_case, series, verb

_KINDS = {"full": "any ellipse", "tied": "one shape for all", "diag": "along axes", "spherical": "balls"}
# A. E. Raftery, "Bayesian model selection in social research", Sociological Methodology 25 (1995).
_LITTLE, _MUCH = 2.0, 10.0
_RIVALS = 2
_FAILED = 3


def name_of(end: MixtureEnd) -> str:
    """Name a mixture: ``3 tied``."""
    return f"{end.k} {end.covariance}"


def finding(choice: MixtureChoice) -> str:
    """Say which mixture BIC chooses: ``BIC is least for 3 tied components, 8 less than for the next``.

    One at the end of the range says that the range ends too early.
    """
    best = choice.by_bic
    if best is None:
        return "No mixture came to a result"
    named = f"{name_of(best)} {verb(best.k, 'component', 'components')}"
    if best.k == choice.ks[-1]:
        return f"BIC is least for {named}, where the range ends: look further"
    rivals = _rivals(choice)
    if not rivals:
        return f"BIC is least for {named}"
    gap = rivals[0].bic - best.bic
    if gap < _LITTLE:
        return f"BIC hardly tells {named} from {name_of(rivals[0])}"
    return f"BIC is least for {named}; next is {name_of(rivals[0])}, {_gap(gap)} more"


def subject(choice: MixtureChoice) -> str:
    """Say what was run on what: ``EM, k = 1 to 8 · 272 eruptions``."""
    n, noun = choice.dataset.n, choice.dataset.noun
    return f"EM, k = {choice.ks[0]} to {choice.ks[-1]} · {n:,} {noun[n != 1]}"


def headings(choice: MixtureChoice) -> dict[str, tuple[str, str]]:
    """Name every plot, and say how to read it."""
    bic, aic = choice.by_bic, choice.by_aic
    found = {
        "BIC": ("BIC of every mixture", "−2 log L + parameters × log n"),
        "near": ("The same, near the least", "2 more: hardly worse; 10 more: much"),
        "AIC": (
            "AIC, near its least",
            f"−2 log L + 2 × parameters: {name_of(aic)}" if aic is not None else "",
        ),
    }
    if bic is not None:
        found["mixture"] = (f"BIC chooses {name_of(bic)}", "ellipses at 1 and 2 sd")
    return found


def notes(choice: MixtureChoice) -> list[str]:
    """Say what each value is the best of, and what a cross is."""
    kinds = [f"{kind}: {_KINDS[kind]}" for kind in choice.covariances if kind != "full"]
    told = [f"{sentence_case('; '.join(kinds))}."] if kinds else []
    told.append(f"Lower is better. {_best_of(choice)}")
    if any(end.failure for end in choice.ends):
        told.append("Crosses: every run failed, and a failed run is no value.")
    if choice.dataset.scaling.method != "none":
        told.append("In scaled units, which shifts all values alike.")
    return told


def _best_of(choice: MixtureChoice) -> str:
    return f"Each is the best of {choice.runs} runs." if choice.runs > 1 else "Each is one run from k-means."


def describe(choice: MixtureChoice) -> Description:
    """Tell what both criteria choose, by how much, and which mixtures came to nothing."""
    kinds = series(list(choice.covariances))
    bic, aic = choice.by_bic, choice.by_aic
    curves = f"Curves of BIC over k = {choice.ks[0]} to {choice.ks[-1]} for {kinds} covariances of {subject(choice)}"
    failed = _failed(choice)
    if bic is None or aic is None:
        return Description(finding(choice), f"{finding(choice)}.{failed}", f"{curves}: none has a value.")
    rivals = [f"{name_of(end)} ({value_text(end.bic)})" for end in _rivals(choice)]
    near = f" Next {verb(len(rivals), 'is', 'are')} {series(rivals)}." if rivals else ""
    says = f"AIC is least for {name_of(aic)}, {value_text(aic.aic)}."
    agree = f"AIC agrees, {value_text(aic.aic)}." if aic is bic else says
    rare = f" Only 1 of its {bic.runs} runs found it." if bic.reached == 1 < bic.runs else ""
    runs = f" {_best_of(choice)}"
    return Description(
        finding(choice),
        f"BIC is least for {name_of(bic)}, {value_text(bic.bic)}.{near} {agree}{rare}{runs}{failed}",
        f"{curves}; the least, {value_text(bic.bic)}, is ringed at {name_of(bic)}. {agree}{failed}",
    )


def table(choice: MixtureChoice) -> list[tuple[str, ...]]:
    """Make the table of mixtures by rising BIC, its head first: all cells are text; failed ones come last."""
    head = ("covariance", "k", "parameters", "log L", "BIC", "AIC", "runs that found it", "runs that failed")
    ranked = sorted(
        choice.ends, key=lambda end: (math.isnan(end.bic), end.bic if end.bic == end.bic else 0.0)
    )
    return [
        head,
        *(
            (
                end.covariance,
                str(end.k),
                str(end.trace.n_parameters),
                *map(value_text, (end.log_likelihood, end.bic, end.aic)),
                f"{end.reached} of {end.runs}",
                str(end.failed) if end.failed else "",
            )
            for end in ranked
        ),
    ]


def sentence(choice: MixtureChoice) -> str:
    """Say in one sentence what both criteria choose."""
    bic, aic = choice.by_bic, choice.by_aic
    if bic is None or aic is None:
        return f"{finding(choice)}."
    if aic is bic:
        return f"BIC and AIC choose {name_of(bic)}."
    return f"BIC chooses {name_of(bic)}, AIC {name_of(aic)}."


def value_text(value: float) -> str:
    """Write a criterion to a tenth; empty where there is none."""
    return "" if math.isnan(value) else Format(1, limit=1e9, apart_from=1_000)(value)


def _rivals(choice: MixtureChoice) -> list[MixtureEnd]:
    """Give the mixtures whose BIC comes next, the least first, at most two."""
    ranked = sorted((end for end in choice.ends if not end.failure), key=lambda end: end.bic)
    return [end for end in ranked if end is not choice.by_bic][:_RIVALS]


def _gap(gap: float) -> str:
    return half_up(gap, 1) if gap < _MUCH else half_up(gap)


def _failed(choice: MixtureChoice) -> str:
    """Say which mixtures came to nothing, and why the first did; empty where none did."""
    ends = [end for end in choice.ends if end.failure]
    if not ends:
        return ""
    names = [name_of(end) for end in ends[:_FAILED]]
    if len(ends) > _FAILED:
        names.append(f"{len(ends) - _FAILED} more")
    runs = counted(ends[0].runs, ("run", "runs"))
    why = f"of {name_of(ends[0])}, {ends[0].failure}" if len(ends) > 1 else ends[0].failure
    every = f"all {runs}" if ends[0].runs > 1 else runs
    return f" {sentence_case(series(names))} came to no result in {every}: {why}."
