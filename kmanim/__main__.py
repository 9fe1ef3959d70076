"""``python -m kmanim`` is the command ``kmanim``."""

import atexit
import os
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


def run() -> None:
    """Run the command, and end the process: at once, where Python would first take all apart that was imported.

    What is to be done at the end is done. Who measures the process needs its usual end.
    """
    code = main()
    if sys.getprofile() is None and sys.gettrace() is None:
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (AttributeError, OSError, ValueError):  # closed, or nobody listens: the exit code tells
                continue
        os._exit(code)
    raise SystemExit(code)


if __name__ == "__main__":
    run()
