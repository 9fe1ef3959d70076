"""What one row is called and what many are, from either: ``cars`` and ``car`` alike are ("car", "cars").

English makes plurals by a few rules and many exceptions. A word that ends in s is taken for a plural, but for endings
that are seldom one; words of other scripts are left as they are. Whatever is told wrongly so can be given as a pair.
"""

from __future__ import annotations

import re

from kmanim.data.limits import clean, quoted
from kmanim.errors import InputError

_PAIRS = (
    "child children, foot feet, goose geese, louse lice, man men, mouse mice, ox oxen, person people, tooth "
    "teeth, woman women, die dice, quiz quizzes, gas gases, lens lenses, wife wives, wolf wolves, leaf leaves, "
    "knife knives, life lives, shelf shelves, thief thieves, half halves, calf calves, loaf loaves, elf elves, "
    "analysis analyses, basis bases, crisis crises, thesis theses, hypothesis hypotheses, axis axes, index "
    "indices, matrix matrices, vertex vertices, criterion criteria, phenomenon phenomena, bacterium bacteria, "
    "cookie cookies, movie movies, selfie selfies, zombie zombies, calorie calories, pie pies, tie ties, lie "
    "lies, headache headaches, cache caches, moustache moustaches, shoe shoes, toe toes, canoe canoes, photo "
    "photos, piano pianos, video videos, radio radios, studio studios, zoo zoos, kangaroo kangaroos, atlas "
    "atlases, canvas canvases, lotus lotuses, alumnus alumni, cactus cacti, fungus fungi, species "
    "species, series series, sheep sheep, deer deer, fish fish, aircraft aircraft, salmon salmon, spacecraft "
    "spacecraft, means means, news news, data data"
)
_MANY = {one: many for one, many in map(str.split, _PAIRS.split(", "))}  # noqa: C416 - as the next line
_ONE = {many: one for one, many in map(str.split, _PAIRS.split(", "))}
# What ends in s and is one: glass, bus, analysis.
_SINGULAR = re.compile(r"(ss|us|is)$")
# A letter that is none of Latin: such words have no plural in s.
_FOREIGN = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")
_LAST = re.compile(r"[^\s-]+$")
_HISSING = re.compile(r"(s|x|z|ch|sh)$")
_LONGEST = 40

POINT = ("point", "points")
"""What rows are called of which nothing is known."""


def noun_of(asked: object) -> tuple[str, str]:
    """Read what rows are called.

    Parameters
    ----------
    asked : str or (str, str)
        ``"cars"``, ``"car"``, or both: ``"car,cars"``, ``("car", "cars")``.

    Returns
    -------
    (str, str)
        One, and many.

    Raises
    ------
    InputError
        If it is neither.
    """
    words = asked.split(",") if isinstance(asked, str) else asked
    if (
        not isinstance(words, (tuple, list))
        or not 1 + (words is asked) <= len(words) <= 2
        or not all(isinstance(word, str) and word.strip() for word in words)
    ):
        pair = "'car,cars'" if isinstance(asked, str) else "('car', 'cars')"
        raise InputError(f"--noun must be a word, or one and many such as {pair}, got {quoted(asked)}")
    told = tuple(" ".join(clean(word).split()) for word in words)
    if max(map(len, told)) > _LONGEST:
        raise InputError(f"--noun must have at most {_LONGEST} letters, got {quoted(max(told, key=len))}")
    return (told[0], told[1]) if len(told) == 2 else _both(told[0])


def _both(word: str) -> tuple[str, str]:
    """Give one and many of a word that is either; of several words the last one decides."""
    found = _LAST.search(word)
    last = found.group() if found else word
    if _FOREIGN.search(last):
        return word, word
    before = word[: len(word) - len(last)]
    one = _one(last.casefold())
    if one is None:
        many = _many(last.casefold())
        return word, before + _as_written(last, many)
    return before + _as_written(last, one), word


def _as_written(word: str, form: str) -> str:
    """Write another form of a word with the letters that both share as they are."""
    shared = 0
    while shared < min(len(word), len(form)) and word[shared].casefold() == form[shared]:
        shared += 1
    return word[:shared] + form[shared:]


def _one(word: str) -> str | None:
    """Give the singular of a word, or None if it is one."""
    if word in _ONE:
        return _ONE[word]
    if word.endswith("men"):
        return f"{word[:-3]}man"
    if word in _MANY or not word.endswith("s") or len(word) < 3 or _SINGULAR.search(word):
        return None
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if re.search(r"(ss|x|ch|sh|[^aeo]us|o)es$", word) or word == "buses":
        return word[:-2]
    return word[:-1]


def _many(word: str) -> str:
    if word in _MANY:
        return _MANY[word]
    if word.endswith("man") and word != "human":
        return f"{word[:-3]}men"
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}es" if _HISSING.search(word) or re.search(r"[^aeiou]o$", word) else f"{word}s"
