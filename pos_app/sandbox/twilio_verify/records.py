"""What the books of an account hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

from pos_app.sandbox.twilio_verify.totp import Totp

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

Metadata: TypeAlias = "Mapping[str, str] | None"
Platform: TypeAlias = Literal["apn", "fcm", "none"]
PLATFORMS: tuple[Platform, ...] = ("apn", "fcm", "none")


@dataclass(slots=True)
class Push:
    """What the customer's app told when it was enrolled."""

    alg: str
    public_key: str
    app_id: str
    platform: Platform
    token: str | None = field(repr=False)
    sdk_version: str | None


@dataclass(slots=True)
class Factor:
    sid: str
    friendly_name: str
    means: Totp | Push
    created_at: datetime
    updated_at: datetime
    metadata: Metadata = None
    verified: bool = False
    wrong_codes: int = 0
    """Given while it was to be verified."""
    used_steps: set[int] = field(default_factory=set)
    """Time steps whose code has approved a challenge."""
    challenged_at: list[datetime] = field(default_factory=list)

    @property
    def type(self) -> str:
        return "totp" if isinstance(self.means, Totp) else "push"

    @property
    def binding(self) -> str:
        """What no two factors of one entity share."""
        return self.means.secret if isinstance(self.means, Totp) else self.means.public_key


class ChallengeStatus(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    DENIED = "denied"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Details:
    """What the customer is shown."""

    message: str
    fields: tuple[tuple[str, str], ...]
    """Label and value."""


@dataclass(slots=True)
class Challenge:
    sid: str
    factor: Factor
    created_at: datetime
    updated_at: datetime
    expires_at: datetime
    details: Details | None = None
    hidden_details: Metadata = None
    metadata: Metadata = None
    status: ChallengeStatus = ChallengeStatus.PENDING
    responded_at: datetime | None = None
    wrong_codes: int = 0
    notified_at: list[datetime] = field(default_factory=list)
    """When the phone was told, the first push included."""
    resent: int = 0


@dataclass(slots=True)
class Entity:
    sid: str
    service_sid: str
    identity: str
    created_at: datetime
    updated_at: datetime
    factors: dict[str, Factor] = field(default_factory=dict)
    """By sid, oldest first; so are the challenges."""
    challenges: dict[str, Challenge] = field(default_factory=dict)
    enrolled_at: list[datetime] = field(default_factory=list)
    """When its factors were created, those deleted since included."""


class VerificationStatus(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    CANCELED = "canceled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One sending of a code."""

    sid: str
    channel: str
    at: datetime


@dataclass(slots=True)
class Verification:
    sid: str
    service_sid: str
    to: str = field(repr=False)
    channel: str
    code: str = field(repr=False)
    custom: bool
    """The code came with the request."""
    created_at: datetime
    updated_at: datetime
    expires_at: datetime
    amount: str | None = None
    payee: str | None = None
    tags: Metadata = None
    status: VerificationStatus = VerificationStatus.PENDING
    wrong_codes: int = 0
    approved_at: datetime | None = None
    attempts: list[Attempt] = field(default_factory=list)
    """Oldest first."""
    fetched_at: list[datetime] = field(default_factory=list)
