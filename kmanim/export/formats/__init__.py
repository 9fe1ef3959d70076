"""One file a format of films, named as its suffix; what several of them share begins with an underscore."""

from __future__ import annotations

import pkgutil
from functools import lru_cache

STILL = "png"  # written by the same means, for posters and single pictures


@lru_cache(maxsize=1)
def film_formats() -> tuple[str, ...]:
    """Name the formats of films, GIF first, without importing one."""
    names = (file.name for file in pkgutil.iter_modules(__path__) if not file.name.startswith("_"))
    return tuple(sorted(set(names) - {STILL}, key=lambda name: (name != "gif", name)))
