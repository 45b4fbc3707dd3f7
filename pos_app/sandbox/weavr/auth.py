"""Who calls: the merchant by its api-key, the customer by a bearer token (sections 1 and 2)."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from pos_app.sandbox.weavr.fixtures import API_KEY, OTHER_API_KEY
from pos_app.sandbox.weavr.refusals import (
    Refusal,
    RefusedError,
    forbidden,
    malformed,
    unauthorised,
)

if TYPE_CHECKING:
    from pos_app.sandbox.exchange import Incoming
    from pos_app.sandbox.weavr.books import Books
    from pos_app.sandbox.weavr.tokens import Session


class Need(Enum):
    KEY = auto()
    LOGIN = auto()
    """A token that can be exchanged."""
    EITHER = auto()
    ACCESS = auto()
    STEPPED_UP = auto()
    """Where the programme is set so; else as ACCESS."""


class Caller:
    """Asked once the body was read: a body that is wrong is told before a token that is."""

    def __init__(self, books: Books, call: Incoming, need: Need) -> None:
        self._books = books
        self._call = call
        self._need = need
        self._key_is_known = False
        self._session: Session | None = None
        if not call.headers.get("api-key"):
            raise _missing_key(books)

    def key(self) -> str:
        """Counts the request; raises RefusedError for an unknown key and beyond the quota."""
        key = self._call.headers["api-key"]
        if not self._key_is_known:
            if key not in {API_KEY, OTHER_API_KEY}:
                raise unauthorised()
            self._books.quota.count(key, self._books.now(), self._books.settings)
            self._key_is_known = True
        return key

    def session(self) -> Session:
        if self._session is None:
            self._session = self._admitted()
        return self._session

    def admit(self) -> None:
        if self._need is Need.KEY:
            self.key()
        else:
            self.session()

    def _admitted(self) -> Session:
        key, settings = self.key(), self._books.settings
        scheme, _, token = self._call.headers.get("authorization", "").partition(" ")
        session = self._books.sessions.use(token, self._books.now(), settings)
        if scheme != "Bearer" or session is None:
            raise self._unknown()
        if session.identity.programme != key:
            raise forbidden()
        self._check_kind(session)
        return session

    def _unknown(self) -> RefusedError:
        if self._need is Need.LOGIN and self._books.settings.refused_exchange == 403:
            return RefusedError(Refusal(403))
        return unauthorised()

    def _check_kind(self, session: Session) -> None:
        if session.kind == "PASSWORD":
            raise forbidden()
        if self._need is Need.LOGIN and session.kind == "ACCESS":
            raise self._unknown()
        if self._need in {Need.LOGIN, Need.EITHER}:
            return
        if session.kind == "AUTH":
            raise forbidden("ACCESS_TOKEN_REQUIRED")
        steps_up = self._need is Need.STEPPED_UP and self._books.settings.step_up_needed
        if steps_up and not session.stepped_up:
            raise forbidden("STEP_UP_REQUIRED")


def _missing_key(books: Books) -> RefusedError:
    if books.settings.missing_key == 401:
        return unauthorised()
    return malformed("header api-key: must not be empty")
