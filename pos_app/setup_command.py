"""``pos-app setup --from FILE``: a till set up without a window, for a thousand of them.

The file is a ``till.toml`` for all tills of a chain; ``--set`` gives what is each till's own.
Secrets come from the environment or are asked for, never from the file; they go to the system's
keyring or into an encrypted file, and out of this process's environment. Nothing is written before
everything has been checked.
"""

import argparse
import os
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from pos_app.core.addresses import is_loopback
from pos_app.core.staff import StaffError, check_new_pin, read_name
from pos_app.core.value import Value
from pos_app.options import OptionsError, check_pair, data_folder
from pos_app.people import add_manager
from pos_app.people.command import VARIABLE as PIN
from pos_app.people.file import PeopleDamagedError
from pos_app.settings import secrets
from pos_app.settings.errors import SetupError
from pos_app.settings.load import KEYS, parse, read
from pos_app.settings.model import Settings
from pos_app.settings.passphrase import VARIABLE as PASSPHRASE
from pos_app.settings.passphrase import at_hand
from pos_app.settings.paths import default_config
from pos_app.settings.save import changed, replace_file

Ask = Callable[[str], str]
"""Asks a person for a secret without showing it."""


class Provision(Value, frozen=True):
    source: Path
    target: Path
    text: str
    """Of the file to be written."""
    settings: Settings
    manager: str = ""
    """Who may sign in and approve; empty: nobody signs in."""
    data: Path | None = None
    """Where people are kept."""


def run(options: argparse.Namespace) -> int:
    target = getattr(options, "config", None) or default_config()
    try:
        provision = read_provision(options.source, target, options.set or ())
        provision = with_manager(provision, options.manager, data_folder(options, demo=False))
        for line in carry_out(provision, _ask):
            print(line, flush=True)
    except _REFUSALS as error:
        print(error, file=sys.stderr)
        return SetupError.exit_code
    print("the till is set up: `pos-app doctor` looks whether the provider can be reached")
    return 0


_REFUSALS = (
    *(SetupError, StaffError, PeopleDamagedError, OSError),
    *(secrets.MissingSecretError, secrets.UnkeptSecretError),
)


def read_provision(source: Path, target: Path, own: Iterable[str]) -> Provision:
    """``own``: each as ``section.key=value``. Raises ``SettingsError`` with every mistake, and
    ``OptionsError``."""
    changes = dict(_own_value(text) for text in own)
    text = changed(read(source), changes, source)
    settings = parse(text, source)
    check_pair(settings)
    if settings.catalogue is not None and not settings.catalogue.exists():
        raise OptionsError(f"{settings.catalogue} is not there: [catalogue] file names it")
    return Provision(source, target, text, settings)


def with_manager(provision: Provision, name: str | None, data: Path | None) -> Provision:
    """Raises ``StaffError`` for a name that does not do."""
    if name is None:
        return provision
    return replace(provision, manager=read_name(name), data=data)


def _own_value(text: str) -> tuple[tuple[str, str], Any]:
    place, equals, value = text.partition("=")
    section, _, key = place.strip().partition(".")
    if not equals or (section, key) not in KEYS:
        known = ", ".join(f"{section}.{key}" for section, key in KEYS)
        raise OptionsError(f"--set takes section.key=value, not {place!r}; known are {known}")
    return (section, key), _as_the_key_takes_it(KEYS[section, key][1], value.strip())


def _as_the_key_takes_it(check: Callable[[Any], Any], typed: str) -> Any:  # noqa: ANN401
    """A code such as 007 is a text, a number of tills is none."""
    try:
        check(typed)
    except ValueError:
        try:
            return tomllib.loads(f"value = {typed}")["value"]
        except tomllib.TOMLDecodeError:
            return typed
    return typed


def carry_out(provision: Provision, ask: Ask) -> Iterable[str]:
    """Says what it has done. Raises ``SetupError``, ``UnkeptSecretError`` and ``OSError``."""
    vault = secrets.vault_beside(provision.target)
    wanted = needed(provision.settings)
    existing = secrets.choose(vault)
    if (wanted or provision.manager) and existing is not None:
        secrets.unlock(existing, _passphrase(vault, ask))
    gathered = {name: _gathered(name, ask) for name in wanted if not _is_kept(name)}
    pin = _pin(provision.manager, ask) if provision.manager else ""
    if (gathered or pin) and existing is None:
        yield _keeper(vault, ask)
    for name, value in gathered.items():
        secrets.keep(name, value)
        yield f"{name}: kept"
    if provision.manager and provision.data is not None:
        add_manager(provision.data, provision.manager, pin)
        yield f"{provision.manager}: signs in as a manager"
    yield from _bring_catalogue(provision)
    if provision.target.exists() and provision.target.read_text("utf-8") != provision.text:
        before = provision.target.with_name(f"{provision.target.name}.before")
        shutil.copyfile(provision.target, before)
        yield f"earlier settings: {before}"
    replace_file(provision.target, provision.text)
    yield f"settings: {provision.target}"


def needed(settings: Settings) -> list[str]:
    """Names of the secrets that these settings call for; the sandbox's are known."""
    far_ends = [(settings.provider, settings.address)]
    if settings.challenger:
        far_ends.append((settings.challenger, settings.challenger_address))
    return [
        f"{provider}.{part}"
        for provider, address in far_ends
        if address is None or not is_loopback(address) or _is_given(provider)
        for part in secrets.NAMES.get(provider, ())
    ]


def _is_given(provider: str) -> bool:
    parts = secrets.NAMES.get(provider, ())
    return any(os.environ.get(secrets.variable(provider, part)) for part in parts)


def _is_kept(name: str) -> bool:
    """And nothing newer is given: settings can be written again without the secrets."""
    provider, _, part = name.partition(".")
    given = os.environ.get(secrets.variable(provider, part))
    return not given and secrets.fetch(name) is not None


def _gathered(name: str, ask: Ask) -> str:
    provider, _, part = name.partition(".")
    variable = secrets.variable(provider, part)
    value = os.environ.pop(variable, "") or ask(f"{name} ({variable}): ")
    if not value.strip():
        raise OptionsError(f"no {name}: set {variable}, or type it at a terminal")
    return value.strip()


def _pin(manager: str, ask: Ask) -> str:
    """Raises ``StaffError`` for one that does not do."""
    pin = os.environ.pop(PIN, "") or ask(f"PIN of {manager} ({PIN}): ")
    check_new_pin(pin)
    return pin


def _passphrase(vault: Path, ask: Ask) -> str:
    given = os.environ.pop(PASSPHRASE, "") or at_hand()
    return given or ask(f"passphrase of {vault} ({PASSPHRASE}): ")


def _keeper(vault: Path, ask: Ask) -> str:
    """Says where secrets will be kept; makes the encrypted file where that is it."""
    if secrets.keyring_works():
        return "secrets: in the system's keyring"
    try:
        secrets.create_vault(vault, _passphrase(vault, ask))
    except ValueError as error:
        raise OptionsError(
            f"this system has no keyring, and the passphrase of an encrypted file does not do:"
            f" {error}; set {PASSPHRASE} or type it at a terminal"
        ) from None
    return f"secrets: this system has no keyring; in the encrypted file {vault}"


def _bring_catalogue(provision: Provision) -> Iterable[str]:
    """A catalogue that is named by its place beside the file comes along with it."""
    found = provision.settings.catalogue
    named = tomllib.loads(provision.text).get("catalogue", {}).get("file", "")
    if found is None or Path(named).is_absolute():
        return
    target = provision.target.parent / named
    if target.resolve() != found:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(found, target)
        yield f"catalogue: {target}"


def _ask(what: str) -> str:
    """Nothing where nobody can be asked."""
    if not sys.stdin.isatty():
        return ""
    from getpass import getpass  # noqa: PLC0415

    return getpass(what)
