"""Every closed check, its amendments and its void (contract, section 5.11)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pos_app.sandbox.punchh import earning, returning
from pos_app.sandbox.punchh.check_lines import ClosedCheck, read_closed_check
from pos_app.sandbox.punchh.records import Receipt, Version
from pos_app.sandbox.punchh.refusals import refused

if TYPE_CHECKING:
    from pos_app.sandbox.exact_json import JsonObject
    from pos_app.sandbox.punchh.books import Books
    from pos_app.sandbox.punchh.reading import Members
    from pos_app.sandbox.punchh.records import Checkin

_APART = timedelta(seconds=1)


def store(books: Books, wanted: Members) -> None:
    check = read_closed_check(wanted, "amount", must_balance=books.settings.checkins_must_balance)
    body = dict(wanted.raw)
    receipt = books.receipts.get(check.key)
    changed = _changes(receipt, body)
    if changed and receipt is not None:
        _check_void(receipt, body)
    effective = _is_effective(books, changed=changed)
    _keep(books, check, receipt, body)
    if effective and body.get("is_test") != 1:
        _apply(books, check, void=body.get("status") == "void")


def _changes(receipt: Receipt | None, body: JsonObject) -> bool:
    """A queue that sends the same again changes nothing; neither does a first, living receipt."""
    if receipt is None:
        return body.get("status") == "void"
    return receipt.versions[-1].body != body


def _check_void(receipt: Receipt, body: JsonObject) -> None:
    if body.get("status") != "void":
        return
    last = receipt.versions[-1].body
    if _without_status(last) != _without_status(body):
        raise refused("A void repeats all other members of the receipt")


def _without_status(body: JsonObject) -> JsonObject:
    return {name: value for name, value in body.items() if name != "status"}


def _is_effective(books: Books, *, changed: bool) -> bool:
    if not changed:
        return False
    if books.settings.pending_points:
        return True
    if books.settings.amendment_without_pending_points == "refused":
        raise refused("Receipts can be amended or voided only while Pending Points is enabled")
    return False


def _keep(books: Books, check: ClosedCheck, receipt: Receipt | None, body: JsonObject) -> None:
    """Within a second of the version before it, it takes that one's place."""
    version = Version(books.clock.now(), body)
    if receipt is None:
        books.receipts[check.key] = Receipt(check.key, [version])
        return
    receipt.received += 1
    if version.at - receipt.versions[-1].at < _APART:
        receipt.versions[-1] = version
    else:
        receipt.versions.append(version)


def _apply(books: Books, check: ClosedCheck, *, void: bool) -> None:
    recorded = _checkin_of(books, check)
    if not void:
        if recorded is not None and recorded.voided_at is None:
            earning.amend(books, recorded, earning.worth(books, check))
        return
    if recorded is not None:
        earning.void(books, recorded)
    uid = recorded.external_uid if recorded else check.external_uid
    if uid and books.settings.receipt_void_returns_offers:
        for made in books.redemptions.values():
            if made.external_uid == uid and made.returned_at is None:
                returning.give_back(books, made, "receipt")


def _checkin_of(books: Books, check: ClosedCheck) -> Checkin | None:
    return next((one for one in books.checkins if one.key == check.key), None)
