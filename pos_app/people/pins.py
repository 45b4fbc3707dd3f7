"""A PIN becomes something to compare with, under a key that lies elsewhere: whoever takes the file
alone has nothing to try PINs on."""

import hashlib
import hmac
import os

from pos_app.core.staff import Verifier
from pos_app.settings import secrets

KEY = "till.pin_key"
COST = 2**15
"""Of scrypt with blocks of 8: 32 MiB and about a tenth of a second for each try."""
_BLOCK, _LANES, _LENGTH, _SALT = 8, 1, 32, 16


class PinKeyMissingError(secrets.MissingSecretError):
    """PINs were set, and their key is not where secrets are kept."""


def key() -> bytes:
    """Raises ``MissingSecretError``, as ``LockedSecretsError`` and ``PinKeyMissingError``."""
    kept = secrets.fetch(KEY)
    if not kept:
        raise PinKeyMissingError(
            f"{KEY} is not there: open the system's keyring, or set PINs anew with"
            " `pos-app people --reset NAME`"
        )
    return kept.encode()


def key_or_new() -> bytes:
    """Raises ``LockedSecretsError``, and ``UnkeptSecretError`` where a new one cannot be kept."""
    try:
        return key()
    except PinKeyMissingError:
        secrets.keep(KEY, os.urandom(_LENGTH).hex())
        return key()


def verifier(pin: str, under: bytes, *, cost: int = COST) -> Verifier:
    salt = os.urandom(_SALT)
    return Verifier(_name(under), cost, salt, _digest(pin, under, salt, cost))


def is_under(known: Verifier, under: bytes) -> bool:
    """Else nothing can be told about any PIN."""
    return hmac.compare_digest(known.key, _name(under))


def matches(known: Verifier, pin: str, under: bytes) -> bool:
    return hmac.compare_digest(known.digest, _digest(pin, under, known.salt, known.cost))


def _name(under: bytes) -> bytes:
    return hmac.digest(under, b"which key of PINs", "sha256")[:8]


def _digest(pin: str, under: bytes, salt: bytes, cost: int) -> bytes:
    peppered = hmac.digest(under, b"PIN " + pin.encode(), "sha256")
    return hashlib.scrypt(
        peppered, salt=salt, n=cost, r=_BLOCK, p=_LANES, maxmem=2**31 - 1, dklen=_LENGTH
    )
