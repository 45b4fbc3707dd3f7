"""The whole state of a Punchh business, and who is who in it."""

from __future__ import annotations

import string
from itertools import count
from typing import TYPE_CHECKING

from pos_app.sandbox.punchh.codes import CodeDesk, SentCode
from pos_app.sandbox.punchh.fixtures import demo_coupons, demo_guests, demo_redeemables
from pos_app.sandbox.punchh.lockout import Lockout
from pos_app.sandbox.punchh.records import Guest
from pos_app.sandbox.punchh.refusals import BANNED, USER_NOT_FOUND, Refusal, RefusedError
from pos_app.sandbox.punchh.sessions import Sessions

if TYPE_CHECKING:
    from random import Random

    from pos_app.sandbox.clock import SandboxClock
    from pos_app.sandbox.punchh.records import (
        Basket,
        Checkin,
        Coupon,
        Receipt,
        Redeemable,
        Redemption,
    )
    from pos_app.sandbox.punchh.settings import PunchhSettings

_FIRST_ITEM, _FIRST_REDEMPTION, _FIRST_CHECKIN, _FIRST_NEW_REWARD = 8801, 610044, 4401, 56000
_FIRST_NEW_GUEST = 91000


class Books:
    """Balances never go below zero; every debit belongs to one redemption or conversion."""

    def __init__(self, clock: SandboxClock, rng: Random, settings: PunchhSettings) -> None:
        self.clock = clock
        self.rng = rng
        self.settings = settings
        self.reset()

    def reset(self) -> None:
        """The demo state; clock and settings stay."""
        now = self.clock.now()
        self.codes = CodeDesk(self.rng)
        self.lockout = Lockout()
        self.sessions = Sessions(self.rng)
        self.guests: dict[int, Guest] = {guest.id: guest for guest in demo_guests(now)}
        self.redeemables: dict[int, Redeemable] = {one.id: one for one in demo_redeemables()}
        self.coupons: dict[str, Coupon] = {one.code: one for one in demo_coupons()}
        self.baskets: list[Basket] = []
        """All that ever were, the active ones among them."""
        self.active: dict[int, Basket] = {}
        """Guest -> basket."""
        self.redemptions: dict[str, Redemption] = {}
        """By redemption_ref."""
        self.checkins: list[Checkin] = []
        self.receipts: dict[tuple[str, str], Receipt] = {}
        self.item_ids = count(_FIRST_ITEM)
        self.redemption_ids = count(_FIRST_REDEMPTION)
        self.checkin_ids = count(_FIRST_CHECKIN)
        self.reward_ids = count(_FIRST_NEW_REWARD)
        self._guest_ids = count(_FIRST_NEW_GUEST)

    def guest(self, guest_id: int, unknown: Refusal = USER_NOT_FOUND) -> Guest:
        found = self.guests.get(guest_id)
        if found is None:
            raise RefusedError(unknown)
        return found

    def welcome_guest(self, guest_id: int) -> Guest:
        """As `guest`, for calls that a banned guest cannot make."""
        found = self.guest(guest_id)
        if found.deactivated:
            raise RefusedError(BANNED)
        return found

    def owner_of(self, phone: str | None = None, email: str | None = None) -> Guest | None:
        for guest in self.guests.values():
            if phone is not None and guest.phone == phone:
                return guest
            if email is not None and guest.email and guest.email.lower() == email.lower():
                return guest
        return None

    def enrol(self, phone: str | None = None, email: str | None = None) -> Guest:
        number = next(self._guest_ids)
        guest = Guest(number, "Guest", str(number), self.clock.now(), phone=phone, email=email)
        self.guests[guest.id] = guest
        return guest

    def enrol_nobody(self) -> Guest:
        """The throw-away guest of `lookup_field` none."""
        guest = self.enrol()
        guest.email = f"anonymous{guest.id}@anonymise.punchh.com"
        return guest

    def sent_code(self, destination: str) -> SentCode | None:
        """The live code as the owner of that phone or e-mail can read it."""
        return self.codes.latest(destination, self.clock.now())

    def new_ref(self) -> str:
        letters = string.ascii_letters + string.digits
        return "".join(self.rng.choice(letters) for _ in range(20))
