#!/usr/bin/env bash
# IPython.display.Image(alt=...) says what is seen in a picture, and the notebook keeps it in the metadata of the output;
# no exporter of nbconvert reads it. A page of HTML says alt="No description has been provided for this image" all the
# same, Markdown and AsciiDoc "![png](output_0_0.png)". Width and height, which stand beside it, are heeded.
# Seen with nbconvert 7.17.2, ipython 9.18.1 and nbformat 5.11.1 (Python 3.11): the words in the metadata True; in HTML,
# Markdown, reStructuredText and AsciiDoc False; the width in HTML True
# So words that must reach readers stand in HTML that is an output itself, or in the text around it.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install -q "nbconvert==7.17.2" "ipython==9.18.1" "nbformat==5.11.1"
"$folder/env/bin/python" - <<'PY'
import base64
import sys

import IPython
import nbconvert
import nbformat
from IPython.display import Image

PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
WORDS = "one red dot"
picture = Image(base64.b64decode(PNG), format="png", alt=WORDS, width=40, height=30)
data, metadata = picture._repr_mimebundle_()
output = nbformat.v4.new_output("display_data", data=data, metadata=metadata)
notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("picture", outputs=[output], execution_count=1)])
nbformat.validate(notebook)
made = {}
for name in ("HTML", "Markdown", "RST", "ASCIIDoc"):
    made[name], _ = getattr(nbconvert, f"{name}Exporter")().from_notebook_node(notebook)
print(f"nbconvert {nbconvert.__version__}, ipython {IPython.__version__}; metadata of the output: {metadata}")
for name, text in made.items():
    print(f"  {name}: the words {WORDS in text}")
unsaid, wide = "No description has been provided for this image" in made["HTML"], 'width="40"' in made["HTML"]
print(f"  HTML: no description {unsaid}, its width {wide}")
kept = metadata.get("image/png", metadata).get("alt") == WORDS
sys.exit(not (kept and unsaid and wide and not any(WORDS in text for text in made.values())))
PY
