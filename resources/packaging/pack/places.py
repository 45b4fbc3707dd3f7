"""Where things are and go, and what the till's version is."""

import re
from pathlib import Path
from platform import system

LINUX = system() == "Linux"
WINDOWS = system() == "Windows"
ROOT = Path(__file__).parents[3]
PACKAGING = ROOT / "resources" / "packaging"
REQUIREMENTS = PACKAGING / "requirements.txt"
BUILD = ROOT / "build" / "packaging"
DIST = ROOT / "dist"
RESOURCES = ("demo", "icons", "translations")
"""Of ``resources``, those the till reads."""


def version() -> str:
    """From ``pos_app/__init__.py``, the one place; its needs are not here to import it."""
    text = (ROOT / "pos_app" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    if found is None:
        raise LookupError("no __version__ in pos_app/__init__.py")
    return found[1]
