"""Films as APNG: every colour exact, each picture the rectangle that changed."""

from __future__ import annotations

from kmanim.export.formats._pillow_images import Images, ImagesWriter

_LONGEST_MS = 65_530  # a delay is sixteen bits, told in milliseconds
_KEEP, _TAKE_BACK = 0, 2  # what a viewer does with a picture before it draws the next


class ApngWriter(ImagesWriter):
    """Writes an animated PNG, losslessly; viewers that do not know it show its first picture.

    Parameters are those of `ImagesWriter`.
    """

    def finish(self) -> None:
        """Encode the pictures and write the file."""
        images = Images(self._reel, _LONGEST_MS)
        # Pillow makes one of equal neighbours, which would then be too long, unless they end differently.
        ends = [_TAKE_BACK if turn % 2 else _KEEP for turn in images.turns]
        images.save(self.path, "PNG", loop=self.plays, compress_level=9, disposal=ends, blend=0)
