"""Twilio Verify beside a ledger in the campaign: its calls, its open questions, its books."""

import re
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from msgspec.structs import replace

from pos_app.core.redemption.states import AwaitingApproval, ConsentNeeded
from pos_app.providers.pairing import paired
from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.twilio_verify.fixtures import CUSTOMERS, SERVICE_SID, Seed
from pos_app.sandbox.twilio_verify.handlers import ROUTES
from pos_app.sandbox.twilio_verify.records import Challenge, ChallengeStatus
from pos_app.tour.bonifiq.people import TEN_OFF
from pos_app.tour.twilio_verify.moves import ANA, BAKERY
from tests.faults.campaign import another_till
from tests.faults.campaign.ledger import (
    HASTE,
    Approval,
    Books,
    Held,
    Provider,
    Request,
)
from tests.faults.campaign.plans import Offer

OPEN_QUESTIONS: Mapping[str, tuple[object, ...]] = {
    "totp_skew": (0, 1, 2),
    "code_length": (4, 6, 8),
    "code_life_s": (600, 120),
    "psd2_enabled": (True, False),
    "challenge_life_s": (300, 60),
    "tries_per_challenge": (5, 5, 2),
    "pushes_per_challenge": (3, 1),
    "challenges_per_hour": (50, 50, 4),
    "starts_per_verification": (5, 5, 2),
    "checks_per_verification": (5, 5, 2),
    "old_style": (True, False),
    "last_try": ("answered", "refused"),
    "wrong_code_at_creation": ("counts", "free"),
    "exhausted_challenge": ("pending", "denied", "expired"),
    "totp_reuse": ("refused", "accepted"),
    "date_responded_before": ("null", "date_created", "absent"),
    "first_push_counts": (True, False),
    "bad_field": ("60300", "60306", "fine"),
    "missing_resource": ("20404", "fine"),
    "statuses": ((), ("60308=403", "60318=400", "60323=404", "60390=400")),
    "check_status": (200, 201),
    "approved_check": ("404", "60202", "approved"),
    "exhausted_check": ("60202", "404"),
    "start_after_exhausted": ("60203", "60202"),
    "wrong_amount": ("pending", "60200"),
    "verification_dates": ("iso", "rfc2822"),
    "conversion_delay_s": (0, 0, 5),
    "retry_after_of_limits_s": (0, 30),
    "start_tells_limits": (True, False),
}
"""Settings of the sandbox, and the ways in which each may turn out (contract, section 12, and what
a service configures)."""

LEDGERS_OWN_CODE = (*(False,) * 7, True)
"""Whether BonifiQ insists on it, and refuses all that Twilio has approved: once set up, it should
not."""

ENROLLED = (("totp", "push"), ("totp", "push"), ("push",), ("totp",), ("totp",), ())
"""What customers who could have both have on their phones."""

FORMS = [
    (method, re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))), call)
    for method, path, call, _ in ROUTES
]
TALK = (
    "list_factors",
    *("list_challenges",) * 2,
    *("create_challenge",) * 5,
    *("answer_challenge",) * 2,
    *("fetch_challenge",) * 3,
    "notify",
    *("start_verification",) * 4,
    *("check_verification",) * 4,
    *("list_attempts",) * 2,
    "update_verification",
)
NEVER = ConsentNeeded.__name__
WITH_ONE_WAY: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "bonifiq": {BAKERY: (str(TEN_OFF),), ANA: (str(TEN_OFF),)}
}
"""Customers of a ledger that matter to Twilio: an authenticator and no phone, and a phone alone."""
NAMED = {"15350946056": ANA}
"""At the ledger, who are somebody else to Twilio."""


class TwilioVerify:
    name = "twilio_verify"
    code = ""

    def __init__(self, ledger: Provider) -> None:
        self._ledger = ledger
        self.profile = paired(ledger.name, self.name)
        self.offer = _offer(ledger.offer, WITH_ONE_WAY.get(ledger.name, {}))
        self._seeds = tuple(one for one in CUSTOMERS if one.ledger == ledger.name)

    def settings(self, sandbox: Sandbox, origin: str) -> str:
        links = sandbox.twilio_verify.settings.psd2_enabled
        return (
            f"{self._ledger.settings(sandbox, origin)}"
            f'[challenge]\nprovider = "{self.name}"\naddress = "{origin}"\n{HASTE}'
            f"amount_and_payee = {str(links).lower()}\n"
        )

    def call_name(self, method: str, path: str, body: bytes) -> str:
        found = (name for verb, form, name in FORMS if verb == method and form.fullmatch(path))
        return next(found, "") or self._ledger.call_name(method, path, body)

    def name_of(self, sale: str, key: str) -> str:
        return self._ledger.name_of(sale, key)

    def arrange(self, sandbox: Sandbox, rng: Random) -> None:
        self._ledger.arrange(sandbox, rng)
        answers: Any = {name: rng.choice(ways) for name, ways in OPEN_QUESTIONS.items()}
        sandbox.twilio_verify.change(answers)
        sandbox.bonifiq.change({"redeem_checks_otp": rng.choice(LEDGERS_OWN_CODE)})
        for one in self._seeds:
            if len(one.kinds) > 1:
                _leave(sandbox, one, rng.choice(ENROLLED))

    def replenish(self, sandbox: Sandbox) -> None:
        self._ledger.replenish(sandbox)
        if self._ledger.name == "bonifiq":
            for customer in (BAKERY, ANA):
                sandbox.bonifiq.books.give(customer, points=5000)
        for one in self._seeds:
            another_till.asks(sandbox.twilio_verify.books, one)

    def books(self, sandbox: Sandbox) -> Books:
        books = self._ledger.books(sandbox)
        return replace(
            books,
            approvals=(*self._answered(sandbox), *self._typed(sandbox)),
            requests=tuple(self._requests(sandbox)),
            elsewhere=another_till.begun(sandbox.twilio_verify.books),
        )

    def _answered(self, sandbox: Sandbox) -> Iterator[Approval]:
        """By an approval, or the code of an authenticator."""
        for customer, challenge in self._challenges(sandbox):
            answered = challenge.responded_at
            if challenge.status is ChallengeStatus.APPROVED and answered is not None:
                told = _till_tx(challenge)
                yield Approval(customer, told, challenge.sid, answered.timestamp())

    def _typed(self, sandbox: Sandbox) -> Iterator[Approval]:
        """By a code by SMS, which knows nothing of the till but its own sid."""
        for one in sandbox.twilio_verify.books.verifications.values():
            owner = next((seed for seed in self._seeds if seed.phone == one.to), None)
            if one.approved_at is not None and owner is not None:
                yield Approval(_at_the_ledger(owner), "", one.sid, one.approved_at.timestamp())

    def _requests(self, sandbox: Sandbox) -> Iterator[Request]:
        for customer, challenge in self._challenges(sandbox):
            if challenge.factor.type == "push":
                until = challenge.responded_at or challenge.expires_at
                told = _till_tx(challenge)
                since = challenge.created_at.timestamp()
                yield Request(customer, told, since, until.timestamp())

    def _challenges(self, sandbox: Sandbox) -> Iterator[tuple[str, Challenge]]:
        for one in self._seeds:
            entity = sandbox.twilio_verify.books.entity(SERVICE_SID, one.identity)
            for challenge in entity.challenges.values() if entity else ():
                yield _at_the_ledger(one), challenge

    def give_back(self, sandbox: Sandbox, name: str) -> None:
        self._ledger.give_back(sandbox, name)

    def let_go(self, sandbox: Sandbox, held: Held) -> None:
        self._ledger.let_go(sandbox, held)

    def bodies(self, sandbox: Sandbox) -> list[tuple[str, bytes]]:
        return self._ledger.bodies(sandbox)


def _offer(ledgers: Offer, more: Mapping[str, tuple[str, ...]]) -> Offer:
    waits = tuple(wait for wait in ledgers.waits if wait != NEVER)
    return replace(
        ledgers,
        customers={**ledgers.customers, **more},
        calls={**ledgers.calls, "code": TALK},
        waits=(*waits, *(AwaitingApproval.__name__,) * 2),
    )


def _leave(sandbox: Sandbox, one: Seed, kinds: tuple[str, ...]) -> None:
    """Of what the demo has enrolled."""
    entity = sandbox.twilio_verify.books.entity(SERVICE_SID, one.identity)
    assert entity is not None
    for sid, factor in list(entity.factors.items()):
        if factor.type not in kinds:
            del entity.factors[sid]


def _at_the_ledger(one: Seed) -> str:
    customer = one.customer or ""
    return NAMED.get(customer, customer)


def _till_tx(challenge: Challenge) -> str:
    return (challenge.hidden_details or {}).get("till_tx", "")
