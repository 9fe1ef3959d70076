"""``python -m kmanim`` is the command ``kmanim``."""

from kmanim.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
