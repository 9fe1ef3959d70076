"""Where and when numbers were measured, and with what."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from contextlib import suppress
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = (
    "kmanim", "numpy", "matplotlib", "pillow", "imageio", "pandas", "scikit-learn", "celluloid", "gif"
)  # fmt: skip


def about() -> str:
    """Say date, machine kind, load and versions; what is not installed is left out of the comparison."""
    return f"\nMeasured on {datetime.now().astimezone():%Y-%m-%d}, {machine()}.\n{versions()}."


def machine() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = ""
    with suppress(ValueError, OSError, AttributeError):
        memory = f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{cores} cores ({_processor()}){memory}, {platform.system()} {platform.machine()}{load}"


def versions() -> str:
    found = [f"Python {platform.python_version()}"]
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"no {name}")
    if gifsicle := shutil.which("gifsicle"):
        said = subprocess.run([gifsicle, "--version"], capture_output=True, text=True, check=True).stdout
        found.append(said.splitlines()[0].replace("LCDF ", "").lower())
    else:
        found.append("no gifsicle")
    return ", ".join(found)


def _processor() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"
