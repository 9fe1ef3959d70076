"""Whether every link and picture of a built site leads somewhere."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class _Page(HTMLParser):
    """What a page has: places to link to, links, and pictures without words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.places: set[str] = set()
        self.links: list[str] = []
        self.wordless: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect."""
        said = dict(attrs)
        self.places |= {str(said[key]) for key in ("id", "name") if said.get(key)}
        self.links += [str(said[key]) for key in ("href", "src", "srcset", "poster") if said.get(key)]
        if tag == "img" and not said.get("alt"):
            self.wordless.append(str(said.get("src", "")))


def broken(site: Path) -> list[str]:
    """Say what leads nowhere, page by page; addresses elsewhere are not asked."""
    pages = {path: _Page(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}
    found = []
    for path, page in pages.items():
        for link in dict.fromkeys(page.links):
            address = urlsplit(link)
            if address.scheme or address.netloc:
                continue
            there = (path.parent / unquote(address.path)).resolve() if address.path else path
            there = there / "index.html" if there.is_dir() else there
            place = unquote(address.fragment)
            if not there.exists():
                found.append(f"{path.relative_to(site)}: {link} leads nowhere")
            elif place and there in pages and place not in pages[there].places:
                found.append(f"{path.relative_to(site)}: {link}: there is no such place on that page")
        found += [f"{path.relative_to(site)}: {picture} has no words" for picture in page.wordless]
    return found
