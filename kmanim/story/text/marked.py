"""Captions in which clusters stand as marks: written once, read in words and drawn in colour.

A `Phrase` is a part of a sentence that has both forms; phrases are added to each other and to plain text. Lines of them
make a `Marked` caption: a `Caption` in words, for pages and whoever cannot see it, that knows how it is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Line = tuple[str | int, ...]
"""A line as it is drawn: text, and for the mark of a cluster its number, counted from 0."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part of a sentence, as it is read and as it is drawn.

    Attributes
    ----------
    words : str
        Names clusters by their numbers, counted from 1.
    drawn : tuple of str and int
        Has their marks instead.
    """

    words: str
    drawn: Line

    def __add__(self, other: Phrase | str) -> Phrase:
        """Go on with another phrase, or with text that is the same in both forms."""
        other = phrase(other)
        return Phrase(self.words + other.words, _together(self.drawn + other.drawn))

    def __radd__(self, other: str) -> Phrase:
        """Go on from plain text."""
        return phrase(other) + self


def phrase(text: Phrase | str) -> Phrase:
    """Make a phrase of plain text, which is drawn as it is read; a phrase is one already."""
    return text if isinstance(text, Phrase) else Phrase(text, (text,) if text else ())


def mark(cluster: int, words: str | None = None) -> Phrase:
    """Name a cluster, counted from 0: by its mark, and in words as ``cluster 1`` or as is said here."""
    return Phrase(f"cluster {cluster + 1}" if words is None else words, (cluster,))


def either(words: str, drawn: Phrase | str) -> Phrase:
    """Say one thing in words that build a sentence otherwise than marks do."""
    return Phrase(words, phrase(drawn).drawn)


def joined(parts: Sequence[Phrase | str], between: str = ", ", last: str | None = None) -> Phrase:
    """Join phrases by what stands `between` them, and by something else before the last one."""
    found = phrase("")
    for number, part in enumerate(parts):
        is_last = number == len(parts) - 1
        found += ("" if not number else last if is_last and last is not None else between) + phrase(part)
    return found


class Marked(tuple[str, ...]):
    """The lines of a caption in words, which know how they are drawn.

    Attributes
    ----------
    drawn : tuple of tuple
        The lines with marks; they may break at another place than the words do.
    """

    drawn: tuple[Line, ...]

    def __new__(cls, words: Sequence[str], drawn: Sequence[Line]) -> Marked:
        """Make a caption of its two forms."""
        made = super().__new__(cls, words)
        made.drawn = tuple(drawn)
        return made


def captioned(*lines: Phrase | str) -> tuple[str, ...]:
    """Make a caption of lines; one without a mark is drawn as it is read."""
    phrases = [phrase(line) for line in lines]
    words = tuple(one.words for one in phrases)
    if all(isinstance(run, str) for one in phrases for run in one.drawn):
        return words
    return Marked(words, [one.drawn for one in phrases])


def drawn_of(caption: tuple[str, ...]) -> tuple[Line, ...]:
    """Give the lines of a caption as they are drawn, where that is not as they are read; else nothing."""
    return caption.drawn if isinstance(caption, Marked) else ()


def _together(runs: Line) -> Line:
    """Join text that stands side by side."""
    found: list[str | int] = []
    for run in runs:
        if found and isinstance(run, str) and isinstance(found[-1], str):
            found[-1] += run
        else:
            found.append(run)
    return tuple(found)
