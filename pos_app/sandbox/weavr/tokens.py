"""Bearer tokens: what they open, and that they live five minutes from their last use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

from pos_app.sandbox import jwt

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from pos_app.sandbox.weavr.records import Identity, User
    from pos_app.sandbox.weavr.settings import WeavrSettings

Kind: TypeAlias = Literal["AUTH", "ACCESS", "NO_TYPE", "PASSWORD"]
_OF_LOGIN: dict[str, Kind] = {"exchange": "AUTH", "direct": "ACCESS", "untyped": "NO_TYPE"}


@dataclass(slots=True, eq=False)
class Session:
    token: str
    kind: Kind
    """`PASSWORD` changes an expired password and does nothing else."""
    user: User
    identity: Identity
    """The first of the user's where none was chosen."""
    login: int
    """Shared by the tokens that come of one login."""
    used_at: datetime
    stepped_up: bool = False


class Sessions:
    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._open: dict[str, Session] = {}
        self._standing: dict[str, User] = {}
        self._logins = 0

    def stand(self, user: User) -> str:
        """A token that never wears out, for a customer without a phone."""
        token = jwt.named(user.nickname)
        self._standing[token] = user
        return token

    def start(self, user: User, now: datetime, kind: Kind, token: str | None = None) -> Session:
        self._logins += 1
        token = token or jwt.unsigned(self._rng)
        session = Session(token, kind, user, user.identities[0], self._logins, now)
        self._open[token] = session
        return session

    def log_in(self, user: User, now: datetime, settings: WeavrSettings) -> Session:
        return self.start(user, now, _OF_LOGIN[settings.token_mode])

    def exchange(self, session: Session, identity: Identity, now: datetime) -> Session:
        token = jwt.unsigned(self._rng)
        access = Session(token, "ACCESS", session.user, identity, session.login, now)
        access.stepped_up = session.stepped_up
        self._open[token] = access
        return access

    def use(self, token: str, now: datetime, settings: WeavrSettings) -> Session | None:
        """The session of a live token, which this keeps alive."""
        session = self._open.get(token)
        life = timedelta(seconds=settings.idle_life_s)
        if session is not None and now - session.used_at >= life:
            self._open.pop(token)
            session = None
        if session is None and settings.standing_tokens and token in self._standing:
            kind = _OF_LOGIN[settings.token_mode]
            session = self.start(self._standing[token], now, kind, token)
        if session is not None:
            session.used_at = now
        return session

    def end(self, session: Session, settings: WeavrSettings) -> None:
        whole = settings.logout_ends == "login"
        self._open = {
            token: one
            for token, one in self._open.items()
            if one is not session and not (whole and one.login == session.login)
        }

    def alive(self, user: User, now: datetime, settings: WeavrSettings) -> int:
        life = timedelta(seconds=settings.idle_life_s)
        return sum(one.user is user and now - one.used_at < life for one in self._open.values())
