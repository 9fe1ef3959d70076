"""The pages of kmanim: `python -m sphinx -W docs docs/_build` builds and checks them."""

import sys
from pathlib import Path

from kmanim import __version__

sys.path.insert(0, str(Path(__file__).parent / "_extension"))

project = "kmanim"
author = "The kmanim developers"
copyright = "the kmanim developers"
release = __version__
html_title = f"kmanim {release}"

extensions = ["sphinx.ext.autodoc", "numpydoc", "myst_parser", "kmanim_pages"]
exclude_patterns = ["_*"]
default_role = "py:obj"

autodoc_typehints = "none"  # the docstrings say them
autodoc_member_order = "bysource"
autodoc_default_options = {"inherited-members": True}
numpydoc_show_class_members = False
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
suppress_warnings = ["myst.header"]  # a notebook may begin a level deeper

html_theme = "furo"
html_static_path = ["_style"]
html_css_files = ["pages.css"]
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"navigation_with_keys": True}
smartquotes = False  # what is said in quotes is typed so
pygments_style = "tango"
pygments_dark_style = "monokai"
