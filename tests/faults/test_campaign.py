"""Faulted sales on the real program, with fixed seeds, and proof that the verdicts notice."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from pos_app.core.redemption.states import Closed, Outcome, Spent
from pos_app.core.sale import Sale
from pos_app.core.submission import Receipt
from pos_app.tour.bonifiq.people import MARIA
from pos_app.tour.scenario import JEANS, SHIRT
from tests.faults.campaign import plans, proxy, verdicts
from tests.faults.campaign.crew import SHIFT, run
from tests.faults.campaign.ledger import Approval, Books, Redemption, Request
from tests.faults.campaign.plans import AtWrite, Blow, Plan, Script
from tests.faults.campaign.providers import PROVIDERS, provider_of
from tests.faults.campaign.records import Records
from tests.faults.campaign.report import Report
from tests.faults.campaign.shift import Shift
from tests.faults.campaign.verdicts import DOUBLE, HANGING, LOST, UNPROVED
from tests.faults.campaign.wire import CONNECTION_FAULTS, WIRE_FAULTS
from tests.faults.shapes import intent

CAMPAIGNS = [("bonifiq", 1, 6), ("punchh", 7, 6), ("weavr", 4, 3), ("twilio_verify", 7, 3)]
"""Provider, seed and shifts in the suite. Some seeds of each are over TLS, and Twilio's three meet
both ledgers."""


@pytest.mark.timeout(400)
@pytest.mark.parametrize(("provider", "seed", "shifts"), CAMPAIGNS)
def test_faulted_sales_leave_three_books_that_agree(provider: str, seed: int, shifts: int) -> None:
    sales = shifts * SHIFT
    report = Report(provider, seed)
    for outcome in run(provider, seed, sales, workers=1):
        report.add(outcome)
    assert report.failures == [], "\n".join(map(report.tell_failure, report.failures))
    assert report.is_sound(sales)
    assert report.faulted > sales / 3
    assert report.starts > shifts


CASHBACK = Script(
    items=(SHIRT, JEANS),
    customer=MARIA,
    reward="40",
    amount=None,
    wrong_codes=0,
    too_late=False,
    give_up="",
    way_out="back",
    patience=3,
    finish="pay",
    afterwards="",
    restored="pay",
    impatient=False,
)
WRITES = 8
"""Of the journal in that sale, at least."""


@pytest.mark.timeout(200)
async def test_the_power_goes_before_and_after_every_write_of_a_sale(tmp_path: Path) -> None:
    cuts = [AtWrite(number, side) for number in range(1, 14) for side in ("before", "after")]
    plans = [Plan(n, CASHBACK, (), (Blow("kill", cut),)) for n, cut in enumerate(cuts)]
    shift = Shift(3, tmp_path, provider_of("bonifiq", 3), tls=False)
    outcomes = [outcome async for outcome in shift.run(plans)]
    assert [outcome.findings for outcome in outcomes] == [()] * len(cuts)
    assert all(outcome.happened for outcome in outcomes[: 2 * WRITES])


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_fault_is_planned_and_every_kind_is_played(provider: str) -> None:
    offer = provider_of(provider, 1).offer
    planned = Counter(kind for seed in range(4000) for kind in plans.plan(seed, offer).faults)
    assert planned.keys() == {*WIRE_FAULTS, *plans.BLOWS}
    assert proxy.BEHAVIOUR.keys() == WIRE_FAULTS.keys() - CONNECTION_FAULTS | {""}


def test_a_plan_is_the_same_each_time() -> None:
    offer = provider_of("bonifiq", 1).offer
    seed = Random().randrange(10**9)  # noqa: S311 - any will do
    assert plans.plan(seed, offer) == plans.plan(seed, offer)


# --- the verdicts notice -------------------------------------------------------------------------

WANTED = intent("rdm-1")
MADE = Redemption("rdm-1", "c", active=True, minor=3000, coupon="x")
PAID = Sale("sale-1", redemption=Spent(WANTED, Receipt("1")))


def found(books: Books, sale: Sale) -> set[str]:
    records = Records({sale.id: sale}, {"rdm-1": (sale.id, WANTED)}, {}, frozenset(), 0)
    return {finding.kind for finding in verdicts.on_the_books(books, records, [], frozenset())}


def test_a_redemption_that_no_sale_has_is_found() -> None:
    left = Sale("sale-1", redemption=Closed(WANTED, Outcome.REFUSED))
    assert LOST in found(Books((MADE,), {}), left)


def test_a_discount_without_a_redemption_is_found() -> None:
    assert LOST in found(Books((), {}), PAID)
    assert LOST in found(Books((replace(MADE, active=False),), {}), PAID)


def test_another_amount_is_found() -> None:
    assert LOST in found(Books((replace(MADE, minor=2000),), {}), PAID)


def test_a_second_redemption_is_found() -> None:
    assert DOUBLE in found(Books((MADE, MADE), {}), PAID)
    assert DOUBLE in found(Books((replace(MADE, name="rdm-2"),), {}), PAID)


def test_what_is_not_settled_is_found() -> None:
    assert HANGING in found(Books((MADE,), {}), PAID)


def test_one_key_with_two_requests_is_found() -> None:
    records = Records({}, {}, {}, frozenset(), 0)
    sent = [("rdm-1", b"{}"), ("rdm-1", b"[]")]
    assert verdicts.on_the_books(Books((), {}), records, sent, frozenset())


AGREED = Approval("c", WANTED.transaction, "YC1", at=5)
BY_TEXT = Approval("c", "", "VE1", at=5)
SPENT = replace(MADE, at=9)


def unproved(
    *approvals: Approval,
    requests: tuple[Request, ...] = (),
    elsewhere: frozenset[str] = frozenset(),
    **bonds: frozenset[str],
) -> bool:
    known = {"rdm-1": frozenset({WANTED.transaction, "VE1"}), **bonds}
    records = Records({PAID.id: PAID}, {"rdm-1": (PAID.id, WANTED)}, known, frozenset(), 0)
    books = Books((SPENT,), {}, approvals=approvals, requests=requests, elsewhere=elsewhere)
    found = verdicts.on_the_books(books, records, [], frozenset())
    return UNPROVED in {finding.kind for finding in found}


@pytest.mark.parametrize("proof", [AGREED, BY_TEXT])
def test_a_redemption_without_its_own_approval_is_found(proof: Approval) -> None:
    assert not unproved(proof)
    assert unproved()
    assert unproved(replace(proof, customer="somebody else"))
    assert unproved(replace(proof, at=10))
    assert unproved(replace(proof, transaction="otp-older", reference="VE0"))


def test_what_was_asked_for_two_sales_is_found() -> None:
    assert unproved(AGREED, rdm_2=frozenset({"VE1"}))
    assert unproved(AGREED, elsewhere=frozenset({"VE1"}))


def test_two_requests_at_once_on_one_device_are_found() -> None:
    first, later = Request("c", "otp-1", 0, 120), Request("c", "otp-2", 119, 200)
    assert unproved(AGREED, requests=(first, later))
    assert not unproved(AGREED, requests=(first, replace(later, since=120)))
    assert not unproved(AGREED, requests=(first, replace(later, transaction="otp-1")))
    assert not unproved(AGREED, requests=(first, replace(later, customer="d")))


SEEN = {
    "name": "rdm-1",
    "state": "Redeemed",
    "outcome": None,
    "believes": {"payable": 10000, "discount": 3000, "gift": 0},
    "total": "R$ 70,00",
    "banner": "",
    "undo": True,
    "pay": True,
    "left": False,
    "resting": False,
    "screen": "",
}


@pytest.mark.parametrize("screen", ["Redeeming…", "BonifiQ has not answered yet"])
def test_a_wait_that_is_not_called_open_is_found(screen: str) -> None:
    waits = {**SEEN, "state": "Committing", "total": "R$ 100,00", "undo": False, "pay": False}
    seen = {**waits, "resting": True, "screen": screen}
    told = verdicts.on_the_screen("waiting", seen, Books((), {}))
    assert (told == []) is (screen != "Redeeming…")


@pytest.mark.parametrize(
    ("screen", "pay", "right"),
    [
        ("The phone shows: R$10,00", False, True),
        ("", False, False),
        ("The phone shows:", True, False),
    ],
)
def test_a_request_on_a_phone_that_is_shown_wrongly_is_found(
    screen: str, pay: bool, right: bool
) -> None:
    asked = {**SEEN, "state": "AwaitingApproval", "total": "R$ 100,00", "undo": False}
    told = verdicts.on_the_screen(
        "a moment", {**asked, "screen": screen, "pay": pay}, Books((), {})
    )
    assert (told == []) is right


@pytest.mark.parametrize(
    ("books", "changes", "right"),
    [
        (Books((MADE,), {}), {}, True),
        (Books((), {}), {}, False),
        (Books((MADE,), {}), {"total": "R$ 100,00"}, False),
        (Books((MADE,), {}), {"state": "Closed", "total": "R$ 100,00", "undo": False}, False),
        (Books((MADE,), {}), {"banner": f"x {verdicts.NOT_USED}"}, False),
        (Books((), {}), {"state": "Committing", "total": "R$ 70,00", "undo": False}, False),
    ],
)
def test_a_screen_at_odds_with_the_books_is_found(
    books: Books, changes: dict[str, object], right: bool
) -> None:
    assert (verdicts.on_the_screen("a moment", {**SEEN, **changes}, books) == []) is right
