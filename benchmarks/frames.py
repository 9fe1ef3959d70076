"""What one picture of a film costs: drawn and encoded as GIF, 600 x 450 px.

kmanim writes its whole loop film, set-up included. The peers draw the same pictures (points, colours, centroids,
words, axes) with plain matplotlib; where that takes long, only some of them, evenly spread over the film. At 32
points these are the cars, else blobs.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import imageio.v2 as imageio
import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.animation import FuncAnimation, PillowWriter

import kmanim
from benchmarks._machine import about
from benchmarks._measure import TIMES, compared, options, table, take_turns
from benchmarks._plain import Picture, Plain, pictures

# How many points, and how many pictures the peers draw of them.
QUICK = {32: 8, 1_000: 8, 10_000: 4}
FULL = {32: 40, 1_000: 40, 10_000: 20, 100_000: 6}
LARGE = {1_000_000: 2}
SHOWN_MS = 100


def func_animation(plain: Plain, film: Sequence[Picture], path: Path) -> None:
    figure = plt.figure(figsize=plain.size, dpi=plain.dpi)
    axes = plain.axes(figure)
    drawn: list[Any] = []

    def update(picture: Picture) -> None:
        for artist in drawn:
            artist.remove()
        drawn[:] = plain.draw(axes, picture)

    animation = FuncAnimation(figure, update, film, init_func=lambda: None, cache_frame_data=False)
    animation.save(path, writer=PillowWriter(fps=1000 // SHOWN_MS), dpi=plain.dpi)
    plt.close(figure)


def savefig_imageio(plain: Plain, film: Sequence[Picture], path: Path) -> None:
    figure = plt.figure(figsize=plain.size, dpi=plain.dpi)
    axes, images = plain.axes(figure), []
    for picture in film:
        drawn = plain.draw(axes, picture)
        with io.BytesIO() as png:
            figure.savefig(png, format="png", dpi=plain.dpi)
            images.append(imageio.imread(png.getvalue(), format="png"))
        for artist in drawn:
            artist.remove()
    imageio.mimsave(path, images, duration=SHOWN_MS, loop=0)
    plt.close(figure)


def celluloid(plain: Plain, film: Sequence[Picture], path: Path) -> None:
    from celluloid import Camera  # noqa: PLC0415 - it need not be installed

    figure = plt.figure(figsize=plain.size, dpi=plain.dpi)
    axes, camera = plain.axes(figure), Camera(figure)
    for picture in film:
        plain.draw(axes, picture)
        camera.snap()
    camera.animate(interval=SHOWN_MS).save(path, writer="pillow", dpi=plain.dpi)
    plt.close(figure)


def gif_package(plain: Plain, film: Sequence[Picture], path: Path) -> None:
    import gif  # noqa: PLC0415 - it need not be installed

    @gif.frame
    def frame(picture: Picture) -> None:
        plain.draw(plain.axes(plt.figure(figsize=plain.size, dpi=plain.dpi)), picture)

    gif.options.matplotlib["dpi"] = plain.dpi
    gif.save([frame(picture) for picture in film], str(path), duration=SHOWN_MS)


def peers(film: kmanim.Film, most: int) -> tuple[dict[str, Callable[[Path], None]], int]:
    """Give every peer that is installed as a function of the path to write, and how many pictures it draws."""
    chosen, usual = pictures(film, most), Plain(film)
    ways = {
        "FuncAnimation + PillowWriter": partial(func_animation, usual, chosen),
        "the same, one plot() a cluster": partial(func_animation, Plain(film, by_cluster=True), chosen),
        "savefig + imageio": partial(savefig_imageio, usual, chosen),
        "celluloid": partial(celluloid, usual, chosen) if find_spec("celluloid") else None,
        "gif": partial(gif_package, usual, chosen) if find_spec("gif") else None,
    }
    return {name: way for name, way in ways.items() if way is not None}, len(chosen)


def measure(points: int, most: int, repeat: int) -> list[list[str]]:
    """Give the rows of the table for so many points."""
    data = kmanim.load("mtcars") if points == 32 else kmanim.load("blobs", n=points)
    trace = kmanim.run("kmeans", data, k=2 if points == 32 else 3)
    film = kmanim.animate(trace, profile="loop")
    others, drawn = peers(film, most)
    per = {"kmanim": sum(1 for _ in film.frames())} | dict.fromkeys(others, drawn)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "film.gif"
        ways = {"kmanim": lambda: kmanim.animate(trace, profile="loop").save(path)}
        ways |= {name: partial(way, path) for name, way in others.items()}
        cells = compared(take_turns(ways, repeat), per)
    return [[f"{points:,}", name, str(per[name]), *cells[name]] for name in cells]


def main(argv: Sequence[str] | None = None) -> None:
    chosen = options(__doc__, argv)
    mpl.use("Agg")
    sizes = QUICK if chosen.quick else FULL | (LARGE if chosen.large else {})
    rows = [row for points, most in sizes.items() for row in measure(points, most, chosen.repeat)]
    print(table("Frames: ms a picture", ["points", "way", "pictures", *TIMES], rows))
    print(about())


if __name__ == "__main__":
    main(sys.argv[1:])
