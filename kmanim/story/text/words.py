"""Words as text: names that are never too long, lists, one and many, and captions that fit their box."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from kmanim.errors import shown
from kmanim.letters.right_to_left import BEGIN, ISOLATES, balanced, bare, isolated
from kmanim.story.text.marked import Line, Marked, Phrase, captioned, drawn_of, phrase

LINE_COLUMNS = 58
MARK_COLUMNS = 2
CAPTION_LINES = 2
# How long a name may be, from what anybody wants to what still tells it from others.
NAME_LIMITS = (58, 40, 30, 24, 18, 14, 10)

_WORD = re.compile(r"[^\W\d_]{4,}(?!\w)|(?:age|day|sex)\b|[^\W\d_]+ [^\W\d_]")

Caption = tuple[str, ...]

_WORDS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def ordinal(number: int) -> str:
    """Write a place in a row: ``5th``."""
    tail = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{tail}"


def columns(text: str) -> int:
    """Count the columns that a text takes: two a wide (East Asian, emoji) character, none a combining one."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.combining(c) or c in ISOLATES
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )


def cut(text: object, limit: int) -> str:
    """Give foreign text as one clean line of at most `limit` columns, with an ellipsis where it was cut.

    What runs from right to left is isolated from the sentence that it becomes a part of.
    """
    whole = " ".join(str(text)[: 4 * limit + 4].split())
    line = " ".join(_harmless(whole, 2 * limit + 2).split())
    if columns(line) <= limit:
        return isolated(balanced(line)) if bare(line).strip() else "(blank)"
    kept = ""
    for character in line:
        if columns(kept + character) > limit - 1:
            break
        kept += character
    return isolated(balanced(kept.rstrip() + "…"))


def _harmless(line: str, limit: int) -> str:
    """Escape control characters, but for the isolates of names within a line of ours."""
    if BEGIN not in line:
        return shown(line, limit)
    return "".join(c if c in ISOLATES else shown(c) for c in line)[:limit]


def series(words: Sequence[str], last: str = "and") -> str:
    """Join as a sentence does: ``a, b and c``."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def some(words: Sequence[str], named: int) -> str:
    """Join the first `named` words, and count the rest: ``a, b and 5 more``."""
    rest = len(words) - named
    return series([*words[:named], f"{rest:,} more"] if rest > 0 else words)


def plural(word: str) -> str:
    """Give the plural of a word of ours: ``rounds``, ``tries``."""
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else f"{word}s"


def counted(count: int, noun: tuple[str, str]) -> str:
    """Count things: ``1 car``, ``2,000 cars``, ``no cars``."""
    return f"{count:,} {noun[count != 1]}" if count else f"no {noun[1]}"


def between(low: int, high: int, noun: Sequence[str]) -> str:
    """Count things of several groups: ``1 to 4 cars``, or ``4 cars each`` where all have as many."""
    return f"{low:,} {noun[low != 1]} each" if low == high else f"{low:,} to {high:,} {noun[1]}"


def ranged(low: str, high: str) -> str:
    """Say from where to where: ``3 to 20``, and ``7`` where both ends are written alike."""
    return low if low == high else f"{low} to {high}"


def verb(count: int, one: str, many: str) -> str:
    """Choose the form of a verb, or of any word, that goes with a count."""
    return one if count == 1 else many


def article(noun: str) -> str:
    """Put the article before a noun: ``a point``, ``an eruption``."""
    return f"{'an' if noun[:1].lower() in 'aeiou' and noun else 'a'} {noun}"


def in_words(count: int) -> str:
    """Write a small count as a word (``two``), a larger one in figures (``13``)."""
    return _WORDS[count] if 0 <= count < len(_WORDS) else f"{count:,}"


def sentence_case(text: str) -> str:
    """Begin with a capital letter and leave the rest alone, and whole what is written as pH, mRNA or iPhone are."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    if first[:1].islower() and any(c.isupper() for c in first):
        return text
    return text[:1].upper() + text[1:]


def opening_name(name: str) -> str:
    """Begin a sentence with a name out of the data: ``Weight``, ``pH``, ``mpg``.

    Words in small letters alone get a capital letter, whatever follows: ``Charge [C]``. What has three letters or fewer
    is taken for a sign, but for a few words; other names have the letters that the data give them.
    """
    word = _WORD.match(name)
    return sentence_case(name) if word and word[0].islower() else name


def line_or_two(first: Phrase | str, second: Phrase | str) -> Caption:
    """Put both on one line where they fit, on two lines where they do not; as read and as drawn each for itself."""
    whole, parts = captioned(phrase(first) + " " + second), captioned(first, second)
    words = whole if columns(whole[0]) <= LINE_COLUMNS else parts
    if not isinstance(whole, Marked):
        return words
    return Marked(words, drawn_of(whole if drawn_columns(whole.drawn[0]) <= LINE_COLUMNS else parts))


def drawn_columns(line: Line) -> int:
    """Count the columns that a line takes as it is drawn: two a mark."""
    return sum(MARK_COLUMNS if isinstance(run, int) else columns(run) for run in line)


def fits(caption: Caption) -> bool:
    """Whether the caption has at most two lines of at most 58 columns, as it is read and as it is drawn."""
    drawn = drawn_of(caption)
    return (
        max(len(caption), len(drawn)) <= CAPTION_LINES
        and all(columns(line) <= LINE_COLUMNS for line in caption)
        and all(drawn_columns(line) <= LINE_COLUMNS for line in drawn)
    )


def first_that_fits(candidates: Iterable[Caption]) -> Caption:
    """Choose among captions, given from rich to short; the last one is cut where even that is too long."""
    caption: Caption = ("",)
    for caption in candidates:
        if fits(caption):
            return caption
    return tuple(cut(line, LINE_COLUMNS) for line in caption[:CAPTION_LINES])
