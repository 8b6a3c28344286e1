"""How Sphinx builds these pages: from the files alone, without the network."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

project = "clausekit"
release = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
language = "en"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]

myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
napoleon_numpy_docstring = False

html_theme = "furo"
html_title = f"clausekit {release}"
html_show_sphinx = False
html_copy_source = False


def _leave_out_signature(_app: Any, what: str, *_: Any) -> tuple[str, str] | None:
    """Leave out the constructors of classes: their arguments stand below, in words."""
    return ("", "") if what == "class" else None


def setup(app: Any) -> None:
    """Tell Sphinx what differs here."""
    app.connect("autodoc-process-signature", _leave_out_signature)
