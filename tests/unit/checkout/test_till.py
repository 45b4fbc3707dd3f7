"""The till over a scripted provider: what is sent when, and what a cashier is told."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from pos_app.checkout.journal import Journal
from pos_app.checkout.journal_schema import JournalError
from pos_app.checkout.state import (
    Asking,
    Field,
    Link,
    NoCustomer,
    Problem,
    Quoted,
    QuoteFailed,
)
from pos_app.core.challenge import (
    Approved,
    Channel,
    ContactWanted,
    NotDelivered,
    Sent,
    StillWaiting,
    TypedCode,
)
from pos_app.core.errors import (
    ContractBrokenError,
    HoldGoneError,
    MisconfiguredError,
    NotSentError,
    OutcomeUnknownError,
    RefusedError,
)
from pos_app.core.identifiers import IdentifierKind, Misread
from pos_app.core.loyalty import Refusal
from pos_app.core.money import Money
from pos_app.core.order import Method
from pos_app.core.redemption.states import (
    AwaitingApproval,
    AwaitingCode,
    CheckingCode,
    Closed,
    CodeNotSent,
    Committing,
    ConsentNeeded,
    ContactNeeded,
    Idle,
    Outcome,
    Parked,
    Redeemed,
    Releasing,
    Reversing,
    SendingCode,
    Spent,
)
from pos_app.core.sale import Stage
from pos_app.core.submission import Done, NotExecuted, Phase, Receipt, Step, Unclear
from pos_app.providers.ports import Draft, Task
from tests.faults.shapes import NO, PUNCHH
from tests.unit.checkout.shop import (
    CASHBACK,
    CODE,
    CPF,
    EMAIL,
    FILTER,
    FIXED,
    KIT,
    NAME,
    OTHER_CPF,
    PERCENT,
    PRESS,
    PRODUCT,
    Counter,
    Scripted,
    counter,
    with_policy,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
async def shop(path: Path) -> AsyncIterator[Counter]:
    async with counter(path) as made:
        yield made


def told(shop: Counter, field: Field) -> str:
    problem = shop.state.problem
    assert problem is not None
    assert problem.field is field
    return problem.reason.code if isinstance(problem.reason, Refusal) else problem.reason.value


# --- a whole sale --------------------------------------------------------------------------------


async def test_a_cashback_sale_from_scan_to_receipt(shop: Counter) -> None:
    shop.scan(FILTER, FILTER, PRESS)
    shop.till.set_discount("6,90")
    await shop.ask()
    shop.till.choose_reward("40")
    shop.till.set_amount("30")
    assert shop.state.choice is not None
    assert shop.state.choice.amount == Money(3000)
    shop.till.confirm_reward()
    await shop.until_in(AwaitingCode)
    assert shop.state.sale.total == Money(18000)
    shop.till.enter_code(TypedCode(CODE))
    await shop.until_in(Redeemed)
    assert shop.state.sale.total == Money(15000)
    shop.till.pay(Method.CASH, "200")
    await shop.until(lambda: shop.state.receipt is not None)
    receipt = shop.state.receipt
    assert receipt is not None
    assert receipt.order is not None
    assert receipt.order.tender.change == Money(5000)
    assert receipt.order.coupon == "BQX-88121-K"
    assert [line.net for line in receipt.order.lines] == [Money(2970), Money(12030)]
    await shop.until(lambda: shop.provider.steps(Step.REGISTER))
    await shop.quiet()
    assert shop.state.waiting == 0
    assert shop.state.sale.is_settled


@pytest.mark.scenario("bonifiq", 4)
async def test_without_a_code_the_reward_is_redeemed_at_once(shop: Counter) -> None:
    shop.provider.needs_code = False
    await shop.redeem(PERCENT)
    assert shop.provider.codes_sent == []
    assert shop.state.sale.reward_discount == Money(2249)


async def test_a_product_reward_becomes_a_line_and_goes_into_the_order(shop: Counter) -> None:
    shop.provider.replies[Step.COMMIT].append(Receipt("88130", "BQX", product="kit-1"))
    await shop.redeem(PRODUCT)
    assert [line.sku for line in shop.state.sale.lines] == ["PRE-10", "KIT-1"]
    await shop.pay()
    order = shop.state.sale.order
    assert order is not None
    assert [(line.sku, line.net) for line in order.lines] == [
        ("PRE-10", Money(14990)),
        ("KIT-1", Money(0)),
    ]


@pytest.mark.scenario("bonifiq", 11)
async def test_another_product_than_announced_is_given_back_at_once(shop: Counter) -> None:
    shop.provider.replies[Step.COMMIT].append(Receipt("88130", "BQX", product="KIT-2"))
    await shop.choose(PRODUCT)
    shop.till.confirm_reward()
    await shop.until_in(AwaitingCode)
    shop.till.enter_code(TypedCode(CODE))
    await shop.until_in(Closed)
    assert [task.step for task, _ in shop.provider.sent] == [Step.COMMIT, Step.REVERSE]
    assert [line.sku for line in shop.state.sale.lines] == ["PRE-10"]


async def test_a_sale_without_a_customer_is_not_registered(shop: Counter) -> None:
    shop.scan()
    await shop.pay()
    await shop.quiet()
    assert shop.provider.sent == []
    assert shop.state.sale.is_settled


@pytest.mark.scenario("bonifiq", 3)
async def test_a_sale_of_a_customer_without_rewards_is_registered(shop: Counter) -> None:
    shop.provider.rewards = ()
    shop.scan()
    await shop.ask()
    await shop.pay()
    await shop.until(lambda: shop.provider.steps(Step.REGISTER))


async def test_the_card_terminal_takes_exactly_the_total(shop: Counter) -> None:
    shop.scan()
    shop.till.pay(Method.CARD, "999")
    await shop.until(lambda: shop.state.receipt is not None)
    order = shop.state.sale.order
    assert order is not None
    assert order.tender.given == order.total == Money(14990)


@pytest.mark.parametrize(
    ("given", "reason"),
    [("10", "GIVEN_TOO_LITTLE"), ("abc", "amount_form"), ("149,899", "amount_decimals")],
)
async def test_a_wrong_amount_given_pays_nothing(shop: Counter, given: str, reason: str) -> None:
    shop.scan()
    shop.till.pay(Method.CASH, given)
    assert told(shop, Field.GIVEN) == reason
    assert shop.state.sale.stage is Stage.OPEN


async def test_an_empty_sale_cannot_be_paid(shop: Counter) -> None:
    shop.till.pay(Method.CASH, "")
    assert told(shop, Field.GIVEN) == "EMPTY_SALE"


@pytest.mark.scenario("bonifiq", 33)
async def test_a_double_press_on_pay_pays_once(shop: Counter) -> None:
    await shop.redeem()
    shop.till.pay(Method.CASH, "")
    shop.till.pay(Method.CASH, "")
    await shop.until(lambda: shop.state.receipt is not None)
    await shop.quiet()
    assert len(shop.provider.steps(Step.REGISTER)) == 1
    assert shop.written("Paid") == 1


async def test_the_next_product_after_a_receipt_opens_the_next_sale(shop: Counter) -> None:
    shop.scan()
    await shop.pay()
    first = shop.state.sale.id
    shop.scan(FILTER)
    assert shop.state.sale.id != first
    assert shop.state.receipt is None
    assert [sale.id for sale in shop.state.today] == [first]


# --- durable before it is sent -------------------------------------------------------------------


async def test_every_step_is_on_disk_with_its_bytes_before_it_leaves(shop: Counter) -> None:
    seen: list[Step] = []

    def look(task: Task, draft: Draft) -> None:
        events = [body for (body,) in shop.rows("SELECT body FROM event ORDER BY seq")]
        assert draft.body is not None
        [stored] = shop.kept_draft(task.key)
        assert json.loads(stored)["path"] == draft.path
        kinds = {
            Step.COMMIT: b"Approved",
            Step.REVERSE: b"UndoAsked",
            Step.REGISTER: b"PostWoken",
        }
        assert kinds[task.step] in events[-1]
        seen.append(task.step)

    shop.provider.on_send = look
    await shop.redeem()
    shop.till.undo()
    await shop.until_in(Closed)
    await shop.quiet()
    await shop.ask()
    await shop.pay()
    await shop.until(lambda: Step.REGISTER in seen)
    assert seen == [Step.COMMIT, Step.REVERSE, Step.REGISTER]


async def test_the_code_is_sent_only_after_its_intent_is_on_disk(shop: Counter) -> None:
    gate = shop.provider.hold("send_code")
    await shop.choose()
    shop.till.confirm_reward()
    await shop.until(lambda: shop.provider.codes_sent)
    assert shop.written("Begun") == 1
    gate.set()


@pytest.mark.scenario("bonifiq", 10)
async def test_a_repeat_sends_the_same_bytes_under_the_same_key(shop: Counter) -> None:
    replies = shop.provider.replies[Step.COMMIT]
    replies.extend([OutcomeUnknownError("reset"), NotSentError("connect"), ContractBrokenError()])
    await shop.choose()
    shop.till.confirm_reward()
    await shop.until_in(AwaitingCode)
    shop.till.enter_code(TypedCode(CODE))
    await shop.until_in(Committing)
    for _ in range(3):
        await shop.quiet()
        await shop.later(2)
    await shop.until_in(Redeemed)
    commits = shop.provider.steps(Step.COMMIT)
    assert len(commits) == 4
    assert len(set(commits)) == 1


async def test_the_typed_code_and_the_person_never_reach_the_events(shop: Counter) -> None:
    await shop.redeem()
    bodies = b"".join(body for (body,) in shop.rows("SELECT body FROM event"))
    for secret in (CODE, CPF, NAME, "11900000000"):
        assert f'"{secret}"'.encode() not in bodies
    assert CPF.encode() not in bodies
    assert f'"{CODE}"'.encode() not in shop.on_disk()


async def test_a_settled_sale_leaves_nothing_personal_on_the_disk(shop: Counter) -> None:
    await shop.redeem()
    assert CPF.encode() in shop.on_disk()
    await shop.pay()
    await shop.until(lambda: shop.state.sale.is_settled)
    await shop.quiet()
    for secret in (CPF, NAME, "11900000000"):
        assert secret.encode() not in shop.on_disk()


async def test_the_receipt_is_shown_only_when_the_sale_is_on_disk(path: Path) -> None:
    async with counter(path) as shop:
        shop.scan()
        await shop.quiet()
        seen: list[int] = []

        def note() -> None:
            if shop.state.receipt is not None and not seen:
                seen.append(shop.written("Paid"))

        shop.till.subscribe(note)
        shop.till.pay(Method.CASH, "")
        assert shop.state.receipt is None
        await shop.until(lambda: seen)
        assert seen == [1]


# --- a journal that cannot be written ------------------------------------------------------------


class _Jammed(Journal):
    """A disk that can be full at will."""

    jammed = False

    def write(self, entries: object) -> None:
        if self.jammed:
            raise JournalError("database or disk is full")
        super().write(entries)  # type: ignore[arg-type]


@pytest.mark.expects_log
async def test_with_an_unwritable_journal_no_commit_leaves_and_the_sale_is_paid(
    path: Path,
) -> None:
    journal = _Jammed.open(path)
    shop = Counter(path, Scripted(), journal)
    shop.connect()
    await shop.choose()
    shop.till.confirm_reward()
    await shop.until_in(AwaitingCode)
    gate = shop.provider.hold("check_code")
    shop.till.enter_code(TypedCode(CODE))
    await shop.until(lambda: shop.provider.codes_typed)
    journal.jammed = True
    gate.set()
    await shop.until_in(Committing)
    await shop.quiet()
    assert not shop.can_redeem()
    await shop.later(60)
    assert shop.provider.steps(Step.COMMIT) == []
    shop.till.continue_without()
    assert shop.can_be_paid()
    await shop.pay()
    assert shop.state.sale.stage is Stage.PAID
    journal.jammed = False
    shop.scan(FILTER)
    await shop.quiet()
    assert shop.can_redeem()
    assert shop.written("Paid") == 1
    await shop.close()


@pytest.mark.expects_log
async def test_a_commit_held_up_by_the_disk_leaves_once_it_can_be_written(path: Path) -> None:
    journal = _Jammed.open(path)
    shop = Counter(path, Scripted(), journal)
    shop.connect()
    await shop.choose()
    shop.till.confirm_reward()
    await shop.until_in(AwaitingCode)
    gate = shop.provider.hold("check_code")
    shop.till.enter_code(TypedCode(CODE))
    await shop.until(lambda: shop.provider.codes_typed)
    journal.jammed = True
    gate.set()
    await shop.until_in(Committing)
    await shop.quiet()
    journal.jammed = False
    await shop.later(2)
    await shop.until_in(Redeemed)
    [(_, body)] = shop.provider.steps(Step.COMMIT)
    assert body is not None
    assert shop.written("Approved") == 1
    await shop.close()


@pytest.mark.expects_log
async def test_what_could_not_be_written_is_written_once_there_is_room(path: Path) -> None:
    journal = _Jammed.open(path)
    shop = Counter(path, Scripted(), journal)
    shop.connect()
    shop.scan()
    journal.jammed = True
    await shop.pay()
    assert not shop.can_redeem()
    await shop.later(60)
    assert shop.written("Paid") == 0
    journal.jammed = False
    await shop.later(60)
    assert shop.can_redeem()
    assert shop.written("Paid") == 1
    await shop.close()


@pytest.mark.expects_log
async def test_closing_tries_once_more_to_write(path: Path) -> None:
    journal = _Jammed.open(path)
    shop = Counter(path, Scripted(), journal)
    shop.connect()
    shop.scan()
    journal.jammed = True
    await shop.pay()
    journal.jammed = False
    await shop.close()
    assert shop.written("Paid") == 1


@pytest.mark.expects_log
async def test_no_return_leaves_without_a_trace_on_disk(path: Path) -> None:
    """After a power cut it would be taken back a second time."""
    journal = _Jammed.open(path)
    shop = Counter(path, Scripted(), journal)
    shop.connect()
    shop.scan(PRESS)
    await shop.ask()
    await shop.pay()
    await shop.quiet()
    sale = shop.state.sale
    journal.jammed = True
    shop.till.cancel_paid(sale.id)
    await shop.quiet()
    assert shop.provider.steps(Step.CANCEL) == []
    shop.till.refund(sale.id, {1: 1})
    assert told(shop, Field.SALE) == "JOURNAL_UNWRITABLE"
    journal.jammed = False
    await shop.later(60)
    assert len(shop.provider.steps(Step.CANCEL)) == 1
    await shop.close()


@pytest.mark.expects_log
async def test_a_reversal_that_cannot_be_written_waits_and_the_sale_goes_on_at_full_price(
    path: Path,
) -> None:
    """Else a power cut would bring back a discount for points that the customer has again."""
    journal = _Jammed.open(path)
    shop = Counter(path, Scripted(), journal)
    shop.connect()
    await shop.redeem()
    journal.jammed = True
    shop.till.continue_without()
    await shop.quiet()
    await shop.later(60)
    assert shop.provider.steps(Step.REVERSE) == []
    assert shop.can_be_paid()
    assert shop.state.sale.reward_discount.minor == 0
    journal.jammed = False
    await shop.later(60)
    assert len(shop.provider.steps(Step.REVERSE)) == 1
    await shop.until_in(Closed)
    await shop.close()


async def test_without_a_journal_the_till_sells_and_does_not_redeem(path: Path) -> None:
    async with counter(path, written=False) as shop:
        assert not shop.can_redeem()
        await shop.choose()
        shop.till.confirm_reward()
        assert told(shop, Field.SALE) == "JOURNAL_UNWRITABLE"
        assert shop.redemption == Idle()
        await shop.pay()
        assert shop.state.sale.stage is Stage.PAID


# --- answers that come too late ------------------------------------------------------------------


@pytest.mark.scenario("bonifiq", 20)
async def test_a_quote_for_an_older_basket_is_dropped(shop: Counter) -> None:
    gate = shop.provider.hold("quote")
    shop.scan()
    shop.till.find_customer(CPF)
    await shop.until(lambda: len(shop.provider.asked) == 1)
    shop.scan(FILTER)
    await shop.until(lambda: len(shop.provider.asked) == 2)
    gate.set()
    await shop.until(lambda: isinstance(shop.state.quote, Quoted))
    quoted = shop.state.quote
    assert isinstance(quoted, Quoted)
    assert quoted.basket == shop.state.sale.basket
    assert len(quoted.basket.lines) == 2


@pytest.mark.scenario("bonifiq", 20)
@pytest.mark.parametrize("how", ["cleared", "replaced", "sale_cleared", "paid"])
async def test_a_quote_for_somebody_who_is_gone_is_dropped(shop: Counter, how: str) -> None:
    gate = shop.provider.hold("quote")
    shop.scan()
    shop.till.find_customer(CPF)
    await shop.until(lambda: len(shop.provider.asked) == 1)
    match how:
        case "cleared":
            shop.till.clear_customer()
        case "replaced":
            shop.till.find_customer(EMAIL)
        case "sale_cleared":
            shop.till.clear_sale()
        case _:
            shop.till.pay(Method.CASH, "")
    gate.set()
    await shop.quiet()
    if how == "replaced":
        await shop.until(lambda: isinstance(shop.state.quote, Quoted))
        assert shop.state.customer is not None
        assert shop.state.customer.key.kind is IdentifierKind.EMAIL
    else:
        assert not isinstance(shop.state.quote, Quoted)
        assert shop.state.customer is None


async def test_a_changed_basket_voids_the_choice(shop: Counter) -> None:
    await shop.choose()
    assert shop.choice() is not None
    shop.till.set_quantity(1, "2")
    assert shop.choice() is None
    shop.till.confirm_reward()
    assert shop.redemption == Idle()


@pytest.mark.parametrize("change", ["basket", "discount", "customer", "none"])
async def test_a_change_while_the_code_is_awaited_voids_the_intent(
    shop: Counter, change: str
) -> None:
    await shop.choose()
    shop.till.confirm_reward()
    await shop.until_in(AwaitingCode)
    match change:
        case "basket":
            shop.scan(FILTER)
        case "discount":
            shop.till.set_discount("5")
        case "customer":
            shop.till.find_customer(OTHER_CPF)
        case _:
            shop.till.clear_customer()
    closed = shop.redemption
    assert isinstance(closed, Closed)
    assert closed.outcome is Outcome.ABANDONED
    shop.till.enter_code(TypedCode(CODE))
    await shop.quiet()
    assert shop.provider.codes_typed == []
    assert shop.provider.sent == []


@pytest.mark.parametrize("change", ["basket", "quantity", "remove", "discount", "customer"])
async def test_nothing_changes_under_a_redeemed_reward(shop: Counter, change: str) -> None:
    await shop.redeem()
    before = shop.state.sale
    match change:
        case "basket":
            shop.scan(FILTER)
        case "quantity":
            shop.till.set_quantity(1, "2")
        case "remove":
            shop.till.remove_line(1)
        case "discount":
            shop.till.set_discount("5")
        case _:
            shop.till.clear_customer()
    assert isinstance(shop.state.problem, Problem)
    assert shop.state.problem.reason == Refusal("BASKET_LOCKED")
    assert shop.state.sale == before


async def test_a_late_answer_to_a_code_that_was_left_changes_nothing(shop: Counter) -> None:
    gate = shop.provider.hold("send_code")
    await shop.choose()
    shop.till.confirm_reward()
    await shop.until(lambda: shop.provider.codes_sent)
    shop.till.continue_without()
    assert isinstance(shop.redemption, Closed)
    gate.set()
    await shop.quiet()
    assert isinstance(shop.redemption, Closed)


# --- one intent ----------------------------------------------------------------------------------


@pytest.mark.scenario("bonifiq", 33)
async def test_a_double_press_on_confirm_begins_one_intent(shop: Counter) -> None:
    await shop.choose()
    shop.till.confirm_reward()
    shop.till.confirm_reward()
    await shop.until_in(AwaitingCode)
    assert len(shop.provider.codes_sent) == 1
    assert shop.written("Begun") == 1


@pytest.mark.scenario("bonifiq", 33)
async def test_a_double_press_on_the_code_checks_it_once(shop: Counter) -> None:
    gate = shop.provider.hold("check_code")
    await shop.choose()
    shop.till.confirm_reward()
    await shop.until_in(AwaitingCode)
    shop.till.enter_code(TypedCode(CODE))
    shop.till.enter_code(TypedCode(CODE))
    assert isinstance(shop.redemption, CheckingCode)
    gate.set()
    await shop.until_in(Redeemed)
    assert shop.provider.codes_typed == [CODE]


@pytest.mark.scenario("bonifiq", 13)
async def test_a_wrong_code_keeps_the_challenge_and_a_third_one_locks(path: Path) -> None:
    async with counter(path, with_policy(Scripted(), tries=3)) as shop:
        await shop.choose()
        shop.till.confirm_reward()
        for left in (2, 1):
            await shop.until_in(AwaitingCode)
            shop.till.enter_code(TypedCode("9999"))
            await shop.until_in(CheckingCode)
            await shop.until_in(AwaitingCode)
            waiting = shop.redemption
            assert isinstance(waiting, AwaitingCode)
            assert waiting.challenge.tries_left == left
        shop.till.enter_code(TypedCode("9999"))
        await shop.until_in(Closed)
        assert shop.redemption.outcome is Outcome.LOCKED  # type: ignore[union-attr]
        assert len({intent.transaction for intent, _, _ in shop.provider.codes_sent}) == 1


async def test_after_too_many_wrong_codes_the_customer_is_locked_in_this_sale(path: Path) -> None:
    async with counter(path, with_policy(Scripted(), tries=1)) as shop:
        await shop.choose()
        shop.till.confirm_reward()
        await shop.until_in(AwaitingCode)
        shop.till.enter_code(TypedCode("9999"))
        await shop.until_in(Closed)
        await shop.until(lambda: isinstance(shop.state.quote, Quoted))
        shop.till.choose_reward("41")
        shop.till.confirm_reward()
        assert told(shop, Field.SALE) == "CODE_LOCKED"
        assert len(shop.provider.codes_sent) == 1


async def test_looking_a_locked_customer_up_again_does_not_unlock_them(path: Path) -> None:
    async with counter(path, with_policy(Scripted(), tries=1)) as shop:
        await shop.choose()
        shop.till.confirm_reward()
        await shop.until_in(AwaitingCode)
        shop.till.enter_code(TypedCode("9999"))
        await shop.until_in(Closed)
        shop.till.clear_customer()
        await shop.ask()
        shop.till.choose_reward("41")
        shop.till.confirm_reward()
        assert told(shop, Field.SALE) == "CODE_LOCKED"


async def test_a_locked_customer_stays_locked_when_the_sale_is_parked_and_taken_up(
    path: Path,
) -> None:
    async with counter(path, with_policy(Scripted(), tries=1)) as shop:
        await shop.choose()
        shop.till.confirm_reward()
        await shop.until_in(AwaitingCode)
        shop.till.enter_code(TypedCode("9999"))
        await shop.until_in(Closed)
        sale = shop.state.sale.id
        shop.till.clear_customer()
        shop.till.park()
        shop.till.resume(sale)
        await shop.ask()
        shop.till.choose_reward("41")
        shop.till.confirm_reward()
        assert told(shop, Field.SALE) == "CODE_LOCKED"


async def test_another_customer_may_redeem_after_one_was_locked(path: Path) -> None:
    async with counter(path, with_policy(Scripted(), tries=1)) as shop:
        await shop.choose()
        shop.till.confirm_reward()
        await shop.until_in(AwaitingCode)
        shop.till.enter_code(TypedCode("9999"))
        await shop.until_in(Closed)
        await shop.ask(OTHER_CPF)
        shop.till.choose_reward("41")
        shop.till.confirm_reward()
        assert isinstance(shop.redemption, SendingCode)


async def test_a_customer_with_an_open_redemption_elsewhere_is_busy(shop: Counter) -> None:
    await shop.redeem()
    shop.till.park()
    await shop.choose()
    shop.till.confirm_reward()
    assert told(shop, Field.SALE) == "LOYALTY_BUSY"
    assert len(shop.provider.steps(Step.COMMIT)) == 1


async def test_whoever_redeemed_is_busy_even_if_the_sale_went_on_with_somebody_else(
    shop: Counter,
) -> None:
    shop.provider.replies[Step.REVERSE].append(OutcomeUnknownError())
    await shop.redeem()
    shop.till.continue_without()
    await shop.ask(OTHER_CPF)
    shop.till.park()
    shop.scan(PRESS)
    await shop.pay()  # a settled sale: whoever is not concerned any more is forgotten here
    shop.till.next_sale()
    await shop.choose()
    shop.till.confirm_reward()
    assert told(shop, Field.SALE) == "LOYALTY_BUSY"
    await shop.later(2)
    await shop.until(lambda: not shop.state.owed)


async def test_a_customer_of_a_left_and_unsettled_redemption_is_busy(shop: Counter) -> None:
    shop.provider.replies[Step.REVERSE].append(OutcomeUnknownError())
    await shop.redeem()
    shop.till.clear_sale()
    await shop.choose()
    shop.till.confirm_reward()
    assert told(shop, Field.SALE) == "LOYALTY_BUSY"
    await shop.later(2)
    await shop.until(lambda: not shop.state.owed)
    shop.till.confirm_reward()
    assert isinstance(shop.redemption, SendingCode)


async def test_after_a_spent_reward_the_next_sale_may_redeem_again(shop: Counter) -> None:
    await shop.redeem()
    await shop.pay()
    assert isinstance(shop.redemption, Spent)
    shop.till.next_sale()
    await shop.redeem()
    assert len({key for key, _ in shop.provider.steps(Step.COMMIT)}) == 2


# --- ways out ------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["undo", "continue_without", "clear_sale", "leave"])
async def test_every_way_out_of_a_redeemed_sale_gives_it_back(shop: Counter, way: str) -> None:
    await shop.redeem()
    getattr(shop.till, way)()
    await shop.until(lambda: shop.provider.steps(Step.REVERSE))
    await shop.quiet()
    assert [task.receipt for task, _ in shop.provider.sent if task.step is Step.REVERSE] == [
        Receipt("88121", coupon="BQX-88121-K")
    ]
    assert shop.state.owed == ()
    assert shop.state.sale.total == (Money(0) if way == "clear_sale" else Money(14990))


@pytest.mark.scenario("bonifiq", 14)
async def test_leaving_before_the_commit_sends_nothing(shop: Counter) -> None:
    await shop.choose()
    shop.till.confirm_reward()
    await shop.until_in(AwaitingCode)
    shop.till.continue_without()
    await shop.quiet()
    assert shop.provider.sent == []
    await shop.pay()
    assert shop.state.sale.total == Money(14990)


async def test_leaving_during_the_commit_takes_it_back_beside_the_paid_sale(shop: Counter) -> None:
    gate = shop.provider.hold("commit")
    await shop.choose()
    shop.till.confirm_reward()
    await shop.until_in(AwaitingCode)
    shop.till.enter_code(TypedCode(CODE))
    await shop.until(lambda: shop.provider.steps(Step.COMMIT))
    shop.till.pay(Method.CASH, "")
    assert told(shop, Field.GIVEN) == "REDEMPTION_OPEN"
    shop.till.continue_without()
    await shop.pay()
    assert [sale.id for sale in shop.state.owed] == [shop.state.sale.id]
    gate.set()
    await shop.until(lambda: not shop.state.owed)
    assert shop.state.sale.total == Money(14990)
    assert [task.step for task, _ in shop.provider.sent if task.step is not Step.REGISTER] == [
        Step.COMMIT,
        Step.REVERSE,
    ]


async def test_a_refused_reversal_stays_visible_until_it_is_done(shop: Counter) -> None:
    shop.provider.replies[Step.REVERSE].append(RefusedError(NO))
    shop.provider.looks.append(NotExecuted())
    await shop.redeem()
    shop.till.clear_sale()
    await shop.quiet()
    assert len(shop.state.owed) == 1
    for _ in range(3):
        await shop.later(2)
    await shop.until(lambda: not shop.state.owed)
    assert len(shop.provider.steps(Step.REVERSE)) == 2


async def test_what_no_rule_can_settle_is_counted_for_a_person(shop: Counter) -> None:
    shop.provider.replies[Step.COMMIT].extend([OutcomeUnknownError(), RefusedError(NO)])
    shop.provider.looks.append(Unclear())
    await shop.choose()
    shop.till.confirm_reward()
    await shop.until_in(AwaitingCode)
    shop.till.enter_code(TypedCode(CODE))
    await shop.until_in(Committing)
    for _ in range(3):
        await shop.quiet()
        await shop.later(2)
    await shop.until_in(Parked)
    assert len(shop.state.matters) == 1
    assert not shop.can_be_paid()
    shop.till.continue_without()
    assert shop.can_be_paid()
    assert len(shop.state.matters) == 1


async def test_asking_now_does_not_wait_for_the_next_turn(shop: Counter) -> None:
    shop.provider.replies[Step.COMMIT].append(OutcomeUnknownError())
    await shop.choose()
    shop.till.confirm_reward()
    await shop.until_in(AwaitingCode)
    shop.till.enter_code(TypedCode(CODE))
    await shop.until(
        lambda: (
            isinstance(shop.redemption, Committing)
            and shop.redemption.submission.phase is Phase.RESTING
        )
    )
    shop.till.ask_now()
    await shop.until_in(Redeemed)
    assert len(set(shop.provider.steps(Step.COMMIT))) == 1


async def test_a_hold_is_given_back_when_the_customer_changes_their_mind(path: Path) -> None:
    provider = Scripted(replace(PUNCHH.profile, looks_up_by=(IdentifierKind.CPF,)))
    provider.replies[Step.HOLD].append(Receipt("hold-1"))
    async with counter(path, provider) as shop:
        await shop.choose()
        shop.till.confirm_reward()
        await shop.until_in(ConsentNeeded)
        assert provider.codes_sent == []
        shop.till.consent()
        await shop.until_in(AwaitingCode)
        gate = provider.hold("release")
        shop.till.continue_without()
        assert isinstance(shop.redemption, Releasing)
        assert shop.can_be_paid()
        gate.set()
        await shop.until_in(Closed)
        assert [task.step for task, _ in provider.sent] == [Step.HOLD, Step.RELEASE]


@pytest.mark.parametrize(("ours", "kind"), [(True, Closed), (False, Parked)])
async def test_a_release_that_finds_nothing_is_undone_or_left_to_a_person(
    path: Path, ours: bool, kind: type[Closed | Parked]
) -> None:
    """After a commit that was looked for and not found, and may have come after all."""
    provider = Scripted(replace(PUNCHH.profile, looks_up_by=(IdentifierKind.CPF,), consent=""))
    provider.replies[Step.HOLD].append(Receipt("hold-1"))
    provider.replies[Step.COMMIT].append(OutcomeUnknownError("cut"))
    provider.replies[Step.RELEASE].append(HoldGoneError("NoBasket", ours=ours))
    async with counter(path, provider) as shop:
        await shop.choose()
        shop.till.confirm_reward()
        await shop.until_in(AwaitingCode)
        shop.till.enter_code(TypedCode(CODE))
        await shop.until_in(Committing)
        shop.till.continue_without()
        for _ in range(3):
            await shop.later(2)
        await shop.until_in(kind)
        undone = [task.receipt for task, _ in provider.sent if task.step is Step.REVERSE]
        assert undone == ([Receipt("hold-1")] if ours else [])


# --- codes ---------------------------------------------------------------------------------------


async def test_a_code_that_does_not_go_out_says_why_and_can_be_asked_for_again(
    shop: Counter,
) -> None:
    shop.provider.sends.append(NotDelivered(NO))
    await shop.choose()
    shop.till.confirm_reward()
    await shop.until_in(CodeNotSent)
    shop.till.resend_code()
    await shop.until_in(AwaitingCode)
    assert len({intent.key for intent, _, _ in shop.provider.codes_sent}) == 1


async def test_the_contact_the_provider_lacks_is_asked_for_and_passed_on(shop: Counter) -> None:
    shop.provider.sends.append(ContactWanted(phone=True, email=False))
    await shop.choose()
    shop.till.confirm_reward()
    await shop.until_in(ContactNeeded)
    shop.till.give_contact("not a phone")
    assert told(shop, Field.CONTACT) == "phone_form"
    shop.till.give_contact("(11) 98765-4321")
    await shop.until_in(AwaitingCode)
    contact = shop.provider.codes_sent[-1][2]
    assert contact is not None
    assert contact.phone == "+5511987654321"


async def test_an_expired_code_is_not_sent_to_the_provider(shop: Counter) -> None:
    await shop.choose()
    shop.till.confirm_reward()
    await shop.until_in(AwaitingCode)
    shop.clock.advance(301)
    shop.till.enter_code(TypedCode(CODE))
    await shop.quiet()
    assert shop.provider.codes_typed == []
    assert isinstance(shop.redemption, AwaitingCode)


async def test_an_unreachable_check_lets_the_customer_type_again(shop: Counter) -> None:
    for error in (NotSentError("connect"), OutcomeUnknownError()):
        shop.provider.checks.append(error)
    await shop.choose()
    shop.till.confirm_reward()
    for _ in range(3):
        await shop.until_in(AwaitingCode)
        shop.till.enter_code(TypedCode(CODE))
        await shop.until_in(CheckingCode)
    await shop.until_in(Redeemed)
    assert len(shop.provider.steps(Step.COMMIT)) == 1


async def test_a_poll_left_behind_by_a_resend_does_not_take_the_typed_code(path: Path) -> None:
    provider = Scripted()
    provider.sends.extend([Sent(Channel.PUSH, "phone"), Sent(Channel.SMS, "•••• 0000")])
    async with counter(path, provider) as shop:
        await shop.choose()
        shop.till.confirm_reward()
        await shop.until_in(AwaitingApproval)
        await shop.pass_by(30)
        await shop.until(lambda: provider.polled)
        shop.till.resend_code()
        await shop.until_in(AwaitingCode)
        shop.till.enter_code(TypedCode(CODE))
        shop.clock.advance(2.5)
        await shop.until_in(Redeemed)
        assert provider.codes_typed == [CODE]


async def test_an_approval_on_the_customers_device_redeems(path: Path) -> None:
    provider = Scripted()
    provider.sends.append(Sent(Channel.PUSH, "phone"))
    provider.polls.extend([StillWaiting(), Approved()])
    async with counter(path, provider) as shop:
        await shop.choose()
        shop.till.confirm_reward()
        for polls in (1, 2):
            await shop.until_in(AwaitingApproval)
            await shop.pass_by(3)
            await shop.until(lambda polls=polls: provider.polled == polls)  # type: ignore[misc]
        await shop.until_in(Redeemed)


# --- looking up ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "code", "offline"),
    [
        (NotSentError("connect"), "PROVIDER_SILENT", True),
        (OutcomeUnknownError(), "PROVIDER_SILENT", True),
        (ContractBrokenError(), "PROVIDER_SILENT", True),
        (MisconfiguredError(Refusal("401")), "MISCONFIGURED", True),
        (RefusedError(Refusal("X")), "X", False),
    ],
    ids=["not_sent", "lost", "broken", "401", "refused"],
)
async def test_a_failed_look_up_is_shown_and_the_sale_goes_on(
    shop: Counter, error: Exception, code: str, offline: bool
) -> None:
    shop.provider.quotes.append(error)
    shop.scan()
    shop.till.find_customer(CPF)
    await shop.until(lambda: isinstance(shop.state.quote, QuoteFailed))
    assert shop.state.quote == QuoteFailed(Refusal(code), offline)
    await shop.pay()
    await shop.quiet()
    assert bool(shop.provider.steps(Step.REGISTER)) is offline


@pytest.mark.expects_log
async def test_a_fault_in_the_providers_code_is_a_silent_provider(shop: Counter) -> None:
    shop.provider.quotes.append(KeyError("Rewards"))
    shop.scan()
    shop.till.find_customer(CPF)
    await shop.until(lambda: isinstance(shop.state.quote, QuoteFailed))
    shop.provider.needs_code = False
    shop.till.ask_again()
    await shop.until(lambda: isinstance(shop.state.quote, Quoted))
    shop.provider.replies[Step.COMMIT].append(KeyError("Result"))
    shop.till.choose_reward("41")
    shop.till.confirm_reward()
    await shop.until(lambda: shop.provider.steps(Step.COMMIT))
    await shop.quiet()
    assert isinstance(shop.redemption, Committing)
    assert shop.redemption.submission.doubtful


@pytest.mark.expects_log
async def test_a_fault_while_a_code_is_sent_or_checked_leaves_a_way_on(shop: Counter) -> None:
    shop.provider.sends.append(KeyError("Success"))
    shop.provider.checks.append(KeyError("Success"))
    await shop.choose()
    shop.till.confirm_reward()
    for _ in range(2):
        await shop.until_in(AwaitingCode)
        shop.till.enter_code(TypedCode(CODE))
        await shop.until_in(CheckingCode)
    await shop.until_in(Redeemed)


async def test_a_fault_of_the_set_up_is_told_as_one_when_a_code_is_sent_or_checked(
    shop: Counter,
) -> None:
    fault = MisconfiguredError(Refusal("HTTP_412", "Invalid Client"))
    told = Refusal("MISCONFIGURED", "Invalid Client")
    shop.provider.sends.append(fault)
    await shop.choose()
    shop.till.confirm_reward()
    await shop.until_in(CodeNotSent)
    assert isinstance(shop.redemption, CodeNotSent)
    assert shop.redemption.refusal == told
    shop.till.resend_code()
    await shop.until_in(AwaitingCode)
    shop.provider.checks.append(fault)
    shop.till.enter_code(TypedCode(CODE))
    await shop.until_in(Closed)
    assert isinstance(shop.redemption, Closed)
    assert shop.redemption.refusal == told


async def test_without_a_provider_in_this_run_the_till_sells_and_says_why(path: Path) -> None:
    async with counter(path, connected=False) as shop:
        shop.scan()
        shop.till.find_customer(CPF)
        shop.till.connect_failed()
        assert shop.state.quote == QuoteFailed(Refusal("MISCONFIGURED"), offline=True)
        assert shop.state.link is Link.MISCONFIGURED
        await shop.pay()
        shop.till.next_sale()
        shop.scan()
        shop.till.find_customer(CPF)
        assert isinstance(shop.state.quote, QuoteFailed)


async def test_the_look_up_can_be_repeated(shop: Counter) -> None:
    shop.provider.quotes.append(NotSentError("connect"))
    shop.scan()
    shop.till.find_customer(CPF)
    await shop.until(lambda: isinstance(shop.state.quote, QuoteFailed))
    shop.till.ask_again()
    assert isinstance(shop.state.quote, Asking)
    await shop.until(lambda: isinstance(shop.state.quote, Quoted))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("39053344704", "cpf_digits"),
        ("ana@", "email_form"),
        ("+5511987654321", "KEY_NOT_SUPPORTED"),
        ("\U0001f600", "unrecognised"),
    ],
)
async def test_what_is_no_customer_is_told_at_the_field(
    shop: Counter, text: str, reason: str
) -> None:
    shop.till.find_customer(text)
    assert told(shop, Field.CUSTOMER) == reason
    assert shop.provider.asked == []
    assert isinstance(shop.state.quote, NoCustomer)


@pytest.mark.scenario("bonifiq", 26)
async def test_a_reward_that_cannot_be_used_cannot_be_chosen(shop: Counter) -> None:
    unusable = replace(FIXED, usable=False, refusal=Refusal("1"))
    shop.provider.rewards = (unusable,)
    await shop.choose(unusable)
    assert shop.state.choice is None
    assert told(shop, Field.SALE) == "1"
    shop.till.confirm_reward()
    assert shop.redemption == Idle()


@pytest.mark.scenario("bonifiq", 2)
@pytest.mark.scenario("bonifiq", 25)
@pytest.mark.parametrize(("typed", "amount"), [("10", 1000), ("37,38", 3738), ("500", 3738)])
async def test_a_cashback_amount_is_clamped_to_what_is_allowed(
    shop: Counter, typed: str, amount: int
) -> None:
    await shop.choose(CASHBACK)
    shop.till.set_amount(typed)
    assert shop.state.choice is not None
    assert shop.state.choice.amount == Money(amount)


async def test_a_cashback_of_nothing_is_refused(shop: Counter) -> None:
    await shop.choose(CASHBACK)
    shop.till.set_amount("0")
    assert told(shop, Field.AMOUNT) == "amount_zero"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("7891000199999", Misread.PRODUCT_UNKNOWN),
        ("KIT-1", Misread.PRODUCT_UNKNOWN),
        ("abc", Misread.PRODUCT_UNKNOWN),
        ("1000*5", Misread.QUANTITY),
        ("0*5", Misread.QUANTITY),
        ("12345678", Misread.PRODUCT_UNKNOWN),
        ("0,00", Misread.AMOUNT_ZERO),
        ("1.2,3", Misread.AMOUNT_FORM),
        ("", Misread.EMPTY),
        ("9" * 10_000, Misread.TOO_LONG),
    ],
)
async def test_a_product_that_cannot_be_read_adds_nothing(
    shop: Counter, text: str, reason: Misread
) -> None:
    shop.till.enter_product(text)
    assert told(shop, Field.PRODUCT) == reason.value
    assert shop.state.sale.basket.lines == ()


@pytest.mark.parametrize(
    ("text", "sku", "quantity", "price"),
    [
        ("7891000100103", "CAF-02", 1, 1850),
        ("3*7891000100103", "CAF-02", 3, 1850),
        ("caf-02", "CAF-02", 1, 1850),
        ("12,50", "MISC", 1, 1250),
        ("2*12.50", "MISC", 2, 1250),
        ("R$ 5", "MISC", 1, 500),
    ],
)
async def test_products_are_read_from_codes_and_amounts(
    shop: Counter, text: str, sku: str, quantity: int, price: int
) -> None:
    shop.till.enter_product(text)
    [line] = shop.state.sale.basket.lines
    assert (line.sku, line.quantity, line.unit_price) == (sku, quantity, Money(price))


# --- several sales -------------------------------------------------------------------------------


async def test_a_parked_sale_is_taken_up_where_it_was(shop: Counter) -> None:
    await shop.redeem()
    first = shop.state.sale
    shop.till.park()
    assert [sale.id for sale in shop.state.parked] == [first.id]
    shop.scan(FILTER)
    shop.till.resume(first.id)
    assert shop.state.sale == first
    assert shop.state.key is not None
    await shop.pay()
    assert shop.state.sale.total == Money(11990)


async def test_an_empty_sale_is_dropped_when_another_is_taken_up(shop: Counter) -> None:
    shop.scan()
    first = shop.state.sale.id
    shop.till.park()
    await shop.ask()
    shop.till.resume(first)
    await shop.quiet()
    assert shop.state.parked == ()
    assert [s.stage for s in shop.book.sales.values()] == [Stage.OPEN, Stage.DROPPED]


async def test_the_link_is_shown_and_a_recovered_one_lets_the_outbox_go(shop: Counter) -> None:
    shop.provider.replies[Step.REGISTER].append(NotSentError("connect"))
    shop.scan()
    await shop.ask()
    await shop.pay()
    await shop.until(lambda: shop.provider.steps(Step.REGISTER))
    await shop.quiet()
    shop.till.link_changed(Link.OFFLINE, None)
    assert shop.state.waiting == 1
    shop.till.link_changed(Link.ONLINE, 0.2)
    assert (shop.state.link, shop.state.round_trip) == (Link.ONLINE, 0.2)
    await shop.until(lambda: shop.state.waiting == 0)
    assert len(set(shop.provider.steps(Step.REGISTER))) == 1


async def test_an_effect_of_an_unconnected_till_waits_for_the_provider(path: Path) -> None:
    async with counter(path, connected=False) as shop:
        shop.scan()
        shop.till.find_customer(CPF)
        assert isinstance(shop.state.quote, Asking)
        await shop.pay()
        assert shop.provider.sent == []
        shop.connect()
        await shop.until(lambda: shop.provider.steps(Step.REGISTER))


async def test_listeners_hear_of_every_change_and_of_nothing_else(shop: Counter) -> None:
    heard: list[int] = []
    shop.till.subscribe(lambda: heard.append(1))
    shop.till.choose_reward("nothing of the kind")
    before = len(heard)
    shop.till.choose_reward("nothing of the kind")
    assert len(heard) == before
    shop.scan()
    assert len(heard) > before


async def test_a_hidden_product_is_given_and_never_sold(shop: Counter) -> None:
    assert KIT.hidden
    shop.till.enter_product("KIT-1")
    assert shop.state.sale.basket.lines == ()


async def test_a_done_look_after_a_lost_commit_redeems(shop: Counter) -> None:
    shop.provider.replies[Step.COMMIT].extend([OutcomeUnknownError(), RefusedError(NO)])
    shop.provider.looks.append(Done(Receipt("88121", coupon="BQX-88121-K")))
    await shop.choose()
    shop.till.confirm_reward()
    await shop.until_in(AwaitingCode)
    shop.till.enter_code(TypedCode(CODE))
    for _ in range(3):
        await shop.until_in(Committing | Redeemed)  # type: ignore[arg-type]
        await shop.quiet()
        await shop.later(2)
    await shop.until_in(Redeemed)
    assert len(shop.provider.looked) == 1


async def test_a_reversal_is_awaited_before_the_sale_is_paid(shop: Counter) -> None:
    await shop.redeem()
    gate = shop.provider.hold("reverse")
    shop.till.undo()
    assert isinstance(shop.redemption, Reversing)
    shop.till.pay(Method.CASH, "")
    assert told(shop, Field.GIVEN) == "REDEMPTION_OPEN"
    gate.set()
    await shop.until_in(Closed)
    await shop.until(lambda: isinstance(shop.state.quote, Quoted))
    await shop.pay()
    assert shop.state.sale.total == Money(14990)


async def test_a_slow_provider_is_given_up_at_the_deadline(
    shop: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pos_app.checkout.runner.DEADLINE", 0.01)
    gate = shop.provider.hold("commit")
    shop.provider.needs_code = False
    await shop.choose()
    shop.till.confirm_reward()
    await shop.until(
        lambda: (
            isinstance(shop.redemption, Committing)
            and shop.redemption.submission.phase is Phase.RESTING
        )
    )
    committing = shop.redemption
    assert isinstance(committing, Committing)
    assert committing.submission.doubtful
    gate.set()
    await asyncio.sleep(0)
