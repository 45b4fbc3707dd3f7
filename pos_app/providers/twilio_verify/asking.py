"""What the ways of asking a customer share: whom they ask for what, and time and randomness."""

import random as chance
from collections.abc import Callable
from datetime import datetime

from pos_app.core.errors import RefusedError
from pos_app.core.identifiers import MisreadError, read_phone
from pos_app.core.loyalty import Customer, Refusal
from pos_app.core.redemption.states import Intent
from pos_app.core.value import Value
from pos_app.providers.site import Time
from pos_app.providers.twilio_verify import rhythm
from pos_app.providers.twilio_verify.binding import Bond
from pos_app.providers.twilio_verify.client import TwilioClient


class Options(Value, frozen=True):
    store: str = ""
    """As the customer reads it."""
    language: str = "en"
    region: str = "BR"
    """Whose telephone numbers have no country code."""
    approval_seconds: int = rhythm.DEFAULT
    """For an answer on the customer's device."""
    device: str = ""
    """Opaque, of this till alone: what it leaves unfinished at Twilio is known by it."""
    links_amount: bool = False
    """The service is set to PSD2: a code is good for one amount and payee (5)."""


class Asked(Value, frozen=True):
    """One redemption and the customer it needs a yes from."""

    intent: Intent
    identity: str
    number: str | None = None
    """E.164, from the ledger's record."""

    @property
    def key(self) -> str:
        return self.intent.key

    @property
    def till_tx(self) -> str:
        return self.intent.transaction

    def bond(self, service: str, factor: str, sid: str | None = None) -> Bond:
        return Bond(service, self.identity, factor, self.till_tx, sid)

    def __repr__(self) -> str:
        return f"Asked({self.till_tx})"


class ClosedError(RefusedError):
    """This way is closed to this customer for now; another may not be."""


class Kit:
    """Everything a way needs besides whom it asks."""

    def __init__(
        self,
        client: TwilioClient,
        options: Options,
        time: Time,
        *,
        random: Callable[[], float] = chance.random,
    ) -> None:
        """``random`` answers from 0 up to 1."""
        self.client = client
        self.options = options
        self.now = time.monotonic
        self.pause = time.sleep
        self.random = random
        self._wall = time.wall

    @property
    def service(self) -> str:
        return self.client.requests.service

    def their_time(self, told: datetime | None = None) -> datetime:
        """By Twilio's clock as far as it is known: the till's may be wrong."""
        return told or self.client.heard_at or self._wall()


def number_of(customer: Customer, region: str) -> str | None:
    """E.164, from the ledger's record alone (10)."""
    try:
        return read_phone(customer.phone or "", region)
    except MisreadError:
        return None


def closed(refusal: Refusal) -> ClosedError:
    return ClosedError(refusal)
