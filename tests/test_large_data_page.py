"""The page on more rows than fit in memory: its snippet holds, and its options are there."""

import re
from pathlib import Path

PAGE = (Path(__file__).parents[1] / "docs" / "large-data.md").read_text("utf-8")


def test_its_snippet_is_true():
    (snippet,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert snippet.count("assert ") == 2
    exec(compile(snippet, "snippet", "exec"), {})
