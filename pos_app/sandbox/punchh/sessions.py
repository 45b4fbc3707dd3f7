"""Guest tokens: both rotate at a refresh; neither opens a point-of-sale call (section 4.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pos_app.sandbox import jwt

if TYPE_CHECKING:
    from random import Random


@dataclass(frozen=True, slots=True)
class Session:
    guest: int
    access_token: str
    refresh_token: str
    id_token: str | None
    expires_at: datetime


class Sessions:
    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._open: list[Session] = []

    def start(self, guest: int, now: datetime, life_s: int, *, id_token: bool) -> Session:
        session = Session(
            guest=guest,
            access_token=jwt.unsigned(self._rng),
            refresh_token=f"rt-{self._rng.getrandbits(128):032x}",
            id_token=jwt.unsigned(self._rng) if id_token else None,
            expires_at=now + timedelta(seconds=life_s),
        )
        self._open.append(session)
        return session

    def of_access_token(self, token: str, now: datetime) -> Session | None:
        for session in self._open:
            if session.access_token == token and now < session.expires_at:
                return session
        return None

    def of_refresh_token(self, token: str) -> Session | None:
        return next((one for one in self._open if one.refresh_token == token), None)

    def end(self, session: Session) -> None:
        self._open.remove(session)
