"""File names made of foreign text."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 80
# Names that Windows keeps for devices, whatever the suffix.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def slug(text: str, fallback: str = "data") -> str:
    """Make a file name without suffix: letters, digits, dot, dash and underscore of ASCII, at most 80.

    Parameters
    ----------
    text : str
        Anything: a path, a name from a table, the empty text.
    fallback : str, default "data"
        What to take if nothing usable is left.

    Examples
    --------
    >>> slug("Mazda RX4 / Wag"), slug("../../etc/x"), slug("Zürich"), slug("日本")
    ('Mazda-RX4-Wag', 'etc-x', 'Zurich', 'data')
    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", ascii_text)
    name = re.sub(r"\.{2,}|-{2,}", "-", name).strip(".-_")[:_LONGEST].rstrip(".-_")
    if not name:
        return fallback
    return f"{name}-" if name.split(".")[0].casefold() in _DEVICES else name


class Names:
    """Gives every thing of one folder a name of its own, told apart by a number; case alone is not enough.

    Examples
    --------
    >>> names = Names()
    >>> names.take("a/b", ".png"), names.take("a?b", ".png"), names.take("A b", ".png")
    ('a-b.png', 'a-b-2.png', 'A-b-3.png')
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, text: str, suffix: str) -> str:
        """Make a name and keep it from being given again."""
        stem, number = slug(text), 1
        name = stem + suffix
        while name.casefold() in self._taken:
            number += 1
            name = f"{stem}-{number}{suffix}"
        self._taken.add(name.casefold())
        return name
