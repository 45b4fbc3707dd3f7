"""Where a receipt printer is, as till.toml has it."""

import re

from pos_app.core.setting_up.questions import DEVICE, NETWORK

USUAL_PORT = 9100
SCHEME = "tcp://"


def printer_address(kind: str, typed: str) -> str:
    """Empty where nothing could be printed to. A network printer takes the usual port, unless it
    is told another."""
    if kind == DEVICE:
        return "" if SCHEME in typed else typed
    if kind != NETWORK:
        return ""
    host, _, port = typed.removeprefix(SCHEME).partition(":")
    number = port or str(USUAL_PORT)
    if not re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?", host, re.ASCII):
        return ""
    if not re.fullmatch(r"[0-9]{1,5}", number, re.ASCII) or not 0 < int(number) < 65536:
        return ""
    return f"{SCHEME}{host}:{int(number)}"


def kind_of(address: str) -> str:
    if not address:
        return ""
    return NETWORK if address.startswith(SCHEME) else DEVICE
