"""All files of one job, together: every one of them new, or every one as it was before."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from kmanim.atomic import bring_to_disk, check_target, complaints, status, temporary_name, write_whole
from kmanim.errors import OutputError, TargetError, shown
from kmanim.export.manifest import MANIFEST, Manifest, Record, is_plain_name, record_of

if sys.platform != "win32":
    import fcntl


class Folder:
    """Collects the files of one job and puts them into their folder at once.

    Used as a context manager: files are written into a hidden folder inside `path` (so memory stays small
    however large the job is) and renamed into place when the block ends well. If it ends early, for whatever
    reason, the files that stood there before still do, and a folder that was made for the job is removed
    again.

    Files that kmanim did not write, or that were changed since, are never touched unless `force`: the list
    ``.kmanim.json`` in the folder knows name, size and SHA-256 of each file. Files that an earlier run of the
    same job left and that this run does not write are removed if they are unchanged.

    Parameters
    ----------
    path : str or Path
        The folder; made, with its parents, when the first file is written.
    job : str
        Whose files these are, for example the name of the data set. Jobs may share a folder.
    force : bool, default False
        Replace files that kmanim did not write.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as there:
    ...     with Folder(Path(there) / "cars", job="cars") as folder:
    ...         folder.check(["post.md"])
    ...         folder.write("post.md", "# Cars")
    ...     [path.name for path in folder.files]
    ['post.md']
    """

    def __init__(self, path: str | Path, *, job: str, force: bool = False) -> None:
        self.path = Path(path)
        self.job = job
        self.force = force
        self._names: dict[str, None] = {}
        self._staging: Path | None = None
        self._made: list[Path] = []

    @property
    def files(self) -> tuple[Path, ...]:
        """Where the files of this job stand (or will stand), in the order in which they were written."""
        return tuple(self.path / name for name in self._names)

    def check(self, names: Iterable[str]) -> None:
        """Refuse before the long work what would be refused after it.

        Raises
        ------
        OutputError
            If the folder cannot be written, or one of the files (the first is named) is not ours to replace.
        """
        with complaints(self.path):
            nearest = _nearest(self.path)
            to_make = self.path.parts[len(nearest.parts) :]
            check_target(nearest.absolute() / (to_make[0] if to_make else MANIFEST))
            if nearest == self.path:
                with _alone(self.path):
                    self._refuse_foreign(names, Manifest.read(self.path, force=self.force))

    def stage(self, name: str) -> Path:
        """Give the path where the file `name` is to be written until the job is complete."""
        if not is_plain_name(name) or name == MANIFEST:
            raise OutputError(f"cannot write a file named {shown(repr(name))} into {shown(self.path)}")
        staging = self._staging or self._make_staging()
        self._names[name] = None
        return staging / name

    def write(self, name: str, content: bytes | str | Iterable[bytes]) -> None:
        """Write one file of the job."""
        write_whole(self.stage(name), content)

    def commit(self) -> None:
        """Put every file into its place, then the list of them."""
        if self._staging is None:
            return
        with _alone(self.path):
            # Again, because another run, or the user, may have written here during the long work.
            known = Manifest.read(self.path, force=self.force)
            self._refuse_foreign(self._names, known)
            self._replace_all(self._staging, known)
        self._made.clear()
        self.discard()

    def discard(self) -> None:
        """Remove what was written so far; nothing is left of the job, its new folders included."""
        if self._staging is not None:
            shutil.rmtree(self._staging, ignore_errors=True)
            self._staging = None
        while self._made:
            with suppress(OSError):
                self._made.pop().rmdir()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                with complaints(self.path):
                    self.commit()
        finally:
            self.discard()

    def _make_staging(self) -> Path:
        with complaints(self.path):
            missing = [folder for folder in (self.path, *self.path.parents) if not folder.exists()]
            for folder in reversed(missing):
                with suppress(FileExistsError):  # another run made it in this moment
                    folder.mkdir()
                    self._made.append(folder)
            check_target(self.path / MANIFEST)
            # Known before it is there: an interrupt in between must not leave it behind.
            staging = self._staging = self.path / temporary_name()
            staging.mkdir(mode=0o700)
        return staging

    def _refuse_foreign(self, names: Iterable[str], known: Manifest) -> None:
        for name in names:
            target = self.path / name
            if check_target(target) is None or self.force:
                continue
            with complaints(target):
                ours = known.holds(self.path, name)
            if not ours:
                raise TargetError(
                    f"{shown(target, 120)} was not written by kmanim, or was changed since; "
                    "move it away, or replace it with --force"
                )

    def _replace_all(self, staging: Path, known: Manifest) -> None:
        bring_to_disk([staging / name for name in self._names])
        new = [record_of(staging / name, name, self.job) for name in self._names]
        kept = [r for r in known if r.name not in self._names and (self.path / r.name).is_file()]
        stale = [r.name for r in kept if r.job == self.job and known.holds(self.path, r.name)]
        old = staging / temporary_name()
        old.mkdir()
        moved: list[tuple[str, bool]] = []
        self._list([*known, *new])
        try:
            for name in (*self._names, *stale):
                target = self.path / name
                moved.append((name, os.path.lexists(target)))
                if moved[-1][1]:
                    _keep(target, old / name)
                if name in self._names:
                    (staging / name).replace(target)
                else:
                    target.unlink(missing_ok=True)
            self._list([*(r for r in kept if r.name not in stale), *new])
        except BaseException:
            for name, stood in reversed(moved):
                with suppress(OSError):
                    if stood:
                        (old / name).replace(self.path / name)
                    else:
                        (self.path / name).unlink(missing_ok=True)
            with suppress(OSError):
                self._list(known)
            raise

    def _list(self, records: Iterable[Record]) -> None:
        listed = Manifest(records)
        if any(True for _ in listed):
            write_whole(self.path / MANIFEST, listed.to_json())
        else:
            (self.path / MANIFEST).unlink(missing_ok=True)


def _nearest(path: Path) -> Path:
    """Give the folder itself, or what stands nearest to it on the way there."""
    for folder in (path, *path.parents):
        with suppress(NotADirectoryError):
            if status(folder) is not None:
                return folder
    return path


def _keep(path: Path, backup: Path) -> None:
    """Keep the old file under another name, without a moment in which it is gone where the disk can."""
    try:
        os.link(path, backup, follow_symlinks=False)
    except (OSError, NotImplementedError):
        path.rename(backup)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time put its files into a folder, where the system has such locks."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network disks have no locks; the files are whole without them too
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
