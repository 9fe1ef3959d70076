"""Names that run from right to left, as Arabic and Hebrew do, within sentences that run from left to right.

Without a sign where such a name begins and ends, it takes numbers, colons and full stops beside it along, and the
sentence is scrambled. Unicode's isolates are these signs (Unicode Standard Annex 9, "Unicode Bidirectional Algorithm",
2.4). They have no width, and hold in captions, alternative texts, Markdown and HTML alike, as ``<bdi>`` does in HTML
alone.
"""

from __future__ import annotations

import re
from unicodedata import bidirectional

BEGIN = "\N{FIRST STRONG ISOLATE}"
END = "\N{POP DIRECTIONAL ISOLATE}"
ISOLATES = BEGIN + END
_HEBREW = "\u0590"  # the first letter of any script that runs to the left
_LEFTWARDS = frozenset({"R", "AL", "AN"})
_RUNS = re.compile(
    r"R(?:[^L]*R)?|[^R]+"
)  # from the first letter that runs to the left to the last, or what is between


def runs_left(text: str) -> bool:
    """Tell whether anything in a text runs from right to left."""
    return max(text, default="") >= _HEBREW and any(bidirectional(sign) in _LEFTWARDS for sign in text)


def isolated(text: str) -> str:
    """Set a name apart where it would disturb the sentence around it; others are left as they are."""
    return f"{BEGIN}{text}{END}" if runs_left(text) and BEGIN not in text else text


def runs_isolated(sentence: str) -> str:
    """Set names apart in a sentence that runs to the right, and one as a whole most of whose words run to the left."""
    if not runs_left(sentence) or BEGIN in sentence:
        return sentence
    ways = "".join(
        "L"
        if (way := bidirectional(sign)) == "L"
        else "R"
        if way in _LEFTWARDS
        else "-"
        if sign.strip()
        else " "
        for sign in sentence
    )
    words = ways.split()
    if sum("R" in word for word in words) > sum("L" in word for word in words):
        return isolated(sentence)
    return "".join(
        f"{BEGIN}{sentence[run.start() : run.end()]}{END}"
        if run[0][0] == "R"
        else sentence[run.start() : run.end()]
        for run in _RUNS.finditer(ways)
    )


def balanced(text: str) -> str:
    """Begin and end anew the names that a cut through a text has left without a beginning or an end."""
    if BEGIN not in text and END not in text:
        return text
    depth = missing = 0
    for sign in text:
        if sign == BEGIN:
            depth += 1
        elif sign == END and depth:
            depth -= 1
        elif sign == END:
            missing += 1
    return f"{BEGIN * missing}{text}{END * depth}"


def bare(text: str) -> str:
    """Leave the signs out, for whoever reads a name as data."""
    return text.replace(BEGIN, "").replace(END, "") if BEGIN in text or END in text else text
