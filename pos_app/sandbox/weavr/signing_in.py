"""Login with a password, and the choice of an identity (contract, section 2)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pos_app.sandbox.weavr import answers
from pos_app.sandbox.weavr.fixtures import PASSWORD
from pos_app.sandbox.weavr.refusals import Refusal, RefusedError, forbidden

if TYPE_CHECKING:
    from pos_app.sandbox.exact_json import JsonObject
    from pos_app.sandbox.weavr.books import Books
    from pos_app.sandbox.weavr.records import Identity, User
    from pos_app.sandbox.weavr.tokens import Session

TOKENISED = "tokenised-"
"""How a value from Weavr's secure component begins here; anything else is a bare password."""
_LOCKED_FOR = timedelta(minutes=30)
_TOKENISED_FOR = timedelta(minutes=1)


class PasswordExpiredError(Exception):
    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session


def log_in(books: Books, key: str, email: str, password: str) -> Session:
    now, settings = books.now(), books.settings
    user = next((one for one in books.users.values() if one.email == email), None)
    if user is None or user.identities[0].programme != key:
        raise forbidden()
    if user.locked_until is not None and now < user.locked_until:
        raise RefusedError(Refusal(423))
    if not _is_right(books, password):
        _count_wrong(books, user)
        raise forbidden()
    user.wrong_passwords, user.locked_until = 0, None
    if user.password_expired:
        raise PasswordExpiredError(books.sessions.start(user, now, "PASSWORD"))
    return books.sessions.log_in(user, now, settings)


def tokenise(books: Books) -> str:
    """What the secure component makes of a right password: good once, for a minute."""
    value = f"{TOKENISED}{books.rng.getrandbits(64):016x}"
    books.password_tokens[value] = books.now()
    return value


def identity_of(who: Session, identity_type: str, identity_id: str) -> Identity:
    for identity in who.user.identities:
        if (identity.type, identity.id) == (identity_type, identity_id):
            return identity
    raise forbidden()


def logged_in(session: Session) -> JsonObject:
    return {
        "token": session.token,
        "tokenType": session.kind,
        "identity": answers.typed_id(session.identity),
        "credentials": answers.credentials(session.user),
    }


def exchanged(session: Session) -> JsonObject:
    return {
        "token": session.token,
        "identity": answers.typed_id(session.identity),
        "credentials": answers.credentials(session.user),
        "status": "STEPPED_UP" if session.stepped_up else "STANDARD",
    }


def _is_right(books: Books, password: str) -> bool:
    if not password.startswith(TOKENISED):
        return password == PASSWORD
    made = books.password_tokens.get(password)
    if made is None:
        raise RefusedError(Refusal(404, "TOKEN_NOT_FOUND"))
    books.password_tokens[password] = None
    if books.now() - made >= _TOKENISED_FOR:
        raise RefusedError(Refusal(410, "TOKEN_EXPIRED"))
    return True


def _count_wrong(books: Books, user: User) -> None:
    user.wrong_passwords += 1
    if user.wrong_passwords >= books.settings.password_tries:
        user.wrong_passwords = 0
        user.locked_until = books.now() + _LOCKED_FOR
