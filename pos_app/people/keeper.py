"""Knows the people of a till and whether a PIN is right, and keeps count of wrong ones."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from pos_app.checkout.doorkeeper import PinRight, PinWrong, Roll
from pos_app.checkout.staffing import Known
from pos_app.core.challenge import TypedCode
from pos_app.core.loyalty import Refusal
from pos_app.core.staff import (
    LONGEST_PIN,
    SHORTEST_PIN,
    Patience,
    Person,
    Role,
    Staff,
    StaffError,
)
from pos_app.people import pins
from pos_app.people.file import PeopleDamagedError, PeopleFile
from pos_app.settings.secrets import LockedSecretsError, MissingSecretError

log = logging.getLogger("pos_app.people")

DAMAGED = Refusal("PEOPLE_DAMAGED")
KEYS_LOCKED = Refusal("KEYS_LOCKED")
KEY_MISSING = Refusal("PIN_KEY_MISSING")
UNSET = Refusal("PIN_UNSET")
GONE = Refusal("PERSON_GONE")
NO_MANAGER = Refusal("NOT_A_MANAGER")
WAITING = Refusal("PIN_LOCKED")
WRONG = Refusal("PIN_WRONG")


class Keeper:
    """A ``Doorkeeper``. Every PIN is looked at against the file as it is now, and is counted on the
    disk before it is looked at: neither a restart nor a power cut renews the patience. Where the
    disk is full it is counted in memory, and people can still sign in."""

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        self._file = PeopleFile(folder)
        self._now = now
        self._borne: dict[str, Patience] = {}
        """What could not be written, by name."""

    def roll(self) -> Roll | None:
        try:
            return roll_of(self._file.read())
        except PeopleDamagedError as error:
            log.error("people_unreadable error=%s", error)  # noqa: TRY400 - the message says it all
            return Roll(trouble=DAMAGED)

    def check(self, name: str, pin: TypedCode, *, manager: bool) -> PinRight | PinWrong:
        typed = pin.take()
        try:
            under = pins.key()
            with self._file.held():
                return self._check(self._file.read(), name, typed, under, manager=manager)
        except LockedSecretsError:
            return PinWrong(KEYS_LOCKED)
        except MissingSecretError:
            return PinWrong(KEY_MISSING)
        except StaffError:
            return PinWrong(GONE)
        except (PeopleDamagedError, OSError) as error:
            log.error("people_unreadable error=%s", error)  # noqa: TRY400 - the message says it all
            return PinWrong(DAMAGED)

    def _check(
        self, staff: Staff, name: str, typed: str, under: bytes, *, manager: bool
    ) -> PinRight | PinWrong:
        person = staff.find(name)
        if manager and person.role is not Role.MANAGER:
            return PinWrong(NO_MANAGER)
        if not pins.is_under(person.verifier, under):
            return PinWrong(UNSET)
        now = self._now()
        known = self._borne.get(person.name, Patience())
        patience = person.patience.or_stricter(known).settled(now)
        if left := patience.left(now):
            if patience != person.patience:
                self._keep(staff, replace(person, patience=patience))
            return PinWrong(WAITING, wait=left)
        if not SHORTEST_PIN <= len(typed) <= LONGEST_PIN:
            return PinWrong(WRONG)
        counted = patience.after_wrong(now)
        self._keep(staff, replace(person, patience=counted))
        if not pins.matches(person.verifier, typed, under):
            left = counted.left(now)
            return PinWrong(WAITING if left else WRONG, counted.tries_left(), left)
        self._keep(replace(staff, last=person.name), replace(person, patience=Patience()))
        return PinRight(known_of(person))

    def _keep(self, staff: Staff, person: Person) -> None:
        try:
            self._file.write(staff.with_changed(person))
        except OSError as error:
            self._borne[person.name] = person.patience
            log.warning("people_unwritten error=%s", type(error).__name__)
        else:
            self._borne.pop(person.name, None)


def roll_of(staff: Staff) -> Roll | None:
    if not staff.people:
        return None
    return Roll(tuple(known_of(person) for person in staff.people), staff.last)


def known_of(person: Person) -> Known:
    return Known(person.name, person.role)
