"""Identifiers: SIDs of every kind and the identities of customers (contract, section 1)."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_DIGITS = re.compile(r"[0-9a-fA-F]{32}")
_IDENTITY = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


def new_sid(prefix: str, rng: Random) -> str:
    return f"{prefix}{rng.getrandbits(128):032x}"


def fixed_sid(prefix: str, *parts: str) -> str:
    """The same for the same parts: of what the demo seeds, so that a till may remember it."""
    return prefix + sha256("/".join((prefix, *parts)).encode()).hexdigest()[:32]


def is_sid(text: str, prefix: str) -> bool:
    return text.startswith(prefix) and _DIGITS.fullmatch(text[2:]) is not None


def is_identity(text: str) -> bool:
    return 8 <= len(text) <= 64 and _IDENTITY.fullmatch(text) is not None
