"""Time-based one-time passwords (RFC 6238), told by the sandbox's own clock."""

from __future__ import annotations

import hmac
from base64 import b32decode, b32encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

Algorithm: TypeAlias = Literal["sha1", "sha256", "sha512"]
ALGORITHMS: tuple[Algorithm, ...] = ("sha1", "sha256", "sha512")
_SECRET_BYTES = 20


@dataclass(slots=True)
class Totp:
    """What an authenticator app and the server share."""

    secret: str = field(repr=False)
    """Base32, capitals, without padding."""
    alg: Algorithm
    time_step: int
    """Seconds."""
    skew: int
    """How many steps early or late a code may be."""
    code_length: int

    def code_at(self, step: int) -> str:
        key = b32decode(self.secret + "=" * (-len(self.secret) % 8))
        mac = hmac.digest(key, step.to_bytes(8, "big"), self.alg)
        offset = mac[-1] & 0x0F
        number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF
        return f"{number % 10**self.code_length:0{self.code_length}d}"

    def step_at(self, now: datetime) -> int:
        return int(now.timestamp()) // self.time_step

    def steps_of(self, code: str, now: datetime) -> list[int]:
        """The steps within the skew whose code this is, the current one first."""
        current = self.step_at(now)
        near = sorted(range(-self.skew, self.skew + 1), key=abs)
        given = code.encode()
        return [
            current + away
            for away in near
            if hmac.compare_digest(self.code_at(current + away).encode(), given)
        ]


def new_secret(rng: Random) -> str:
    return as_secret(rng.getrandbits(8 * _SECRET_BYTES).to_bytes(_SECRET_BYTES, "big"))


def as_secret(key: bytes) -> str:
    return b32encode(key).decode().rstrip("=")


def normalised(secret: str) -> str | None:
    """As `as_secret` spells it; None when it is not Base32."""
    bare = secret.upper().rstrip("=")
    try:
        key = b32decode(bare + "=" * (-len(bare) % 8))
    except ValueError:
        return None
    return as_secret(key) if key else None
