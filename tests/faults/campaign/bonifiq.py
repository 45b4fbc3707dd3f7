"""BonifiQ in the campaign: its calls, its open questions, its books."""

import re
from collections.abc import Mapping
from random import Random

from pos_app.core.redemption.states import (
    AwaitingCode,
    CheckingCode,
    CodeNotSent,
    Committing,
    Redeemed,
    SendingCode,
)
from pos_app.providers import registry
from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.bonifiq.app import ROOT
from pos_app.sandbox.bonifiq.handlers import ROUTES
from pos_app.sandbox.bonifiq.records import OrderState, Redeem, RewardType
from pos_app.sandbox.bonifiq.redeeming import undo
from pos_app.tour.bonifiq.people import (
    ALL_OFF,
    BRUNO,
    CARLA,
    CASHBACK,
    JOAO,
    MARIA,
    MUG,
    NOBODY,
    RITA,
    TEN_OFF,
)
from pos_app.tour.scenario import JEANS, SHIRT, SOCKS
from tests.faults.campaign.ledger import Books, Held, Redemption, Registered, loyalty
from tests.faults.campaign.plans import Offer

CODE = "4711"

OPEN_QUESTIONS: Mapping[str, tuple[object, ...]] = {
    "envelope": ("full", "legacy"),
    "refusal_style": ("200", "400"),
    "members": ("vendor", "official"),
    "expose_code_in_body": (True, False),
    "redeem_checks_otp": (True, False),
    "replay_of_redeem": ("same", "error"),
    "key_after_cancel": ("error", "same_answer", "redeem_again"),
    "delete_key_location": ("both", "query", "body"),
    "repeat_of_undo": ("same_answer", "error"),
    "order_replay": ("update", "error"),
    "payment": ("both", "methods"),
    "bonus": ("pending", "credited"),
    "cancel_key_reuse": ("error", "same_answer"),
    "full_cancel_returns_reward": (True, False),
}
"""Settings of the sandbox, and the ways in which each may turn out (contract, section 10)."""

NAMES = [
    (method, re.compile(re.escape(ROOT) + re.sub(r"\\\{id\\\}", "[^/]+", re.escape(path))), call)
    for method, path, call, _ in ROUTES
]
EVERYTHING = tuple(str(reward) for reward in (TEN_OFF, CASHBACK, ALL_OFF, MUG))


class Bonifiq:
    name = "bonifiq"
    profile = registry.profile("bonifiq")
    code = CODE
    offer = Offer(
        items=(SHIRT, JEANS, f"2*{SOCKS}"),
        customers={
            MARIA: (str(CASHBACK), str(CASHBACK), str(MUG)),
            JOAO: (str(TEN_OFF),),
            CARLA: (str(CASHBACK),),
            RITA: EVERYTHING,
            BRUNO: (str(TEN_OFF),),
            NOBODY: (str(CASHBACK),),
        },
        amounts={str(CASHBACK): ("5", "7,50")},
        regular=RITA,
        calls={
            "look": ("available",),
            "code": ("challenge", "validate"),
            "redeem": (*("redeem",) * 6, "update_metadata", "get_reward"),
            "undo": (*("delete_reward",) * 4, "get_reward"),
            "order": (*("order",) * 6, "get_order"),
            "back": ("cancel_order", "partial_cancel", "get_order"),
        },
        waits=tuple(
            kind.__name__
            for kind in (
                SendingCode,
                CodeNotSent,
                AwaitingCode,
                CheckingCode,
                Committing,
                Committing,
                Redeemed,
            )
        ),
    )

    def settings(self, _sandbox: Sandbox, origin: str) -> str:
        return loyalty(self.name, f"{origin}{ROOT}")

    def call_name(self, method: str, path: str, _body: bytes) -> str:
        return next(
            (name for verb, form, name in NAMES if verb == method and form.fullmatch(path)), path
        )

    def name_of(self, _sale: str, key: str) -> str:
        return key

    def arrange(self, sandbox: Sandbox, rng: Random) -> None:
        answers = {name: rng.choice(ways) for name, ways in OPEN_QUESTIONS.items()}
        sandbox.bonifiq.change({**answers, "fixed_pin": CODE})  # type: ignore[dict-item]

    def replenish(self, sandbox: Sandbox) -> None:
        for customer in (MARIA, JOAO, CARLA, RITA):
            sandbox.bonifiq.books.give(customer, points=5000, cashback_cents=50_000)

    def books(self, sandbox: Sandbox) -> Books:
        books = sandbox.bonifiq.books
        return Books(
            tuple(
                Redemption(
                    made.key,
                    made.customer.id,
                    made.active,
                    _worth(made),
                    made.external_code,
                    made.at.timestamp(),
                )
                for made in books.redeems.values()
            ),
            {
                order.id: Registered(
                    order.id,
                    order.total_cents,
                    order.remaining_cents,
                    order.state is OrderState.CANCELLED,
                    order.coupon,
                )
                for order in books.orders.values()
            },
        )

    def give_back(self, sandbox: Sandbox, name: str) -> None:
        for made in sandbox.bonifiq.books.redeems.values():
            if made.key == name and made.active:
                undo(sandbox.bonifiq.books, made)

    def let_go(self, _sandbox: Sandbox, _held: Held) -> None:
        """BonifiQ holds nothing."""

    def bodies(self, sandbox: Sandbox) -> list[tuple[str, bytes]]:
        calls = sandbox.bonifiq.calls.named("redeem")
        return [(_key(call.json), call.body) for call in calls]


def _worth(made: Redeem) -> int | None:
    return 0 if made.configuration.type == RewardType.PRODUCT else made.value_cents


def _key(body: object) -> str:
    return str(body.get("OriginalKey")) if isinstance(body, dict) else ""
