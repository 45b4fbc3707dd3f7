"""Where a printer is: on the network, or behind a device or share of this machine."""

import sys
from urllib.parse import urlsplit

from pos_app.core.value import Value

PORT = 9100


class Network(Value, frozen=True):
    host: str
    port: int


class Device(Value, frozen=True):
    path: str
    """As this system opens it."""


def endpoint(address: str) -> Network | Device:
    """``address`` is one that the settings take."""
    if address.startswith("tcp://"):
        parts = urlsplit(address)
        return Network(parts.hostname or "", PORT if parts.port is None else parts.port)
    if address.upper().startswith("LPT"):
        name = address.rstrip(":").upper()
        return Device(rf"\\.\{name}" if sys.platform == "win32" else name)
    return Device(address)
