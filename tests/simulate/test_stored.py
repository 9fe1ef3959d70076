"""Traces on disk: nothing lost, nothing foreign taken in."""

import io
import json
import os
import stat
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulate_data import make_dataset

from kmanim.errors import InputError, OutputError
from kmanim.simulate.record import run
from kmanim.simulate.runs.runs import run_many
from kmanim.simulate.storage.trace_file import load_trace, save_trace


@pytest.fixture(scope="module")
def trace(cars):
    return run_many("kmeans", cars, 7, k=5, empty="resample", seed=2**80)[6]


def assert_equal(one, other):
    for name in ("algorithm", "parameters", "seed", "run", "stopped"):
        assert getattr(one, name) == getattr(other, name)
    assert one.objective.tobytes() == other.objective.tobytes()
    assert len(one) == len(other)
    for i, (before, after) in enumerate(zip(one, other, strict=True)):
        assert (before.step, before.iteration) == (after.step, after.iteration)
        assert type(before) is type(after)
        assert type(after.iteration) is int
        assert type(after.objective) is float
        assert before.centroids.tobytes() == after.centroids.tobytes()
        assert not after.centroids.flags.writeable
        assert (before.labels is None) == (after.labels is None)
        if before.labels is not None:
            assert before.labels.dtype == after.labels.dtype
            assert before.labels.tobytes() == after.labels.tobytes()
            assert not after.labels.flags.writeable
        assert one.changed(i).tolist() == other.changed(i).tolist()
    assert one.dataset.points.tobytes() == other.dataset.points.tobytes()
    assert one.dataset.labels == other.dataset.labels
    assert one.dataset.features == other.dataset.features


@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_there_and_back(trace, tmp_path, suffix):
    path = save_trace(trace, tmp_path / f"trace{suffix}")
    assert path == tmp_path / f"trace{suffix}"
    loaded = load_trace(path)
    assert_equal(trace, loaded)
    again = save_trace(loaded, tmp_path / f"again{suffix}")
    assert again.read_bytes() == path.read_bytes()
    assert sorted(tmp_path.iterdir()) == sorted([path, again]), "nothing is left behind"


@pytest.mark.parametrize("suffix", [".json", ".npz"])
@settings(max_examples=15)
@given(st.integers(1, 30), st.integers(1, 4), st.integers(0, 10**6), st.booleans())
def test_any_run(tmp_path_factory, suffix, n, d, seed, scaled):
    points = np.random.default_rng(seed).normal(size=(n, d)) * 10.0 ** np.arange(d)
    original = run(
        "kmeans",
        make_dataset(points, scale="zscore" if scaled else "none"),
        k=min(n, 3),
        init="sample",
        seed=seed,
    )
    path = tmp_path_factory.mktemp("any") / f"t{suffix}"
    assert_equal(original, load_trace(save_trace(original, path)))


def test_given_starts_and_texts_survive(tmp_path):
    labels = ('a"b', "c\n$d$", "\ud800", "名前🚗")
    points = make_dataset(
        [[0.1, 1 / 3], [2, 3], [4, 5], [1e-300, 7]], labels=labels, names=["</script>", "=1+1"], name="x\x00y"
    )
    original = run("kmeans", points, init="0.1,0.2 3,4")
    for suffix in (".json", ".npz"):
        loaded = load_trace(save_trace(original, str(tmp_path / f"t{suffix}")))
        assert_equal(original, loaded)
        assert loaded.parameters.init == ((0.1, 0.2), (3.0, 4.0))


def test_json_is_json(trace, tmp_path):
    def refuse(constant):
        raise AssertionError(constant)

    document = json.loads(save_trace(trace, tmp_path / "t.json").read_text("ascii"), parse_constant=refuse)
    assert document["format"] == "kmanim trace"
    assert document["snapshots"]["objective"]["array"][0] is None


def test_no_pickle_is_needed(trace, tmp_path):
    with np.load(save_trace(trace, tmp_path / "t.npz"), allow_pickle=False) as archive:
        assert all(archive[name].dtype.kind in "fu" for name in archive.files)


def test_large_traces_stay_small(tmp_path):
    points = np.random.default_rng(0).normal(size=(20_000, 2))
    original = run("kmeans", make_dataset(points), k=3, max_iter=20)
    switched = sum(original.switches)
    assert (
        save_trace(original, tmp_path / "t.npz").stat().st_size <= 20_000 * (16 + 1) + 3 * switched + 16_384
    )


@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_every_cut_off_file_is_refused(trace, tmp_path, suffix):
    data = save_trace(trace, tmp_path / f"whole{suffix}").read_bytes()
    path = tmp_path / f"cut{suffix}"
    for length in [0, 1, 10, *range(50, len(data) - 3, max(1, len(data) // 40)), len(data) - 3]:
        path.write_bytes(data[:length])
        with pytest.raises(InputError, match=rf"cut{suffix} is not a whole kmanim trace: ") as caught:
            load_trace(path)
        assert "\n" not in str(caught.value)


FOREIGN = {
    "number": b"5",
    "list": b"[]",
    "object": b"{}",
    "text": b"\xff\xfe\x00",
    "deep": b"[" * 200_000,
    "nan": b'{"format": NaN}',
    "digits": b'{"format": ' + b"9" * 10_000 + b"}",
    "other format": b'{"format": "other"}',
}


@pytest.mark.parametrize("data", FOREIGN.values(), ids=FOREIGN.keys())
@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_foreign_files_are_refused(tmp_path, data, suffix):
    path = tmp_path / f"foreign{suffix}"
    path.write_bytes(data)
    with pytest.raises(InputError, match="is not a whole kmanim trace"):
        load_trace(path)


def changed(document, *keys, to):
    *path, last = keys
    inner = document
    for key in path:
        inner = inner[key]
    inner[last] = to(inner[last]) if callable(to) else to


@pytest.mark.parametrize(
    "change",
    [
        (["version"], 2),
        (["algorithm"], "../../etc"),
        (["algorithm"], 3),
        (["run"], 0),
        (["run"], True),
        (["seed"], -1),
        (["seed"], 1.5),
        (["parameters", "k"], 0),
        (["parameters", "more"], 0),
        (["snapshots", "labels"], lambda versions: versions[:-1]),
        (["snapshots", "labels"], lambda versions: versions[::-1]),
        (["snapshots", "labels", 1], 7),
        (["snapshots", "labels", 1], -2),
        (["snapshots", "step"], []),
        (["snapshots", "iteration", 0], "0"),
        (["snapshots", "objective", "array", 1], "much"),
        (["snapshots", "centroids", "array", 0, 0], [1]),
        (["snapshots", "centroids", "array"], lambda a: [[row[:1] for row in c] for c in a]),
        (["snapshots", "centroids", "array", 0, 0, 0], None),
        (["snapshots", "centroids", "dtype"], "object"),
        (["labels"], None),
        (["labels", "first", "array", 0], 5),
        (["labels", "first", "array", 0], -1),
        (["labels", "first", "array", 0], 0.5),
        (["labels", "first", "array", 0], 300),
        (["labels", "first", "array"], lambda labels: labels[1:]),
        (["labels", "rows", "array", 0], 32),
        (["labels", "rows", "array"], lambda rows: [rows[1], rows[0], *rows[2:]]),
        (["labels", "new", "array"], lambda labels: labels[1:]),
        (["labels", "switches", 0], 0),
        (["labels", "switches", 0], 10**30),
        (["dataset"], {}),
        (["dataset", "points", "array", 0, 0], None),
        (["dataset", "points", "array"], lambda rows: rows[1:]),
    ],
    ids=lambda change: "-".join(map(str, change[0])),
)
def test_changed_files_are_refused(cars, tmp_path, change):
    path = save_trace(run("kmeans", cars, k=5, seed=1), tmp_path / "t.json")
    document = json.loads(path.read_bytes())
    assert document["labels"]["switches"][0] > 1
    changed(document, *change[0], to=change[1])
    path.write_text(json.dumps(document))
    with pytest.raises(InputError, match=r"t.json is not a whole kmanim trace: "):
        load_trace(path)


def test_compressed_archives_are_refused(trace, tmp_path):
    whole = save_trace(trace, tmp_path / "t.npz")
    packed = tmp_path / "packed.npz"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    with pytest.raises(InputError, match="its members are compressed"):
        load_trace(packed)


def test_pickled_members_are_refused(tmp_path):
    file = io.BytesIO()
    np.savez(file, document=np.array([{"format": "kmanim trace"}], object))
    (tmp_path / "t.npz").write_bytes(file.getvalue())
    with pytest.raises(InputError, match="is not a whole kmanim trace"):
        load_trace(tmp_path / "t.npz")


def test_suffix(trace, tmp_path):
    for name in ("t.pickle", "t", "t.json.gz"):
        with pytest.raises(InputError, match=r"a trace is kept as .json or .npz, not as "):
            save_trace(trace, tmp_path / name)
        with pytest.raises(InputError, match=r"a trace is kept as .json or .npz, not as "):
            load_trace(tmp_path / name)


def test_missing_and_irregular_files(tmp_path):
    with pytest.raises(InputError, match=r"cannot read .*none.json: No such file"):
        load_trace(tmp_path / "none.json")
    (tmp_path / "folder.json").mkdir()
    os.mkfifo(tmp_path / "pipe.json")
    for name in ("folder.json", "pipe.json"):
        with pytest.raises(InputError, match="it is not a regular file"):
            load_trace(tmp_path / name)
    with pytest.raises(InputError, match="cannot read"):
        load_trace("a\x00b.json")


def test_what_cannot_be_written(trace, tmp_path):
    with pytest.raises(OutputError, match=r"cannot write .*t\.json: the folder .*nowhere does not exist"):
        save_trace(trace, tmp_path / "nowhere" / "t.json")
    (tmp_path / "t.json").mkdir()
    with pytest.raises(OutputError, match=r"cannot write .*t\.json: it is a folder"):
        save_trace(trace, tmp_path / "t.json")
    assert [path.name for path in tmp_path.iterdir()] == ["t.json"]


def test_an_old_file_stays_whole_when_writing_fails(trace, tmp_path, monkeypatch):
    path = tmp_path / "t.json"
    path.write_text("old")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="no space left on the disk"):
        save_trace(trace, path)
    assert [p.name for p in tmp_path.iterdir()] == ["t.json"]
    assert path.read_text() == "old"


def test_file_mode_follows_the_umask(trace, tmp_path):
    before = os.umask(0o027)
    try:
        mode = stat.S_IMODE(Path(save_trace(trace, tmp_path / "t.npz")).stat().st_mode)
    finally:
        os.umask(before)
    assert mode == 0o640
