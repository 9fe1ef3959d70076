"""The picture that stands for a page where no script runs, as small as it can be and still be read."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from kmanim.films.film import Film

# Our pictures are flat: so many colours keep the edges of letters smooth, and fewer bytes nothing that is seen.
_COLOURS = 16


def poster_of(film: Film) -> bytes:
    """Draw the last picture of a film as lossless WebP of few colours: three quarters of what PNG takes."""
    (frame,) = film.stills([-1])
    few = Image.fromarray(frame.pixels).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    file = BytesIO()
    few.convert("RGB").save(file, "WEBP", lossless=True, quality=80, method=4)
    return file.getvalue()
