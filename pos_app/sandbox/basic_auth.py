"""HTTP Basic credentials."""

from __future__ import annotations

from base64 import b64decode


def pair(header: str) -> tuple[str, str] | None:
    """User and password of an Authorization header; None when it holds none."""
    scheme, _, credentials = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        user, colon, password = b64decode(credentials, validate=True).decode().partition(":")
    except ValueError:
        return None
    return (user, password) if colon else None
