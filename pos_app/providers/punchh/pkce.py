"""Proof that whoever checks a code is whoever had it sent; contract, 3.6 (S256 only)."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import NoReturn

RANDOM_BYTES = 48
"""Make 64 characters, of the 43 to 128 that are allowed."""


class Verifier:
    """The secret behind one sent code. It is never shown or encoded, and never outlives it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    @classmethod
    def fresh(cls, random: Callable[[int], bytes]) -> "Verifier":
        """``random`` is a cryptographic source, as ``secrets.token_bytes``."""
        return cls(_base64url(random(RANDOM_BYTES)))

    @property
    def challenge(self) -> str:
        """What may be told before the code is known: always 43 characters."""
        return _base64url(sha256(self._text.encode("ascii")).digest())

    def reveal(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return "Verifier(•••)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a verifier is never encoded")


def _base64url(octets: bytes) -> str:
    return urlsafe_b64encode(octets).rstrip(b"=").decode("ascii")
