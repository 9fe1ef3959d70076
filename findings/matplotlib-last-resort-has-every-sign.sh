#!/usr/bin/env bash
# Among the fonts that come with matplotlib and stand in fontManager.ttflist is "Last Resort High-Efficiency", whose
# character map has all 1,114,112 code points, unassigned ones too. So a search of the list for a font that has a sign
# always finds one, and a text that is set in it comes out as the same box for every letter, without a warning.
# Seen with matplotlib 3.11.2 (Python 3.11): for U+4E2D, U+4E2E, U+0E01 and the unassigned U+0378 it is the only one of
# matplotlib's own fonts, and the first two, different Chinese signs, are the same 752 px of ink: it draws the block that
# a sign belongs to, never the sign.
# So whoever looks for a font that can write a name has to leave that one out.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install -q "matplotlib==3.11.2" "numpy==2.4.6"
MPLCONFIGDIR="$folder/config" "$folder/env/bin/python" -W error - <<'PY'
import sys

import matplotlib
import numpy as np
from matplotlib import font_manager
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font

own = [font for font in font_manager.fontManager.ttflist if "mpl-data" in font.fname]
signs = {"U+4E2D": "\u4e2d", "U+4E2E": "\u4e2e", "U+0E01": "\u0e01", "U+0378": "\u0378"}
have = {name: [f.name for f in own if ord(sign) in FT2Font(f.fname).get_charmap()] for name, sign in signs.items()}
last = next(f for f in own if f.name.startswith("Last Resort"))


def drawn(sign):
    renderer = RendererAgg(80, 80, 72)
    gc = renderer.new_gc()
    renderer.draw_text(gc, 10, 60, sign, FontProperties(fname=last.fname, size=40), 0)
    return np.asarray(renderer.buffer_rgba())[..., 3].copy()


pictures = {name: drawn(sign) for name, sign in signs.items()}
same = bool((pictures["U+4E2D"] == pictures["U+4E2E"]).all())
size = len(FT2Font(last.fname).get_charmap())
print(f"matplotlib {matplotlib.__version__}: {last.name} has {size:,} code points")
for name, fonts in have.items():
    print(f"  {name}: {', '.join(fonts)}")
print(f"  two different Chinese signs are one picture: {same}, inked: {int((pictures['U+4E2D'] > 0).sum())} px")
expected = size == 0x110000 and all(fonts == [last.name] for fonts in have.values()) and same
sys.exit(not (expected and (pictures["U+4E2D"] > 0).any()))
PY
