"""What is said of a tree as a whole, and of single pictures of its film."""

from __future__ import annotations

from kmanim.simulate.machines.linkage.trace import MergeTrace
from kmanim.story.description import Description, axes, rows_by, scatter
from kmanim.story.figures import raw_data
from kmanim.story.hierarchical import captions
from kmanim.story.hierarchical.facts import MergeFacts
from kmanim.story.text.words import counted, sentence_case, verb
from kmanim.story.timeline import Keyframe

_TABLED = 40


def title(facts: MergeFacts) -> str:
    """Name the film in one line: ``Average linkage on 32 cars, cut into 2``."""
    return f"{sentence_case(facts.algorithm)} on {facts.things(facts.n)}, {facts.cut}"


def result(facts: MergeFacts) -> str:
    """Say how a run ended in one clause."""
    told = captions.clusters_told(facts, facts.trace.labels, facts.k)[0].rstrip(".")
    return f"{facts.algorithm} makes one tree of {facts.things(facts.n)}, {facts.cut}: {told}"


def film(facts: MergeFacts) -> str:
    """Describe the film."""
    merges = counted(facts.n - 1, ("merge", "merges"))
    told = captions.clusters_told(facts, facts.trace.labels, facts.k)[0]
    return (
        f"Animated scatter plot of {facts.things(facts.n)} by {axes(facts)}, and a dendrogram that grows beside it: "
        f"{facts.algorithm} needs {merges}{facts.range}. {sentence_case(facts.cut)}: {told}"
    )


def table(facts: MergeFacts) -> tuple[tuple[str, ...], ...]:
    """Give the merges as a table; of many the last ones."""
    head = ("merge", "joins", "to", "height", "clusters left", "tied")
    first = max(1, facts.n - _TABLED)
    rows = []
    for i in range(first, facts.n):
        merge = facts.merge(i)
        rows.append(
            (
                str(i),
                facts.called(merge.gone),
                facts.called(facts.kept(i)),
                facts.height(merge.height),
                str(facts.n - i),
                "yes" if merge.tied else "",
            )
        )
    return (head, *rows) if rows else ()


def notes(trace: MergeTrace) -> tuple[str, ...]:
    """Say that merges were tied or inverted."""
    found = []
    tied, inverted = len(trace.ties), len(trace.inversions)
    if tied:
        other = "another pair was exactly as near, and the lower cluster numbers went first"
        orders = (
            "the heights do not depend on the order of the rows"
            if trace.parameters.linkage == "single"
            else "rows in another order, or another program, may give another tree"
        )
        found.append(f"At {counted(tied, ('merge', 'merges'))} {other}: {orders}.")
    if inverted:
        found.append(
            f"{counted(inverted, ('merge lies', 'merges lie'))} below one within it, as may happen with means: "
            "a height does not say where to cut, so clusters are counted."
        )
    return tuple(found)


def overview(trace: MergeTrace) -> Description:
    """Tell the whole run at once."""
    facts = MergeFacts(trace)
    return Description(
        "Step by step",
        f"The run in single pictures: merge the two nearest clusters, repeat, cut. {' '.join(captions.cut(facts))}",
        f"Panels in order of time, each a scatter plot of {rows_by(facts)}; {result(facts)}.",
    )


def short(trace: MergeTrace, keyframe: Keyframe) -> list[str]:
    """Say of one keyframe what matters in a few words, from rich to short, for small panels."""
    facts, i = MergeFacts(trace), keyframe.step
    match keyframe.kind:
        case "data":
            return [facts.things(facts.n)]
        case "merge" | "merges":
            left, height = facts.clusters(facts.n - i), facts.height(float(trace.heights[i - 1]))
            return [f"{left} at {height}", left]
        case "cut":
            sizes = [told.rstrip(".") for told in captions.clusters_told(facts, trace.labels, facts.k)]
            return [told for told in sizes if "," not in told]
        case _:
            return []


def describe(trace: MergeTrace, keyframe: Keyframe) -> Description:
    """Tell one keyframe of a film as a picture of its own, under the keyframe's caption."""
    facts, kind = MergeFacts(trace), keyframe.kind
    if kind == "data":
        told = raw_data.describe(trace)
        return Description("Start", keyframe.text, told.alt)
    left = facts.n - keyframe.step if kind in ("nearest", "worked", "merge", "merges") else facts.k
    beside = f"a dendrogram of {counted(keyframe.step, ('merge', 'merges'))}"
    if kind.startswith("trees"):
        what = "Dendrograms of the same rows side by side"
        return Description("Compare", keyframe.text, _sentence(f"{what}: {keyframe.text}"))
    if kind in ("cut", *(k for k in (kind,) if k.startswith("tree-"))):
        beside = "the whole dendrogram with the line that cuts it"
    clusters = f"{counted(left, ('cluster', 'clusters'))} {verb(left, 'is', 'are')} shown"
    return Description(
        keyframe.phase,
        keyframe.text,
        _sentence(f"{scatter(facts)} where {clusters}, beside {beside}: {keyframe.text}"),
    )


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?")) else f"{text}."
