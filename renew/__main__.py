"""Make anew what is made by the code: all of it, or what is named."""

from __future__ import annotations

import argparse
from pathlib import Path

from renew import notebooks, prepared, scripts, stub

ROOT = Path(__file__).parents[1]
PARTS = {
    "stub": stub.renew,
    "prepared": prepared.renew,
    "scripts": scripts.renew,
    "notebooks": notebooks.renew,
}


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m renew", description=__doc__, epilog="The pictures: python -m kmanim --gallery."
    )
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART", help=" or ".join(PARTS))
    for name in parser.parse_args().parts or PARTS:
        for line in PARTS[name](ROOT):
            print(line)


if __name__ == "__main__":
    main()
