"""Writes till.toml: what changes is changed, and what somebody wrote beside it stays."""

import os
from collections.abc import Mapping
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table

from pos_app.settings.load import SettingsError, parse, read
from pos_app.settings.model import Settings

Changes = Mapping[tuple[str, str], str | int | float | bool | None]
"""By section and key; ``None`` takes a key away."""


def save(path: Path, changes: Changes) -> Settings:
    """Checks the result as a start would, then replaces the file; answers the settings in it.

    Blocks. Raises ``SettingsError`` with every mistake, and nothing is written then.
    """
    text = changed(read(path) if path.exists() else "", changes, path)
    settings = parse(text, path)
    try:
        replace_file(path, text)
    except OSError as error:
        raise SettingsError([f"{path}: cannot be written: {error.strerror}"]) from error
    return settings


def changed(text: str, changes: Changes, path: Path) -> str:
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise SettingsError([f"{path}: not valid TOML: {error}"]) from error
    for (section, key), value in changes.items():
        table = document.get(section)
        if value is None:
            if isinstance(table, Table):
                table.pop(key, None)
            continue
        if not isinstance(table, Table):
            table = tomlkit.table()
            document[section] = table
        table[key] = value
    return tomlkit.dumps(document)


def replace_file(path: Path, text: str) -> None:
    """Whole or not at all, also through a power cut. Raises ``OSError``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
