#!/usr/bin/env bash
# python-calamine gives a cell that holds an error of the spreadsheet (#N/A, #DIV/0!) as "", as it gives an empty cell and
# an empty text; openpyxl gives the error's name. pandas.read_excel(engine="calamine", keep_default_na=False), which asks
# for what is written, so gives "" for all of them. Nothing tells a formula that failed from a cell nobody filled in.
# Seen with python-calamine 0.9.1, pandas 3.1.1 and openpyxl 3.1.5 (Python 3.11), cells #N/A, #DIV/0!, none:
#   calamine '' '' ''; openpyxl '#N/A' '#DIV/0!' None; read_excel by calamine '' '' '', by openpyxl nan nan ''
# So whoever counts or names what failed in a sheet needs another reader.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install -q "python-calamine==0.9.1" "pandas==3.1.1" "openpyxl==3.1.5"
"$folder/env/bin/python" - <<'PY'
import io
import sys
from importlib.metadata import version

import openpyxl
import pandas as pd
from python_calamine import CalamineWorkbook

book = openpyxl.Workbook()
for row in (["x", "y"], [1, "#N/A"], [2, "#DIV/0!"], [3, None]):
    book.active.append(row)
kinds = [book.active.cell(row, 2).data_type for row in (2, 3)]  # "e": errors, not text
file = io.BytesIO()
book.save(file)
file.seek(0)

by_calamine = [row[1] for row in CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()[1:]]
by_openpyxl = [row[1].value for row in list(openpyxl.load_workbook(file).active.rows)[1:]]
by_pandas = {
    engine: pd.read_excel(file, engine=engine, keep_default_na=False)["y"].tolist()
    for engine in ("calamine", "openpyxl")
}
print(f"python-calamine {version('python-calamine')}, pandas {pd.__version__}, openpyxl {openpyxl.__version__}")
print(f"  calamine: {by_calamine}; openpyxl: {by_openpyxl}")
for engine, cells in by_pandas.items():
    print(f"  pandas.read_excel by {engine}, keep_default_na=False: {cells}")
lost = by_calamine == ["", "", ""] and by_pandas["calamine"] == ["", "", ""]
kept = by_openpyxl == ["#N/A", "#DIV/0!", None] and [pd.isna(cell) for cell in by_pandas["openpyxl"]] == [True, True, False]
sys.exit(not (kinds == ["e", "e"] and lost and kept))
PY
