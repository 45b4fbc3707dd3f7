"""Twilio's answers, exactly; contract, 3 to 6. Unknown members are ignored, and no repr shows one:
they hold numbers, seeds and names."""

from typing import Any

import msgspec

Text = str | None


class Wire(msgspec.Struct, frozen=True):
    def __repr__(self) -> str:
        return f"{type(self).__name__}(•••)"


class Problem(Wire, frozen=True):
    code: int | None = None
    message: Text = None
    status: int | None = None


class Meta(Wire, frozen=True):
    next_page_url: Text = None
    key: Text = None
    page: int | None = None
    page_size: int | None = None


class Challenge(Wire, frozen=True):
    sid: str
    status: str
    service_sid: Text = None
    identity: Text = None
    factor_sid: Text = None
    factor_type: Text = None
    hidden_details: Any = None
    responded_reason: Text = None
    date_created: Text = None
    date_updated: Text = None
    date_responded: Text = None
    expiration_date: Text = None

    @property
    def till_tx(self) -> str | None:
        """The correlation that only we have put there (9)."""
        hidden = self.hidden_details
        found = hidden.get("till_tx") if isinstance(hidden, dict) else None
        return found if isinstance(found, str) else None


class Challenges(Wire, frozen=True):
    challenges: tuple[Challenge, ...]
    meta: Meta = Meta()


class Notification(Wire, frozen=True):
    sid: str
    challenge_sid: Text = None
    ttl: int | None = None


class Binding(Wire, frozen=True):
    """Once, in the answer to creating a factor: the seed of all its codes."""

    secret: Text = None
    uri: Text = None


class Config(Wire, frozen=True):
    alg: Text = None
    skew: int | None = None
    code_length: int | None = None
    time_step: int | None = None


class Factor(Wire, frozen=True):
    sid: str
    status: str
    factor_type: Text = None
    identity: Text = None
    service_sid: Text = None
    friendly_name: Text = None
    date_created: Text = None
    metadata: Any = None
    config: Config | None = None
    binding: Binding | None = None

    def carries(self, name: str, value: str) -> bool:
        """Whether it was made with this in its metadata."""
        return isinstance(self.metadata, dict) and self.metadata.get(name) == value


class Factors(Wire, frozen=True):
    factors: tuple[Factor, ...]
    meta: Meta = Meta()


class SendAttempt(Wire, frozen=True):
    time: Text = None
    channel: Text = None
    attempt_sid: Text = None


class Verification(Wire, frozen=True):
    sid: str
    status: str
    service_sid: Text = None
    to: Text = None
    channel: Text = None
    amount: Text = None
    payee: Text = None
    send_code_attempts: tuple[SendAttempt, ...] | None = None
    date_created: Text = None
    date_updated: Text = None


class Attempt(Wire, frozen=True):
    sid: Text = None
    verification_sid: Text = None
    service_sid: Text = None
    channel: Text = None
    conversion_status: Text = None


class Attempts(Wire, frozen=True):
    attempts: tuple[Attempt, ...]
    meta: Meta = Meta()
