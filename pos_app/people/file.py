"""The file of people: read whole or not believed, written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from pos_app.core.staff import Staff, StaffError, check_staff
from pos_app.core.value import Value
from pos_app.people import FILE, are_set_up

CHEAPEST, DEAREST = 2**12, 2**20
"""Costs of a verifier that are believed."""
PATIENT = 10.0
"""Seconds to wait for another program that is writing."""


class PeopleDamagedError(Exception):
    """There are people, and nobody can tell who; the message says what to do."""


class _Written(Value, frozen=True):
    """As it lies there; bytes are Base64 in it."""

    staff: Staff
    format: int = 1


class PeopleFile:
    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def exists(self) -> bool:
        """Also where it may not be read, or is no file."""
        return are_set_up(self.path.parent)

    def read(self) -> Staff:
        """Nobody where there is no file. Raises ``PeopleDamagedError``."""
        if not self.exists():
            return Staff()
        try:
            written = msgspec.json.decode(self.path.read_bytes(), type=_Written)
            staff = check_staff(written.staff)
            costs = [person.verifier.cost for person in staff.people]
        except (OSError, msgspec.MsgspecError, StaffError) as error:
            raise self._damaged(type(error).__name__) from None
        if written.format != 1 or not all(CHEAPEST <= cost <= DEAREST for cost in costs):
            raise self._damaged("unknown format")
        return staff

    def _damaged(self, why: str) -> PeopleDamagedError:
        return PeopleDamagedError(
            f"{self.path} cannot be read ({why}), so nobody can sign in: bring it back from a"
            " copy, or start anew with `pos-app people --new --add NAME --role manager`, which"
            " sets it aside"
        )

    def write(self, staff: Staff) -> None:
        """Without people there is no file. Raises ``OSError``."""
        if not staff.people:
            self.path.unlink(missing_ok=True)
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_name(f"{FILE}.new")
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(msgspec.json.encode(_Written(staff)))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path)

    def set_aside(self) -> Path:
        """Keeps what cannot be read under another name. Raises ``OSError``."""
        number = 1
        while (aside := self.path.with_name(f"people-damaged-{number}.json")).exists():
            number += 1
        return self.path.rename(aside)

    @contextmanager
    def held(self) -> Iterator[None]:
        """No other program changes the file meanwhile. Raises ``OSError``, also when one holds it
        for too long."""
        from filelock import FileLock  # noqa: PLC0415 - not for the first frame

        self.path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self.path.with_name("people.lock"), timeout=PATIENT):
            yield
