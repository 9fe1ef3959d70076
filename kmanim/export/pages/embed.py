"""A picture, a film or a link to what cannot be shown, as one line of HTML for pages and Markdown alike."""

from __future__ import annotations

from collections.abc import Callable

from kmanim.export.pages.markup import address, attribute
from kmanim.export.pages.picture import Picture


def embedded(picture: Picture, *, loading: str = "", at: Callable[[str], str] = address) -> str:
    """Write the element that shows a picture.

    A film that plays by itself becomes a ``<picture>`` whose poster is shown to readers who asked for less
    motion; an MP4 waits for its reader; a film to step through is there as its poster, with the link elsewhere.

    Parameters
    ----------
    picture : Picture
        What to show.
    loading : str, default ""
        ``"lazy"`` for pictures far down a page.
    at : callable, optional
        Gives the address of a file; beside the page by default.
    """
    if picture.medium == "video":
        # Without a poster the reader would see nothing until the film is asked for.
        poster = f' poster="{at(picture.poster)}" preload="none"' if picture.poster else ""
        link = f'<a href="{at(picture.file)}">The film as {picture.suffix[1:].upper()}</a>'
        return (
            f'<video src="{at(picture.file)}"{poster} {_size(picture)} controls loop muted playsinline'
            f' aria-label="{attribute(picture.alt)}">{link}</video>'
        )
    if picture.medium == "document":
        name = attribute(picture.file)
        return f'<a href="{at(picture.file)}">{name}</a>'
    if picture.medium == "page":
        return image(picture, picture.poster, loading=loading, at=at) if picture.poster else ""
    shown = image(picture, picture.file, loading=loading, at=at)
    # Pelican puts addresses of files in the place of {static} in `src`, `href` and `poster`, and leaves `srcset` alone.
    if not (picture.plays_by_itself and picture.poster) or at(picture.poster).startswith("{"):
        return shown
    # Firefox takes the poster on paper, too; Chromium prints what is on the screen.
    still = f'<source media="print, (prefers-reduced-motion: reduce)" srcset="{at(picture.poster)}">'
    return f"<picture>{still}{shown}</picture>"


def image(
    picture: Picture, file: str, *, kind: str = "", loading: str = "", at: Callable[[str], str] = address
) -> str:
    """Write an ``<img>`` of the picture's size and alternative text that shows the file."""
    style = f'class="{kind}" ' if kind else ""
    lazy = f' loading="{loading}"' if loading else ""
    plate = f' style="background: {picture.plate}"' if picture.plate else ""
    return f'<img {style}src="{at(file)}" {_size(picture)} alt="{attribute(picture.alt)}"{plate}{lazy}>'


def _size(picture: Picture) -> str:
    return f'width="{picture.width}" height="{picture.height}"'
