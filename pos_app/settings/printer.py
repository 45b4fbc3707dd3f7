"""What [printer] may hold; whether a printer is really there is for ``pos-app doctor`` to tell."""

import re
from urllib.parse import urlsplit

CODE_PAGES = ("cp850", "cp860", "cp858", "cp1252", "cp437", "ascii")
"""The letters of a printer. The first has all that western Europe writes with; ``ascii`` is for one
whose tables nobody knows."""

_DEVICE = re.compile(r"/dev/[^\s\0]+|\\\\[^\\/\0]+\\[^\\/\0]+|LPT[1-9]:?", re.IGNORECASE)


def is_printer(address: str) -> bool:
    """A raw port on the network, a device file, a parallel port or a Windows share."""
    if not address.startswith("tcp://"):
        return bool(_DEVICE.fullmatch(address))
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    more = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    return bool(parts.hostname) and not more and port != 0
