"""The customer's side: the QR with the session, texts that arrive, and the device that is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_app.sandbox.weavr.records import SMS

if TYPE_CHECKING:
    from pos_app.sandbox.exact_json import JsonObject
    from pos_app.sandbox.weavr.books import Books
    from pos_app.sandbox.weavr.records import Challenge, User
    from pos_app.sandbox.weavr.tokens import Kind, Session


def show_qr(books: Books, user: User, kind: Kind | None = None) -> Session:
    """A login of its own, as old as this call; `kind` overrides the programme's token mode."""
    if kind is None:
        return books.sessions.log_in(user, books.now(), books.settings)
    return books.sessions.start(user, books.now(), kind)


def latest_text(books: Books, user: User) -> Challenge | None:
    """The last one whose code is still good."""
    for challenge in reversed(books.issued):
        if challenge.session.user is user and challenge.channel == SMS:
            live = challenge.state == "open" and books.now() <= challenge.expires_at
            return challenge if live else None
    return None


def latest_question(books: Books, user: User) -> Challenge | None:
    """What the device asks."""
    for challenge in reversed(books.issued):
        asked = challenge.session.user is user and challenge.channel != SMS
        if asked and challenge.state == "open":
            return challenge
    return None


def text(challenge: Challenge) -> JsonObject:
    return {
        "code": challenge.code,
        "customer": challenge.session.user.nickname,
        "mobile": challenge.session.user.mobile,
        "challenge": challenge.id,
        "purpose": challenge.purpose,
        "text": f"{challenge.code} {_about(challenge)}.",
        "sent_at": challenge.issued_at.isoformat(),
        "expires_at": challenge.expires_at.isoformat(),
        "state": challenge.state,
    }


def question(challenge: Challenge) -> JsonObject:
    return {
        "challenge": challenge.id,
        "customer": challenge.session.user.nickname,
        "channel": challenge.channel,
        "text": f"Approve what {_about(challenge)}?",
        "expires_at": challenge.expires_at.isoformat(),
        "state": challenge.state,
    }


def _about(challenge: Challenge) -> str:
    if challenge.purpose == "step_up":
        return "confirms that it is you"
    if challenge.purpose == "enrolment":
        return "enrols this phone"
    sums = [
        f"{one.currency} {one.amount} to {one.destination.owner.name}" for one in challenge.sends
    ]
    return f"pays {' and '.join(sums)}"
