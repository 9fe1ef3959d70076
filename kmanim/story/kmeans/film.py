"""The film of k-means and its family: which pictures, in which order, in which words, for how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kmanim.simulate.centroids.trace import CentroidTrace
from kmanim.story.kmeans import alt_text as alt
from kmanim.story.kmeans import captions, seeding, switches
from kmanim.story.kmeans.explained_rows import explained_rows, nearest_miss
from kmanim.story.kmeans.facts import CentroidFacts
from kmanim.story.kmeans.lesson import lesson, misplaced
from kmanim.story.kmeans.round_table import rounds_table
from kmanim.story.opening import data_caption, with_shadow
from kmanim.story.pace import check_profile, timed
from kmanim.story.text.words import Caption
from kmanim.story.timeline import Beat, Picture, Timeline, telling

# Of more rows than this a keyframe names none: they are in the trace.
MOST_ROWS = 1_000
# A film of more rounds than this skips the middle: the first and last rounds of the run are told.
LONG, FIRST_ROUNDS, LAST_ROUNDS = 20, 6, 4

_PHASES: dict[str, tuple[str, Beat]] = {
    "data": ("Data", "state"),
    "weigh": ("Draw", "state"),
    "draw": ("Draw", "state"),
    "starts": ("Starts", "state"),
    "explain": ("Assign", "turn"),
    "assign": ("Assign", "state"),
    "update": ("Update", "move"),
    "swap": ("Swap", "turn"),
    "empty": ("Empty cluster", "turn"),
    "relocate": ("Empty cluster", "turn"),
    "question": ("Reassign", "question"),
    "near-miss": ("Reassign", "turn"),
    "reassign": ("Reassign", "switch"),
    "check": ("Check", "check"),
    "done": ("Done", "end"),
    "lesson": ("Why", "lesson"),
}
"""The phase that a kind of picture belongs to, as the header names it, and what it does in the film."""

# Which of the two steps of the loop a kind of picture belongs to.
_TURNS = {
    "explain": 0,
    "assign": 0,
    "question": 0,
    "near-miss": 0,
    "reassign": 0,
    "update": 1,
    "swap": 1,
}

# What the step strip shows of a film, and what it shows besides where there is room.
_TELLING = ("starts", "assign", "update", "swap", "reassign", "empty", "relocate", "done")
_FURTHER = ("check", "data")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Picture:
    """A picture before its header is known."""

    kind: str
    step: int
    caption: Caption
    round: int = 0
    rows: tuple[int, ...] = ()
    tweens: tuple[str, ...] = ()
    seeded: int | None = None  # how many had been made, in a picture of them
    note: str = ""


def figures(trace: CentroidTrace) -> tuple[str, ...]:
    """Name the still figures that a post about a run has, beside the steps themselves."""
    if any(trace.dataset.coded):
        return ("strip", "distances", "modes", "objective", "solutions", "grid")
    scales = () if trace.dataset.d == 1 else ("equal-scale", "raw-and-scaled")
    return ("strip", "distances", "density", "objective", *scales, "solutions", "grid")


def tell(
    trace: CentroidTrace,
    *,
    profile: str = "walkthrough",
    pace: float = 1.0,
    explain: Sequence[int | str] | None = None,
    questions: bool = False,
    near_misses: bool = False,
) -> Timeline:
    """Tell a run of k-means as a film.

    Parameters
    ----------
    trace : CentroidTrace
        The recorded run.
    profile : {"walkthrough", "loop"}, default "walkthrough"
        The walkthrough shows the raw data first, explains two rows, and holds each caption as long as it
        takes to read; it also shows how k-means++ draws its starts. The loop does without and is quicker.
    pace : float, default 1.0
        Factor on every hold, 0.05 to 20; 2 holds twice as long. Tweens keep their speed.
    explain : sequence of int or str, optional
        Rows (0-based) or row names whose distances are shown before the first assignment. By default the
        walkthrough takes two, see `explained_rows`; the loop takes none.
    questions : bool, default False
        Whether the film asks which rows will switch before it shows them.
    near_misses : bool, default False
        Whether it shows, after a switch, the row that came nearest to switching, if within one percent.

    Returns
    -------
    Timeline
        Counters count rounds, and the draws before them. A run of more than 20 rounds is told by its first six and
        last four rounds, and more than eight draws by the first five and the last two; the picture after the gap
        says so.

    Raises
    ------
    InputError
        If the profile, the pace or a row to explain will not do.
    """
    check_profile(profile)  # the opening depends on it
    facts = CentroidFacts(trace)
    rows = explained_rows(facts, explain, profile)
    pictures = _opening(facts, rows, profile)
    pictures += _rounds(facts, questions=questions, near_misses=near_misses)
    pictures += _ending(facts)
    return Timeline(
        title=alt.title(facts),
        alt=alt.film(facts),
        keyframes=timed(_headed(facts, pictures), profile=profile, pace=pace),
        table=rounds_table(trace),
        telling=telling([picture.kind for picture in pictures], _TELLING, _FURTHER),
        subject=facts.subject,
        cycle=("assign", "swap" if facts.terms.swaps else "move"),
    )


def _opening(facts: CentroidFacts, rows: tuple[int, ...], profile: str) -> list[_Picture]:
    pictures = (
        [_Picture(kind="data", step=0, caption=data_caption(facts))] if profile == "walkthrough" else []
    )
    if profile == "walkthrough":
        pictures += [
            _Picture(
                kind=drawing.kind,
                step=0,
                caption=drawing.caption,
                rows=seeding.rows_of(facts, drawing.count),
                seeded=drawing.count,
            )
            for drawing in seeding.seeding_pictures(facts)
        ]
    starts = captions.starts(facts)
    if not pictures:
        starts = with_shadow(facts, starts)
    pictures.append(_Picture(kind="starts", step=0, caption=starts))
    pictures += [
        _Picture(kind="explain", step=0, round=1, caption=captions.explain(facts, row, 0), rows=(row,))
        for row in rows
    ]
    return pictures


def _rounds(facts: CentroidFacts, *, questions: bool, near_misses: bool) -> list[_Picture]:
    """Tell every snapshot after the start.

    The last assignment of a run that ended by itself is left to the end, where it says why; unless a run ends
    by looking for a swap, when its last assignment is one like the others.
    """
    told = _Telling(facts, questions=questions, near_misses=near_misses)
    gap = _gap(facts.trace.iterations)
    for i in range(1, len(facts.trace)):
        if facts.iteration(i) in gap:
            told.skip(i, last=i == facts.last or facts.iteration(i + 1) > gap[-1], gap=gap)
        elif facts.terms.swaps or not (i == facts.last and facts.ended):
            told.step(i)
    return told.pictures


class _Telling:
    """Snapshot after snapshot, with what the audience has been told before."""

    def __init__(self, facts: CentroidFacts, *, questions: bool, near_misses: bool) -> None:
        self.facts = facts
        self.questions = questions
        self.near_misses = near_misses
        self.pictures: list[_Picture] = []
        self.update: int | None = None
        self.empty: frozenset[int] = frozenset()
        self.settled = True
        self.before_gap: int | None = None

    def step(self, i: int) -> None:
        """Tell snapshot i."""
        step = self.facts.step(i)
        if step == "assign":
            self._assign(i)
        elif step == "relocate":
            self._add("relocate", i, captions.relocate(self.facts, i), moves=True)
        elif step == "swap":
            self._add("swap", i, captions.swap(self.facts, i), moves=True)
            self.update = i
        else:
            self._add("update", i, captions.update(self.facts, i, self.update), moves=True)
            self.update = i

    def skip(self, i: int, *, last: bool, gap: range) -> None:
        """Leave snapshot i out, or stand for all that were left out."""
        if self.before_gap is None:
            self.before_gap = self.update
        if self.facts.step(i) in ("update", "swap"):
            self.update = i
        if last:
            switches = sum(int(self.facts.trace.switched(r).size) for r in gap)
            caption = captions.skipped(self.facts, gap[0], gap[-1], switches, i, self.before_gap or 0)
            # A cut: centroids and colours change at once, as nothing of the way is shown.
            self._add("update", i, caption, moves=False)

    def _assign(self, i: int) -> None:
        facts = self.facts
        iteration = facts.iteration(i)
        if iteration == 1:
            self.pictures.append(
                _Picture(
                    kind="assign",
                    step=i,
                    round=1,
                    caption=captions.assign(facts, i),
                    tweens=("sweep",),
                    note=captions.boundary(facts),
                )
            )
        else:
            changed = facts.trace.changed(i)
            if self.questions and changed.size:
                question = switches.question(facts)
                self.pictures.append(_Picture(kind="question", step=i - 1, round=iteration, caption=question))
            rows = tuple(changed.tolist()) if changed.size <= MOST_ROWS else ()
            self._add("reassign", i, switches.reassign(facts, i), rows=rows, moves=False, glides=True)
            self.settled = not changed.size
            near = nearest_miss(facts, i) if self.near_misses else None
            if near is not None:
                row, rivals = near
                self._add("near-miss", i, switches.near_miss(facts, i, row, rivals), rows=(row,), moves=False)
        empty = frozenset(j for j, count in enumerate(facts.counts(i)) if count == 0)
        relocated = i + 2 <= facts.last and facts.step(i + 2) == "relocate"
        if empty - self.empty and not relocated:
            self._add("empty", i, captions.empty(facts, sorted(empty)), moves=False)
        self.empty = empty

    def _add(
        self,
        kind: str,
        i: int,
        caption: Caption,
        *,
        moves: bool,
        glides: bool = False,
        rows: tuple[int, ...] = (),
    ) -> None:
        """Add a picture; the yellow of a switch settles before the next one, and before centroids move.

        Before points switch the boundary glides to where the centroids have gone: cause before effect.
        """
        settling = () if self.settled else ("recolour",)
        self.settled = True
        moving = ("move",) if moves and self.facts.moved(i) else ("glide",) if glides else ()
        self.pictures.append(
            _Picture(
                kind=kind,
                step=i,
                round=self.facts.iteration(i),
                caption=caption,
                rows=rows,
                tweens=settling + moving,
            )
        )


def _ending(facts: CentroidFacts) -> list[_Picture]:
    end, rounds = facts.last, facts.trace.iterations
    done = _Picture(kind="done", step=end, round=rounds, caption=captions.done(facts))
    if not facts.ended:
        return [done]
    # Where a run ends by looking for a swap, its last assignment has been told.
    glides = ("glide",) if rounds > 1 and not facts.terms.swaps else ()
    check = _Picture(kind="check", step=end, round=rounds, caption=captions.check(facts), tweens=glides)
    pictures = [check, done]
    why = lesson(facts)
    if why is not None:
        rows = tuple(misplaced(facts).tolist())
        pictures.append(_Picture(kind="lesson", step=end, round=rounds, caption=why, rows=rows))
    return pictures


def _headed(facts: CentroidFacts, pictures: list[_Picture]) -> list[Picture]:
    """Give every picture its header."""
    found = []
    for picture in pictures:
        phase, beat = _PHASES[picture.kind]
        found.append(
            Picture(
                step=picture.step,
                kind=picture.kind,
                beat=beat,
                phase=phase if facts.ended or picture.kind != "done" else "Stopped",
                counter=_counter(picture, facts),
                caption=picture.caption,
                rows=picture.rows,
                tweens=picture.tweens,
                mark="tick" if picture.kind == "check" else "",
                turn=_TURNS.get(picture.kind),
                note=picture.note,
            )
        )
    return found


def _counter(picture: _Picture, facts: CentroidFacts) -> str:
    """Count rounds of the run, or the draws before them."""
    if picture.seeded is not None:
        return f"draw {picture.seeded} of {len(facts.trace.seeding)}"
    return f"round {picture.round}" if picture.round else ""


def _gap(rounds: int) -> range:
    """Which rounds of a long run are skipped."""
    return range(FIRST_ROUNDS + 1, rounds - LAST_ROUNDS + 1) if rounds > LONG else range(0)
