"""What a page may do, told to the browser: fetch nothing, send nothing, run and look like what it came with alone.

Style and script are named by what they say, not allowed as such: whatever else gets into a page does nothing. So no
element here has a style of its own.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

# Browsers differ in whether 'self' holds for pages opened from disk.
BESIDE = "'self' file: data:"


def policy(style: str, script: str = "", *, pictures: str, films: str = "") -> str:
    """Write the content security policy of a page.

    Parameters
    ----------
    style, script : str
        All that stands between the tags of the one element of each kind, to the letter; no script where empty.
    pictures, films : str
        Where they may come from, as the policy says it; no films where empty.
    """
    rules = ["default-src 'none'", f"style-src {_named(style)}"]
    rules += [f"script-src {_named(script)}"] if script else []
    rules += [f"img-src {pictures}", *([f"media-src {films}"] if films else [])]
    return "; ".join([*rules, "base-uri 'none'", "form-action 'none'"])


def _named(text: str) -> str:
    """Name a text by its SHA-256, as browsers work it out."""
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
