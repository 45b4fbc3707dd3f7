"""Who is entered, who is taken out, and whose PIN is set anew."""

from pathlib import Path

from msgspec.structs import replace

from pos_app.core.staff import (
    Patience,
    Person,
    Role,
    Staff,
    Verifier,
    check_new_pin,
    read_name,
)
from pos_app.people import pins
from pos_app.people.file import PeopleDamagedError, PeopleFile


class Register:
    """Each change is on the disk when it returns. All of it blocks and raises ``StaffError``,
    ``PeopleDamagedError`` and ``OSError``; what sets a PIN ``MissingSecretError`` and
    ``UnkeptSecretError`` too."""

    def __init__(self, folder: Path, *, cost: int = pins.COST) -> None:
        self.file = PeopleFile(folder)
        self._cost = cost

    def everybody(self) -> Staff:
        return self.file.read()

    def add(self, name: str, role: Role, pin: str) -> None:
        check_new_pin(pin)
        with self.file.held():
            staff = self.file.read()
            person = Person(read_name(name), role, self._verifier(pin))
            self.file.write(staff.with_new(person))

    def is_manager(self, name: str) -> bool:
        """Of somebody who is entered."""
        return self.file.read().find(name).role is Role.MANAGER

    def remove(self, name: str) -> None:
        with self.file.held():
            self.file.write(self.file.read().without(name))

    def reset(self, name: str, pin: str) -> None:
        """A new PIN, and patience anew."""
        check_new_pin(pin)
        with self.file.held():
            staff = self.file.read()
            person = staff.find(name)
            changed = replace(person, verifier=self._verifier(pin), patience=Patience())
            self.file.write(staff.with_changed(changed))

    def start_anew(self) -> Path | None:
        """Sets a damaged file aside, and answers under which name; a sound one stays."""
        with self.file.held():
            try:
                self.file.read()
            except PeopleDamagedError:
                return self.file.set_aside()
        return None

    def _verifier(self, pin: str) -> Verifier:
        return pins.verifier(pin, pins.key_or_new(), cost=self._cost)
