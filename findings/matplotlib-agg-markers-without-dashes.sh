#!/usr/bin/env bash
# RendererAgg.draw_markers ignores the dashes of its graphics context and raises nothing; draw_path on the same renderer
# draws them, and so does RendererSVG.draw_markers. One call makes a whole outline as PNG and a dashed one as SVG.
# (Axes.scatter is not concerned: its dashed outlines are drawn as paths.)
# Seen with matplotlib 3.11.2 and numpy 2.4.6 (Python 3.11), a circle of 60 px with a line of 2, dashes of 4 and 4; inked
# pixels whole / dashed:
#   Agg draw_markers 612 / 612; Agg draw_path 616 / 397; SVG draw_markers has a stroke-dasharray
# So dashed outlines of marks are to be drawn as paths.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install -q "matplotlib==3.11.2" "numpy==2.4.6"
"$folder/env/bin/python" - <<'PY'
import io
import sys

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, IdentityTransform

circle = Path.unit_circle().transformed(Affine2D().scale(30))


def draw(renderer, dashes, as_markers):
    gc = renderer.new_gc()
    gc.set_linewidth(2)
    gc.set_dashes(0, dashes)
    if as_markers:
        renderer.draw_markers(gc, circle, IdentityTransform(), Path([(40.0, 40.0)]), IdentityTransform())
    else:
        renderer.draw_path(gc, circle, Affine2D().translate(40, 40))


def inked(dashes, as_markers):
    renderer = RendererAgg(80, 80, 72)
    draw(renderer, dashes, as_markers)
    return int((np.asarray(renderer.buffer_rgba())[..., 3] > 0).sum())


markers = [inked(dashes, True) for dashes in (None, [4, 4])]
paths = [inked(dashes, False) for dashes in (None, [4, 4])]
text = io.StringIO()
svg = RendererSVG(80, 80, text)
draw(svg, [4, 4], True)
svg.finalize()
in_svg = "stroke-dasharray: 4" in text.getvalue()
print(f"matplotlib {matplotlib.__version__}: Agg draw_markers {markers}, draw_path {paths}; dashed in SVG: {in_svg}")
sys.exit(not (markers[0] == markers[1] and paths[1] < 0.8 * paths[0] and in_svg))
PY
