"""Weavr in the campaign: its calls, its open questions, its books."""

import re
from collections.abc import Mapping
from random import Random
from typing import Any

from pos_app.core.redemption.states import (
    AwaitingApproval,
    AwaitingCode,
    CheckingCode,
    CodeNotSent,
    Committing,
    ConsentNeeded,
    Holding,
    Redeemed,
    SendingCode,
)
from pos_app.demo import CURRENCIES, SIX_DIGITS
from pos_app.providers import registry
from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.weavr import challenging, moving
from pos_app.sandbox.weavr.app import ROOT
from pos_app.sandbox.weavr.fixtures import DARIOS_ACCOUNT
from pos_app.sandbox.weavr.handlers import ROUTES
from pos_app.sandbox.weavr.records import UNSETTLED, Send
from pos_app.tour.scenario import JEANS, SHIRT, SOCKS
from pos_app.tour.weavr.people import (
    ALMA,
    ALMAS_ACCOUNT,
    BRUNO,
    BRUNOS_ACCOUNT,
    CLARA,
    CLARAS_ACCOUNT,
    EDDA,
    EDDAS_ACCOUNT,
    token_of,
)
from tests.faults.campaign.ledger import Books, Held, Redemption, loyalty
from tests.faults.campaign.plans import Offer

DARIO = "dario"
OPEN_QUESTIONS: Mapping[str, tuple[object, ...]] = {
    "token_mode": ("exchange", "direct", "untyped"),
    "logout_ends": ("login", "token"),
    "third_party_login": (True, False),
    "step_up_needed": (*(False,) * 7, True),
    "refused_exchange": (401, 403),
    "channels": (*(("SMS", "AUTHY", "BIOMETRIC"),) * 3, ("SMS",), ("AUTHY", "BIOMETRIC")),
    "code_tries": (5, 5, 3, 1),
    "code_life_s": (300, 300, 60),
    "issue_limit": (2, 2, 0, 1),
    "retry_code": ("RETRY_IN_15SEC", "RETRY_IN_15_SECS"),
    "open_challenge": ("retry_later", "state_invalid"),
    "too_many_issues": ("409", "400"),
    "resend_keeps_id": (True, False),
    "unknown_challenge": (404, 409),
    "initial_state": ("PENDING_CHALLENGE", "PENDING"),
    "exemption": (*("none",) * 5, "low_value", "trusted_beneficiary", "no_sca"),
    "source_fee": (0, 0, 35),
    "destination_fee": (0, 0, 20),
    "treasury_above": (0, 0, 0, 2000),
    "pending_reserves": (True, False),
    "settle_ms": (0, 500, 500, 20_000),
    "final_state": (*("COMPLETED",) * 8, "FAILED", "REJECTED", "INVALID", "RETURNED"),
    "unverified_life_s": (900, 900, 0),
    "cancel_pending": ("refused", "accepted"),
    "list_lag_s": (0, 0, 8),
    "returned_send": (*("as_asked",) * 8, "other_destination", "other_amount", "other_currency"),
    "ref_mismatch": (400, 409, 412),
    "ref_compares": ("bytes", "members"),
    "remembered": ("2xx_and_409", "2xx", "4xx_too"),
    "error_400": ("documented", "message", "validation_errors", "embedded", "empty"),
    "error_403": ("code", "empty"),
    "timestamps": ("documented", "numbers", "texts"),
}
"""Settings of the sandbox, and the ways in which each may turn out (contract, section 11, and what
a programme configures)."""

FORMS = [
    (method, re.compile(re.escape(ROOT) + re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))), call)
    for method, path, call, *_ in ROUTES
]
ACCOUNTS = {
    ALMA: ALMAS_ACCOUNT,
    BRUNO: BRUNOS_ACCOUNT,
    CLARA: CLARAS_ACCOUNT,
    DARIO: DARIOS_ACCOUNT,
    EDDA: EDDAS_ACCOUNT,
}
PLENTY = 50_000
"""Cents on each account before each sale."""


class Weavr:
    name = "weavr"
    profile = registry.profile("weavr")
    code = SIX_DIGITS
    offer = Offer(
        items=(SHIRT, JEANS, f"2*{SOCKS}"),
        customers={token_of(who): (account,) for who, account in ACCOUNTS.items()},
        amounts=dict.fromkeys(ACCOUNTS.values(), ("5", "7,50", "25")),
        regular=token_of(EDDA),
        calls={
            "look": ("accounts", "access_token"),
            "code": ("factors", *("issue",) * 3, *("issue_push",) * 3, *("verify",) * 4),
            "redeem": (*("create_send",) * 6, *("verify",) * 4, *("send",) * 4, *("sends",) * 2),
            "undo": (*("cancel_send",) * 4, *("send",) * 2),
            "order": ("logout",),
            "back": ("logout",),
        },
        waits=tuple(
            kind.__name__
            for kind in (
                Holding,
                ConsentNeeded,
                SendingCode,
                CodeNotSent,
                AwaitingCode,
                AwaitingApproval,
                AwaitingApproval,
                CheckingCode,
                Committing,
                Committing,
                Redeemed,
            )
        ),
    )

    def settings(self, _sandbox: Sandbox, origin: str) -> str:
        return f'{loyalty(self.name, origin)}[money]\ncurrency = "{CURRENCIES[self.name]}"\n'

    def call_name(self, method: str, path: str, _body: bytes) -> str:
        return next((n for verb, form, n in FORMS if verb == method and form.fullmatch(path)), path)

    def name_of(self, _sale: str, key: str) -> str:
        """A send is tagged with its intent's key."""
        return key

    def arrange(self, sandbox: Sandbox, rng: Random) -> None:
        answers: Any = {name: rng.choice(ways) for name, ways in OPEN_QUESTIONS.items()}
        sandbox.weavr.change({**answers, "fixed_code": SIX_DIGITS})

    def replenish(self, sandbox: Sandbox) -> None:
        books = sandbox.weavr.books
        for account in ACCOUNTS.values():
            found = books.accounts[account]
            found.actual, found.state = found.held + PLENTY, "ACTIVE"
        books.exempted.clear()

    def books(self, sandbox: Sandbox) -> Books:
        """A send that is not settled stays with the provider, and lapses there or is paid late."""
        challenging.catch_up(sandbox.weavr.books)
        sends = list(sandbox.weavr.books.sends.values())
        return Books(
            tuple(_redemption(send) for send in sends if send.executed_at is not None),
            {},
            tuple(
                Held(send.tag or "", f"send {send.id} is {send.state}", lapses=True)
                for send in sends
                if send.state in UNSETTLED
            ),
        )

    def give_back(self, sandbox: Sandbox, name: str) -> None:
        books = sandbox.weavr.books
        for send in list(books.sends.values()):
            if send.tag == name and send.moved:
                moving.put(books, send, "RETURNED", books.now())

    def let_go(self, sandbox: Sandbox, held: Held) -> None:
        books = sandbox.weavr.books
        for send in list(books.sends.values()):
            if send.tag == held.name and send.state in UNSETTLED:
                moving.put(books, send, "CANCELLED", books.now())

    def bodies(self, sandbox: Sandbox) -> list[tuple[str, bytes]]:
        calls = sandbox.weavr.calls.named("create_send")
        return [(_tag(call.json), call.body) for call in calls]


def _redemption(send: Send) -> Redemption:
    at = send.executed_at.timestamp() if send.executed_at else 0
    return Redemption(send.tag or "", send.source.owner.id, send.moved, send.amount, "", at)


def _tag(body: object) -> str:
    return str(body.get("tag")) if isinstance(body, dict) else ""
