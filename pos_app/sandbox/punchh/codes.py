"""One-time codes sent to an address, and what was sent (contract, sections 4.1 to 4.3)."""

from __future__ import annotations

import string
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from random import Random

    from pos_app.sandbox.exact_json import JsonObject
    from pos_app.sandbox.punchh.settings import PunchhSettings

_ALPHABETS = {"digits": string.digits, "letters": string.ascii_uppercase + string.digits}


class Address(NamedTuple):
    """As it was typed: verify has to repeat it byte by byte."""

    email: str | None
    phone_ext: str | None
    phone_number: str | None

    @property
    def destination(self) -> str:
        return self.phone_number or self.email or ""

    @property
    def channel(self) -> str:
        return "sms" if self.phone_number else "email"

    @property
    def deliverable(self) -> bool:
        """A wrong number is accepted, and nothing ever arrives."""
        number = self.phone_number
        return number is None or (number.isascii() and number.isdigit() and len(number) >= 10)


@dataclass(slots=True)
class SentCode:
    address: Address
    code: str
    challenge: str
    sent_at: datetime
    expires_at: datetime
    wrong_tries: int = 0
    open: bool = True

    def as_json(self) -> JsonObject:
        return {
            "code": self.code,
            "channel": self.address.channel,
            "destination": self.address.destination,
            "delivered": self.address.deliverable,
            "sent_at": self.sent_at.isoformat(),
            "expires_at": self.expires_at.isoformat(),
            "open": self.open,
        }


class CodeRefusedError(Exception):
    """`why` is `wrong`, `expired` or `verifier`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def challenge_of(verifier: str) -> str:
    """PKCE S256 without padding."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()


class CodeDesk:
    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self.outbox: list[SentCode] = []
        """Everything ever sent, oldest first."""

    def send(
        self, address: Address, challenge: str, now: datetime, settings: PunchhSettings
    ) -> SentCode:
        if settings.resend_kills_code:
            for earlier in self._to(address):
                earlier.open = False
        sent = SentCode(
            address=address,
            code=settings.fixed_code or self._invent(settings),
            challenge=challenge,
            sent_at=now,
            expires_at=now + timedelta(seconds=settings.code_life_s),
        )
        self.outbox.append(sent)
        return sent

    def check(
        self,
        address: Address,
        code: str,
        verifier: str,
        now: datetime,
        settings: PunchhSettings,
    ) -> None:
        """Consumes a right code; raises CodeRefusedError for whatever is not right."""
        candidates = [sent for sent in self._to(address) if sent.open]
        live = [sent for sent in candidates if now < sent.expires_at]
        if not live:
            raise CodeRefusedError("expired" if candidates else "wrong")
        right = [sent for sent in live if compare_digest(sent.code.encode(), code.encode())]
        if not right:
            _count_wrong_try(live, settings.tries_per_code)
            raise CodeRefusedError("wrong")
        challenge = challenge_of(verifier)
        for sent in right:
            if sent.challenge == challenge:
                sent.open = False
                return
        raise CodeRefusedError("verifier")

    def latest(self, destination: str, now: datetime) -> SentCode | None:
        """What the owner of the address can read now: only what is live and was delivered."""
        for sent in reversed(self.outbox):
            if sent.address.destination == destination and sent.address.deliverable:
                return sent if sent.open and now < sent.expires_at else None
        return None

    def _to(self, address: Address) -> list[SentCode]:
        return [sent for sent in self.outbox if sent.address == address]

    def _invent(self, settings: PunchhSettings) -> str:
        alphabet = _ALPHABETS[settings.code_alphabet]
        return "".join(self._rng.choice(alphabet) for _ in range(settings.code_length))


def _count_wrong_try(live: list[SentCode], limit: int) -> None:
    for sent in live:
        sent.wrong_tries += 1
        if limit and sent.wrong_tries >= limit:
            sent.open = False
