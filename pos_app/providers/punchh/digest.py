"""``x-pch-digest`` of calls in a guest's name; contract, 3.4.

The client secret must not be on a till (8, trap 2): whoever confirms identities in the back office
signs there, and hands over the digest.
"""

import hmac
from enum import StrEnum

HEADER = "x-pch-digest"


class Hash(StrEnum):
    MOBILE = "sha256"
    """``/api2/…``"""
    ORDERING = "sha1"
    """``/api/auth/…``"""


def digest(secret: str, path_and_query: str, body: bytes | None, hash_: Hash = Hash.MOBILE) -> str:
    """Over exactly the bytes that are sent, in lower-case hex."""
    message = path_and_query.encode("ascii") + (body or b"")
    return hmac.new(secret.encode(), message, hash_.value).hexdigest()
