"""What no rule can settle, from the moment it is set aside until a supervisor has decided."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from pos_app.checkout.journal import Journal
from pos_app.checkout.matters import matters_of, needs_reason
from pos_app.checkout.state import Field, ForeignSales, LostRecords, Matter, OpenMatter, Problem
from pos_app.core.challenge import TypedCode
from pos_app.core.decision import Decision
from pos_app.core.errors import NotSentError, OutcomeUnknownError, RefusedError
from pos_app.core.identifiers import Misread
from pos_app.core.loyalty import Refusal
from pos_app.core.money import Money
from pos_app.core.redemption.states import (
    AwaitingCode,
    Closed,
    Committing,
    Outcome,
    Parked,
    Redeemed,
)
from pos_app.core.sale import Sale
from pos_app.core.submission import Done, NotExecuted, Receipt, Step, Unclear
from tests.faults.shapes import BONIFIQ, NO, PUNCHH
from tests.unit.checkout.shop import CODE, CPF, NAME, Counter, Scripted, counter

AGAIN, HAPPENED, DID_NOT = Decision.ASK_AGAIN, Decision.IT_HAPPENED, Decision.IT_DID_NOT
BACK, OTHERWISE = Decision.IT_IS_BACK, Decision.SETTLED_OTHERWISE
BY_HAND, LEFT_OUT = Decision.DONE_BY_HAND, Decision.LEFT_OUT


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


LANDED = 61
"""Seconds after which no lost attempt can arrive any more."""


@pytest.fixture
async def shop(path: Path) -> AsyncIterator[Counter]:
    async with counter(path) as made:
        yield made


async def park_a_commit(shop: Counter) -> OpenMatter:
    shop.provider.replies[Step.COMMIT].extend([OutcomeUnknownError(), RefusedError(NO)])
    shop.provider.looks.append(Unclear())
    await shop.choose()
    shop.till.confirm_reward()
    await shop.until_in(AwaitingCode)
    shop.till.enter_code(TypedCode(CODE))
    for _ in range(4):
        await shop.quiet()
        await shop.later(2)
    await shop.until_in(Parked)
    return the_only(shop)


async def park_an_order(shop: Counter) -> OpenMatter:
    shop.provider.replies[Step.REGISTER].append(RefusedError(NO))
    shop.scan()
    await shop.ask()
    await shop.pay()
    await shop.until(lambda: shop.state.matters)
    await shop.quiet()
    return the_only(shop)


def the_only(shop: Counter) -> OpenMatter:
    [matter] = shop.state.matters
    assert isinstance(matter, OpenMatter)
    return matter


def decide(shop: Counter, decision: Decision, by: str = "Rui P.", why: str = "seen there") -> None:
    shop.till.decide(the_only(shop).id, decision, by, why)


async def test_a_matter_says_what_is_known_and_what_was_tried(shop: Counter) -> None:
    matter = await park_a_commit(shop)
    sale = shop.state.sale
    assert (matter.sale_id, matter.number) == (sale.id, sale.number)
    assert (matter.step, matter.title, matter.amount) == (Step.COMMIT, "R$ 30", Money(3000))
    assert matter.reference == matter.id == shop.provider.steps(Step.COMMIT)[0][0]
    assert (matter.attempts, matter.refusal) == (3, NO)
    assert matter.customer is not None
    assert matter.customer.value == CPF
    assert not matter.refused
    assert matter.holds_sale
    assert matter.decisions == (AGAIN, HAPPENED, DID_NOT)
    shop.till.continue_without()
    assert not the_only(shop).holds_sale


async def test_since_when_it_waits_survives_a_restart(path: Path) -> None:
    async with counter(path) as shop:
        before = (await park_a_commit(shop)).since
        await shop.crash()
    assert before
    again = Counter(path, shop.provider, Journal.open(path))
    again.clock.advance(3600)
    again.restore()
    again.connect()
    assert the_only(again).since == before
    await again.close()


async def test_what_is_asked_again_in_vain_waits_anew(shop: Counter) -> None:
    before = (await park_a_commit(shop)).since
    shop.provider.looks.append(Unclear())
    shop.clock.advance(60)
    decide(shop, AGAIN, why="")
    assert shop.state.matters == ()
    await shop.until_in(Parked)
    assert the_only(shop).since > before


async def test_asking_again_may_find_that_it_was_redeemed(shop: Counter) -> None:
    await park_a_commit(shop)
    shop.provider.looks.append(Done(Receipt("88121")))
    decide(shop, AGAIN, why="")
    await shop.until_in(Redeemed)
    assert shop.state.sale.reward_discount == Money(3000)
    assert len(set(shop.provider.steps(Step.COMMIT))) == 1


async def test_what_happened_is_taken_back_and_the_sale_goes_on(shop: Counter) -> None:
    await park_a_commit(shop)
    decide(shop, HAPPENED)
    assert shop.provider.steps(Step.REVERSE) == []
    await shop.later(LANDED)
    await shop.until_in(Closed)
    await shop.quiet()
    assert shop.provider.standing == set()
    [(key, _)] = shop.provider.steps(Step.REVERSE)
    assert key.endswith("-undo")
    assert shop.state.matters == ()
    assert shop.can_be_paid()
    await shop.pay()
    assert shop.state.sale.reward_discount == Money(0)


async def test_what_did_not_happen_lets_the_reward_be_chosen_again(shop: Counter) -> None:
    await park_a_commit(shop)
    decide(shop, DID_NOT)
    closed = shop.redemption
    assert isinstance(closed, Closed)
    assert (closed.outcome, closed.refusal) == (Outcome.REFUSED, Refusal("FOUND_NOT_DONE"))
    await shop.quiet()
    await shop.redeem()
    assert len({key for key, _ in shop.provider.steps(Step.COMMIT)}) == 2


async def test_a_sale_that_was_left_settles_and_its_personal_data_goes(shop: Counter) -> None:
    matter = await park_a_commit(shop)
    shop.till.continue_without()
    await shop.pay()
    await shop.quiet()
    assert shop.rows("SELECT name FROM private")
    shop.till.decide(matter.id, DID_NOT, "Rui P.", "nothing there")
    await shop.quiet()
    assert shop.book.sales[matter.sale_id].is_settled
    assert shop.rows("SELECT name FROM private") == []
    assert NAME.encode() not in shop.on_disk()
    assert CPF.encode() not in shop.on_disk()


async def test_who_and_why_are_journalled_and_nothing_personal_with_them(shop: Counter) -> None:
    await park_a_commit(shop)
    decide(shop, DID_NOT, by=" Rui\tP. ", why="asked 390.533.447-05 and\nmaria@example.com")
    await shop.quiet()
    [body] = [body for (body,) in shop.rows("SELECT body FROM event") if b'"Decided"' in body]
    assert b'"by":"Rui P."' in body
    assert b'"why":"asked [document] and [e-mail]"' in body


@pytest.mark.parametrize(
    ("decision", "by", "why", "problem"),
    [
        (AGAIN, " ", "", Problem(Field.SUPERVISOR, Refusal("NAME_NEEDED"))),
        (HAPPENED, "", "x", Problem(Field.SUPERVISOR, Refusal("NAME_NEEDED"))),
        (HAPPENED, "R" * 61, "x", Problem(Field.SUPERVISOR, Misread.TOO_LONG)),
        (HAPPENED, "Rui", " \n", Problem(Field.REASON, Refusal("REASON_NEEDED"))),
        (DID_NOT, "Rui", "x" * 241, Problem(Field.REASON, Misread.TOO_LONG)),
        (AGAIN, "Rui", "x" * 241, Problem(Field.REASON, Misread.TOO_LONG)),
    ],
)
async def test_nothing_is_decided_without_a_name_and_a_reason(
    shop: Counter, decision: Decision, by: str, why: str, problem: Problem
) -> None:
    await park_a_commit(shop)
    before = shop.state.matters
    decide(shop, decision, by, why)
    assert shop.state.problem == problem
    assert shop.state.matters == before
    assert shop.written("Decided") == 0
    decide(shop, DID_NOT)
    assert shop.state.problem is None


def test_only_asking_again_needs_no_reason() -> None:
    assert [decision for decision in Decision if not needs_reason(decision)] == [AGAIN]


@pytest.mark.parametrize("decision", [BACK, OTHERWISE, BY_HAND, LEFT_OUT])
async def test_what_is_not_offered_is_not_decided(shop: Counter, decision: Decision) -> None:
    await park_a_commit(shop)
    before = shop.state
    decide(shop, decision)
    shop.till.decide("unknown", DID_NOT, "Rui", "x")
    assert shop.state == before


async def test_nothing_is_decided_that_cannot_be_written_down(shop: Counter) -> None:
    await park_a_commit(shop)
    shop.book.writable = False
    decide(shop, DID_NOT)
    assert shop.state.problem == Problem(Field.SALE, Refusal("JOURNAL_UNWRITABLE"))
    assert isinstance(shop.redemption, Parked)


async def test_a_refused_order_is_sent_again_byte_by_byte(shop: Counter) -> None:
    matter = await park_an_order(shop)
    assert (matter.step, matter.refusal, matter.refused) == (Step.REGISTER, NO, True)
    assert matter.decisions == (AGAIN, BY_HAND, LEFT_OUT)
    assert matter.amount == Money(14990)
    decide(shop, AGAIN, why="")
    await shop.until(lambda: len(shop.provider.steps(Step.REGISTER)) == 2)
    await shop.quiet()
    assert len(set(shop.provider.steps(Step.REGISTER))) == 1
    assert shop.book.sales[matter.sale_id].is_settled


@pytest.mark.parametrize("decision", [BY_HAND, LEFT_OUT])
async def test_an_order_settled_by_hand_is_not_sent_any_more(
    shop: Counter, decision: Decision
) -> None:
    matter = await park_an_order(shop)
    decide(shop, decision)
    await shop.quiet()
    await shop.later(600)
    assert len(shop.provider.steps(Step.REGISTER)) == 1
    assert shop.book.sales[matter.sale_id].is_settled
    assert shop.state.matters == ()
    assert shop.written("PostDecided") == 1
    assert shop.rows("SELECT name FROM private") == []


async def test_an_order_asked_again_goes_out_in_its_turn(shop: Counter) -> None:
    matter = await park_an_order(shop)
    shop.till.next_sale()
    shop.provider.replies[Step.REGISTER].extend([NotSentError("connect")] * 2)
    shop.scan()
    await shop.ask()
    await shop.pay()
    await shop.quiet()
    decide(shop, AGAIN, why="")
    await shop.quiet()
    for _ in range(3):
        await shop.later(2)
    keys = [key for key, _ in shop.provider.steps(Step.REGISTER)]
    assert matter.id in keys[2:]
    assert shop.state.waiting == 0


async def test_a_refused_cancellation_waits_for_a_person(shop: Counter) -> None:
    shop.scan()
    await shop.ask()
    await shop.pay()
    await shop.quiet()
    shop.provider.replies[Step.CANCEL].append(RefusedError(NO))
    sale = shop.state.sale.id
    shop.till.cancel_paid(sale)
    await shop.until(lambda: shop.state.matters)
    assert the_only(shop).decisions == (BY_HAND, LEFT_OUT)
    decide(shop, BY_HAND)
    assert shop.book.sales[sale].is_cancelled
    assert shop.state.matters == ()


async def test_value_that_cannot_be_brought_back_is_made_good_by_hand(path: Path) -> None:
    profile = replace(
        BONIFIQ.profile,
        rules={s: rule for s, rule in BONIFIQ.profile.rules.items() if s is not Step.REVERSE},
    )
    async with counter(path, Scripted(profile)) as shop:
        await shop.redeem()
        shop.till.clear_sale()
        matter = the_only(shop)
        assert (matter.step, matter.at_provider) == (Step.REVERSE, "88121")
        assert matter.decisions == (BACK, OTHERWISE)
        decide(shop, OTHERWISE)
        await shop.quiet()
        assert shop.book.sales[matter.sale_id].is_settled
        assert shop.state.owed == ()


@pytest.mark.expects_log
async def test_sales_of_another_provider_are_one_matter_without_decisions(path: Path) -> None:
    async with counter(path) as shop:
        await park_a_commit(shop)
        await shop.crash()
    other = Counter(path, Scripted(replace(PUNCHH.profile, name="Other")), Journal.open(path))
    other.restore()
    [matter] = other.state.matters
    assert isinstance(matter, ForeignSales)
    assert (matter.count, matter.decisions) == (1, ())
    assert matter.since
    other.till.decide(matter.id, DID_NOT, "Rui", "x")
    assert other.state.matters == (matter,)
    await other.close()


def test_the_oldest_comes_first() -> None:
    lost = LostRecords("lost-1", 3, "2026-08-01T10:00:00Z", "2026-08-02T10:00:00Z", "j.broken")
    foreign = ForeignSales(2, "2026-08-01T09:00:00Z")
    others: tuple[Matter, ...] = (lost, foreign)
    assert matters_of(BONIFIQ.profile, [Sale("s")], {}, lambda _: None, others) == (foreign, lost)


async def test_a_lost_look_after_a_decision_is_repeated(shop: Counter) -> None:
    await park_a_commit(shop)
    shop.provider.looks.extend([OutcomeUnknownError(), NotExecuted(), NotExecuted()])
    decide(shop, AGAIN, why="")
    await shop.quiet()
    await shop.later(2)
    assert isinstance(shop.redemption, Committing), "the first attempt may still arrive"
    await shop.later(LANDED)
    await shop.until_in(Closed)
    assert len(shop.provider.steps(Step.COMMIT)) == 2
