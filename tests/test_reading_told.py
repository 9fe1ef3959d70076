"""What was made of a file is told to whoever has it, at the end of the page; rows left out are told to readers."""

import kmanim
from kmanim.command.cli import main

ROWS = "name,x,y,kind\na,1,2,u\nb,2,3,v\n,,,\nc,9,8,u\nd,9,7,v\ne,,7,v\n"
OF_FILE = ("Left out 1 row of delimiters alone (line 4).", "Not clustered: kind (text).")
OF_ROWS = "Left out 1 of 5 rows without x (line 7)."


def test_readers_are_told_of_rows_and_whoever_has_the_file_of_all(tmp_path, capsys):
    (tmp_path / "odd.csv").write_text(ROWS)
    out = tmp_path / "out"
    words = ["--missing", "drop", "--size", "160x120", "--out", str(out)]
    assert main([str(tmp_path / "odd.csv"), *words]) == 0
    said = capsys.readouterr().err
    assert all(f"warning: {note}" in said for note in (*OF_FILE, OF_ROWS))
    seen, _, below = (
        (out / "index.html").read_text("utf-8").replace("\N{NO-BREAK SPACE}", " ").partition("<footer>")
    )
    post = (out / "post.md").read_text("utf-8")
    assert all(note in below and note not in seen and note not in post for note in OF_FILE)
    assert OF_ROWS in seen
    assert OF_ROWS.removesuffix(").") in post
    assert "<code>python -m kmanim odd.csv --missing drop --size 160x120</code>" in below
    kept = kmanim.load_trace(out / "run-01.json").dataset
    assert kept.reading == OF_FILE
    assert kept.notes == (*OF_FILE, OF_ROWS)


def test_built_in_data_have_nothing_to_tell_of_a_file():
    cars = kmanim.load("mtcars")
    assert cars.reading == ()
    assert len(cars.notes) == 1
