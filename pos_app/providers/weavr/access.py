"""Calls in a customer's name: with their session, exchanged where it is asked for; contract, 2."""

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from pos_app.core.errors import ProviderError
from pos_app.providers.weavr.classification import RefusedByWeavrError, SessionOverError
from pos_app.providers.weavr.client import WeavrClient
from pos_app.providers.weavr.meanings import Action
from pos_app.providers.weavr.sessions import Bearer, Session, Sessions

Answer = TypeVar("Answer")

log = logging.getLogger("pos_app.weavr")

PREFERRED = "CONSUMER"


class Access:
    """Sessions end here, and nowhere else: by Weavr's word, or with the sale."""

    def __init__(self, client: WeavrClient, sessions: Sessions) -> None:
        self._client = client
        self._sessions = sessions

    def session(self, handle: str, account: str = "") -> Session:
        """The customer's own, or another that the same customer has shown since. Raises
        ``SessionOverError``."""
        session = self._sessions.of(handle) or (account and self._sessions.owner_of(account))
        if not session:
            raise SessionOverError
        return session

    async def call(self, session: Session, make: Callable[[Bearer], Awaitable[Answer]]) -> Answer:
        """One exchange, one repeat, no loop."""
        try:
            try:
                return await make(session.bearer)
            except RefusedByWeavrError as error:
                if session.exchanged or not await self._exchanged(session, error):
                    raise
            return await make(session.bearer)
        except SessionOverError:
            session.over = True
            raise

    async def _exchanged(self, session: Session, refused: RefusedByWeavrError) -> bool:
        """Where nobody has asked for it, an exchange that is refused says nothing about the
        session: the first refusal stands."""
        match refused.action:
            case Action.EXCHANGE:
                await self._exchange(session)
                return True
            case Action.TRY_EXCHANGE:
                with suppress(SessionOverError, RefusedByWeavrError):
                    await self._exchange(session)
                    return True
        return False

    async def _exchange(self, session: Session) -> None:
        session.exchanged = True
        found = (await self._client.identities(session.bearer)).identities
        consumers = [one.id for one in found if one.id.type == PREFERRED]
        chosen = next(iter([*consumers, *(one.id for one in found)]), None)
        if chosen is None:
            raise SessionOverError
        token = await self._client.access_token(session.bearer, chosen)
        session.bearer = Bearer(token.token)

    async def part(self, handle: str) -> None:
        """Signs out; what cannot be reached ends by itself within minutes."""
        session = self._sessions.take(handle)
        if session is not None:
            await self._sign_out(session)

    async def part_with_all(self) -> None:
        for session in self._sessions.take_all():
            await self._sign_out(session)

    async def _sign_out(self, session: Session) -> None:
        if session.over:
            return
        session.over = True
        with suppress(ProviderError):
            await self._client.logout(session.bearer)
