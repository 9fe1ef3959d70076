"""``python -m kmanim`` is the command ``kmanim``."""

import sys


def main() -> int:
    """Run the command as a process of its own; an interrupt ends it in one line from the first import on."""
    try:
        from kmanim.command.cli import main as command  # noqa: PLC0415 - an interrupt of the import must find us here

        return command()
    except KeyboardInterrupt:
        if sys.stderr is not None:
            sys.stderr.write("kmanim: error: interrupted\n")
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
