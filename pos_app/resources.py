"""Where the files beside the code are: in the source tree, in a wheel, in a frozen program."""

from pathlib import Path

_INSTALLED = Path(__file__).parent / "_resources"
_SOURCE = Path(__file__).parents[1] / "resources"


def resource(path: str) -> Path:
    """The file or folder at ``path`` below the resources; it need not exist."""
    root = _INSTALLED if _INSTALLED.is_dir() else _SOURCE
    return root / path
