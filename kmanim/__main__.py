"""``python -m kmanim`` is the command ``kmanim``."""

import sys


def main() -> int:
    """Run the command as a process of its own; an interrupt ends it in one line from the first import on."""
    try:
        import signal  # noqa: PLC0415 - whatever is imported, an interrupt must find us here

        from kmanim.cli import main as command  # noqa: PLC0415

        code = command()
        # The files are written and Python only tidies up: an interrupt now would print what nobody needs.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    except KeyboardInterrupt:
        if sys.stderr is not None:
            sys.stderr.write("kmanim: error: interrupted\n")
        return 130
    return code


if __name__ == "__main__":
    raise SystemExit(main())
