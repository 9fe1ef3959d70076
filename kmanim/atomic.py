"""A file appears whole or not at all: written beside its place under a dot name, then renamed into it."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from kmanim.errors import OutputError, TargetError, shown

TEMPORARY = ".kmanim-"
_AT_ONCE = 16  # a disk takes so many files in hardly more time than one

_REASONS = {
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EROFS: "the file system is read-only",
    errno.ENOSPC: "no space left on the disk",
    errno.EDQUOT: "no space left in the disk quota",
    errno.EFBIG: "it would be larger than the limit for files",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EISDIR: "it is a folder",
    errno.ELOOP: "its links go round in a circle",
}
# What another name would mend, unlike a full disk.
_TARGETS = (errno.ENOTDIR, errno.EEXIST, errno.ENAMETOOLONG, errno.EISDIR, errno.ELOOP, errno.EINVAL)


def temporary_name() -> str:
    """Make a dot name that no other process uses; short, so that it fits wherever the final name fits."""
    return f"{TEMPORARY}{os.getpid()}-{secrets.token_hex(4)}"


def output_error(path: Path, error: OSError) -> OutputError:
    """Say in one line why the file at `path` cannot be written."""
    if error.errno == errno.ENOENT:
        reason = f"the folder {plain_path(path.parent)} does not exist"
    elif error.errno in (errno.ENOTDIR, errno.EEXIST):
        reason = f"{plain_path(path.parent)} is not a folder"
    else:
        reason = _REASONS.get(error.errno or 0) or shown(error.strerror or error)
    kind = TargetError if error.errno in _TARGETS else OutputError
    return kind(f"cannot write {plain_path(path)}: {reason}")


@contextmanager
def complaints(path: Path) -> Iterator[None]:
    """Turn what the system complains about inside the block into an OutputError about `path`."""
    try:
        yield
    except OutputError:
        raise
    except OSError as error:
        raise output_error(path, error) from error
    except ValueError as error:
        if "null byte" not in str(error) and "null character" not in str(error):
            raise
        raise TargetError(f"cannot write {plain_path(path)}: the name holds a NUL character") from None


def status(path: Path) -> os.stat_result | None:
    """Look at what stands at `path`, links not followed; None where nothing does."""
    try:
        return path.lstat()
    except FileNotFoundError:
        return None


def check_target(path: Path) -> os.stat_result | None:
    """Look at the place of a file before long work.

    Returns
    -------
    os.stat_result or None
        What stands there now, links not followed; None where nothing does.

    Raises
    ------
    OutputError
        If the folder is missing, is none or may not be written, or a folder or a device is in the way.
    """
    with complaints(path):
        if not stat.S_ISDIR(path.parent.stat().st_mode):
            raise NotADirectoryError(errno.ENOTDIR, "")
        if not os.access(path.parent, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, "")
        found = status(path)
        if found is not None:
            # A link to a device, such as /dev/stdout, must not be replaced by a file either.
            aim = path.stat() if stat.S_ISLNK(found.st_mode) and path.exists() else found
            if stat.S_ISDIR(aim.st_mode) and aim is found:
                raise IsADirectoryError(errno.EISDIR, "")
            if not (stat.S_ISREG(aim.st_mode) or stat.S_ISLNK(aim.st_mode)):
                raise OSError(errno.EINVAL, "it is not a regular file")
    return found


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give an empty temporary file beside `path`; at the end of the block it takes the place of `path`.

    Whatever ends the block early, an interrupt included, leaves what stood at `path` and no temporary file.
    The mode of the file is what the umask says, as for any file that a program creates. What is written into a hidden
    folder of ours is brought to the disk by whoever takes it out of there, see `bring_to_disk`.

    Raises
    ------
    OutputError
        For every way in which writing can fail.
    """
    check_target(path)
    temporary = path.parent / temporary_name()
    with complaints(path):
        try:
            os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            yield temporary
            if not path.parent.name.startswith(TEMPORARY):
                _sync(temporary)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes | str | Iterable[bytes]) -> None:
    """Write a file at once: bytes, text (as UTF-8), or pieces that are made while writing.

    Raises
    ------
    OutputError
        If the file cannot be written; what stood there before still does.
    """
    if isinstance(content, str):
        content = content.encode("utf-8", "replace")
    pieces = (content,) if isinstance(content, bytes) else content
    with replacing(path) as temporary, temporary.open("wb") as file:
        for piece in pieces:
            file.write(piece)


def bring_to_disk(paths: Sequence[Path]) -> None:
    """Wait until files are on the disk, many at once.

    Raises
    ------
    OutputError
        For the first of them that did not get there, such as where the disk is full.
    """
    failed: dict[Path, OSError] = {}

    def sync(some: Sequence[Path]) -> None:
        for path in some:
            try:
                _sync(path)
            except OSError as error:
                failed[path] = error

    threads = [
        Thread(target=sync, args=(paths[first::_AT_ONCE],)) for first in range(min(_AT_ONCE, len(paths)))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for path in paths:
        if path in failed:
            raise output_error(path, failed[path]) from failed[path]


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def plain_path(path: Path) -> str:
    """Give the path as the user knows it: without our own temporary folder, harmless, of bearable length."""
    return shown(Path(*(part for part in path.parts if not part.startswith(TEMPORARY))), limit=120)
