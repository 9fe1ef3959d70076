#!/usr/bin/env bash
# pandas reads every 0 of a SAS transport file (XPORT, version 5) as 5.397605e-79, which is 16**-65: the eight bytes of
# IBM's zero are all 0, and its exponent is taken as that of a number. Dates and times come as plain numbers (days or
# seconds since 1960), although the reader has read their formats. No warning is given; pyreadstat reads both right.
# Seen with pandas 3.1.1, pyreadstat 1.3.7 and numpy 2.4.6 (Python 3.11).
# So what is exactly 16**-65 is 0, and columns with a format of dates are no measures.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install -q "pandas==3.1.1" "pyreadstat==1.3.7" "numpy==2.4.6"
"$folder/env/bin/python" -W error - "$folder/visits.xpt" <<'PY'
import datetime
import sys

import pandas as pd
import pyreadstat

path = sys.argv[1]
days = [datetime.date(2026, 3, 1), datetime.date(2026, 3, 2), datetime.date(2026, 3, 3)]
pyreadstat.write_xport(pd.DataFrame({"dose": [0.0, 0.5, 1.0], "day": days}), path, file_format_version=5)
ours = pd.read_sas(path, format="xport")
theirs, _ = pyreadstat.read_xport(path)
print(f"pandas {pd.__version__}: dose {ours['dose'].tolist()}, day {ours['day'].tolist()} ({ours['day'].dtype})")
print(f"pyreadstat {pyreadstat.__version__}: dose {theirs['dose'].tolist()}, day {[str(day) for day in theirs['day']]}")
doses = ours["dose"].tolist() == [16.0**-65, 0.5, 1.0] and theirs["dose"].tolist() == [0.0, 0.5, 1.0]
dates = ours["day"].dtype == float and theirs["day"].tolist() == days
sys.exit(not (doses and dates))
PY
