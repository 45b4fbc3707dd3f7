"""Check-ins: once per external_uid, at once or after a while (contract, section 5.10)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pos_app.sandbox.punchh import finding, people
from pos_app.sandbox.punchh.check_lines import ClosedCheck, read_closed_check
from pos_app.sandbox.punchh.fixtures import CONVERSION_CENTS, VISITS_PER_CARD
from pos_app.sandbox.punchh.records import Benefit, Checkin, Reward
from pos_app.sandbox.punchh.refusals import Refusal, RefusedError, refused

if TYPE_CHECKING:
    from pos_app.sandbox.exact_json import JsonObject
    from pos_app.sandbox.punchh.books import Books
    from pos_app.sandbox.punchh.reading import Members
    from pos_app.sandbox.punchh.records import Guest


def check_in(books: Books, wanted: Members) -> JsonObject:
    check = read_closed_check(
        wanted, "receipt_amount", must_balance=books.settings.checkins_must_balance
    )
    earlier = _recorded(books, check.external_uid)
    if earlier is not None:
        return _again(books, earlier)
    guest = finding.identify(books, wanted)
    _check_frequency(books, guest)
    return _record(books, guest, check).document


def mature(books: Books) -> None:
    """Pending points whose time has come become the guest's."""
    now = books.clock.now()
    for one in books.checkins:
        if one.due_at is not None and one.voided_at is None and now >= one.due_at:
            one.due_at = None
            _credit(books, books.guests[one.guest], one.points)


def amend(books: Books, recorded: Checkin, points: int) -> None:
    """Earns what the amended receipt is worth in place of what it was."""
    if recorded.due_at is None:
        guest = books.guests[recorded.guest]
        _take_back(books, guest, recorded.points)
        _credit(books, guest, points)
    recorded.points = points


def void(books: Books, recorded: Checkin) -> None:
    if recorded.voided_at is not None:
        return
    guest = books.guests[recorded.guest]
    if recorded.due_at is None:
        _take_back(books, guest, recorded.points)
    if books.settings.program == "visits":
        _take_visit_back(guest)
    recorded.voided_at = books.clock.now()


def worth(books: Books, check: ClosedCheck) -> int:
    """From the lines, whatever subtotal_amount says; parts of a unit earn nothing."""
    if books.settings.program == "visits":
        return 0
    return max(0, check.totals.subtotal) * books.settings.points_per_unit // 100


def _recorded(books: Books, external_uid: str) -> Checkin | None:
    if not external_uid:
        return None
    return next((one for one in books.checkins if one.external_uid == external_uid), None)


def _again(books: Books, earlier: Checkin) -> JsonObject:
    earlier.received += 1
    if books.settings.duplicate_checkin == "same":
        return earlier.document
    text = f"Checkin with external_uid {earlier.external_uid} has already been recorded"
    raise RefusedError(Refusal(int(books.settings.duplicate_checkin), text))


def _check_frequency(books: Books, guest: Guest) -> None:
    limit, since = books.settings.receipts_per_hour, books.clock.now() - timedelta(hours=1)
    recent = [one for one in books.checkins if one.guest == guest.id and one.at > since]
    if limit and len(recent) >= limit:
        raise refused("Multiple Punching: too many receipts in this time window")


def _record(books: Books, guest: Guest, check: ClosedCheck) -> Checkin:
    now = books.clock.now()
    recorded = Checkin(
        id=next(books.checkin_ids),
        guest=guest.id,
        external_uid=check.external_uid,
        key=check.key,
        at=now,
        points=worth(books, check),
        due_at=_due_at(books, now),
        document={},
    )
    books.checkins.append(recorded)
    if recorded.due_at is None:
        _credit(books, guest, recorded.points)
    if books.settings.program == "visits":
        _visit(guest)
    recorded.document = {
        **people.searched(books, guest, by_app_code=False),
        "checkin_id": recorded.id,
        "points_earned": recorded.points,
    }
    return recorded


def _due_at(books: Books, now: datetime) -> datetime | None:
    if not books.settings.pending_points:
        return None
    return now + timedelta(minutes=books.settings.pending_points_duration)


def _credit(books: Books, guest: Guest, points: int) -> None:
    """Converts whole thresholds where the program does."""
    threshold = books.settings.points_conversion_threshold
    guest.credits += points
    converts = books.settings.program in {"points_to_currency", "points_to_rewards"}
    while converts and guest.points >= threshold:
        guest.debits += threshold
        if books.settings.program == "points_to_currency":
            guest.banked_cents += CONVERSION_CENTS
        else:
            guest.rewards.append(_converted_reward(books))


def _converted_reward(books: Books) -> Reward:
    return Reward(
        id=next(books.reward_ids),
        name="5.00 off",
        description="For your points.",
        benefit=Benefit("amount", cents=CONVERSION_CENTS),
        starts_at=books.clock.now(),
        converted=True,
    )


def _take_back(books: Books, guest: Guest, points: int) -> None:
    """As far as the guest still has it: no balance goes below zero."""
    while guest.points < points and _undo_conversion(books, guest):
        guest.debits -= books.settings.points_conversion_threshold
    guest.credits -= min(points, guest.points)


def _undo_conversion(books: Books, guest: Guest) -> bool:
    if books.settings.program == "points_to_currency":
        if guest.banked_cents < CONVERSION_CENTS:
            return False
        guest.banked_cents -= CONVERSION_CENTS
        return True
    for reward in guest.rewards:
        if reward.converted and not reward.redeemed:
            guest.rewards.remove(reward)
            return True
    return False


def _visit(guest: Guest) -> None:
    guest.visits += 1
    if guest.visits % VISITS_PER_CARD == 0:
        guest.cards += 1


def _take_visit_back(guest: Guest) -> None:
    if guest.visits % VISITS_PER_CARD == 0:
        guest.cards = max(0, guest.cards - 1)
    guest.visits -= 1
