"""Who stands at the till: signing in and out, a manager's approval, and opening the credentials."""

import asyncio
from collections.abc import Awaitable, Callable

from msgspec.structs import replace

from pos_app.checkout.counter import Counter
from pos_app.checkout.doorkeeper import Doorkeeper, PinRight, PinWrong, Roll
from pos_app.checkout.staffing import KeysLocked, PinAsked, Staffing
from pos_app.core.challenge import TypedCode
from pos_app.core.loyalty import Refusal

Unlock = Callable[[TypedCode], Awaitable[Refusal | None]]
"""Opens the credentials; answers why it did not."""


class StaffDesk(Counter):
    _keeper: Doorkeeper | None = None
    _unlock: Unlock | None = None

    def staff_up(self, keeper: Doorkeeper, roll: Roll, idle_minutes: int) -> None:
        """People are set up: from here on nobody is at the till before they have signed in."""
        self._keeper = keeper
        self._show_staff(staffing_of(roll, idle_minutes))

    def sign_in(self, name: str, pin: TypedCode) -> None:
        staff = self._state.staff
        if staff is None or not staff.is_locked or staff.sign_in.checking:
            pin.take()
            return
        asked = _begun(staff.sign_in, name)
        self._set(staff=replace(staff, sign_in=asked))
        self._spawn(self._sign_in(name, pin))

    async def _sign_in(self, name: str, pin: TypedCode) -> None:
        roll, answer = await self._ask_keeper(name, pin, manager=False)
        staff = self._state.staff
        if staff is None:
            return
        asked = self._ended(staff.sign_in, answer)
        if roll is not None:
            staff = _with_roll(staff, roll)
        if isinstance(answer, PinRight):
            known = answer.known
            staff = replace(staff, present=known, chosen=known.name, trouble=None)
        self._show_staff(replace(staff, sign_in=asked))

    def lock(self) -> None:
        staff = self._state.staff
        if staff is None or staff.is_locked:
            return
        fresh = PinAsked(turn=staff.sign_in.turn + 1)
        approval = PinAsked(turn=staff.approval.turn + 1)
        self._show_staff(
            replace(staff, present=None, sign_in=fresh, approval=approval, approved="")
        )

    def approve(self, name: str, pin: TypedCode) -> None:
        staff = self._state.staff
        if staff is None or staff.is_locked or staff.approval.checking:
            pin.take()
            return
        asked = _begun(staff.approval, name)
        self._set(staff=replace(staff, approval=asked, approved=""))
        self._spawn(self._approve(name, pin, asked.turn))

    async def _approve(self, name: str, pin: TypedCode, turn: int) -> None:
        roll, answer = await self._ask_keeper(name, pin, manager=True)
        staff = self._state.staff
        if staff is None or staff.approval.turn != turn:
            return
        if roll is not None:
            staff = _with_roll(staff, roll)
        approved = answer.known.name if isinstance(answer, PinRight) else ""
        asked = self._ended(staff.approval, answer)
        self._show_staff(replace(staff, approval=asked, approved=approved))

    def end_approval(self) -> None:
        staff = self._state.staff
        if staff is not None:
            fresh = PinAsked(turn=staff.approval.turn + 1)
            self._set(staff=replace(staff, approval=fresh, approved=""))

    async def _ask_keeper(
        self, name: str, pin: TypedCode, *, manager: bool
    ) -> tuple[Roll | None, PinRight | PinWrong]:
        assert self._keeper is not None  # noqa: S101 - where there is staff there is a keeper
        answer = await asyncio.to_thread(self._keeper.check, name, pin, manager=manager)
        return await asyncio.to_thread(self._keeper.roll), answer

    def _ended(self, asked: PinAsked, answer: PinRight | PinWrong) -> PinAsked:
        if isinstance(answer, PinRight):
            return PinAsked(turn=asked.turn + 1)
        return PinAsked(
            who=asked.who,
            refusal=answer.refusal,
            tries_left=None if answer.wait else answer.tries_left,
            until=self.now() + answer.wait if answer.wait else 0.0,
            turn=asked.turn + 1,
        )

    def _show_staff(self, staff: Staffing) -> None:
        """Whoever is there is the operator of what follows."""
        operator = staff.present.name if staff.present is not None else ""
        identity = replace(self._state.identity, operator=operator)
        self._set(staff=staff, identity=identity)

    def keys_locked(self, unlock: Unlock) -> None:
        self._unlock = unlock
        self._set(keys=KeysLocked())

    def unlock_keys(self, passphrase: TypedCode) -> None:
        keys = self._state.keys
        if keys is None or keys.checking or self._unlock is None:
            passphrase.take()
            return
        self._set(keys=KeysLocked(checking=True, turn=keys.turn))
        self._spawn(self._unlock_keys(self._unlock, passphrase, keys.turn))

    async def _unlock_keys(self, unlock: Unlock, passphrase: TypedCode, turn: int) -> None:
        refusal = await unlock(passphrase)
        if refusal is not None:
            self._set(keys=KeysLocked(refusal=refusal, turn=turn + 1))
            return
        self._set(keys=None)


def staffing_of(roll: Roll, idle_minutes: int) -> Staffing:
    """As a till starts: locked."""
    return Staffing(roll.people, idle_minutes, chosen=roll.last, trouble=roll.trouble)


def _with_roll(staff: Staffing, roll: Roll) -> Staffing:
    return replace(staff, people=roll.people or staff.people, trouble=roll.trouble)


def _begun(asked: PinAsked, name: str) -> PinAsked:
    return PinAsked(who=name, checking=True, turn=asked.turn)
