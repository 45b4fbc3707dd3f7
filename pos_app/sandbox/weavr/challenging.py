"""Confirming sends: by a code, or on the customer's device (contract, sections 5 and 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from pos_app.sandbox.weavr import codes, moving
from pos_app.sandbox.weavr.refusals import RefusedError, conflict, not_found

if TYPE_CHECKING:
    from datetime import datetime

    from pos_app.sandbox.weavr.books import Books
    from pos_app.sandbox.weavr.records import Challenge, Send
    from pos_app.sandbox.weavr.tokens import Session

PushAnswer: TypeAlias = Literal["approve", "deny", "expire", "ignore"]
RESOURCES = (
    "outgoing_wire_transfers",
    "sends",
    "linked_account_declaration",
    "correspondent_bank_transfers",
)


def issue(
    books: Books, who: Session, channel: str, resource: str, ids: tuple[str, ...]
) -> Challenge:
    sends = _own_sends(books, who, resource, ids)
    codes.check_channel(books, who, channel)
    if not all(send.waits_for_code for send in sends):
        raise conflict("STATE_INVALID")
    earlier = [
        one for one in books.issued if one.channel == channel and set(one.sends) & set(sends)
    ]
    codes.check_pace(earlier, books.now(), books.settings)
    challenge = codes.issue(books, who, "sends", channel, sends, earlier)
    for send in sends:
        send.state = "PENDING_CHALLENGE"
    return challenge


def verify(
    books: Books, who: Session, challenge_id: str, channel: str, resource: str, code: str
) -> None:
    challenge = books.challenges.get(challenge_id)
    if challenge is None or challenge.purpose != resource or not _concerns(who, challenge):
        raise _unknown(books, "Challenge")
    if challenge.channel != channel:
        raise conflict("CHANNEL_NOT_SUPPORTED")
    if challenge.session.user is not who.user:
        raise conflict("CHANNEL_NOT_REGISTERED")
    check_open(challenge)
    codes.check_code(books, challenge, code)
    _confirm(books, challenge, books.now())


def check_open(challenge: Challenge) -> None:
    if challenge.state != "open" or not all(send.waits_for_code for send in challenge.sends):
        raise conflict("STATE_INVALID")


def answer_push(books: Books, challenge: Challenge, answer: PushAnswer, now: datetime) -> bool:
    """As the customer's device; False where there is nothing to answer any more."""
    waiting = all(send.waits_for_code for send in challenge.sends)
    if challenge.state != "open" or now > challenge.expires_at or not waiting:
        return False
    if answer == "approve":
        challenge.state = "verified"
        _confirm(books, challenge, now)
    elif answer == "deny":
        challenge.state = "declined"
        for send in challenge.sends:
            moving.put(books, send, "REJECTED", now)
    elif answer == "expire":
        challenge.state = "expired"
    return True


def catch_up(books: Books) -> None:
    """Whatever time alone has decided since the last call."""
    _answer_due(books)
    moving.mature(books)


def _answer_due(books: Books) -> None:
    """What devices answer by themselves."""
    answer = books.settings.push_answer
    now = books.now()
    if answer == "by_hand":
        return
    for challenge in books.issued:
        due = challenge.answers_at
        if due is not None and now >= due:
            challenge.answers_at = None
            answer_push(books, challenge, answer, due)


def _own_sends(books: Books, who: Session, resource: str, ids: tuple[str, ...]) -> tuple[Send, ...]:
    found = [books.sends.get(one) for one in ids] if resource == "sends" else []
    own = tuple(one for one in found if one is not None and one.source.owner == who.identity)
    if len(own) != len(ids):
        raise _unknown(books, "Resource")
    return own


def _unknown(books: Books, what: str) -> RefusedError:
    if books.settings.unknown_challenge == 409:
        return conflict("STATE_INVALID")
    return not_found(what)


def _concerns(who: Session, challenge: Challenge) -> bool:
    return all(send.source.owner == who.identity for send in challenge.sends)


def _confirm(books: Books, challenge: Challenge, now: datetime) -> None:
    """Each send for itself: one that cannot be paid does not hold up another."""
    if challenge.purpose == "step_up":
        challenge.session.stepped_up = True
    for send in challenge.sends:
        books.exempted.pop(send.source.owner.id, None)
        moving.accept(books, send, now)
