"""Secrets in an encrypted file, for a machine whose system keeps none."""

import os
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, KeyringLocked, PasswordDeleteError

from pos_app.core.value import Value

SHORTEST_PASSPHRASE = 8
COST = 2**17
"""Of scrypt with blocks of 8: 128 MiB and about half a second for each try."""
_BLOCK, _LANES, _KEY, _SALT, _NONCE = 8, 1, 32, 16, 12


class WrongPassphraseError(KeyringError):
    """The file does not open with it."""


class VaultDamagedError(KeyringError):
    """The message names the file and says what to do."""


class _Sealed(Value, frozen=True):
    """The file as it lies there; bytes are Base64 in it."""

    cost: int
    salt: bytes
    nonce: bytes
    sealed: bytes
    format: int = 1


class Vault(KeyringBackend):
    """A keyring of its own: once set as the process's keyring, whoever asks that asks this.

    Locked until ``unlock``; then its secrets are in memory, and every change is on the disk before
    a method returns. All of it blocks.
    """

    priority = 0.1
    viable = False
    """Never chosen by the library itself."""

    def __init__(self, path: Path) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.path = path
        self._key: tuple[int, bytes, bytes] | None = None
        """Cost, salt and key."""
        self._secrets: dict[str, str] = {}

    @property
    def is_locked(self) -> bool:
        return self._key is None

    def unlock(self, passphrase: str) -> None:
        """Raises ``WrongPassphraseError`` and ``VaultDamagedError``."""
        try:
            lying = msgspec.json.decode(self.path.read_bytes(), type=_Sealed)
            key = _derive(passphrase, lying.salt, lying.cost)
            opened = AESGCM(key).decrypt(lying.nonce, lying.sealed, _bound_to(lying))
            self._secrets = msgspec.json.decode(opened, type=dict[str, str])
        except InvalidTag:
            raise WrongPassphraseError("the passphrase does not open the file") from None
        except (OSError, ValueError) as error:
            raise VaultDamagedError(
                f"{self.path} cannot be read ({type(error).__name__}): remove it and set the till"
                " up again, the credentials can be typed anew"
            ) from None
        self._key = lying.cost, lying.salt, key

    def get_password(self, service: str, username: str) -> str | None:
        self._refuse_locked()
        return self._secrets.get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._refuse_locked()
        self._write({**self._secrets, f"{service}/{username}": password})

    def delete_password(self, service: str, username: str) -> None:
        self._refuse_locked()
        if (name := f"{service}/{username}") not in self._secrets:
            raise PasswordDeleteError(username)
        self._write({kept: text for kept, text in self._secrets.items() if kept != name})

    def _refuse_locked(self) -> None:
        if self.is_locked:
            raise KeyringLocked("the encrypted file has not been opened")

    def _write(self, secrets: dict[str, str]) -> None:
        assert self._key is not None  # noqa: S101 - every caller has asked
        cost, salt, key = self._key
        blank = _Sealed(cost, salt, os.urandom(_NONCE), b"")
        sealed = AESGCM(key).encrypt(blank.nonce, msgspec.json.encode(secrets), _bound_to(blank))
        written = msgspec.structs.replace(blank, sealed=sealed)
        fresh = self.path.with_name(f"{self.path.name}.new")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(msgspec.json.encode(written))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path)
        self._secrets = secrets

    def create(self, passphrase: str, *, cost: int = COST) -> None:
        """A new, empty file, opened. Raises ``ValueError`` for a passphrase that is too short."""
        if len(passphrase) < SHORTEST_PASSPHRASE:
            raise ValueError(f"a passphrase has at least {SHORTEST_PASSPHRASE} characters")
        salt = os.urandom(_SALT)
        self._key = cost, salt, _derive(passphrase, salt, cost)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._write({})


def _derive(passphrase: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt, _KEY, cost, _BLOCK, _LANES).derive(passphrase.encode())


def _bound_to(file: _Sealed) -> bytes:
    """What is written beside the secrets cannot be changed without their being refused."""
    return b"%d %d " % (file.format, file.cost) + file.salt
