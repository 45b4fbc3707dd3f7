"""The people of a till: who they are and what proves it, on the disk. All of it may block."""

import os
from pathlib import Path

FILE = "people.json"


def are_set_up(folder: Path) -> bool:
    """Also where nobody can tell who they are."""
    return os.path.lexists(folder / FILE)


def add_manager(folder: Path, name: str, pin: str) -> None:
    """Into the data folder, also as the first person of a till; one who is there already gets the
    PIN, as where a set-up that failed half-way is done again.

    Raises ``StaffError`` for a name or PIN that does not do, ``PeopleDamagedError``,
    ``UnkeptSecretError`` and ``MissingSecretError`` where the key of the PINs cannot be kept, and
    ``OSError``.
    """
    from pos_app.core.staff import Fault, Role, StaffError  # noqa: PLC0415 - most starts add nobody
    from pos_app.people.register import Register  # noqa: PLC0415

    register = Register(folder)
    try:
        register.add(name, Role.MANAGER, pin)
    except StaffError as error:
        if error.fault is not Fault.NAME_TAKEN or not register.is_manager(name):
            raise
        register.reset(name, pin)
