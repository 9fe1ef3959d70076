"""What the pictures of a film are called, for whoever wants other words under one of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kmanim.errors import InputError, listed, shown, unknown
from kmanim.story.timeline import Keyframe

# "round 2", "rounds 3 to 7", "draw 1 of 3"; "2 clusters" is no place in the run.
_PLACE = re.compile(r"[^\W\d]+ ([\d,]+)(?: to ([\d,]+))?(?: of [\d,]+)?")
# What there is once in a film is called alike, however many rounds there are before it.
_ONCE = ("check", "end", "lesson")
_ENDS = {"first": 0, "last": -1}


def caption_keys(keyframes: Sequence[Keyframe]) -> tuple[str, ...]:
    """Name every picture by where the run is and what is shown: ``data``, ``1.assign``, ``3-7.forward``, ``done``.

    The number is the one in the picture's header, so that a picture is called alike however slowly or fully the run is
    told. Of several that show the same, as rows that are explained, the second is ``1.explain.2``.
    """
    found: list[str] = []
    for key in keyframes:
        name = key.kind if key.beat in _ONCE else _numbered(key)
        before = sum(other == name or other.startswith(f"{name}.") for other in found)
        found.append(f"{name}.{before + 1}" if before else name)
    return tuple(found)


def place_of(step: str, keyframes: Sequence[Keyframe]) -> int:
    """Find the picture that is meant, as its index from 0.

    Parameters
    ----------
    step : str
        As `caption_keys` names it; without the number or with it where that is one picture alone; ``first`` or
        ``last``; or the place in the film: ``1`` for the first, ``-1`` for the last.
    keyframes : sequence of Keyframe

    Raises
    ------
    InputError
        If there is no such picture, there are several, or it goes by in a fast-forward.
    """
    keys, step = caption_keys(keyframes), step.strip()
    if step in keys:
        return keys.index(step)
    if step in _ENDS:
        return range(len(keys))[_ENDS[step]]
    if _is_place(step):
        return _at(step, len(keys))
    alike = [i for i, key in enumerate(keyframes) if step in (key.kind, _numbered(key))]
    if len(alike) == 1:
        return alike[0]
    if alike:
        which = listed([keys[i] for i in alike], "or")
        raise InputError(f"{len(alike)} pictures of this film are called {shown(step)}; name one: {which}")
    passed = _passed(step, keyframes)
    if passed is not None:
        raise InputError(
            f"{shown(step)} has no picture of its own in this film, it goes by under {keys[passed]}; name that, or "
            "give the film more time"
        )
    raise unknown("picture of this film", step, keys)


def shared_out(captions: Mapping[str, str], tellings: Sequence[Sequence[Keyframe]]) -> list[dict[str, str]]:
    """Give each telling of one run the captions of the pictures that it has; places are those of the first.

    Pictures keep the names that were given them, wherever these mean the same.

    Raises
    ------
    InputError
        If none of them has such a picture.
    """
    shares: list[dict[str, str]] = [{} for _ in tellings]
    found: list[set[str]] = [set() for _ in tellings]
    for step, text in captions.items():
        names, refused = [], []
        for keyframes in tellings[: 1 if _is_place(step) else None]:
            try:
                names.append(_name_of(step, keyframes))
            except InputError as error:
                refused.append(error)
        if not names:
            raise InputError(f"caption {shown(step, 30)}: {refused[0]}")
        name = names[0]
        for share, others, keyframes in zip(shares, found, tellings, strict=True):
            if name in caption_keys(keyframes):
                if name in others:
                    raise InputError(f"caption {shown(step, 30)}: {name} has another one; leave one out")
                others.add(name)
                share[step if _means(step, name, keyframes) else name] = text
    return shares


def _name_of(step: str, keyframes: Sequence[Keyframe]) -> str:
    return caption_keys(keyframes)[place_of(step, keyframes)]


def _means(step: str, name: str, keyframes: Sequence[Keyframe]) -> bool:
    try:
        return _name_of(step, keyframes) == name
    except InputError:
        return False


def _is_place(step: str) -> bool:
    return step in _ENDS or re.fullmatch(r"-?[0-9]+", step) is not None


def _numbered(key: Keyframe) -> str:
    """Put the number of the header before what is shown, where there is one: ``2.update``."""
    match = _PLACE.fullmatch(key.counter)
    if match is None:
        return key.kind
    return f"{'-'.join(filter(None, match.groups())).replace(',', '')}.{key.kind}"


def _at(step: str, count: int) -> int:
    """Read a place as people count, from 1, or from the end, from -1."""
    number = int(step) if len(step) < 9 else 0
    if not 1 <= abs(number) <= count:
        raise InputError(
            f"there is no picture {shown(step)} in this film; it has pictures 1 to {count}, and -1 is the last"
        )
    return number - 1 if number > 0 else count + number


def _passed(step: str, keyframes: Sequence[Keyframe]) -> int | None:
    """Find the picture under which a step goes by that has none of its own: ``5.update`` in rounds 3 to 7."""
    match = re.fullmatch(r"([0-9]{1,9})\..+", step)
    if match is None:
        return None
    for place, key in enumerate(keyframes):
        counters = [key.counter, *(counter for _, counter in key.passing)]
        numbers = [
            int(number.replace(",", ""))
            for read in map(_PLACE.fullmatch, counters)
            if read is not None
            for number in read.groups()
            if number is not None
        ]
        if (key.passing or len(numbers) > 1) and numbers and min(numbers) <= int(match[1]) <= max(numbers):
            return place
    return None
