#!/usr/bin/env bash
# An animated AVIF by Pillow takes no heed of loop=, which GIF, APNG and WebP take, and raises nothing: loop=1 gives the
# bytes of loop=0, a film that plays for ever (bit 0 of the flags of its edit list, "elst", is set). And the moment of
# writing stands in it (creation and modification times of mvhd, tkhd and mdhd), so that one film saved again a second
# later is another file; no option leaves that out.
# Seen with Pillow 13.0.0, libavif 1.4.2 (Python 3.11), four pictures of 64 x 48:
#   loop=0, 1, 5 within a second: the same but for the times, each repeated for ever; saved later: 6 bytes differ
# So whoever wants a film that plays once, or the same bytes twice, has to mend these boxes.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install -q "pillow==13.0.0"
"$folder/env/bin/python" -W error - <<'PY'
import io
import sys
import time

import PIL
from PIL import Image, features

pictures = [Image.new("RGB", (64, 48), (60 * n, 90, 200)) for n in range(4)]
TIMES = {b"mvhd": 8, b"tkhd": 8, b"mdhd": 8}  # how many bytes of times follow in version 0; 16 in version 1


def saved(**options):
    file = io.BytesIO()
    pictures[0].save(file, "AVIF", save_all=True, append_images=pictures[1:], duration=100, max_threads=1, **options)
    return file.getvalue()


def timeless(content):
    data = bytearray(content)
    for kind, size in TIMES.items():
        at = data.find(kind) + 4
        size *= 1 + data[at]
        data[at + 4 : at + 4 + size] = bytes(size)
    return bytes(data)


files = {loop: saved(loop=loop) for loop in (0, 1, 5)}
same = len({timeless(content) for content in files.values()}) == 1
at = files[1].find(b"elst")
for_ever = bool(files[1][at + 7] & 1)
time.sleep(1.5)
later = saved(loop=0)
differ = sum(one != other for one, other in zip(files[0], later, strict=True))
print(f"Pillow {PIL.__version__}, libavif {features.version('avif')}")
print(f"  loop=0, 1 and 5 are the same but for times: {same}; loop=1 plays for ever: {for_ever}")
print(f"  saved a second later: {differ} bytes differ, and none but times: {timeless(later) == timeless(files[0])}")
sys.exit(not (same and for_ever and differ > 0 and timeless(later) == timeless(files[0])))
PY
