"""Who the guest is, by each key; contract, 5.2 to 5.4."""

from collections.abc import Callable

from pos_app.certification.punchh import findings
from pos_app.certification.punchh.bench import Bench
from pos_app.certification.punchh.check import outcome_of
from pos_app.certification.punchh.counter import Counter
from pos_app.certification.punchh.goods import (
    COFFEE,
    DARAS_PHONE,
    NOBODYS_PHONE,
    OLA,
    OLAS_APP_CODE,
    OLAS_CARD,
    OLAS_DRIVE_THRU_CODE,
    OLAS_EMAIL,
    OLAS_PHONE,
    OLAS_QR,
    OLAS_REDEMPTION_CODE,
)
from pos_app.certification.steps import Judge
from pos_app.checkout.state import Quoted
from pos_app.core.identifiers import IdentifierKind
from pos_app.providers.punchh import requests
from pos_app.providers.punchh.lookups import Kind, Lookup

TYPED = (
    ("telephone, as people group it", "(500) 555-0142", IdentifierKind.PHONE),
    ("telephone with its country code", "+1 500 555 0142", IdentifierKind.PHONE),
    ("e-mail address", OLAS_EMAIL, IdentifierKind.EMAIL),
    ("card number", "7700 1234 0009 0017", IdentifierKind.CARD),
    ("QR code of the guest", OLAS_QR, IdentifierKind.QR_CODE),
    ("single-scan code of the app", OLAS_APP_CODE, IdentifierKind.APP_CODE),
    ("seven-digit redemption code", OLAS_REDEMPTION_CODE, IdentifierKind.COUPON),
    ("drive-thru code", OLAS_DRIVE_THRU_CODE, IdentifierKind.DRIVE_THRU),
)
"""What the cashier types or scans, and what the till takes it for."""
FOUND = (
    ("telephone", Lookup(Kind.PHONE, OLAS_PHONE)),
    ("e-mail address", Lookup(Kind.EMAIL, OLAS_EMAIL)),
    ("QR code", Lookup(Kind.QR_CODE, OLAS_QR)),
    ("single-scan code", Lookup(Kind.SINGLE_SCAN, OLAS_APP_CODE)),
)


async def play(bench: Bench) -> None:
    case = bench.case
    async with bench.open() as till:
        till.scan(COFFEE)
        await till.provider.programme()
        for said, typed, kind in TYPED:
            with case.step(till.wire, f"Guest found by {said}", "5.2") as step:
                await till.find(typed)
                step.equal("the till takes it for", till.state.key and till.state.key.kind, kind)
                _is_ola(step, till)
        with case.step(till.wire, "Looking up locks nothing", "5.2") as step:
            step.equal("items in the guest's basket", findings.in_basket(till, OLA), 0)
            step.equal("lock on it", findings.locked_by(till, OLA), "nobody")
        for said, lookup in FOUND:
            with case.step(till.wire, f"Find User by {said}, in a GET with a body", "5.3") as step:
                guest = await till.client.find(requests.find(lookup))
                step.equal("user_id as the client reads it", guest.number, OLA)
        with case.step(
            till.wire, "Find User knows no cards, so the till never asks it", "5.3"
        ) as step:
            step.equal(
                "such a request can be made",
                _refused(lambda: requests.find(Lookup(Kind.CARD, OLAS_CARD))),
                "no",
            )
        with case.step(till.wire, "The balance of the account", "5.4") as step:
            answer = await till.client.balance(requests.balance(OLA))
            step.equal(
                "net_balance, not points_balance",
                answer.account_balance.net_balance,
                findings.points(till, OLA),
            )
        with case.step(till.wire, "A telephone that nobody has", "5.2") as step:
            await till.find(NOBODYS_PHONE)
            step.true("the till goes on without a guest", till.state.customer is None)
            step.true("and does not take it for a failure", isinstance(till.state.quote, Quoted))
        with case.step(till.wire, "A banned guest", "5.3") as step:
            banned = requests.find(Lookup(Kind.PHONE, DARAS_PHONE))
            found = await outcome_of(till.client.find(banned))
            step.equal("the client's reading", found, "refused: 422 BANNED")


def _is_ola(step: Judge, till: Counter) -> None:
    customer, quote = till.state.customer, till.state.quote
    step.equal("user_id that the till will redeem for", customer and customer.reference, str(OLA))
    shown = quote.quote.balances.points if isinstance(quote, Quoted) else None
    step.equal("points that the till shows", shown, findings.points(till, OLA))
    usable = [one for one in till.books.guests[OLA].rewards if one.usable(till.books.clock.now())]
    offered = quote.quote.rewards if isinstance(quote, Quoted) else ()
    listed = [one for one in offered if one.id.startswith("reward:")]
    step.equal("rewards that the till lists", len(listed), len(usable))


def _refused(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except ValueError:
        return "no"
    return "yes"
