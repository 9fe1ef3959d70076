import errno
import os
import stat
from pathlib import Path

import pytest

from kmanim.atomic import check_target, replacing, write_whole
from kmanim.errors import OutputError


def test_writes_text_bytes_and_pieces(tmp_path):
    write_whole(tmp_path / "a", "naïve\n")
    write_whole(tmp_path / "b", b"\0\1")
    write_whole(tmp_path / "c", (bytes([n]) for n in range(3)))
    assert (tmp_path / "a").read_bytes() == "naïve\n".encode()
    assert (tmp_path / "b").read_bytes() == b"\0\1"
    assert (tmp_path / "c").read_bytes() == b"\0\1\2"


@pytest.mark.parametrize("mask", [0o022, 0o027, 0o000])
def test_mode_is_what_the_umask_says(tmp_path, mask):
    before = os.umask(mask)
    try:
        write_whole(tmp_path / "a", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o666 & ~mask


@pytest.mark.parametrize("kind", [ValueError, KeyboardInterrupt, SystemExit, GeneratorExit])
def test_an_interrupted_write_leaves_the_old_file_alone(tmp_path, kind):
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def pieces():
        yield b"new"
        raise kind

    with pytest.raises(kind):
        write_whole(path, pieces())
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_disk_full(tmp_path, monkeypatch):
    path = tmp_path / "a"

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError) as caught:
        write_whole(path, b"x")
    assert str(caught.value) == f"cannot write {path}: no space left on the disk"
    assert list(tmp_path.iterdir()) == []


def test_the_real_disk_full():
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    with pytest.raises(OutputError, match="cannot write /dev/full: it is not a regular file"):
        write_whole(Path("/dev/full"), b"x")


def test_a_link_to_a_device_is_not_replaced(tmp_path):
    (tmp_path / "a").symlink_to("/dev/null")
    with pytest.raises(OutputError, match="it is not a regular file"):
        write_whole(tmp_path / "a", b"x")
    assert (tmp_path / "a").is_symlink()


def test_a_link_is_replaced_not_followed(tmp_path):
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "a").symlink_to("mine")
    write_whole(tmp_path / "a", b"x")
    assert (tmp_path / "mine").read_text() == "mine"
    assert not (tmp_path / "a").is_symlink()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("no/a", "the folder {0}/no does not exist"),
        ("folder", "it is a folder"),
        ("file/a", "{0}/file is not a folder"),
        ("x" * 300, "the name is too long"),
        ("a\0b", "the name holds a NUL character"),
    ],
)
def test_places_that_cannot_be_written(tmp_path, name, reason):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("")
    for attempt in (check_target, lambda path: write_whole(path, b"x")):
        with pytest.raises(OutputError) as caught:
            attempt(tmp_path / name)
        assert str(caught.value).endswith(": " + reason.format(tmp_path))
        assert "\n" not in str(caught.value)
        assert len(str(caught.value)) < 400
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="permission denied"):
            write_whole(tmp_path / "a", b"x")
    finally:
        tmp_path.chmod(0o700)


def test_temporary_file_stands_beside_under_a_dot_name(tmp_path):
    with replacing(tmp_path / ("x" * 250 + ".gif")) as temporary:
        assert temporary.parent == tmp_path
        assert temporary.name.startswith(f".kmanim-{os.getpid()}-")
    assert len(list(tmp_path.iterdir())) == 1


def test_message_shows_harmless_text(tmp_path):
    with pytest.raises(OutputError) as caught:
        write_whole(tmp_path / "no\x1b[31m\n" / "a", b"x")
    assert "\x1b" not in str(caught.value)
    assert "\n" not in str(caught.value)
