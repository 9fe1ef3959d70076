"""A film told with own captions: each in its place, held as long as it takes to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kmanim.errors import InputError, shown
from kmanim.films.own_captions.fields import fields_of, filled
from kmanim.films.own_captions.keys import caption_keys, place_of
from kmanim.letters.right_to_left import runs_isolated
from kmanim.simulate.trace import Trace
from kmanim.story.pace import timed
from kmanim.story.text.words import CAPTION_LINES, LINE_COLUMNS, Caption, columns, cut
from kmanim.story.timeline import Keyframe, Picture, Timeline

_ANY = 100_000  # columns


def told_with(
    captions: Mapping[Any, Any],
    trace: Trace,
    timeline: Timeline,
    *,
    profile: str,
    pace: float,
    max_seconds: float | None,
) -> Timeline:
    """Tell a film with some captions in place of its own.

    The pictures stay; their times follow the new words.

    Parameters
    ----------
    captions : mapping
        Of a picture, as `place_of` finds it, to its text, in which names in braces stand for numbers (`fields_of`).
    trace, timeline
        The run, and how it is told.
    profile, pace, max_seconds
        As it was told.

    Raises
    ------
    InputError
        If there is no such picture or number, two texts are for one picture, or one does not fit on two lines.
    """
    own: dict[int, Caption] = {}
    keys = caption_keys(timeline.keyframes)
    for step, text in captions.items():
        if not isinstance(step, str) or not isinstance(text, str):
            wrong = text if isinstance(step, str) else step
            raise InputError(
                "captions are texts by the names of pictures, as film.caption_keys has them, or by their places in "
                f'quotation marks, "1" for the first; got {shown(repr(wrong))}'
            )
        try:
            place = place_of(step, timeline.keyframes)
            caption = _caption(filled(text, fields_of(trace, timeline.keyframes[place].step)))
        except InputError as error:
            raise InputError(f"caption {shown(step, 30)}: {error}") from None
        if place in own:
            raise InputError(f"caption {shown(step, 30)}: {keys[place]} has another one; leave one out")
        own[place] = caption
    pictures = [_picture(key, own.get(place)) for place, key in enumerate(timeline.keyframes)]
    keyframes = timed(pictures, profile=profile, pace=pace, max_seconds=max_seconds)
    return replace(timeline, keyframes=keyframes)


def _picture(key: Keyframe, caption: Caption | None) -> Picture:
    return Picture(
        step=key.step,
        kind=key.kind,
        beat=key.beat,
        phase=key.phase,
        caption=key.caption if caption is None else caption,
        counter=key.counter,
        rows=key.rows,
        tweens=tuple(tween.kind for tween in key.lead_in),
        mark=key.mark,
        turn=key.turn,
        note=key.note,
        marked=key.marked if caption is None else (),
        passing=key.passing,
    )


def _caption(text: str) -> Caption:
    """Set a text on one line or two: where it says so itself, or where both become equally long."""
    lines = [" ".join(line.split()) for line in text.strip().splitlines()]
    if not any(lines):
        raise InputError("the text is empty; leave it out to keep the film's own words")
    if len(lines) == 1:
        lines = _broken(lines[0])
    most = CAPTION_LINES
    if len(lines) > most:
        raise InputError(
            f"the text has {len(lines)} lines, {len(lines) - most} too many: a caption has {most}"
        )
    shown_lines = tuple(cut(runs_isolated(line), _ANY) for line in lines)
    longest = max(map(columns, shown_lines))
    if longest > LINE_COLUMNS:
        raise _too_long(longest - LINE_COLUMNS, "a line")
    return shown_lines


def _broken(line: str) -> list[str]:
    """Break a line that is too long for one, between words, or between signs where there are no blanks."""
    if columns(line) <= LINE_COLUMNS:
        return [line]
    for ways in (
        [(line[:i], line[i + 1 :]) for i, sign in enumerate(line) if sign == " "],
        [(line[:i], line[i:]) for i in range(1, len(line)) if columns(line[i - 1]) == columns(line[i]) == 2],
    ):
        fitting = [way for way in ways if max(map(columns, way)) <= LINE_COLUMNS]
        if fitting:
            return list(min(fitting, key=lambda way: max(map(columns, way))))
    widest = max(map(columns, line.split()))
    if widest > LINE_COLUMNS and not any(columns(sign) == 2 for sign in line):
        raise _too_long(widest - LINE_COLUMNS, "a word")
    # Of words that do not meet the end of the first line there is less room.
    kept = max(
        (i for i, sign in enumerate(line) if sign == " " and columns(line[:i]) <= LINE_COLUMNS), default=-1
    )
    over = columns(line[kept + 1 :]) - (LINE_COLUMNS if kept > 0 else CAPTION_LINES * LINE_COLUMNS)
    raise _too_long(max(1, over), "a text")


def _too_long(over: int, what: str) -> InputError:
    return InputError(
        f"{what} is {over} {'column' if over == 1 else 'columns'} too long: a caption has {CAPTION_LINES} lines of "
        f"{LINE_COLUMNS} columns; numbers that were put in count, too"
    )
