"""Where a receipt printer is, from what somebody types to what till.toml has."""

import re

from pos_app.core.printer_address import SCHEME, is_printer
from pos_app.core.setting_up.questions import DEVICE, NETWORK

USUAL_PORT = 9100
_HOST = re.compile(r"\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9][A-Za-z0-9.-]*")


def printer_address(kind: str, typed: str) -> str:
    """Empty where nothing could be printed to. A network printer takes the usual port, unless it
    is told another."""
    if kind == NETWORK:
        return _in_the_network(typed.removeprefix(SCHEME).rstrip("/"))
    is_device = kind == DEVICE and not typed.startswith(SCHEME) and is_printer(typed)
    return typed if is_device else ""


def _in_the_network(place: str) -> str:
    host = _HOST.match(place)
    if host is None:
        return ""
    port = place[host.end() :].removeprefix(":") or str(USUAL_PORT)
    address = f"{SCHEME}{host.group()}:{port}"
    return address if port.isdigit() and is_printer(address) else ""


def kind_of(address: str) -> str:
    if not address:
        return ""
    return NETWORK if address.startswith(SCHEME) else DEVICE
