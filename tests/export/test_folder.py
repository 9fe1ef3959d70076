import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from synthetic_frames import left_over

from kmanim.errors import OutputError
from kmanim.export.folder import Folder


def write(path, files, job="cars", force=False):
    with Folder(path, job=job, force=force) as folder:
        folder.check(files)
        for name, text in files.items():
            folder.write(name, text)
    return folder


def fail_after_writing(path, error):
    with Folder(path, job="cars") as folder:
        folder.write("a", "new")
        folder.write("b", "new")
        raise error


def contents(path):
    return {p.name: p.read_text() for p in path.iterdir() if p.name != ".kmanim.json"}


def listed(path):
    return {entry["name"]: entry for entry in json.loads((path / ".kmanim.json").read_text())["files"]}


def test_writes_all_files_and_their_list(tmp_path):
    folder = write(tmp_path / "gifs/cars", {"a.txt": "a", "b.txt": "bb"})
    assert contents(tmp_path / "gifs/cars") == {"a.txt": "a", "b.txt": "bb"}
    assert [p.name for p in folder.files] == ["a.txt", "b.txt"]
    entry = listed(tmp_path / "gifs/cars")["b.txt"]
    assert (entry["size"], entry["job"]) == (2, "cars")
    assert entry["sha256"] == "3b64db95cb55c763391c707108489ae18b4112d783300de38e033b4c98c3deaf"


def test_the_list_is_the_same_twice(tmp_path):
    for name in ("one", "two"):
        write(tmp_path / name, {"b": "b", "a": "a"})
    assert (tmp_path / "one/.kmanim.json").read_bytes() == (tmp_path / "two/.kmanim.json").read_bytes()


def test_replaces_what_an_earlier_run_wrote(tmp_path):
    write(tmp_path, {"a": "old"})
    write(tmp_path, {"a": "new"})
    assert contents(tmp_path) == {"a": "new"}


@pytest.mark.parametrize("how", ["foreign", "changed", "same size"])
def test_refuses_what_is_not_ours(tmp_path, how):
    if how != "foreign":
        write(tmp_path, {"b": "written"})
    (tmp_path / "b").write_text({"foreign": "x", "changed": "changed!!", "same size": "WRITTEN"}[how])
    before = contents(tmp_path)
    with pytest.raises(OutputError) as caught:
        write(tmp_path, {"a": "1", "b": "2"})
    assert str(caught.value) == (
        f"{tmp_path}/b was not written by kmanim, or was changed since; "
        "move it away, or replace it with --force"
    )
    assert contents(tmp_path) == before
    assert left_over(tmp_path) == []
    write(tmp_path, {"a": "1", "b": "2"}, force=True)
    assert contents(tmp_path) == {"a": "1", "b": "2"}


def test_refuses_what_appeared_during_the_work(tmp_path):
    def job():
        with Folder(tmp_path, job="cars") as folder:
            folder.check(["a"])
            folder.write("a", "ours")
            (tmp_path / "a").write_text("theirs")

    with pytest.raises(OutputError, match="was not written by kmanim"):
        job()
    assert contents(tmp_path) == {"a": "theirs"}
    assert left_over(tmp_path) == []


@pytest.mark.parametrize("force", [False, True])
def test_never_writes_through_links(tmp_path, force):
    outside = tmp_path / "outside"
    outside.write_text("mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/a").symlink_to(outside)
    try:
        write(tmp_path / "out", {"a": "new"}, force=force)
    except OutputError:
        assert not force
    assert outside.read_text() == "mine"
    assert (tmp_path / "out/a").is_symlink() is not force


def test_a_folder_in_the_way_is_refused_even_with_force(tmp_path):
    (tmp_path / "a").mkdir()
    with pytest.raises(OutputError, match="it is a folder"):
        write(tmp_path, {"a": "x"}, force=True)


@pytest.mark.parametrize("kind", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_failing_job_leaves_everything_as_it_was(tmp_path, kind):
    write(tmp_path, {"a": "old"})
    manifest = (tmp_path / ".kmanim.json").read_bytes()
    with pytest.raises(kind):
        fail_after_writing(tmp_path, kind)
    assert contents(tmp_path) == {"a": "old"}
    assert (tmp_path / ".kmanim.json").read_bytes() == manifest


def test_a_failing_job_removes_the_folders_it_made(tmp_path):
    (tmp_path / "there").mkdir()
    with pytest.raises(ValueError, match="no"):
        fail_after_writing(tmp_path / "there/x/y", ValueError("no"))
    assert list(tmp_path.rglob("*")) == [tmp_path / "there"]


@pytest.mark.parametrize("broken_at", range(1, 6))
@pytest.mark.parametrize("kind", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_a_failure_between_the_renames_is_undone(tmp_path, monkeypatch, broken_at, kind):
    write(tmp_path, {"a": "old a", "b": "old b", "gone": "old"})
    manifest = (tmp_path / ".kmanim.json").read_bytes()
    calls = 0
    replace = Path.replace

    def broken(self, target):
        nonlocal calls
        if Path(target).parent == tmp_path and ".kmanim-" in str(self) and "old" not in self.parts[-1]:
            calls += 1
            if calls == broken_at:
                raise kind
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises((OutputError, KeyboardInterrupt)):
        write(tmp_path, {"a": "new a", "b": "new b", "c": "new c"})
    monkeypatch.undo()
    assert contents(tmp_path) == {"a": "old a", "b": "old b", "gone": "old"}
    assert left_over(tmp_path) == []
    assert (tmp_path / ".kmanim.json").read_bytes() == manifest


def test_files_are_on_the_disk_before_the_first_takes_its_place(tmp_path, monkeypatch):
    folder, synced, taken, sync, replace = tmp_path / "cars", [], [], os.fsync, Path.replace
    names = [f"{number}.txt" for number in range(40)]

    def syncs(handle):
        sync(handle)
        synced.append(os.fstat(handle).st_ino)

    def replaces(path, target):
        if Path(target).parent == folder and target.name != ".kmanim.json":
            taken.append(len(synced))
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", syncs)
    monkeypatch.setattr(Path, "replace", replaces)
    write(folder, dict.fromkeys(names, "new"))
    assert taken == [41] * 40  # all of them, and the list
    assert len({*synced} & {(folder / name).stat().st_ino for name in names}) == 40
    assert len(synced) == 42  # each once, and the list before and after


def test_a_disk_that_is_full_in_the_end_leaves_everything_as_it_was(tmp_path, monkeypatch):
    write(tmp_path, {"a": "old"})

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=rf"^cannot write {tmp_path}/a: no space left on the disk$"):
        write(tmp_path, {"a": "new", "b": "new"})
    assert contents(tmp_path) == {"a": "old"}


def test_files_of_the_job_that_are_no_longer_written_go(tmp_path):
    write(tmp_path, {"run-1": "1", "run-2": "2", "run-3": "3"})
    (tmp_path / "run-3").write_text("the user's now")
    (tmp_path / "notes").write_text("mine")
    write(tmp_path, {"other": "o"}, job="faithful")
    write(tmp_path, {"run-1": "1"})
    assert contents(tmp_path) == {"run-1": "1", "run-3": "the user's now", "notes": "mine", "other": "o"}
    assert set(listed(tmp_path)) == {"run-1", "run-3", "other"}
    with pytest.raises(OutputError, match="run-3 was not written by kmanim, or was changed since"):
        write(tmp_path, {"run-3": "3"})


def test_a_job_without_files_writes_nothing(tmp_path):
    with Folder(tmp_path / "x", job="cars"):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"files": 3}',
        '{"files": [{"name": "../outside", "job": "cars", "size": 4, "sha256": ""}]}',
        '{"files": [{"name": 1, "job": "cars", "size": 4, "sha256": ""}]}',
        "[" * 100_000,
        '"\\ud800',
    ],
)
def test_a_list_that_kmanim_did_not_write(tmp_path, text):
    (tmp_path / "out").mkdir()
    (tmp_path / "outside").write_text("mine")
    (tmp_path / "out/.kmanim.json").write_text(text)
    with pytest.raises(OutputError, match=r"\.kmanim\.json is not a list that kmanim wrote"):
        write(tmp_path / "out", {"a": "x"})
    assert (tmp_path / "out/.kmanim.json").read_text() == text
    write(tmp_path / "out", {"a": "x"}, force=True)
    assert set(listed(tmp_path / "out")) == {"a"}
    assert (tmp_path / "outside").read_text() == "mine"


def test_a_list_that_leads_elsewhere(tmp_path):
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/.kmanim.json").symlink_to(tmp_path / "mine")
    for force in (False, True):
        with pytest.raises(OutputError, match="is not a list that kmanim wrote"):
            write(tmp_path / "out", {"a": "x"}, force=force)
    assert (tmp_path / "mine").read_text() == "mine"


@pytest.mark.parametrize("name", ["../a", "a/b", "..", ".", "", "a\0b", "a\\b", ".kmanim.json"])
def test_names_that_lead_out_of_the_folder(tmp_path, name):
    with (
        pytest.raises(OutputError, match="cannot write a file named"),
        Folder(tmp_path, job="cars") as folder,
    ):
        folder.write(name, "x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("place", "reason"),
    [("file", "is not a folder"), ("file/x", "is not a folder"), ("x" * 300, "too long"), ("a\0", "NUL")],
)
def test_places_that_are_no_folder(tmp_path, place, reason):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match=reason):
        Folder(tmp_path / place, job="cars").check(["a"])
    if "NUL" not in reason:
        with pytest.raises(OutputError, match=reason):
            write(tmp_path / place, {"a": "x"})
    assert (tmp_path / "file").read_text() == "mine"


def test_check_makes_nothing(tmp_path):
    Folder(tmp_path / "x/y", job="cars").check(["a"])
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_a_folder_may_be_the_folder(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write(tmp_path / "link", {"a": "x"})
    assert contents(tmp_path / "real") == {"a": "x"}


def test_many_at_once(tmp_path):
    """Whole files of one run or another, no remains, and a list that fits them."""
    program = """
import sys
from kmanim.export.folder import Folder
for turn in range(8):
    with Folder(sys.argv[1], job="cars") as folder:
        folder.check(["a", "b"])
        for name in "ab":
            folder.write(name, sys.argv[2] * 20_000)
"""
    command = [sys.executable, "-c", program, str(tmp_path / "out")]
    runs = [subprocess.Popen([*command, letter], stderr=subprocess.PIPE) for letter in "xyz"]
    complaints = [run.communicate(timeout=60)[1] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0], complaints
    texts = contents(tmp_path / "out")
    assert texts["a"] == texts["b"]
    assert set(texts) == {"a", "b"}
    assert len(set(texts["a"])) == 1
    assert len(texts["a"]) == 20_000
    assert left_over(tmp_path) == []
    write(tmp_path / "out", {"a": "mine", "b": "mine"})


def test_a_run_killed_between_the_renames_leaves_files_that_are_known(tmp_path):
    write(tmp_path, {"a": "old", "b": "old"})
    program = """
import os, sys
from pathlib import Path
from kmanim.export.folder import Folder
replace = Path.replace
def killed(self, target):
    result = replace(self, target)
    if Path(target) == Path(sys.argv[1]) / "a":
        os._exit(9)
    return result
Path.replace = killed
with Folder(sys.argv[1], job="cars") as folder:
    folder.write("a", "new!")
    folder.write("b", "new!")
"""
    assert subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False).returncode == 9
    assert (tmp_path / "a").read_text() == "new!"
    assert (tmp_path / "b").read_text() == "old"
    write(tmp_path, {"a": "newer", "b": "newer"})
    assert (tmp_path / "b").read_text() == "newer"


def test_the_files_may_be_read_by_others(tmp_path):
    before = os.umask(0o022)
    try:
        write(tmp_path, {"a": "x"})
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("asked", "named"), [("x", "x"), ("x/y", "x"), (".", ".kmanim.json"), ("old", "old/.kmanim.json")]
)
def test_a_folder_that_may_not_be_written_is_named(asked, named, tmp_path, monkeypatch):
    (tmp_path / "old").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(OutputError) as refused:
        Folder(asked, job="cars").check(())
    assert str(refused.value) == f"cannot write {tmp_path / named}: permission denied"
