"""Whether the devices of a till are there: looked at without printing and without a window."""

import asyncio
import errno
import os
import sys
from pathlib import Path

from pos_app.core.paper import Printing
from pos_app.devices.endpoint import Device, endpoint
from pos_app.settings.model import Settings

Checked = tuple[bool, str]
"""Whether it is as it should be, and what to tell, with the cure."""

CONNECTORS = Path("/sys/class/drm")
"""Where Linux tells what is plugged into a graphics card."""

_SCREENS_ON_WINDOWS = 80
"""SM_CMONITORS."""


def check_printer(settings: Settings) -> Checked:
    """Blocks for a few seconds at most."""
    if not settings.printer:
        return True, "none is set up: receipts are shown on the screen; see [printer] address"
    from pos_app.printing import device_of  # noqa: PLC0415 - with the words of the screens

    place = endpoint(settings.printer)
    found = asyncio.run(device_of(settings).look())
    match found:
        case Printing.HANDED_OVER:
            return True, f"{settings.printer} can be opened; nothing was printed"
        case Printing.NO_PAPER:
            return False, f"{settings.printer} has no paper: put in a roll"
        case Printing.COVER_OPEN:
            return False, f"{settings.printer} is open: close its cover"
    if isinstance(place, Device):
        return False, f"{settings.printer} cannot be opened: {_cure_of(place)}"
    return False, (
        f"{settings.printer} does not answer: switch it on, see that its cable is in, and compare"
        " the address with the one on its self-test page"
    )


def _cure_of(place: Device) -> str:
    if sys.platform != "win32" and not place.path.startswith("/"):
        return "ports and shares by such a name are for Windows; here it is as /dev/usb/lp0"
    try:
        os.close(os.open(place.path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0)))
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EPERM}:
            return "add the till's user to the group that may print (lp), and sign in again"
        if error.errno == errno.EBUSY:
            return "another program holds it, perhaps a printer queue of the same printer"
        return f"plug it in and switch it on, or correct [printer] address ({error.strerror})"
    return "it is a file, and no device: correct [printer] address"


def check_second_screen(settings: Settings, connectors: Path = CONNECTORS) -> Checked:
    if not settings.customer_screen:
        return True, "none is asked for; [screen] customer = true shows the customer their sale"
    count = _screens(connectors)
    if count is None:
        return True, "asked for; how many screens are connected cannot be told here"
    if count < 2:
        return False, (
            f"asked for, and {count} screen is connected: plug the second one in and extend the"
            " desktop to it; it comes on by itself"
        )
    return True, f"{count} screens are connected"


def _screens(connectors: Path) -> int | None:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415

        return int(ctypes.windll.user32.GetSystemMetrics(_SCREENS_ON_WINDOWS))
    states = [path.read_text(encoding="ascii").strip() for path in connectors.glob("*/status")]
    return states.count("connected") if states else None
