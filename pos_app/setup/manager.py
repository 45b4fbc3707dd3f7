"""The first person who may sign in at this till."""

from importlib import import_module
from pathlib import Path


def keep_manager(data_folder: Path, name: str, pin: str) -> None:
    """Blocks."""
    import_module("pos_app.people").add_manager(data_folder, name, pin)
