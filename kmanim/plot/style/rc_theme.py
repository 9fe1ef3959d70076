"""From matplotlib's settings, a user's or a style sheet's, to the roles of a theme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import matplotlib as mpl
from matplotlib import style
from matplotlib.colors import to_rgba

from kmanim.errors import InputError, shown, unknown
from kmanim.plot.style.colours import READABLE, as_hex, contrast
from kmanim.plot.style.font_choice import font_family

_FAINT = (1.03, 2.0)  # contrasts of a grid that can be seen and lies behind everything


def roles_of(rcparams: Mapping[str, Any] | str | None) -> dict[str, Any]:
    """Find what settings say of a theme's roles; what they do not say, or what could not be read, is left out."""
    settings = _settings(rcparams)
    paper = next((colour for key in _PAPERS if (colour := _opaque(settings, key))), "#FFFFFF")
    found: dict[str, Any] = {"paper": paper}
    ink = _opaque(settings, "text.color")
    if ink and contrast(ink, paper) >= READABLE:
        found["ink"] = ink
    quiet = _opaque(settings, "xtick.labelcolor") or _opaque(settings, "xtick.color")
    if quiet and contrast(quiet, paper) >= READABLE:
        found["quiet_ink"] = quiet
    grid, axis = _opaque(settings, "grid.color"), _opaque(settings, "axes.edgecolor")
    if settings["axes.grid"] and grid and _FAINT[0] <= contrast(grid, paper) <= _FAINT[1]:
        found["grid"] = grid
    if axis and contrast(axis, paper) >= _FAINT[0]:
        found["axis"] = axis
    cycle = settings["axes.prop_cycle"].by_key().get("color", ())
    found["clusters"] = tuple(as_hex("axes.prop_cycle", one) for one in cycle)
    font = _font(settings)
    return found | ({"font": font} if font else {})


_PAPERS = ("figure.facecolor", "axes.facecolor")


def _settings(rcparams: Mapping[str, Any] | str | None) -> Mapping[str, Any]:
    """Give whole settings: those of a style sheet over matplotlib's own."""
    if rcparams is None:
        return {str(key): mpl.rcParams[key] for key in mpl.rcParams}
    if isinstance(rcparams, str):
        if rcparams not in style.library:
            raise unknown("style sheet", rcparams, sorted(style.library))
        rcparams = {str(key): value for key, value in style.library[rcparams].items()}
    if not isinstance(rcparams, Mapping):
        raise InputError(
            f"settings of matplotlib or the name of a style sheet are wanted, got {shown(repr(rcparams))}"
        )
    whole: dict[Any, Any] = {key: mpl.rcParamsDefault[key] for key in mpl.rcParamsDefault}
    own: Any = {key: value for key, value in rcparams.items() if key not in _NO_STYLE}
    try:
        with mpl.rc_context(own):  # which reads "k" and "0.5" as settings are read
            return whole | {key: mpl.rcParams[key] for key in own}
    except (ValueError, KeyError) as error:
        told = shown(error.args[0] if error.args else error)
        raise InputError(f"matplotlib does not take these settings: {told}") from None


_NO_STYLE = ("backend", "backend_fallback", "interactive")


def _opaque(settings: Mapping[str, Any], key: str) -> str:
    """Give a colour, or nothing where it is transparent or says that it is another's."""
    value = settings[key]
    if value in ("inherit", "auto", "none"):
        return ""
    return as_hex(key, to_rgba(value)[:3]) if to_rgba(value)[3] == 1 else ""


def _font(settings: Mapping[str, Any]) -> str:
    """Give the first font that is wished and there."""
    families = settings["font.family"]
    wished: list[str] = []
    for name in [families] if isinstance(families, str) else families:
        kind = settings.get(f"font.{name}", ())
        own = [kind] if isinstance(kind, str) else list(kind) if isinstance(kind, Iterable) else []
        wished += own or [name]
    for name in wished:
        try:
            return font_family(name)
        except InputError:  # style sheets name fonts of several systems
            continue
    return ""
