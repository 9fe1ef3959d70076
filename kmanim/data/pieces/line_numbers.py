"""Lines of a file as its readers count them, though only a part of it was read."""

from __future__ import annotations

import re
from typing import BinaryIO

_BLOCK = 1 << 24
# What stands in quotation marks is foreign: a mark that is missing at its end was cut off.
_QUOTED = r"""(?P<mark>['"])(?:\\.|(?!(?P=mark))[^\\…])*(?:(?P=mark)|…)"""
_LINE = re.compile(rf"{_QUOTED}|\bline (?P<line>[0-9]+)\b")


def count_lines(content: bytes) -> int:
    """Count the ends of lines: line feeds, carriage returns, and both as one."""
    returns = content.count(b"\r")
    return content.count(b"\n") + (returns - content.count(b"\r\n") if returns else 0)


def lines_before(file: BinaryIO, end: int) -> int:
    """Count the lines of a file up to a byte at which one begins."""
    file.seek(0)
    count = 0
    while end > 0 and (block := file.read(min(end, _BLOCK))):
        if block.endswith(b"\r") and len(block) < end:
            block += file.read(1)
        count += count_lines(block)
        end -= len(block)
    return count


def renumbered(message: str, where: str, above: int, further: int) -> str:
    """Count the lines that a message names from the beginning of the file.

    Parameters
    ----------
    message : str
        What is wrong with a text that is made of the first lines of a file, and of later ones.
    where : str
        How it calls the file: a name may hold anything.
    above : int
        How many first lines there are, which keep their numbers.
    further : int
        How many lines of the file lie between these and the later ones.
    """
    begin = len(where) if message.startswith(where) else 0

    def counted(found: re.Match[str]) -> str:
        line = int(found["line"] or 0)
        return f"line {line + further}" if line > above else found[0]

    return message[:begin] + _LINE.sub(counted, message[begin:])
