"""What may stand as the address of a receipt printer; whether one is really there is for
``pos-app doctor`` to tell."""

import re
from urllib.parse import urlsplit

SCHEME = "tcp://"
_DEVICE = re.compile(r"/dev/[^\s\0]+|\\\\[^\\/\0]+\\[^\\/\0]+|LPT[1-9]:?", re.IGNORECASE)


def is_printer(address: str) -> bool:
    """A raw port on the network, a device file, a parallel port or a Windows share."""
    if not address.startswith(SCHEME):
        return bool(_DEVICE.fullmatch(address))
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    more = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    return bool(parts.hostname) and not more and port != 0
