"""``pos-app support``: one zip to attach. The till writes the same one by a key."""

import argparse
import os
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pos_app.options import data_folder
from pos_app.runtime import crash_file, logs
from pos_app.settings import secrets
from pos_app.settings.passphrase import VARIABLE as PASSPHRASE
from pos_app.settings.paths import default_config, default_data
from pos_app.support.journal_text import journal_text
from pos_app.support.masking import Mask
from pos_app.support.settings_text import settings_text
from pos_app.support.versions import versions

FOLDER = "support"
KEPT = 5
MOST_LOG = 3_000_000
"""Bytes of logs, the newest of them."""
OTHER_SECRETS = ("till.pin_key",)
READ_ME = """For whoever supports this till.

versions.txt  program, system and libraries
settings.txt  till.toml without secrets, names of persons and identifiers
doctor.txt    what `pos-app doctor` found
journal.txt   how much the journal holds, and what is unsettled; not the journal itself
logs/         what the till logged, and the stacks of native crashes

Personal data and keys are taken out. Times are in UTC or tell their zone.
"""


def run(options: argparse.Namespace) -> int:
    folder = data_folder(options, demo=False) or default_data()
    config = getattr(options, "config", None) or default_config()
    secrets.choose(secrets.vault_beside(config))
    try:
        print(write(options, folder, options.out))
    except OSError as error:
        print(f"the file for support cannot be written: {error}", file=sys.stderr)
        return 1
    return 0


def write(options: argparse.Namespace, data: Path, out: Path | None = None) -> Path:
    """The file, whole. Blocks for seconds, since the provider is asked too. Raises ``OSError``."""
    folder = out or data / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    path = folder / f"pos-app-support-{stamp}.zip"
    fresh = path.with_suffix(".part")
    mask = Mask(stored_secrets(), str(Path.home()))
    try:
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as bundle:
            for name, text in contents(options, data):
                bundle.writestr(name, mask.text(text))
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    if out is None:
        _keep_newest(folder)
    return path


def contents(options: argparse.Namespace, data: Path) -> Iterator[tuple[str, str]]:
    """Names and texts, not yet masked."""
    yield "README.txt", READ_ME
    yield "versions.txt", _lines(versions())
    if not getattr(options, "demo", False):
        yield "settings.txt", _lines(_settings(getattr(options, "config", None)))
        yield "doctor.txt", _lines(_doctor(options))
    yield "journal.txt", _lines(journal_text(data / "journal.db"))
    for path in newest_logs(data / "logs"):
        yield f"logs/{path.name}", path.read_text(encoding="utf-8", errors="replace")


def stored_secrets() -> set[str]:
    """Every value that must not be in the file, as far as it can be known here."""
    names = [f"{provider}.{name}" for provider, own in secrets.NAMES.items() for name in own]
    found = {os.environ.get(PASSPHRASE, "")}
    for name in (*names, *OTHER_SECRETS):
        try:
            found.add(secrets.fetch(name) or "")
        except secrets.LockedSecretsError:
            continue
    return found


def newest_logs(folder: Path) -> list[Path]:
    found = [*folder.glob(f"{logs.NAME}*"), *folder.glob(f"{Path(crash_file.NAME).stem}*.txt")]
    found.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    taken, room = [], MOST_LOG
    for path in found:
        room -= path.stat().st_size
        if room < 0:
            break
        taken.append(path)
    return taken


def _settings(config: Path | None) -> Iterator[str]:
    path = config or default_config()
    try:
        tree: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        yield "there is no till.toml"
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        yield f"cannot be read: {type(error).__name__}"
    else:
        yield from settings_text(path, tree)


def _doctor(options: argparse.Namespace) -> Iterator[str]:
    from pos_app.doctor import examine, told  # noqa: PLC0415 - heavy

    for finding in examine(options):
        yield told(finding)


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _keep_newest(folder: Path) -> None:
    written = sorted(folder.glob("pos-app-support-*.zip"))
    for path in written[:-KEPT]:
        path.unlink(missing_ok=True)
