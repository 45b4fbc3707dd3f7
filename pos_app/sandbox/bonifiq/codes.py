"""One-time codes: one live code per customer and transaction (contract, section 9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from pos_app.sandbox.bonifiq.settings import SandboxSettings


@dataclass(slots=True)
class SentCode:
    customer: int
    """`Customer.number`."""
    transaction: str
    code: str
    channel: str
    """`sms` or `email`."""
    destination: str
    expires_at: datetime
    wrong_tries: int = 0


class CodeDesk:
    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._live: dict[tuple[int, str], SentCode] = {}

    def send(
        self,
        customer: int,
        transaction: str,
        route: tuple[str, str],
        now: datetime,
        settings: SandboxSettings,
    ) -> SentCode:
        """`route` is channel and destination. An earlier code of the transaction dies."""
        self._forget_expired(now)
        channel, destination = route
        sent = SentCode(
            customer=customer,
            transaction=transaction,
            code=settings.fixed_pin or self.invent(settings.pin_length),
            channel=channel,
            destination=destination,
            expires_at=now + timedelta(seconds=settings.code_life_s),
        )
        self._live.pop((customer, transaction), None)
        self._live[customer, transaction] = sent
        return sent

    def invent(self, length: int) -> str:
        return f"{self._rng.randrange(10**length):0{length}d}"

    def check(
        self, customer: int, transaction: str, typed: str, now: datetime, max_wrong_tries: int
    ) -> bool:
        """A right code is consumed; too many wrong ones, or time, kill it."""
        sent = self.live(customer, transaction, now)
        if sent is None:
            return False
        if typed == sent.code:
            del self._live[customer, sent.transaction]
            return True
        sent.wrong_tries += 1
        if sent.wrong_tries >= max_wrong_tries:
            del self._live[customer, sent.transaction]
        return False

    def live(self, customer: int, transaction: str, now: datetime) -> SentCode | None:
        sent = self._live.get((customer, transaction))
        if sent is None:
            return None
        if now >= sent.expires_at:
            del self._live[customer, transaction]
            return None
        return sent

    def _forget_expired(self, now: datetime) -> None:
        for key, sent in list(self._live.items()):
            if now < sent.expires_at:
                break
            del self._live[key]

    def latest(self, customer: int, now: datetime) -> SentCode | None:
        for sent in reversed(self._live.values()):
            if sent.customer == customer and now < sent.expires_at:
                return sent
        return None
