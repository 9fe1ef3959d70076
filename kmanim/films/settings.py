"""What the formats of films can be told, looked at before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kmanim.errors import InputError, listed
from kmanim.export.formats import film_formats
from kmanim.export.writer import settings_of, writer_for
from kmanim.plot.style.look import Look


def settings_for(suffix: str, look: Look, wished: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a format is told of a look and of what is wished, as far as it has such settings.

    Parameters
    ----------
    suffix : str
        Of the file, such as ``.gif``.
    look : Look
        Its theme names colours that must stay exact and the paper under what is not opaque.
    wished : mapping
        Settings by name; they count more.
    """
    known, theme = settings_of(f"film{suffix}"), look.style
    ours = {
        "exact": theme.colours,
        "transparent": look.transparent,
        "matte": theme.paper,
        "pixel_ratio": look.scale,
    }
    return {name: value for name, value in (ours | dict(wished)).items() if name in known}


def check_films(formats: Iterable[str], look: Look, *, fps: int | None = None) -> None:
    """Refuse what some of the formats cannot do, or need a package for.

    Raises
    ------
    InputError
        If one has no transparency, or none of them has frames a second.
    MissingPackage
        If one needs a package that is not installed.
    """
    names = list(formats)
    for name in names:
        writer_for(f"film.{name}", **settings_for(f".{name}", look, {"fps": fps}))
    if fps is not None and not any("fps" in settings_of(f"film.{name}") for name in names):
        videos = [name for name in film_formats() if "fps" in settings_of(f"film.{name}")]
        raise InputError(
            f"--fps is of {listed(videos)}, not of {listed(names)}; add one by --format, or leave it out"
        )
