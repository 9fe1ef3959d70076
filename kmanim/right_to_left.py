"""Names that run from right to left, as Arabic and Hebrew do, within sentences that run from left to right.

Without a sign where such a name begins and ends, it takes numbers, colons and full stops beside it along, and the
sentence is scrambled. Unicode's isolates are these signs (Unicode Standard Annex 9, "Unicode Bidirectional Algorithm",
2.4). They have no width, and hold in captions, alternative texts, Markdown and HTML alike, as ``<bdi>`` does in HTML
alone.
"""

from __future__ import annotations

from unicodedata import bidirectional

BEGIN = "\N{FIRST STRONG ISOLATE}"
END = "\N{POP DIRECTIONAL ISOLATE}"
ISOLATES = BEGIN + END
_HEBREW = "\u0590"  # the first letter of any script that runs to the left
_LEFTWARDS = frozenset({"R", "AL", "AN"})


def runs_left(text: str) -> bool:
    """Tell whether anything in a text runs from right to left."""
    return max(text, default="") >= _HEBREW and any(bidirectional(sign) in _LEFTWARDS for sign in text)


def isolated(text: str) -> str:
    """Set a name apart where it would disturb the sentence around it; others are left as they are."""
    return f"{BEGIN}{text}{END}" if runs_left(text) and BEGIN not in text else text


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
