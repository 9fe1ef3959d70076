"""What films are written as: a file a format, named as its suffix, or as what a few formats have in common.

What is a format of its own to nobody begins with an underscore.
"""

from __future__ import annotations

import pkgutil
from functools import lru_cache
from itertools import chain

STILL = "png"  # written by the same means, for posters and single pictures
# Files that write several formats, which differ in little.
_SHARED = {"animated_image": ("apng", "avif", "webp"), "video": ("mp4", "webm")}


@lru_cache(maxsize=1)
def film_formats() -> tuple[str, ...]:
    """Name the formats of films, GIF first, without importing one."""
    files = [file.name for file in pkgutil.iter_modules(__path__) if not file.name.startswith("_")]
    names = set(chain.from_iterable(_SHARED.get(name, (name,)) for name in files))
    return tuple(sorted(names - {STILL}, key=lambda name: (name != "gif", name)))


def file_of(name: str) -> str:
    """Name the file of this folder that writes a format."""
    return next((file for file, names in _SHARED.items() if name in names), name)
