"""How often a film plays."""

from __future__ import annotations

from kmanim.errors import InputError, shown


def play_count(loop: str | int) -> int:
    """Read how often a film is to play: ``"forever"`` (gives 0), ``"once"`` or a number.

    Raises
    ------
    InputError
        If it is none of them.
    """
    words = {"forever": 0, "once": 1}
    if isinstance(loop, str):
        number = words.get(loop, int(loop) if loop.isascii() and loop.isdigit() and len(loop) < 9 else -1)
        number = -1 if number == 0 and loop != "forever" else number
    else:
        number = int(loop) if hasattr(loop, "__index__") and not isinstance(loop, bool) and loop > 0 else -1
    if not 0 <= number <= 65_536:
        raise InputError(f"loop must be forever, once or a number from 1 to 65536, not {shown(repr(loop))}")
    return number
