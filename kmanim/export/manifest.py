"""The list that kmanim keeps in a folder: which files it wrote there, so that it never touches any other."""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kmanim.errors import OutputError, TargetError, shown

MANIFEST = ".kmanim.json"
_LARGEST = 64 * 1024 * 1024


class Record(NamedTuple):
    """One file as kmanim wrote it: its name in the folder, whose job it was, its size and its SHA-256."""

    name: str
    job: str
    size: int
    sha256: str


def record_of(path: Path, name: str, job: str) -> Record:
    """Describe a file that stands at `path` now."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return Record(name, job, file.tell(), digest)


class Manifest:
    """What kmanim has written into one folder.

    A name may have two records while a run replaces its file: the old one and the new one, so that a run that
    is killed between two renames leaves no file that the next run would take for the user's.
    """

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._records = tuple(records)

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records)

    @classmethod
    def read(cls, folder: Path, *, force: bool = False) -> Manifest:
        """Read the list of a folder; an empty one where there is none yet.

        Raises
        ------
        OutputError
            If a file of that name stands there which kmanim cannot have written, unless `force`.
        """
        path = folder / MANIFEST
        try:
            status = path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return cls()
        except OSError as error:
            raise OutputError(f"cannot read {shown(path, 120)}: {shown(error.strerror)}") from None
        try:
            if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
                raise ValueError  # noqa: TRY301 - all that is wrong with the list ends below
            entries = json.loads(path.read_bytes())["files"]
            return cls(_checked(Record(**entry)) for entry in entries)
        except OSError as error:
            raise OutputError(f"cannot read {shown(path, 120)}: {shown(error.strerror)}") from None
        except (ValueError, TypeError, KeyError, RecursionError):
            if force and stat.S_ISREG(status.st_mode):
                return cls()
            raise TargetError(
                f"{shown(path, 120)} is not a list that kmanim wrote; remove it, or replace it with --force"
            ) from None

    def holds(self, folder: Path, name: str) -> bool:
        """Tell whether the file `name` stands in the folder exactly as kmanim wrote it."""
        path = folder / name
        status = path.lstat()
        known = [record for record in self if record.name == name and record.size == status.st_size]
        if not known or not stat.S_ISREG(status.st_mode):
            return False
        digest = record_of(path, name, "").sha256
        return any(record.sha256 == digest for record in known)

    def to_json(self) -> str:
        """Write the list as JSON, sorted, so that equal runs give equal bytes."""
        entries = [record._asdict() for record in sorted(set(self))]
        return json.dumps({"kmanim": 1, "files": entries}, indent=1) + "\n"


def _checked(record: Record) -> Record:
    """Refuse records that could lead out of the folder or are of the wrong kind."""
    texts = (record.name, record.job, record.sha256)
    if not all(isinstance(text, str) for text in texts) or not isinstance(record.size, int):
        raise TypeError
    if not is_plain_name(record.name):
        raise ValueError
    return record


def is_plain_name(name: str) -> bool:
    """Tell whether a name stays inside its folder."""
    return bool(name) and name not in (".", "..") and not set(name) & {"/", "\\", "\0"}
