"""Pages that stand at the root of the project, where people look for them on a code host."""

from __future__ import annotations

import re
from pathlib import Path

FILES = ("CONTRIBUTING.md", "CHANGELOG.md")


def project(root: Path) -> dict[str, str]:
    """Copy them, with links that lead within the site."""
    return {f"{Path(file).stem.lower()}.md": _within((root / file).read_text("utf-8")) for file in FILES}


def _within(text: str) -> str:
    """Let links to pages of the project lead to where they stand here."""
    text = re.sub(r"\]\(docs/([\w-]+\.md)", r"](../\1", text)
    for file in FILES:
        text = text.replace(f"]({file}", f"]({Path(file).stem.lower()}.md")
    return text
