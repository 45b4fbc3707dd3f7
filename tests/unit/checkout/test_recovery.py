"""The power goes at any moment: what the next start makes of the journal."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from pos_app.checkout.journal import Entry, Journal
from pos_app.checkout.state import OpenMatter, Quoted
from pos_app.core.challenge import TypedCode
from pos_app.core.errors import NotSentError, OutcomeUnknownError
from pos_app.core.identifiers import IdentifierKind
from pos_app.core.money import Money
from pos_app.core.order import Method
from pos_app.core.redemption.states import (
    AwaitingCode,
    CheckingCode,
    Closed,
    Committing,
    Idle,
    Redeemed,
    Reversing,
    SendingCode,
    Spent,
)
from pos_app.core.sale import Stage
from pos_app.core.selling import Opened
from pos_app.core.submission import Receipt, Step
from pos_app.providers.ports import Draft, Task
from tests.faults.shapes import PUNCHH
from tests.unit.checkout.shop import (
    CASHBACK,
    CODE,
    CPF,
    NAME,
    Counter,
    Scripted,
    counter,
    with_policy,
)

Move = Callable[[Counter], Awaitable[object]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


async def scanned(shop: Counter) -> None:
    shop.scan()


async def asked(shop: Counter) -> None:
    shop.till.find_customer(CPF)
    await shop.until(lambda: isinstance(shop.state.quote, Quoted))


async def sending_code(shop: Counter) -> None:
    shop.provider.hold("send_code")
    shop.till.choose_reward(CASHBACK.id)
    shop.till.set_amount("30")
    shop.till.confirm_reward()
    await shop.until(lambda: shop.provider.codes_sent)


async def awaiting_code(shop: Counter) -> None:
    shop.provider.held["send_code"].set()
    await shop.until_in(AwaitingCode)


async def checking_code(shop: Counter) -> None:
    shop.provider.hold("check_code")
    shop.till.enter_code(TypedCode(CODE))
    await shop.until(lambda: shop.provider.codes_typed)


async def committing(shop: Counter) -> None:
    shop.provider.hold("commit")
    shop.provider.held["check_code"].set()
    await shop.until(lambda: shop.provider.steps(Step.COMMIT))


async def redeemed(shop: Counter) -> None:
    shop.provider.held["commit"].set()
    await shop.until_in(Redeemed)


async def registering(shop: Counter) -> None:
    shop.provider.hold("register")
    shop.till.pay(Method.CASH, "")
    await shop.until(lambda: shop.provider.steps(Step.REGISTER))


async def registered(shop: Counter) -> None:
    shop.provider.held["register"].set()
    await shop.until(lambda: shop.state.sale.is_settled)


SALE: list[Move] = [
    scanned,
    asked,
    sending_code,
    awaiting_code,
    checking_code,
    committing,
    redeemed,
    registering,
    registered,
]
NAMES = [move.__name__ for move in SALE]


async def crashed_at(path: Path, step: str, provider: Scripted) -> None:
    """Plays the cashback sale up to the step; then the power goes."""
    shop = Counter(path, provider, Journal.open(path))
    shop.connect()
    for name, move in zip(NAMES, SALE, strict=True):
        await move(shop)
        if name == step:
            break
    await shop.book.flushed()
    await shop.crash()
    provider.held.clear()


async def restarted(path: Path, provider: Scripted, away: float = 5) -> Counter:
    shop = Counter(path, provider, Journal.open(path))
    shop.restore(away)
    return shop


@pytest.mark.parametrize("deaf", [False, True], ids=["landed", "lost"])
@pytest.mark.parametrize("away", [5, 36_000], ids=["soon", "next_morning"])
@pytest.mark.parametrize("step", NAMES)
async def test_whatever_step_a_crash_hits_the_books_agree_in_the_end(
    path: Path, step: str, away: float, deaf: bool
) -> None:
    provider = Scripted()
    provider.deaf = deaf and step == "committing"
    await crashed_at(path, step, provider)
    provider.deaf = False
    before = {task.key: draft for task, draft in provider.sent}
    shop = await restarted(path, provider, away)
    shop.connect()
    await shop.quiet()
    for seconds in (2, 2, 2, 60, 2):
        await shop.later(seconds)
    for task, draft in provider.sent:
        assert draft == before.get(task.key, draft)
    assert len({key for key, _ in provider.steps(Step.COMMIT)}) <= 1
    sales = list(shop.book.sales.values())
    kept = {
        sale.redemption.intent.key
        for sale in sales
        if isinstance(sale.redemption, Redeemed | Spent)
    }
    assert provider.standing == kept or step == "registered"
    assert shop.state.owed == ()
    assert shop.state.waiting == 0
    if step in {"registering", "registered"}:
        assert [sale.stage for sale in sales if sale.lines] in ([Stage.PAID], [])
    else:
        await _finished_by_hand(shop)
    await shop.close()


async def _finished_by_hand(shop: Counter) -> None:
    """The cashier finds the sale again, sees what is true of it, and takes the money."""
    assert shop.state.restored
    assert [line.sku for line in shop.state.sale.lines] == ["PRE-10"]
    expected = 11990 if isinstance(shop.redemption, Redeemed) else 14990
    assert shop.state.sale.total == Money(expected)
    await shop.pay()
    await shop.quiet()
    await shop.until(lambda: shop.state.sale.is_settled)
    assert len(shop.provider.standing) == (1 if expected == 11990 else 0)
    assert CPF.encode() not in shop.on_disk()
    assert NAME.encode() not in shop.on_disk()


def forget_private(path: Path) -> None:
    """As when the pages of personal data and exact requests could not be read any more."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("DELETE FROM private")
        db.commit()


@pytest.mark.expects_log
@pytest.mark.parametrize(
    ("step", "of"), [("committing", Step.COMMIT), ("registering", Step.REGISTER)]
)
async def test_a_request_that_is_lost_and_cannot_be_made_anew_waits_for_a_person(
    path: Path, step: str, of: Step
) -> None:
    provider = Scripted()
    provider.needs_person = True
    await crashed_at(path, step, provider)
    forget_private(path)
    sent = len(provider.sent)
    shop = await restarted(path, provider)
    shop.connect()
    await shop.quiet()
    await shop.later(2)
    [matter] = shop.state.matters
    assert isinstance(matter, OpenMatter)
    assert matter.step is of
    assert len(provider.sent) == sent
    await shop.close()


async def test_a_sale_whose_customer_is_lost_is_paid_and_not_registered(path: Path) -> None:
    provider = Scripted()
    provider.needs_person = True
    await crashed_at(path, "asked", provider)
    forget_private(path)
    shop = await restarted(path, provider)
    shop.connect()
    await shop.pay()
    await shop.quiet()
    assert shop.state.sale.is_settled
    assert provider.steps(Step.REGISTER) == []
    await shop.close()


@pytest.mark.scenario("bonifiq", 36)
async def test_a_redeemed_reward_is_found_again_and_can_be_paid_with(path: Path) -> None:
    provider = Scripted()
    await crashed_at(path, "redeemed", provider)
    shop = await restarted(path, provider, 36_000)
    assert isinstance(shop.redemption, Redeemed)
    assert shop.state.sale.reward_discount == Money(3000)
    assert shop.state.customer is not None
    assert shop.state.customer.name == NAME
    await shop.pay()
    shop.connect()
    await shop.until(lambda: provider.steps(Step.REGISTER))
    await shop.close()
    assert provider.steps(Step.REVERSE) == []


@pytest.mark.scenario("bonifiq", 36)
async def test_a_redeemed_reward_is_found_again_and_can_be_undone(path: Path) -> None:
    provider = Scripted()
    await crashed_at(path, "redeemed", provider)
    shop = await restarted(path, provider)
    shop.connect()
    shop.till.undo()
    await shop.until_in(Closed)
    assert provider.standing == set()
    await shop.close()


async def test_a_commit_on_its_way_is_unknown_after_a_restart_and_not_off_the_price(
    path: Path,
) -> None:
    provider = Scripted()
    await crashed_at(path, "committing", provider)
    shop = await restarted(path, provider)
    assert isinstance(shop.redemption, Committing)
    assert shop.redemption.submission.doubtful
    assert shop.state.sale.total == Money(14990)
    assert not shop.state.sale.can_be_paid
    shop.till.continue_without()
    await shop.pay()
    shop.connect()
    await shop.pass_by(2)
    assert provider.steps(Step.REVERSE) == [], "the commit of the last run may still arrive"
    await shop.pass_by(60)
    await shop.until(lambda: provider.steps(Step.REVERSE))
    await shop.quiet()
    assert provider.standing == set()
    assert shop.state.owed == ()
    await shop.close()


async def test_a_typed_code_is_gone_with_the_power_and_the_customer_is_asked_again(
    path: Path,
) -> None:
    provider = Scripted()
    await crashed_at(path, "checking_code", provider)
    shop = await restarted(path, provider)
    assert not isinstance(shop.redemption, CheckingCode | SendingCode)
    shop.connect()
    await shop.quiet()
    assert provider.codes_typed == [CODE]
    assert provider.sent == []
    await shop.until(lambda: isinstance(shop.state.quote, Quoted))
    shop.till.choose_reward(CASHBACK.id)
    shop.till.confirm_reward()
    await shop.until_in(AwaitingCode)
    first, second = (intent for intent, _, _ in provider.codes_sent)
    assert first.key != second.key
    await shop.close()


@pytest.mark.scenario("bonifiq", 22)
async def test_an_unanswered_registration_is_sent_again_byte_by_byte(path: Path) -> None:
    provider = Scripted()
    await crashed_at(path, "registering", provider)
    shop = await restarted(path, provider)
    assert shop.state.waiting == 1
    shop.clock.advance(3600)
    shop.connect()
    await shop.until(lambda: len(provider.steps(Step.REGISTER)) == 2)
    await shop.quiet()
    assert len(set(provider.steps(Step.REGISTER))) == 1
    assert shop.state.waiting == 0
    await shop.close()


async def test_a_second_crash_during_the_recovery_changes_nothing(path: Path) -> None:
    provider = Scripted()
    await crashed_at(path, "committing", provider)
    for _ in range(3):
        shop = await restarted(path, provider)
        await shop.book.flushed()
        await shop.crash()
    shop = await restarted(path, provider)
    shop.connect()
    await shop.pass_by(2)
    await shop.until_in(Redeemed)
    assert len(set(provider.steps(Step.COMMIT))) == 1
    await shop.close()


async def test_a_settled_sale_is_left_alone(path: Path) -> None:
    provider = Scripted()
    await crashed_at(path, "registered", provider)
    journal = Journal.open(path)
    before = len(journal.records(""))
    shop = Counter(path, provider, journal)
    shop.book.restore(journal.records(""), journal.private())
    shop.till.recover(5)
    shop.connect()
    await shop.quiet()
    assert [sale.stage for sale in shop.state.today] == [Stage.PAID]
    assert len(journal.records("")) == before
    assert len(provider.steps(Step.REGISTER)) == 1
    await shop.close()


# --- newer settings do not rewrite the past ------------------------------------------------------


@pytest.mark.parametrize(
    "limits",
    [{"life": 1}, {"tries": 1}, {"sends": 1}, {"resend_after": 600}],
    ids=["life", "tries", "sends", "resend"],
)
@pytest.mark.parametrize("step", ["redeemed", "registering"])
async def test_tighter_limits_in_the_settings_do_not_undo_what_was_redeemed(
    path: Path, step: str, limits: dict[str, float]
) -> None:
    provider = Scripted()
    shop = Counter(path, provider, Journal.open(path))
    shop.connect()
    await shop.choose(CASHBACK)
    shop.till.confirm_reward()
    await shop.until_in(AwaitingCode)
    await shop.later(31)
    shop.till.resend_code()
    await shop.until(lambda: len(provider.codes_sent) == 2)
    await shop.until_in(AwaitingCode)
    shop.till.enter_code(TypedCode("9999"))
    await shop.until(lambda: provider.codes_typed)
    await shop.until_in(AwaitingCode)
    await shop.later(10)
    shop.till.enter_code(TypedCode(CODE))
    await shop.until_in(Redeemed)
    if step == "registering":
        await registering(shop)
    await shop.book.flushed()
    await shop.crash()
    provider.held.clear()
    again = await restarted(path, with_policy(provider, **limits))
    [sale] = [sale for sale in again.book.sales.values() if sale.lines]
    assert isinstance(sale.redemption, Spent if step == "registering" else Redeemed)
    assert sale.reward_discount == Money(3738)
    again.connect()
    await again.quiet()
    assert provider.steps(Step.REVERSE) == []
    await again.close()


@pytest.mark.expects_log
async def test_a_sale_of_another_provider_is_kept_for_its_own_till(path: Path) -> None:
    provider = Scripted()
    await crashed_at(path, "redeemed", provider)
    foreign = Scripted(replace(PUNCHH.profile, looks_up_by=(IdentifierKind.CPF,)))
    shop = await restarted(path, foreign)
    shop.connect()
    await shop.quiet()
    assert shop.redemption == Idle()
    assert len(shop.state.matters) == 1
    assert foreign.sent == []
    await shop.close()
    back = await restarted(path, provider)
    assert isinstance(back.redemption, Redeemed)
    await back.close()


# --- bytes of steps decided before the provider is there -----------------------------------------


async def test_a_step_decided_before_the_provider_is_loaded_is_on_disk_before_it_leaves(
    path: Path,
) -> None:
    provider = Scripted()
    await crashed_at(path, "redeemed", provider)
    shop = await restarted(path, provider)
    shop.till.undo()
    assert isinstance(shop.redemption, Reversing)
    await shop.book.flushed()
    seen: list[object] = []

    def look(task: Task, draft: Draft) -> None:
        del draft
        seen.extend(shop.kept_draft(task.key))

    provider.on_send = look
    provider.replies[Step.REVERSE].append(OutcomeUnknownError())
    shop.connect()
    await shop.until(lambda: provider.steps(Step.REVERSE))
    await shop.quiet()
    await shop.later(5)
    await shop.until_in(Closed)
    first, second = provider.steps(Step.REVERSE)
    assert first == second
    assert len(seen) == 2
    await shop.close()


async def test_a_hold_is_given_back_after_a_crash(path: Path) -> None:
    provider = Scripted(replace(PUNCHH.profile, looks_up_by=(IdentifierKind.CPF,), consent=""))
    provider.replies[Step.HOLD].append(Receipt("hold-1"))
    provider.replies[Step.RELEASE].extend([OutcomeUnknownError(), NotSentError("connect")])
    await crashed_at(path, "awaiting_code", provider)
    shop = await restarted(path, provider)
    shop.connect()
    await shop.quiet()
    for _ in range(3):
        await shop.later(2)
    await shop.until_in(Closed)
    releases = provider.steps(Step.RELEASE)
    assert len(releases) == 3
    assert len(set(releases)) == 1
    assert [t.receipt for t, _ in provider.sent if t.step is Step.RELEASE] == [
        Receipt("hold-1")
    ] * 3
    await shop.close()


# --- small things --------------------------------------------------------------------------------


async def test_an_empty_sale_is_not_shown_again(path: Path) -> None:
    journal = Journal.open(path)
    journal.write([Entry("s1", "2026-08-03T14:02:11.000Z", Opened("L01-1", "2026", "BRL"))])
    shop = Counter(path, Scripted(), journal)
    shop.restore()
    await shop.quiet()
    assert not shop.state.restored
    assert shop.book.sales["s1"].stage is Stage.DROPPED
    await shop.close()


async def test_parked_sales_are_all_found_again(path: Path) -> None:
    async with counter(path) as shop:
        for _ in range(3):
            shop.scan()
            shop.till.park()
    shop = await restarted(path, Scripted())
    assert shop.state.restored
    assert len(shop.state.parked) == 2
    await shop.close()


async def test_a_number_is_never_given_twice(path: Path) -> None:
    async with counter(path) as shop:
        shop.scan()
        await shop.pay()
        await shop.quiet()
        first = shop.state.sale.number
    again = await restarted(path, Scripted())
    again.scan()
    await again.quiet()
    assert again.state.sale.number != first
    await again.close()
