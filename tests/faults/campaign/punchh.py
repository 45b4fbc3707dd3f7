"""Punchh in the campaign: its calls, its open questions, its books."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from pos_app.core.redemption.states import (
    AwaitingCode,
    CheckingCode,
    CodeNotSent,
    Committing,
    ConsentNeeded,
    Holding,
    Redeemed,
    SendingCode,
)
from pos_app.providers import registry
from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.exact_json import JsonObject, parse, render
from pos_app.sandbox.punchh import baskets, returning
from pos_app.sandbox.punchh.books import Books as PunchhBooks
from pos_app.sandbox.punchh.fixtures import BEATRIZ as BEATRIZ_ID
from pos_app.sandbox.punchh.fixtures import OLA as OLA_ID
from pos_app.sandbox.punchh.fixtures import RAFAEL as RAFAEL_ID
from pos_app.sandbox.punchh.handlers import ROUTES
from pos_app.sandbox.punchh.records import BasketState, Receipt
from pos_app.tour.punchh.people import (
    CARLOS_CARD,
    COFFEE,
    FIVE_OFF,
    FREE_COFFEE,
    NOBODY,
    OLA,
    OLAS_APP_CODE,
    OLAS_CARD,
    TEN_FOR_POINTS,
    TENTH_OFF,
)
from pos_app.tour.scenario import JEANS, SHIRT, SOCKS
from tests.faults.campaign.ledger import Books, Held, Redemption, Registered, loyalty
from tests.faults.campaign.plans import Offer

CODE = "471199"
BEATRIZ, RAFAEL = "5005550121", "5005550118"
MONEY_OFF, A_CARD, FIFTH_OFF = "discount_amount", "card_completion", "redeemable:79"
FIVE_FOR_BEATRIZ, TENTH_FOR_RAFAEL = "reward:55141", "reward:55130"
OF_EVERYBODY = (*(TEN_FOR_POINTS, FIFTH_OFF) * 3, MONEY_OFF, A_CARD)

REDEEMABLES = "points_unlock_redeemables"
"""The one program in which points buy what is on offer."""

OPEN_QUESTIONS: Mapping[str, tuple[object, ...]] = {
    "program": (*(REDEEMABLES,) * 4, "points_to_currency", "points_to_rewards", "visits"),
    "enable_discount_locking": (True, True, True, False),
    "enable_auto_unlock": (True, True, False),
    "auto_unlock_duration": (2, 10),
    "pending_points": (True, False),
    "validation_method_required": (True, False),
    "otp_member": ("token", "otp", "code", "otp_token"),
    "tries_per_code": (0, 3),
    "resend_kills_code": (True, False),
    "code_refusal_status": (400, 401, 404, 422),
    "failures_until_block": (10, 1000),
    "too_many_body": ("errors", "empty", "html"),
    "error_shape": ("documented", "documented", "A", "B", "C", "E"),
    "final_full_stop": ("documented", "always", "never"),
    "apostrophe": ("typographic", "plain"),
    "location_flags": ("text", "integer", "boolean"),
    "phone_as": ("text", "number"),
    "discount_details": ("object", "array", "empty_array", "null"),
    "integer_discount_ids": (True, False),
    "lookup_opens_basket": (True, False),
    "select_locks": (True, False),
    "relocking_renews": (True, False),
    "unlock_without_basket": (404, 422),
    "unusable_items": ("dropped", "kept"),
    "changed_receipt": ("fails", "counts"),
    "repeat_of_commit": ("no_basket", "same_answer"),
    "duplicate_checkin": ("same", "409", "422"),
    "receipt_void_returns_offers": (True, False),
    "void_after_receipt_void": ("no_basket", "accepted", "gone"),
    "amendment_without_pending_points": ("refused", "ignored"),
}
"""Settings of the sandbox, and the ways in which each may turn out (contract, section 9, and what
a business configures)."""

FORMS = [
    (method, re.compile(re.sub(r"\\\{ref\\\}", "[^/]+", re.escape(path))), call)
    for method, path, call, _, _ in ROUTES
]


class Punchh:
    name = "punchh"
    profile = registry.profile("punchh")
    code = CODE
    offer = Offer(
        items=(SHIRT, JEANS, f"2*{SOCKS}", COFFEE),
        customers={
            BEATRIZ: (*(FIVE_FOR_BEATRIZ,) * 4, *OF_EVERYBODY),
            OLA: (TENTH_OFF, FIVE_OFF, FREE_COFFEE, TEN_FOR_POINTS),
            OLAS_CARD: (TENTH_OFF, MONEY_OFF),
            OLAS_APP_CODE: (TENTH_OFF,),
            RAFAEL: (TENTH_FOR_RAFAEL, MONEY_OFF),
            CARLOS_CARD: (TEN_FOR_POINTS,),
            NOBODY: (TENTH_OFF,),
        },
        amounts={MONEY_OFF: ("5", "7,50")},
        regular=BEATRIZ,
        calls={
            "look": ("search", "search", "configuration", "meta"),
            "code": ("send_code", "verify_code", "sign_out"),
            "redeem": (*("commit",) * 6, *("select",) * 2, *("quote",) * 2, *("active",) * 2),
            "undo": (*("void",) * 4, "unselect", "unselect", "unlock", "active"),
            "order": ("checkin", "receipt"),
            "back": ("receipt",),
        },
        waits=tuple(
            kind.__name__
            for kind in (
                Holding,
                ConsentNeeded,
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
        return loyalty(self.name, origin)

    def call_name(self, method: str, path: str, body: bytes) -> str:
        found = next(
            (n for verb, form, n in FORMS if verb == method and form.fullmatch(path)), path
        )
        return found if isinstance(found, str) else found(body)

    def name_of(self, sale: str, _key: str) -> str:
        """All of a sale is done under one uid, which is what Punchh knows it by."""
        return str(UUID(sale.rpartition("-")[2]))

    def arrange(self, sandbox: Sandbox, rng: Random) -> None:
        answers = {name: rng.choice(ways) for name, ways in OPEN_QUESTIONS.items()}
        sandbox.punchh.change({**answers, "fixed_code": CODE})  # type: ignore[dict-item]

    def replenish(self, sandbox: Sandbox) -> None:
        books = sandbox.punchh.books
        for guest in (books.guests[one] for one in (OLA_ID, RAFAEL_ID, BEATRIZ_ID)):
            guest.credits, guest.banked_cents, guest.cards = guest.debits + 600, 50_000, 3
            guest.rewards = [reward for reward in guest.rewards if not reward.converted]
            for reward in guest.rewards:
                reward.redeemed = False

    def books(self, sandbox: Sandbox) -> Books:
        books = sandbox.punchh.books
        redemptions = tuple(
            Redemption(
                made.external_uid,
                str(made.guest),
                made.returned_at is None,
                sum(spent.cents for spent in made.spent),
                "",
                made.at.timestamp(),
            )
            for made in books.redemptions.values()
        )
        return Books(redemptions, dict(_closed_checks(books)), tuple(_held(sandbox)))

    def give_back(self, sandbox: Sandbox, name: str) -> None:
        for made in sandbox.punchh.books.redemptions.values():
            if made.external_uid == name and made.returned_at is None:
                returning.give_back(sandbox.punchh.books, made, "void")

    def let_go(self, sandbox: Sandbox, held: Held) -> None:
        books = sandbox.punchh.books
        for basket in list(books.active.values()):
            if _holder(sandbox, basket.guest, basket.locked_by) == held.name:
                baskets.close(books, basket, BasketState.EMPTIED)

    def bodies(self, sandbox: Sandbox) -> list[tuple[str, bytes]]:
        """What is committed is what the latest quote of the same check was about, to the byte."""
        told: list[tuple[str, bytes]] = []
        quotes: dict[str, int] = {}
        for call in sandbox.punchh.calls:
            if call.call not in {"quote", "commit"}:
                continue
            block = _object(call.body)
            asks = block.pop("query", None) is not None
            uid = str(block.get("external_uid"))
            quotes[uid] = quotes.get(uid, 0) + asks
            told.append((f"{uid}, quote {quotes[uid]}", render(block)))
        return told


def _closed_checks(books: PunchhBooks) -> Iterator[tuple[str, Registered]]:
    receipts = {number: receipt for (_, number), receipt in books.receipts.items()}
    earned = [number for one in books.checkins for number in one.key[1:]]
    for number in {*receipts, *earned}:
        yield number, _closed_check(number, receipts.get(number), earned.count(number))


def _closed_check(number: str, receipt: Receipt | None, earned: int) -> Registered:
    """Without a receipt it is worth what no sale is."""
    if receipt is None:
        return Registered(number, -1, -1, cancelled=False, coupon=None, earned=earned)
    first, last = receipt.versions[0], receipt.versions[-1]
    return Registered(
        number, _cents(first.body), _cents(last.body), last.void, coupon=None, earned=earned
    )


def _held(sandbox: Sandbox) -> Iterator[Held]:
    books = sandbox.punchh.books
    for guest in list(books.guests.values()):
        basket = baskets.find(books, guest)
        if basket is not None:
            holder = _holder(sandbox, guest.id, basket.locked_by)
            what = ", ".join(f"{item.type} {item.discount_id}" for item in basket.items)
            lock = "locked" if basket.locked_by else "open"
            yield Held(holder, f"{basket.ref} of guest {guest.id} is {lock} and holds {what}")


def _holder(sandbox: Sandbox, guest: int, locked_by: str | None) -> str:
    """Who locks the basket, or has put something into it last."""
    if locked_by:
        return locked_by
    for call in reversed(sandbox.punchh.calls.named("select")):
        body = _object(call.body)
        if body.get("user_id") == guest:
            return str(body.get("external_uid"))
    return ""


def _object(body: bytes) -> JsonObject:
    found = parse(body)
    return found if isinstance(found, dict) else {}


def _cents(body: Mapping[str, Any]) -> int:
    return int(Decimal(str(body["amount"])) * 100)
