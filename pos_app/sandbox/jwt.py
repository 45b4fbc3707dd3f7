"""Bearer tokens that look like a JWT."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random


def unsigned(rng: Random) -> str:
    """Signed by nobody."""
    return named(f"{rng.getrandbits(160):x}")


def named(payload: str) -> str:
    return f"eyJhbGciOiJub25lIn0.{payload}.sandbox"
