"""The story of OPTICS: the first points one by one, then the plot as it fills, the cut, the clusters."""

from __future__ import annotations

import math

from kmanim.story.description import Description, rows_by, scatter
from kmanim.story.facts import Facts
from kmanim.story.opening import data_caption
from kmanim.story.pace import fullest, timed
from kmanim.story.text.words import counted, first_that_fits, line_or_two, ordinal, ranged, series, verb
from kmanim.story.timeline import Picture, Timeline, telling

FEW = 12
# How many points are told one by one, and in how many pictures the others follow.
LEVELS = {"walkthrough": ((FEW, 6), (6, 6), (4, 5), (3, 3), (1, 2)), "loop": ((3, 4), (2, 3), (1, 2))}


class OpticsFacts(Facts):
    """The numbers and names of one order."""

    @property
    def setting(self):
        return f"at least {self.trace.parameters.min_samples}"

    @property
    def eps(self):
        return f"{self.trace.eps:.3g}"

    @property
    def noise(self):
        return int((self.trace.labels < 0).sum())

    @property
    def sizes(self):
        sizes = [f"{size:,}" for size in self.trace.sizes]
        return series(sizes) if len(sizes) <= 4 else ranged(sizes[0], sizes[-1])


FACTS = OpticsFacts


def tell(trace, *, profile="walkthrough", pace=1.0, max_seconds=None):
    facts, levels = OpticsFacts(trace), LEVELS[profile]
    _, pictures = fullest(
        lambda level: _pictures(facts, *levels[level]),
        len(levels),
        profile=profile,
        pace=pace,
        max_seconds=max_seconds,
    )
    return Timeline(
        title=f"OPTICS on {facts.things(trace.dataset.n)}, {facts.setting}",
        alt=f"Animated scatter plot of {rows_by(facts)} beside a plot of reachabilities: {result(trace)}.",
        keyframes=timed(pictures, profile=profile, pace=pace, max_seconds=max_seconds),
        telling=telling([picture.kind for picture in pictures], ("begin", "reach", "share", "cut", "done")),
        subject=facts.subject,
    )


def _pictures(facts, single, shares):
    trace, n = facts.trace, facts.dataset.n
    single = min(single if n > FEW else FEW, n)
    pictures = [_picture("data", 0, "Data", "state", data_caption(facts))]
    for step in range(1, single + 1):
        begins = trace.unlabelled[step].step == "begin"
        kind, phase = ("begin", "Begin") if begins else ("reach", "Reach")
        caption = _begins(facts, step) if begins else _reaches(facts, step)
        pictures.append(_picture(kind, step, phase, "turn" if begins else "move", caption, n))
    stops = sorted({single + (n - single) * part // shares for part in range(1, shares + 1)} - {single})
    for stop in stops:
        caption = _share(facts, pictures[-1].step, stop)
        pictures.append(_picture("share", stop, "Reach", "move", caption, n))
    at = (f"Cut at {facts.eps}: valleys below it are clusters,", "bars above it part them.")
    pictures.append(_picture("cut", n, "Cut", "turn", at))
    found = trace.n_clusters()
    mark = "tick" if found > 1 or (found and facts.noise) else "" if found else "cross"
    last = _picture("done", n + 1, "Done" if found else "All noise", "end", _done(facts), mark=mark)
    return [*pictures, last]


def _picture(kind, step, phase, beat, caption, n=0, *, mark=""):
    moves = ("move",) if kind in ("reach", "share", "cut") else ()
    counter = f"point {step:,}" if n else ""
    return Picture(
        step=step,
        kind=kind,
        beat=beat,
        phase=phase,
        caption=caption,
        counter=counter,
        tweens=moves,
        mark=mark,
    )


def far(distance):
    return f"{distance:.3g}"


def _begins(facts, step):
    snapshot = facts.trace.unlabelled[step]
    who = f"{facts.opening(snapshot.row, 24)} begins: nobody has reached it."
    neighbour = ordinal(facts.trace.parameters.min_samples - 1)
    if math.isnan(snapshot.core_distance):
        return line_or_two(who, "Too few are near it.")
    core = far(snapshot.core_distance)
    return first_that_fits(
        [
            (who, f"Its {neighbour} neighbour is {core} away: its core distance."),
            (who, f"Core distance {core}."),
        ]
    )


def _reaches(facts, step):
    snapshot = facts.trace.unlabelled[step]
    way, source = far(snapshot.reachability), facts.name(snapshot.predecessor, 24)
    told = f"{way} from {source}, its bar." if facts.has_names else f"{way} away, the height of its bar."
    who = f"{facts.opening(snapshot.row, 24)} is easiest to reach now:"
    return first_that_fits([line_or_two(who, told), (f"Next, reached at {way}.",)])


def _share(facts, before, stop):
    """Say how far the order is, and the longest way of those that are new."""
    trace, n = facts.trace, facts.dataset.n
    new = trace.reachability[before:stop]
    told = f"{stop:,} of {facts.things(n)} are in order."
    ways = [way for way in new.tolist() if not math.isnan(way)]
    if not ways:
        return (told,)
    return line_or_two(told, f"The longest new way is {far(max(ways))}.")


def _done(facts):
    found, noise = facts.trace.n_clusters(), facts.noise
    if not found:
        return ("No place is dense enough: all is noise.",)
    clusters = counted(found, ("cluster", "clusters"))
    left = f"{noise:,} noise." if noise else "No noise."
    return line_or_two(f"Done: {clusters} of {facts.sizes} {facts.noun[1]}.", left)


def describe(trace, keyframe):
    facts = OpticsFacts(trace)
    alt = f"{scatter(facts)}, beside it a bar a {facts.noun[0]} in the order of visits: {keyframe.text}"
    return Description(keyframe.phase, keyframe.text, alt)


def overview(trace):
    facts = OpticsFacts(trace)
    return Description(
        "Step by step", f"{result(trace)}.", f"Panels in order of time, of {rows_by(facts)}: {result(trace)}."
    )


def result(trace):
    facts = OpticsFacts(trace)
    found = trace.n_clusters()
    noise = f"leaves {facts.noise or 'no ' + facts.noun[0]} as noise"
    if not found:
        return f"OPTICS, cut at {facts.eps}, finds no cluster"
    clusters = counted(found, ("cluster", "clusters"))
    return f"OPTICS, cut at {facts.eps}, finds {clusters} of {facts.sizes} {facts.noun[1]} and {noise}"


def notes(trace):
    facts, found = OpticsFacts(trace), []
    if trace.parameters.eps is None:
        found.append(f"No eps was given: {facts.eps} is Tukey's fence of the core distances.")
    unreached = int((trace.reachability != trace.reachability).sum())
    if unreached > 1:
        found.append(
            f"{facts.things(unreached)} {verb(unreached, 'is', 'are')} not reached from any other within max_eps."
        )
    return tuple(found)


def outcome(outcome):
    clusters = counted(outcome.facts["clusters"], ("cluster", "clusters"))
    return f"{clusters}, {outcome.facts['noise'] or 'no'} noise"


def figures(trace):
    return ("strip", *(("density",) if trace.n_clusters() else ()), "solutions", "grid")
