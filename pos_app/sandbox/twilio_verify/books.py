"""The whole state of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_app.sandbox.twilio_verify import fixtures
from pos_app.sandbox.twilio_verify.sids import new_sid

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from pos_app.sandbox.clock import SandboxClock
    from pos_app.sandbox.twilio_verify.records import Entity, Verification
    from pos_app.sandbox.twilio_verify.settings import TwilioVerifySettings


class Books:
    """Entities and verifications belong to one service: another does not see them."""

    def __init__(self, clock: SandboxClock, rng: Random, settings: TwilioVerifySettings) -> None:
        self.clock = clock
        self.rng = rng
        self.settings = settings
        self.reset()

    def reset(self) -> None:
        """The demo state; clock and settings stay."""
        self.phones: dict[str, str] = {}
        """Identity -> number, of those the sandbox knows: what control routes look up."""
        self.entities: dict[tuple[str, str], Entity] = {}
        """By service and identity."""
        self.entities_created_at: list[datetime] = []
        self.verifications: dict[str, Verification] = {}
        """All that ever were, oldest first."""
        self.latest: dict[tuple[str, str], Verification] = {}
        """By service and destination."""
        fixtures.seed(self)

    def now(self) -> datetime:
        return self.clock.now()

    def new_sid(self, prefix: str) -> str:
        return new_sid(prefix, self.rng)

    def entity(self, service_sid: str, identity: str) -> Entity | None:
        return self.entities.get((service_sid, identity))
