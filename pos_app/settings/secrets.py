"""Credentials: from the environment, else from the operating system's keyring, or where there is
none from an encrypted file; never from a readable one. All of it may block."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pos_app.core.addresses import is_loopback

if TYPE_CHECKING:
    from pos_app.settings.vault import Vault

SERVICE = "pos-app"
NAMES: Mapping[str, tuple[str, ...]] = {
    "bonifiq": ("api_token", "api_key"),
    "punchh": ("location_key", "business_key"),
    "weavr": ("api_key",),
    "twilio_verify": ("api_key", "api_secret", "identity_key"),
}
PRACTICE: Mapping[str, tuple[str, ...]] = {
    "bonifiq": ("sandbox-token", "sandbox-key"),
    "punchh": ("sandbox-location-key", "5a4db0c5-0000-4000-8000-73616e64626f"),
    "weavr": ("sandbox-api-key",),
    "twilio_verify": (
        "SK5a4db0c5000000000000000000000001",
        "sandbox-api-key-secret",
        "sandbox-identity-key",
    ),
}
"""What the sandbox takes; used for an address on loopback when nothing else is stored."""


class MissingSecretError(Exception):
    """The message names what is missing and the command that stores it; never a value."""


class LockedSecretsError(MissingSecretError):
    """They lie in an encrypted file that has not been opened yet."""


class UnkeptSecretError(Exception):
    """The system's keyring did not take it; the message says why and what to do."""


class Credentials:
    """Secrets of one provider; their text is never part of a repr."""

    __slots__ = ("_values",)

    def __init__(self, values: tuple[str, ...]) -> None:
        self._values = values

    def reveal(self) -> tuple[str, ...]:
        return self._values

    def __repr__(self) -> str:
        return "Credentials(•••)"


def vault_beside(config: Path) -> Path:
    """Where the encrypted file of a till with these settings is, if it has one."""
    return config.with_name("secrets.vault")


def choose(vault: Path | None) -> "Vault | None":
    """From here on secrets are read and kept in the encrypted file, where there is one; answers
    it, locked or not. Else they are the system keyring's."""
    if vault is None or not vault.exists():
        return None
    import keyring  # noqa: PLC0415 - slow, and not needed where the environment has them

    from pos_app.settings.vault import Vault  # noqa: PLC0415 - few tills have one

    known = keyring.get_keyring()
    if isinstance(known, Vault) and known.path == vault:
        return known
    chosen = Vault(vault)
    keyring.set_keyring(chosen)
    return chosen


def unlock(vault: "Vault", passphrase: str) -> None:
    """Raises ``UnkeptSecretError`` where the file does not open with it."""
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        vault.unlock(passphrase)
    except KeyringError as error:
        raise UnkeptSecretError(f"{vault.path}: {error}") from None


def create_vault(path: Path, passphrase: str) -> None:
    """Makes an encrypted file and keeps secrets in it from here on. Raises ``ValueError`` for a
    passphrase that is too short, ``OSError`` where nothing can be written."""
    import keyring  # noqa: PLC0415

    from pos_app.settings.vault import Vault  # noqa: PLC0415

    made = Vault(path)
    made.create(passphrase)
    keyring.set_keyring(made)


def keyring_works() -> bool:
    """Whether this system keeps secrets, found out by having it keep one that says nothing.

    A back end that the library itself does not recommend, such as a readable file, does not count.
    """
    import keyring  # noqa: PLC0415
    from keyring.errors import KeyringError  # noqa: PLC0415

    if not keyring.core.recommended(keyring.get_keyring()):
        return False
    try:
        keyring.set_password(SERVICE, _TRIAL, _TRIAL)
        kept = keyring.get_password(SERVICE, _TRIAL) == _TRIAL
        keyring.delete_password(SERVICE, _TRIAL)
    except (KeyringError, RuntimeError, OSError):
        return False
    return kept


_TRIAL = "trial"


def keep(name: str, value: str) -> None:
    """``name`` as ``bonifiq.api_token``. Raises ``UnkeptSecretError``."""
    import keyring  # noqa: PLC0415
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        keyring.set_password(SERVICE, name, value)
    except (KeyringError, RuntimeError, OSError) as error:
        raise UnkeptSecretError(
            f"{name} was not kept ({type(error).__name__}): unlock the system's keyring, or set"
            " the till up with an encrypted file"
        ) from None


def fetch(name: str) -> str | None:
    """From the environment, else from where secrets are kept; ``None`` where neither has it.
    Raises ``LockedSecretsError``."""
    provider, _, part = name.partition(".")
    if value := os.environ.get(variable(provider, part)):
        return value
    import keyring  # noqa: PLC0415 - slow, and not needed where the environment has them
    from keyring.errors import KeyringError, KeyringLocked  # noqa: PLC0415

    try:
        return keyring.get_password(SERVICE, name)
    except KeyringLocked:
        raise LockedSecretsError("the credentials are locked: open them first") from None
    except (KeyringError, RuntimeError, OSError):
        return None


def variable(provider: str, name: str) -> str:
    return f"POS_APP_{provider}_{name}".upper()


def find(provider: str, address: str | None) -> Credentials:
    """Raises ``MissingSecretError``."""
    values = tuple(fetch(f"{provider}.{name}") for name in NAMES[provider])
    if all(values):
        return Credentials(tuple(value or "" for value in values))
    if address is not None and is_loopback(address) and not any(values):
        return Credentials(PRACTICE[provider])
    missing = [name for name, value in zip(NAMES[provider], values, strict=True) if not value]
    commands = " and ".join(f"keyring set {SERVICE} {provider}.{name}" for name in missing)
    raise MissingSecretError(
        f"no {' and no '.join(missing)} for {provider}: store them with {commands}"
    )
