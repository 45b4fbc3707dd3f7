"""Money from account to account, and what becomes of a send as time goes by."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pos_app.sandbox.weavr.records import ACTIVE, PENDING, UNSETTLED, Entry

if TYPE_CHECKING:
    from datetime import datetime

    from pos_app.sandbox.weavr.books import Books
    from pos_app.sandbox.weavr.records import Account, Send, SendState


def accept(books: Books, send: Send, now: datetime) -> None:
    """The customer confirmed: it is on its way and settles in a while."""
    put(books, send, "APPROVED", now)
    send.due_at = now + timedelta(milliseconds=books.settings.settle_ms)
    if send.due_at <= now:
        settle(books, send, now)


def settle(books: Books, send: Send, at: datetime) -> None:
    final = books.settings.final_state
    if final in {"COMPLETED", "RETURNED"} and not can_pay(send):
        final = "FAILED"
    put(books, send, final, at)


def put(books: Books, send: Send, state: SendState, at: datetime) -> None:
    """Into any state, with the money where that state says it is."""
    _release(send)
    if state == "COMPLETED":
        _move(books, send, at)
    elif state == "RETURNED":
        _move(books, send, at)
        _move_back(books, send, at)
    elif send.moved:
        _move_back(books, send, at)
    send.state = state
    send.due_at = None
    if state in UNSETTLED:
        _reserve(books, send)
        books.unsettled[send.id] = send
    else:
        books.unsettled.pop(send.id, None)


def mature(books: Books) -> None:
    """Carries out what time alone decides."""
    now = books.now()
    for send in sorted(books.unsettled.values(), key=lambda one: one.due_at or one.created_at):
        if send.due_at is not None:
            if now >= send.due_at:
                settle(books, send, send.due_at)
        elif send.waits_for_code and _is_over(books, send, now):
            put(books, send, "REJECTED", now)


def deposit(books: Books, account: Account, amount: int) -> str:
    deposit_id = books.new_deposit_id()
    account.actual += amount
    account.entries.append(Entry("DEPOSIT", deposit_id, amount, 0, account.available, books.now()))
    return deposit_id


def _is_over(books: Books, send: Send, now: datetime) -> bool:
    life = books.settings.unverified_life_s
    return bool(life) and now - send.created_at >= timedelta(seconds=life)


def can_pay(send: Send) -> bool:
    states = {send.source.state, send.destination.state}
    spendable = send.source.available + send.reserved
    return send.moved or (states == {ACTIVE} and spendable >= send.cost)


def _reserve(books: Books, send: Send) -> None:
    if books.settings.pending_reserves and send.state in (*PENDING, "INITIALISED", "APPROVED"):
        send.reserved = send.cost
        send.source.held += send.reserved


def _release(send: Send) -> None:
    send.source.held -= send.reserved
    send.reserved = 0


def _move(books: Books, send: Send, at: datetime) -> None:
    if send.moved:
        return
    send.moved, send.executed_at = True, at
    received = send.amount - send.destination_fee
    _book(send.source, send, -send.cost, send.source_fee, at)
    _book(send.destination, send, received, send.destination_fee, at)
    fees = books.fees.get(send.currency, 0)
    books.fees[send.currency] = fees + send.source_fee + send.destination_fee


def _move_back(books: Books, send: Send, at: datetime) -> None:
    send.moved = False
    _book(send.destination, send, send.destination_fee - send.amount, 0, at)
    _book(send.source, send, send.cost, 0, at)
    books.fees[send.currency] -= send.source_fee + send.destination_fee


def _book(account: Account, send: Send, amount: int, fee: int, at: datetime) -> None:
    account.actual += amount
    account.entries.append(Entry("SEND", send.id, amount, fee, account.available, at, send))
