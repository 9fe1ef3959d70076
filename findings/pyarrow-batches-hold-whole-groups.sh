#!/usr/bin/env bash
# pyarrow's ParquetFile.iter_batches holds the whole group of rows, however few rows a batch has; `buffer_size`, which makes
# it read bit by bit, is without effect beside `pre_buffer`. In pyarrow 18 ParquetFile had pre_buffer=False, so that
# buffer_size alone did; in 26 it is True unless it is said, nothing warns, and the group is held even after the last batch.
# Seen with pyarrow 18.0.0 and 26.0.1 and numpy 2.2.6 (Python 3.11); 2,000,000 rows of two columns in one group, 32 MB,
# batches of 65,536, one thread; the most that pyarrow held, in MB, with no option / buffer_size / pre_buffer=False / both:
#   18.0.0: 34 / 7 / 34 / 7; 26.0.1: 35 / 35 / 35 / 5 (and 32 after the last batch with the first two)
# So whoever reads a Parquet file larger than memory in batches has to say both, or memory grows with the groups.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cat > "$folder/look.py" <<'PY'
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

path = Path(__file__).with_name("rows.parquet")
OPTIONS = ({}, {"buffer_size": 1 << 20}, {"pre_buffer": False}, {"buffer_size": 1 << 20, "pre_buffer": False})
if len(sys.argv) == 2:  # of a process of its own, since the most that was held is kept
    with pq.ParquetFile(path, **OPTIONS[int(sys.argv[1])]) as file:
        for _ in file.iter_batches(65_536, row_groups=[0], use_threads=False):
            pass
        pool = pa.default_memory_pool()
        print(pool.max_memory() // 1_000_000, pa.total_allocated_bytes() // 1_000_000)
    raise SystemExit
n, random = 2_000_000, np.random.default_rng(0)
columns = {name: random.normal(size=n) for name in "xy"}
pq.write_table(pa.table(columns), path, row_group_size=n, use_dictionary=False, compression="none")
held = []
for number in range(len(OPTIONS)):
    said = subprocess.run([sys.executable, __file__, str(number)], capture_output=True, text=True, check=True).stdout
    held.append(tuple(map(int, said.split())))
print(f"pyarrow {pa.__version__}: most held and left, in MB: {held}")
whole = [most > 30 for most, _ in held]
expected = [True, pa.__version__ != "18.0.0", True, False]
left = [after > 30 for _, after in held]
raise SystemExit(not (whole == expected and left == [pa.__version__ != "18.0.0"] * 2 + [False] * 2))
PY
for version in 18.0.0 26.0.1; do
  python3 -m venv --clear "$folder/env"
  "$folder/env/bin/pip" install -q "pyarrow==$version" "numpy==2.2.6"
  "$folder/env/bin/python" "$folder/look.py"
done
