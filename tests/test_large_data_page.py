"""The page on more rows than fit in memory: its snippets hold, one after the other."""

import re
from pathlib import Path

PAGE = (Path(__file__).parents[1] / "docs" / "large-data.md").read_text("utf-8")


def test_its_snippets_are_true():
    told = {}
    for snippet in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        assert "assert " in snippet
        exec(compile(snippet, "snippet", "exec"), told)
    assert len(told["clusters"]) == len(told["rows"])
