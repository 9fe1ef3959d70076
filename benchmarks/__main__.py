"""``python -m benchmarks [--repeat N] [--quick] [--large]``: all benchmarks, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys

NAMES = (
    "frames", "bytes", "simulation", "many_runs", "reading", "without_centres", "families", "descent", "command",
    "growth", "end_to_end", "past_memory", "page",
)  # fmt: skip


def main(argv: list[str]) -> int:
    for name in NAMES:
        if code := subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}", *argv], check=False
        ).returncode:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
