"""How large the GIF of one film is, and how true its colours are: the same pixels given to every encoder.

The pictures are those of kmanim's loop film, 100 ms each. What `gifsicle -O3` makes of every file is shown beside
it; PSNR is that of the decoded file against the true pictures, over all of them and for the worst one.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import imageio.v3 as iio
import matplotlib as mpl
import numpy as np
from matplotlib.animation import PillowWriter
from matplotlib.figure import Figure
from PIL import Image, ImageSequence

import kmanim
from benchmarks._machine import about
from benchmarks._measure import compared, options, short, table, take_turns
from kmanim.export.formats._palette import Palette
from kmanim.export.reel import Reel, as_pixels
from kmanim.export.writer import write_film
from kmanim.frame import Frame

QUICK = (32, 1_000)
FULL = (32, 1_000, 10_000, 100_000)
LARGE = (1_000_000,)
SHOWN_MS = 100
HEAD = (
    "points", "way", "bytes", "ratio", "gifsicle -O3 of it", "ratio to kmanim's file",
    "PSNR dB", "worst picture", "CPU ms a picture", "CPU ratio",
)  # fmt: skip


def by_kmanim(exact: Sequence[str], film: Sequence[Frame], path: Path) -> None:
    write_film(path, film, exact=exact)


def by_pillow_writer(film: np.ndarray, path: Path) -> None:
    height, width = film.shape[1:3]
    figure = Figure(figsize=((width + 0.01) / 72, (height + 0.01) / 72), dpi=72)
    writer, image = PillowWriter(fps=1000 // SHOWN_MS), figure.figimage(film[0])
    with writer.saving(figure, path, dpi=72):
        for picture in film:
            image.set_data(picture)
            writer.grab_frame()


def by_imageio(film: np.ndarray, path: Path) -> None:
    iio.imwrite(path, film, duration=SHOWN_MS, loop=0)


def by_imageio_one_palette(exact: Sequence[str], film: Sequence[Frame], path: Path) -> None:
    """Write indices into one palette for the whole film, found as kmanim finds it: the best that Pillow does."""
    reel = Reel()
    for frame in film:
        reel.add(as_pixels(frame.pixels), frame.duration_ms)
    palette = Palette(*reel.colours(), exact=exact)
    pictures = np.stack([palette.indices(picture) for picture, _ in reel.pictures()])
    iio.imwrite(
        path, pictures, plugin="pillow", is_batch=True, loop=0, optimize=True,
        duration=[shot.duration_ms for shot in reel.shots], palette=palette.rgb.tobytes().ljust(768, b"\0"),
    )  # fmt: skip


def by_gif_package(film: np.ndarray, path: Path) -> None:
    import gif  # noqa: PLC0415 - it need not be installed

    gif.save([Image.fromarray(picture) for picture in film], str(path), duration=SHOWN_MS)


def psnr(film: np.ndarray, path: Path) -> tuple[float, float]:
    """Compare a file with the true pictures: PSNR in dB over all of them, and of the worst."""
    errors: list[float] = []
    with Image.open(path) as decoded:
        for picture in ImageSequence.Iterator(decoded):
            pixels = np.asarray(picture.convert("RGB")).astype(np.int32)
            # A picture that became equal to the one before it stands so much longer instead.
            for _ in range(round(picture.info["duration"] / SHOWN_MS)):
                errors.append(float(((pixels - film[len(errors)]) ** 2).mean()))
    if len(errors) != len(film):
        raise ValueError(f"{path.name} shows {len(errors)} pictures of {len(film)}")
    return decibel(sum(errors) / len(errors)), decibel(max(errors))


def decibel(error: float) -> float:
    return 10 * float(np.log10(255**2 / error)) if error else float("inf")


def squeezed(path: Path) -> int | None:
    """Give the size of the file after gifsicle; None where that is not installed."""
    if not (gifsicle := shutil.which("gifsicle")):
        return None
    out = path.with_suffix(".small")
    subprocess.run([gifsicle, "-O3", str(path), "-o", str(out)], check=True, stderr=subprocess.DEVNULL)
    return out.stat().st_size


def measure(points: int, repeat: int, most: int | None = None) -> list[list[str]]:
    """Give the rows of the table for so many points, and all pictures of the film or the first ones."""
    data = kmanim.load("mtcars") if points == 32 else kmanim.load("blobs", n=points)
    film = kmanim.animate(kmanim.run("kmeans", data, k=2 if points == 32 else 3), profile="loop")
    frames = [Frame(frame.pixels, SHOWN_MS) for frame in islice(film.frames(), most)]
    pictures = np.stack([frame.pixels[..., :3] for frame in frames])
    encoders: dict[str, Callable[[Path], None]] = {
        "kmanim": partial(by_kmanim, film.look.style.colours, frames),
        "PillowWriter": partial(by_pillow_writer, pictures),
        "imageio, one palette": partial(by_imageio_one_palette, film.look.style.colours, frames),
        "imageio": partial(by_imageio, pictures),
    }
    if find_spec("gif"):
        encoders["gif"] = partial(by_gif_package, pictures)
    with TemporaryDirectory() as folder:
        paths = {name: Path(folder) / f"{name}.gif" for name in encoders}
        ways = {name: partial(encode, paths[name]) for name, encode in encoders.items()}
        times = compared(take_turns(ways, repeat, warm_up=False), dict.fromkeys(ways, len(frames)))
        own = paths["kmanim"].stat().st_size
        rows = []
        for name, path in paths.items():
            size, small = path.stat().st_size, squeezed(path)
            after = ["-", "-"] if small is None else [f"{small:,}", short(small / own)]
            true = [f"{value:.1f}" for value in psnr(pictures, path)]
            clock = [times[name][1], times[name][3]]
            rows.append([f"{points:,}", name, f"{size:,}", short(size / own), *after, *true, *clock])
    return rows


def main(argv: Sequence[str] | None = None) -> None:
    chosen = options(__doc__, argv)
    mpl.use("Agg")
    sizes = QUICK if chosen.quick else FULL + (LARGE if chosen.large else ())
    rows = [row for points in sizes for row in measure(points, chosen.repeat)]
    print(table("Bytes: the same pictures as GIF", HEAD, rows))
    print(about())


if __name__ == "__main__":
    main(sys.argv[1:])
