"""What a secret looks like where it must not be."""

import base64
from collections.abc import Iterator
from urllib.parse import quote


def forms(secret: str) -> Iterator[str]:
    yield secret
    yield quote(secret, safe="")
    yield secret.encode().hex()
    for shift in range(3):
        encoded = base64.b64encode(b"x" * shift + secret.encode()).decode()
        yield encoded[4 if shift else 0 : -4]
