"""Files of the reader: opened or dropped, read as the package reads them, or refused in one sentence."""

import pytest
from browsers import needs_chromium
from explorer import REFERENCE

TABLE = ("name", "length", "width")
ROWS = [("one", "1,5", "2"), ("two", "2,5", "3"), ("three", "7", "8,25"), ("four", "8", "9")]


def written(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("\n".join(";".join(row) for row in [TABLE, *ROWS]), "utf-8"),
        ("\r\n".join(";".join(row) for row in [TABLE, *ROWS]) + "\r\n", "utf-8-sig"),
        ("\n".join("\t".join(f'"{cell}"' for cell in row) for row in [TABLE, *ROWS]), "utf-8"),
    ],
    ids=["semicolons", "BOM and CRLF", "quotes and tabs"],
)
def test_tables_as_spreadsheets_write_them(explored, tmp_path, text, encoding):
    page = explored()
    page.open(written(tmp_path / "mine.csv", text, encoding))
    assert "4" in page.alt
    page.type_starts((1, 2), (8, 9))
    page.press("Last")
    assert [row[1] for row in page.cells()] == ["2", "2"]
    assert page.centres() == [(2.0, 2.5), (7.5, 8.625)]
    page.press("Undo")
    page.press("Undo")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("one.csv", b"a\n1\n2\n", "column"),
        ("words.csv", b"a,b\nx,y\nz,w\n", "number"),
        ("empty.csv", b"", "empty"),
        ("many.csv", b"a,b\n" + b"1,2\n3,4\n" * 2_500 + b"5,6\n", "more than 5,000 rows"),
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "picture"),
    ],
)
def test_what_will_not_do_is_said_in_one_sentence_and_nothing_is_lost(
    explored, tmp_path, name, content, said
):
    page = explored(REFERENCE)
    path = tmp_path / name
    path.write_bytes(content)
    page.open(path)
    problem = page.page.locator(".own .problem, .problem:visible").first
    problem.wait_for()
    assert said in problem.inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert page.link == REFERENCE
    assert len(page.starts) == 2


def test_names_are_text_whatever_they_hold(explored, tmp_path):
    evil = '<img src=x onerror="document.title=1"> & &lt \U0001f600'
    quoted = evil.replace('"', '""')
    text = f'name,"{quoted}",b\n"{quoted}",1,2\n"{quoted} 2",8,9\n'
    page = explored()
    page.open(written(tmp_path / "evil.csv", text))
    page.type_starts((1, 2), (8, 9))
    page.press("Last")
    page.unfold()
    assert page.cells("Points")[0][0].startswith("<img src=x")
    page.look_at(1, 2)
    assert page.page.locator("img").count() == 0
    assert page.page.title() != "1"


def dropped(page, names, where="document.body", folder=False):
    """Drop files as a browser hands them over."""
    page.page.evaluate(
        """([names, where]) => {
          const files = new DataTransfer();
          for (const [name, text] of names) files.items.add(new File([text], name));
          const target = where === "body" ? document.body : document.querySelector(where);
          for (const type of ["dragover", "drop"]) {
            target.dispatchEvent(new DragEvent(type, { dataTransfer: files, bubbles: true, cancelable: true }));
          }
        }""",
        [names, where],
    )


@pytest.mark.parametrize("where", [".plane", "body", "h1"])
def test_a_file_can_be_dropped_anywhere(explored, where):
    page = explored()
    dropped(page, [["mine.csv", "a,b\n1,2\n8,9\n"]], where)
    page.page.wait_for_function("() => location.hash.includes('mine.csv')")
    assert "2 points" in page.alt or "2 rows" in page.alt


@needs_chromium
def test_a_folder_that_is_dropped_is_refused_in_words(explored, tmp_path):
    page = explored(REFERENCE)
    hand = page.page.context.new_cdp_session(page.page)
    data = {"items": [], "files": [str(tmp_path)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        hand.send("Input.dispatchDragEvent", {"type": kind, "x": 300, "y": 300, "data": data})
    page.page.get_by_text("folder").wait_for()
    assert page.link == REFERENCE


def test_two_files_dropped_are_refused_in_words(explored):
    page = explored(REFERENCE)
    dropped(page, [["a.csv", "a,b\n1,2"], ["b.csv", "a,b\n1,2"]], ".plane")
    page.page.get_by_text("one at a time").wait_for()
    assert page.link == REFERENCE


def test_a_file_of_fifty_megabytes_is_refused_without_being_read(explored):
    """A read of it would wait for as long as the test."""
    page = explored(REFERENCE)
    page.page.evaluate(
        """() => {
          const large = new File([new Uint8Array(50e6)], "large.csv");
          for (const name of ["arrayBuffer", "text", "stream"]) large[name] = () => new Promise(() => {});
          const files = new DataTransfer();
          files.items.add(large);
          document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }));
        }"""
    )
    page.page.get_by_text("MB").first.wait_for()
    assert page.link == REFERENCE


def test_what_was_missing_is_counted(explored, tmp_path):
    page = explored()
    page.open(written(tmp_path / "gaps.csv", "a,b\n1,2\n,3\n8,9\nNA,1\n"))
    page.page.wait_for_function("() => location.hash.includes('gaps.csv')")
    assert page.whole.get_by_text("2 rows without a value are left out.").is_visible()
    assert len(page.labels()) == 2


def test_more_centres_than_places_are_refused_in_words(explored, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("a,b\n1,1\n1,1\n2,2\n", "utf-8")
    page = explored()
    page.open(path)
    page.type("k", "3")
    assert "k is 3 but there are only 2 distinct points; choose a smaller k." in page.said
    assert page.link_values["k"] == "2"
    for place in ((1, 1), (2, 2), (1.5, 1.2)):
        page.click(*place)
    page.press("Next")
    assert "k is 3 but there are only 2 distinct points; choose a smaller k." in page.said
    page.type("k", "2")
    page.press("Last")
    assert page.kind == "done"
