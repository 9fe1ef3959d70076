"""Films in files that are open, with a format that is said, and what a command asks of formats."""

import io
import tempfile

import pytest

import kmanim
from kmanim.command.cli import main
from kmanim.errors import InputError, OutputError


@pytest.fixture(scope="module")
def film():
    trace = kmanim.run("kmeans", kmanim.load("mtcars"), k=2)
    return kmanim.animate(trace, profile="loop", width=360, height=270)


@pytest.mark.parametrize("name", ["gif", "webp", "html", "png", "svg"])
def test_an_open_file_gets_the_bytes_that_a_path_gets(film, tmp_path, name):
    buffer = io.BytesIO(b"")
    assert film.save(buffer, format=name).name == f"film.{name}"
    assert buffer.getvalue() == film.save(tmp_path / f"a.{name}").read_bytes()


def test_the_name_of_an_open_file_says_its_format(film, tmp_path):
    with (tmp_path / "a.webp").open("wb") as file:
        film.save(file)
    assert (tmp_path / "a.webp").read_bytes()[8:12] == b"WEBP"
    with tempfile.TemporaryFile() as file:  # its name is a number
        film.save(file, format=".GIF")
        file.seek(0)
        assert file.read(6) == b"GIF89a"


def test_what_takes_little_at_a_time_gets_all(film):
    class Slow(io.RawIOBase):
        def __init__(self):
            self.taken = b""

        def write(self, content):
            self.taken += bytes(content[:1000])
            return min(len(content), 1000)

    slow = Slow()
    film.save(slow, format="png")
    assert slow.taken == film._made(".png")


def test_a_format_that_is_none_and_a_palette_of_no_size_are_refused(film, tmp_path):
    with pytest.raises(InputError, match="in the format of its suffix, not as 3"):
        film.save(tmp_path / "a.gif", format=3)
    for settings in ({}, {"max_bytes": 20_000}):
        with pytest.raises(InputError, match="max_colours must be a number from 2 to 255, got 'tab10'"):
            film.save(tmp_path / "a.gif", max_colours="tab10", **settings)
    assert not list(tmp_path.iterdir())


def _closed():
    file = io.BytesIO()
    file.close()
    return file


@pytest.mark.parametrize(
    ("file", "options", "message"),
    [
        (io.BytesIO(), {}, "a file without a name needs its format, such as format='gif'"),
        (io.BytesIO(), {"format": "giff"}, "no format of films 'giff'; known: .*; did you mean gif?"),
        (
            io.BytesIO(),
            {"format": "gif", "fps": 9},
            "a .gif file has no setting fps; leave it out, or write a .mp4",
        ),
        (
            io.StringIO(),
            {"format": "gif"},
            "a file that is open for bytes would do, .* not an object of type StringIO",
        ),
        (3, {}, "a path or a file .* not an object of type int"),
        ("a.gif", {"format": "webp"}, "a.gif is written in the format of its suffix, not as 'webp'"),
        (_closed(), {"format": "png"}, "cannot be written into an object of type BytesIO: .*closed"),
    ],
)
def test_files_that_would_not_do(film, file, options, message):
    with pytest.raises(InputError, match=message):
        film.save(file, **options)


def test_a_file_that_cannot_take_it(film):
    class Full(io.RawIOBase):
        def write(self, content):
            raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="the film cannot be written: No space left on device"):
        film.save(Full(), format="png")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--format", "gfi"], "must be gif, .* got 'gfi'; did you mean gif?"),
        (["--format", "gif,mov"], "got 'gif,mov'; did you mean mp4?"),
        (["--fps", "0", "--format", "mp4"], "--fps must be a whole number from 1 to 100, got '0'"),
        (["--fps", "30"], "--fps is of mp4 and webm, not of gif; add one by --format, or leave it out"),
        (
            ["--format", "mp4", "--transparent"],
            "an MP4 cannot be transparent; .webm, .webp, .avif, .apng or .gif",
        ),
    ],
)
def test_what_a_command_is_refused(words, message, capsys, tmp_path):
    if "mp4" in words:
        pytest.importorskip("av")
    out = tmp_path / "out"
    assert main(["mtcars", "--out", str(out), *words]) == 2
    said = capsys.readouterr().err.strip().splitlines()[-1]
    for part in message.split(" .* "):
        assert part.rstrip("?") in said
    assert not out.exists()
