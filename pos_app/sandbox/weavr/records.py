"""What the books of a Weavr programme hold. Amounts are minor units, ids texts of digits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime

    from pos_app.sandbox.weavr.tokens import Session

SMS = "SMS"
PUSH = ("AUTHY", "BIOMETRIC")
ACTIVE = "ACTIVE"

AccountState: TypeAlias = Literal["ACTIVE", "BLOCKED", "DESTROYED", "NOT_ENABLED"]
SendState: TypeAlias = Literal[
    "PENDING_CHALLENGE",
    "PENDING",
    "INITIALISED",
    "APPROVED",
    "COMPLETED",
    "REJECTED",
    "FAILED",
    "INVALID",
    "RETURNED",
    "SCHEDULED",
    "CANCELLED",
]
PENDING = ("PENDING_CHALLENGE", "PENDING")
UNSETTLED = (*PENDING, "INITIALISED", "APPROVED", "SCHEDULED")


@dataclass(frozen=True, slots=True)
class Identity:
    type: Literal["CONSUMER", "CORPORATE"]
    id: str
    name: str
    programme: str
    """Its api-key."""


@dataclass(slots=True)
class Factor:
    channel: str
    status: str = ACTIVE

    @property
    def type(self) -> str:
        return {"SMS": "OTP", "AUTHY": "PUSH"}.get(self.channel, "BIOMETRIC")


@dataclass(slots=True, eq=False)
class User:
    """Who signs in; `id` is that of the credentials."""

    nickname: str
    """By which the control routes know it."""
    id: str
    name: str
    surname: str
    mobile: str
    identities: tuple[Identity, ...]
    factors: list[Factor]
    type: Literal["ROOT", "USER"] = "ROOT"
    password_expired: bool = False
    wrong_passwords: int = 0
    locked_until: datetime | None = None

    @property
    def email(self) -> str:
        return f"{self.nickname}@people.example"

    def has(self, channel: str) -> bool:
        return any(one.channel == channel and one.status == ACTIVE for one in self.factors)

    def enrol(self, channel: str, status: str) -> None:
        self.factors = [one for one in self.factors if one.channel != channel]
        self.factors.append(Factor(channel, status))


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a statement."""

    kind: Literal["SEND", "DEPOSIT"]
    id: str
    amount: int
    """What the balance moved by."""
    fee: int
    balance: int
    at: datetime
    send: Send | None = None


@dataclass(slots=True, eq=False)
class Account:
    id: str
    owner: Identity
    friendly_name: str
    currency: str
    actual: int
    created_at: datetime
    held: int = 0
    """Of `actual`, what cannot be spent."""
    state: AccountState = "ACTIVE"
    entries: list[Entry] = field(default_factory=list)

    @property
    def available(self) -> int:
        return self.actual - self.held


@dataclass(slots=True, eq=False)
class Send:
    id: str
    profile: str
    source: Account
    destination: Account
    currency: str
    amount: int
    source_fee: int
    destination_fee: int
    state: SendState
    created_at: datetime
    tag: str | None = None
    description: str | None = None
    exemption: str | None = None
    executed_at: datetime | None = None
    cancellation: str | None = None
    needs_sca: bool = True
    """False where it is pending for the treasury."""
    due_at: datetime | None = None
    """When what was accepted settles."""
    reserved: int = 0
    moved: bool = False

    @property
    def cost(self) -> int:
        """What it takes from the source."""
        return self.amount + self.source_fee

    @property
    def waits_for_code(self) -> bool:
        return self.state in PENDING and self.needs_sca


@dataclass(slots=True, eq=False)
class Challenge:
    id: str
    purpose: Literal["sends", "step_up", "enrolment"]
    channel: str
    session: Session
    sends: tuple[Send, ...]
    code: str | None
    """None where a device answers."""
    issued_at: datetime
    expires_at: datetime
    answers_at: datetime | None = None
    """When the device answers by itself."""
    state: Literal["open", "void", "verified", "declined", "exhausted", "expired"] = "open"
    wrong: int = 0
