"""x-pch-digest (contract, section 3.4): an HMAC over path, query and body as they were sent."""

from __future__ import annotations

import hmac


def sign(secret: str, path_and_query: str, body: bytes, algorithm: str = "sha256") -> str:
    """Lower-case hex. `sha256` for /api2, `sha1` for /api/auth."""
    return hmac.new(secret.encode(), path_and_query.encode() + body, algorithm).hexdigest()


def is_right(digest: str, secret: str, path_and_query: str, body: bytes) -> bool:
    return hmac.compare_digest(digest.encode(), sign(secret, path_and_query, body).encode())
