"""Weavr's answers, exactly; contract, 2 to 6. Read tolerantly in form, strictly in meaning.

Ids are strings of digits and stay strings (1); moments come as numbers or as strings, and are not
read here at all. What a till may not know of a person, their profile, is not declared.
"""

import msgspec

from pos_app.core.errors import ContractBrokenError
from pos_app.core.value import Value

LARGEST = 10**15
"""Minor units; whatever is larger is a mistake."""


class Wire(msgspec.Struct, frozen=True, rename="camel"):
    def __repr__(self) -> str:
        return f"{type(self).__name__}(•••)"


class Instrument(Wire, frozen=True):
    """Of a send: an account or a card; of a token: whose it is."""

    type: str
    id: str


class Money(Wire, frozen=True):
    currency: str
    amount: int
    """Minor units."""

    def __post_init__(self) -> None:
        if abs(self.amount) >= LARGEST:
            raise ValueError("an impossible amount")


# Tokens, 2


class Token(Wire, frozen=True):
    """A token is the customer: it goes from here into a session and nowhere else (9, trap 1)."""

    token: str

    def __post_init__(self) -> None:
        if not self.token:
            raise ValueError("a token is not empty")


class Named(Wire, frozen=True):
    """Its name is the customer's and is not read."""

    id: Instrument


class Identities(Wire, frozen=True):
    identities: tuple[Named, ...]


class Factor(Wire, frozen=True):
    type: str
    channel: str
    status: str


class Factors(Wire, frozen=True):
    factors: tuple[Factor, ...]


# Accounts, 3


class Balances(Wire, frozen=True):
    available_balance: int
    """Minor units; what may be spent."""

    def __post_init__(self) -> None:
        if abs(self.available_balance) >= LARGEST:
            raise ValueError("an impossible balance")


class State(Wire, frozen=True):
    state: str


class Account(Wire, frozen=True):
    id: str
    currency: str
    balances: Balances
    state: State
    friendly_name: str | None = None


class Accounts(Wire, frozen=True):
    accounts: tuple[Account, ...]
    count: int | None = None
    """Of all pages."""


# Sends, 4


class Send(Wire, frozen=True):
    id: str
    state: str
    source: Instrument
    destination: Instrument
    destination_amount: Money
    profile_id: str | None = None
    tag: str | None = None
    source_fee: Money | None = None
    destination_fee: Money | None = None
    transaction_amount: Money | None = None
    challenge_exemption_reason: str | None = None

    def __post_init__(self) -> None:
        if not (self.id.isascii() and self.id.isdigit()):
            raise ValueError("a send has an id")


class Sends(Wire, frozen=True):
    send: tuple[Send, ...]
    """Their spelling."""


class Fate(Value, frozen=True):
    """What a state means for the till."""

    paid: bool = False
    waits: bool = False
    """For the customer's own word, or for what nobody knows yet: ``PENDING`` is both (11)."""
    refusal: str = ""
    """Final, and nothing was paid: the sentence for it."""

    @property
    def settles(self) -> bool:
        """Accepted, and not settled yet."""
        return not (self.paid or self.waits or self.refusal)


FATES = {
    "COMPLETED": Fate(paid=True),
    "PENDING_CHALLENGE": Fate(waits=True),
    "PENDING": Fate(waits=True),
    "INITIALISED": Fate(),
    "APPROVED": Fate(),
    "SCHEDULED": Fate(),
    "REJECTED": Fate(refusal="SEND_REJECTED"),
    "FAILED": Fate(refusal="SEND_FAILED"),
    "INVALID": Fate(refusal="SEND_INVALID"),
    "RETURNED": Fate(refusal="SEND_RETURNED"),
    "CANCELLED": Fate(refusal="SEND_CANCELLED"),
}


def fate_of(send: Send) -> Fate:
    """A state that nobody has told of proves nothing."""
    known = FATES.get(send.state)
    if known is None:
        raise ContractBrokenError("UnknownState")
    return known


# Challenges, 5


class Challenge(Wire, frozen=True):
    sca_challenge_id: str

    def __post_init__(self) -> None:
        if not self.sca_challenge_id:
            raise ValueError("a challenge has an id")
