"""What a customer reads and does on a phone of their own."""

from typing import Any
from urllib.parse import quote

from pos_app.core.challenge import Channel
from pos_app.tour.control import NotASandboxError
from pos_app.tour.stage import Stage


class Phone:
    """With an authenticator and texts of its own, and requests to approve."""

    def __init__(self, stage: Stage, code: str) -> None:
        """``code`` is what every customer says; empty: what their own phone shows."""
        self._stage = stage
        self._code = code

    @property
    def _owner(self) -> str:
        customer = self._stage.till.state.customer
        return "" if customer is None else customer.name

    async def code(self, channel: Channel) -> str | None:
        """Nothing where none has arrived. Of an authenticator, one that was not used yet."""
        if self._code:
            return self._code
        if channel is not Channel.APP_CODE:
            return await self._read("codes")
        shown = await self._ask("totp")
        if shown is not None and shown["used"]:
            await self._stage.advance(shown["seconds_left"] + 1)
        return await self._read("totp")

    async def answer(self, answer: str) -> None:
        """To the latest request on it; there may be none any more."""
        try:
            await self._stage.control.act(f"phone/{answer}", customer=self._owner)
        except NotASandboxError:
            return

    async def _read(self, where: str) -> str | None:
        shown = await self._ask(where)
        return None if shown is None else str(shown["code"])

    async def _ask(self, where: str) -> Any:
        try:
            return await self._stage.control.ask(f"{where}?customer={quote(self._owner)}")
        except NotASandboxError:
            return None


class PayingPhone(Phone):
    """Whose app shows the session, and asks about each payment."""

    def __init__(self, stage: Stage, code: str, token: str) -> None:
        super().__init__(stage, code)
        self._token = token

    async def answer(self, answer: str) -> None:
        _, customer, _ = self._token.split(".")
        try:
            await self._stage.control.act("push", customer=customer, answer=answer)
        except NotASandboxError:
            return
