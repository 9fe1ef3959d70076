"""How a post is written: what its films are in it, where its pictures will lie, and what stands before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from kmanim.errors import InputError, listed, shown

Films = Literal["html", "markdown", "stills"]
Generator = Literal["jekyll", "hugo", "pelican"]

FILMS: tuple[str, ...] = get_args(Films)
GENERATORS: tuple[str, ...] = get_args(Generator)

# Pelican's words for "a file of this site"; it puts the address in their place.
_PLACEHOLDER = re.compile(r"\{(?:static|attach)\}")
_SCHEME = re.compile(r"https?://[^/]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostForm:
    """How a post is written.

    Attributes
    ----------
    films : {"html", "markdown", "stills"} or None
        What a film is in it: an element of HTML, which is a still to readers who want less motion; a plain picture of
        Markdown, which every generator keeps; or its still with a link to it, for paper and office programs. None for
        HTML, but for Hugo for Markdown, as it drops HTML without a word.
    url : str
        What stands before the name of each file: ``/assets/cars/``, ``https://example.org/cars/``, ``../cars/``, or
        ``{static}/cars/`` of Pelican. Empty for pictures that lie beside the post.
    front_matter : {"jekyll", "hugo", "pelican"} or None
        For which generator title, description and cover stand before the post; the post has no heading then, as the
        generator writes it. None for none.
    date : str or None
        Of the post, as ``2026-11-28``; only front matter says it. None for none: nothing here looks at the clock.

    Raises
    ------
    InputError
        If one of them is no such thing, or there is a date and no front matter to say it.

    Examples
    --------
    >>> PostForm(url="/assets/my cars").address("run-01.gif")
    '/assets/my%20cars/run-01.gif'
    """

    films: Films | None = None
    url: str = ""
    front_matter: Generator | None = None
    date: str | None = None

    def __post_init__(self) -> None:
        if self.films is not None and self.films not in FILMS:
            raise InputError(f"post must be {listed(FILMS, 'or')}, got {shown(repr(self.films))}")
        if self.front_matter is not None and self.front_matter not in GENERATORS:
            raise InputError(
                f"front-matter must be {listed(GENERATORS, 'or')}, got {shown(repr(self.front_matter))}"
            )
        _check_url(self.url)
        if self.date is not None:
            _check_date(self.date)
            if self.front_matter is None:
                raise InputError(
                    f"date is said by front matter alone, got {self.date} and no front-matter; choose one, or leave "
                    "the date out"
                )

    @property
    def shows(self) -> Films:
        """What a film is in the post."""
        return self.films or ("markdown" if self.front_matter == "hugo" else "html")

    def address(self, file_name: str) -> str:
        """Give the address of a file of the post; whatever could mean something else is percent-encoded."""
        return f"{self._before}{_address(file_name)}"

    @property
    def _before(self) -> str:
        if not self.url:
            return ""
        found = _PLACEHOLDER.match(self.url) or re.match(r"https?://", self.url, re.IGNORECASE)
        first = found[0] if found else ""
        rest = self.url.removeprefix(first)
        # What is percent-encoded already stays so.
        parts = re.split(r"(%[0-9A-Fa-f]{2})", rest)
        safe = "/:@" if first.endswith("://") else "/"
        quoted = "".join(part if n % 2 else _address(part, safe) for n, part in enumerate(parts))
        return f"{first}{quoted}" if quoted.endswith("/") or not quoted else f"{first}{quoted}/"


def _check_url(url: str) -> None:
    """Refuse what no file name can be put behind, and addresses that are no places of files."""
    wanted = (
        "url must be what stands before a file's name, such as /assets/cars/ or https://example.org/cars/"
    )
    if not isinstance(url, str) or url != url.strip() or not url.isprintable():
        raise InputError(f"{wanted}, without blanks at its ends or line breaks, got {shown(repr(url))}")
    rest = _PLACEHOLDER.sub("", url, count=1) if _PLACEHOLDER.match(url) else url
    if re.search(r"[?#\\]", rest):
        raise InputError(f"{wanted}, without ? # and \\, got {shown(repr(url))}")
    if rest == url and re.match(r"[^/]*:", url) and not _SCHEME.match(url):
        raise InputError(f"{wanted}; of others than http and https there are none, got {shown(repr(url))}")


def _address(name: str, safe: str = "/") -> str:
    from kmanim.export.pages.markup import address  # noqa: PLC0415 - the command's options are made without it

    return address(name, safe)


def _check_date(date: str) -> None:
    import datetime  # noqa: PLC0415 - most posts have no date

    try:
        right = isinstance(date, str) and datetime.date.fromisoformat(date).isoformat() == date
    except ValueError:
        right = False
    if not right:
        raise InputError(f"date must be a day such as 2026-11-28, got {shown(repr(date))}")
