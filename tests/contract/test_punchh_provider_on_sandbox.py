"""Punchh behind the till's ports, against the sandbox: the way of a reward, and every way back."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from pos_app import connection
from pos_app.checkout.runner import Runner
from pos_app.core.basket import Basket, Product, net_shares
from pos_app.core.challenge import (
    Approved,
    Challenge,
    Channel,
    CheckAnswer,
    CodeDead,
    NotDelivered,
    Sent,
    TypedCode,
    WrongCode,
)
from pos_app.core.errors import (
    HoldGoneError,
    NotSentError,
    OutcomeUnknownError,
    RefusedError,
)
from pos_app.core.identifiers import CustomerKey, IdentifierKind
from pos_app.core.loyalty import Cashback, Computed, Customer, Quote, Refusal
from pos_app.core.money import Money
from pos_app.core.order import Method, Order, Refund, Tender, order_lines
from pos_app.core.redemption.states import Intent
from pos_app.core.submission import Done, Gone, NotExecuted, Receipt, Step, Unclear
from pos_app.plan import Plan
from pos_app.providers.http import Timeouts
from pos_app.providers.ports import Task
from pos_app.providers.punchh import requests
from pos_app.providers.punchh.client import Limits
from pos_app.providers.punchh.provider import PunchhProvider
from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.punchh.records import Basket as BasketThere
from pos_app.sandbox.server import running_server
from pos_app.settings import secrets
from pos_app.settings.model import Settings
from tests.contract.punchh import CARLOS, JUNE, OLA, OLAS_PHONE, change, frozen_sandbox, hand_of
from tests.contract.punchh_till import provider_on

BY_PHONE = CustomerKey(IdentifierKind.PHONE, OLAS_PHONE)
BY_CARD = CustomerKey(IdentifierKind.CARD, "7700123400090017")
SALE = "sale-3e1f8a8e5b0e4f0c9a540a4a3b1f77c2"
UID = "3e1f8a8e-5b0e-4f0c-9a54-0a4a3b1f77c2"
OPENED = "2031-03-04T17:12:00.000Z"
PAID = "2031-03-04T17:19:40.000Z"
COFFEE = Product("CAF-01", "Café torrado e moído 500 g", Money(2890))
PRESS = Product("PRE-10", "Prensa francesa 600 ml", Money(14990))
BASKET = Basket().add(COFFEE).add(PRESS).with_discount(Money(690))
TENTH, FIVER = "reward:55122", "reward:55121"
USED_UP = Refusal("STORE_CODES_USED_UP")
NO_MORE = NotDelivered(USED_UP)


@pytest.fixture
def sandbox() -> Sandbox:
    return frozen_sandbox()


@pytest.fixture
def till(sandbox: Sandbox) -> PunchhProvider:
    return provider_on(sandbox)


def known(quote: Quote) -> Customer:
    assert quote.customer is not None
    return quote.customer


def intent(quote: Quote, reward: str, key: str = "rdm-1", amount: int = 0) -> Intent:
    chosen = next(one for one in quote.rewards if one.id == reward)
    return Intent(
        sale=SALE,
        key=key,
        transaction=f"otp-{key}",
        customer="cst-1",
        reward=chosen.id,
        title=chosen.title,
        benefit=chosen.benefit,
        amount=Money(amount),
    )


async def task(
    till: PunchhProvider,
    reward: str = TENTH,
    *,
    basket: Basket = BASKET,
    key: CustomerKey = BY_PHONE,
    amount: int = 0,
) -> Task:
    """The hold of a reward."""
    quote = await till.quote(key, basket)
    wanted = intent(quote, reward, amount=amount)
    customer = known(quote)
    return Task(
        Step.HOLD,
        "rdm-1-hold",
        wanted,
        customer=customer,
        sale=SALE,
        opened_at=OPENED,
        basket=basket,
    )


def then(before: Task, step: Step, receipt: Receipt | None) -> Task:
    keys = {Step.COMMIT: "rdm-1", Step.REVERSE: "rdm-1-undo", Step.RELEASE: "rdm-1-free"}
    return replace(before, step=step, key=keys[step], receipt=receipt)


async def send(till: PunchhProvider, wanted: Task) -> Receipt:
    return await till.send(wanted, till.draft(wanted))


async def held(till: PunchhProvider, reward: str = TENTH) -> tuple[Task, Receipt]:
    hold = await task(till, reward)
    return hold, await send(till, hold)


async def committed(till: PunchhProvider) -> tuple[Task, Receipt, Receipt]:
    hold, quoted = await held(till)
    commit = then(hold, Step.COMMIT, quoted)
    return commit, quoted, await send(till, commit)


def redemptions(sandbox: Sandbox) -> list[object]:
    return list(sandbox.punchh.books.redemptions.values())


def basket_of(sandbox: Sandbox, guest: int = OLA) -> BasketThere | None:
    return sandbox.punchh.books.active.get(guest)


# --- who, and what they may do --------------------------------------------------------------------


async def test_a_guest_is_found_with_what_they_may_redeem(till: PunchhProvider) -> None:
    quote = await till.quote(BY_PHONE, BASKET)
    assert known(quote).name == "Ola Lind"
    assert known(quote).reference == str(OLA)
    assert quote.needs_code
    assert quote.balances.points == 220
    by_id = {reward.id: reward for reward in quote.rewards}
    assert by_id[TENTH].title == "10% off"
    assert isinstance(by_id[TENTH].benefit, Computed)
    assert by_id["redeemable:78"].points == 200
    assert by_id["redeemable:78"].usable
    assert len(by_id) == len(quote.rewards)
    assert "discount_amount" not in by_id
    short = by_id["redeemable:79"]
    assert (short.usable, short.refusal) == (False, Refusal("NOT_ENOUGH_POINTS"))


async def test_a_guest_is_found_by_card_and_code_too(till: PunchhProvider) -> None:
    for kind, value in (
        (IdentifierKind.CARD, "7700123400090017"),
        (IdentifierKind.QR_CODE, "P90017OLA"),
        (IdentifierKind.APP_CODE, "0a1f09c0017b"),
        (IdentifierKind.EMAIL, "ola@guests.example"),
    ):
        quote = await till.quote(CustomerKey(kind, value), BASKET)
        assert known(quote).reference == str(OLA), kind


async def test_nobody_is_nobody(till: PunchhProvider) -> None:
    quote = await till.quote(CustomerKey(IdentifierKind.PHONE, "5005550199"), BASKET)
    assert quote.customer is None
    assert quote.rewards == ()


async def test_looking_a_guest_up_leaves_their_basket_alone(
    till: PunchhProvider, sandbox: Sandbox
) -> None:
    await till.quote(BY_PHONE, BASKET)
    assert basket_of(sandbox) is None


async def test_a_store_that_redeems_nothing_offers_nothing(
    till: PunchhProvider, sandbox: Sandbox
) -> None:
    change(sandbox, multiple_redemption_on_location=False)
    quote = await till.quote(BY_PHONE, BASKET)
    assert quote.rewards
    assert not any(reward.usable for reward in quote.rewards)


@pytest.mark.parametrize("program", ["points_to_currency", "points_to_rewards", "visits"])
async def test_what_points_do_not_buy_is_not_offered(
    till: PunchhProvider, sandbox: Sandbox, program: str
) -> None:
    """Punchh would refuse it only once it is put into the basket."""
    change(sandbox, program=program)
    kinds = {reward.id.partition(":")[0] for reward in (await till.quote(BY_PHONE, BASKET)).rewards}
    assert "reward" in kinds
    assert "redeemable" not in kinds


async def test_banked_money_is_spent_as_much_as_is_wanted(
    till: PunchhProvider, sandbox: Sandbox
) -> None:
    change(sandbox, program="points_to_currency")
    quote = await till.quote(BY_PHONE, BASKET)
    banked = next(r for r in quote.rewards if r.id == "discount_amount")
    assert banked.benefit == Cashback(Money(2500))
    hold = await task(till, "discount_amount", amount=1200)
    quoted = await send(till, hold)
    assert quoted.amount == 1200
    done = await send(till, then(hold, Step.COMMIT, quoted))
    assert done.amount == 1200


async def test_a_subscription_is_redeemed_like_a_reward_and_stays(
    till: PunchhProvider, sandbox: Sandbox
) -> None:
    beatriz = CustomerKey(IdentifierKind.PHONE, "5005550121")
    quote = await till.quote(beatriz, BASKET)
    titles = {r.id: r.title for r in quote.rewards if r.id.startswith("subscription:")}
    assert titles == {"subscription:301": "Coffee club", "subscription:302": "Paper club"}
    assert all(r.usable for r in quote.rewards if r.id in titles)
    hold = await task(till, "subscription:301", key=beatriz)
    quoted = await send(till, hold)
    share = net_shares(BASKET.lines, BASKET.payable)[0].minor
    assert quoted.amount == round(share * 0.15)
    done = await send(till, then(hold, Step.COMMIT, quoted))
    assert done.amount == quoted.amount
    [made] = sandbox.punchh.books.redemptions.values()
    assert [(one.type, one.discount_id) for one in made.spent] == [("subscription", "301")]
    again = await till.quote(beatriz, BASKET)
    assert "subscription:301" in {reward.id for reward in again.rewards}


async def test_a_subscription_that_fits_no_item_is_told_before_the_code(
    till: PunchhProvider,
) -> None:
    beatriz = CustomerKey(IdentifierKind.PHONE, "5005550121")
    quoted = await send(till, await task(till, "subscription:302", key=beatriz))
    assert quoted.unfit is not None
    assert quoted.unfit.code == "NOT_QUALIFIED"


# --- hold, commit, and every way back -------------------------------------------------------------


async def test_a_hold_locks_the_basket_and_tells_what_the_reward_is_worth(
    till: PunchhProvider, sandbox: Sandbox
) -> None:
    _, quoted = await held(till)
    assert quoted.amount == round(BASKET.payable.minor / 10)
    assert quoted.unfit is None
    assert len(quoted.parts) == 1
    basket = basket_of(sandbox)
    assert basket is not None
    assert basket.locked_by == UID
    assert redemptions(sandbox) == []


async def test_a_commit_has_the_bytes_of_its_quote_without_the_question(
    till: PunchhProvider,
) -> None:
    hold, quoted = await held(till)
    asked = till.draft(hold).then
    assert asked is not None
    commit = till.draft(replace(then(hold, Step.COMMIT, quoted), at="2031-03-04T17:18:00.000Z"))
    assert asked.body == b'{"query":true,' + (commit.body or b"")[1:]


async def test_a_commit_takes_what_was_quoted_once(till: PunchhProvider, sandbox: Sandbox) -> None:
    commit, quoted, done = await committed(till)
    assert (done.reference, done.amount) == (quoted.reference, quoted.amount)
    assert len(redemptions(sandbox)) == 1
    with pytest.raises(RefusedError):
        await send(till, commit)
    assert len(redemptions(sandbox)) == 1


async def test_a_reward_that_does_not_fit_is_held_only_to_be_let_go(
    till: PunchhProvider, sandbox: Sandbox
) -> None:
    mug = Basket().add(Product("CAN-09", "Caneca", Money(1990)))
    hold = await task(till, FIVER, basket=mug)
    quoted = await send(till, hold)
    assert quoted.unfit is not None
    assert quoted.amount is None
    await send(till, then(hold, Step.RELEASE, quoted))
    assert basket_of(sandbox) is None


async def test_a_release_empties_and_unlocks(till: PunchhProvider, sandbox: Sandbox) -> None:
    hold, quoted = await held(till)
    await send(till, then(hold, Step.RELEASE, quoted))
    assert basket_of(sandbox) is None
    again = await send(till, hold)
    assert again.amount == quoted.amount


async def test_a_basket_that_another_channel_holds_is_refused(
    till: PunchhProvider, sandbox: Sandbox
) -> None:
    async with hand_of(sandbox) as hand:
        await hand.post("/app/lock", json={"guest": OLA})
    with pytest.raises(RefusedError) as refused:
        await held(till)
    assert "locked" in (refused.value.refusal.text or "").lower()
    assert redemptions(sandbox) == []


@pytest.mark.scenario("punchh", 23)
async def test_a_void_gives_back_and_a_second_one_harms_nobody(till: PunchhProvider) -> None:
    commit, _, done = await committed(till)
    undo = then(commit, Step.REVERSE, done)
    await send(till, undo)
    await send(till, undo)
    fresh = await till.quote(BY_PHONE, BASKET)
    assert TENTH in {reward.id for reward in fresh.rewards}


async def test_what_was_put_in_is_held_although_its_second_delivery_was_refused(
    till: PunchhProvider, sandbox: Sandbox
) -> None:
    sandbox.punchh.faults.arm("select", "delivered_twice")
    hold = await task(till)
    assert (await send(till, hold)).amount == 1719
    [item] = sandbox.punchh.books.active[OLA].items
    assert item.discount_id == "55122"


@pytest.mark.parametrize(
    ("program", "reward", "amount"),
    [("visits", "card_completion", 0), ("points_to_currency", "discount_amount", 500)],
)
async def test_what_was_put_in_twice_is_redeemed_once(
    till: PunchhProvider, sandbox: Sandbox, program: str, reward: str, amount: int
) -> None:
    """What may be had more than once is not refused the second time."""
    change(sandbox, program=program)
    sandbox.punchh.books.guests[OLA].cards = 3
    hold = await task(till, reward, amount=amount)
    sandbox.punchh.faults.arm("select", "delivered_twice")
    held_now = await send(till, hold)
    [item] = sandbox.punchh.books.active[OLA].items
    assert held_now.parts == (str(item.id),)
    done = await send(till, then(hold, Step.COMMIT, held_now))
    assert done.amount == held_now.amount
    [made] = sandbox.punchh.books.redemptions.values()
    assert len(made.spent) == 1


async def test_what_comes_late_into_the_basket_is_taken_out_with_the_rest(
    till: PunchhProvider, sandbox: Sandbox
) -> None:
    change(sandbox, program="visits")
    sandbox.punchh.books.guests[OLA].cards = 3
    hold = await task(till, "card_completion")
    held_now = await send(till, hold)
    await till.client.select(till.draft(hold), UID)
    assert len(sandbox.punchh.books.active[OLA].items) == 2
    await send(till, then(hold, Step.RELEASE, held_now))
    assert basket_of(sandbox) is None


async def test_a_lost_hold_is_found_again(till: PunchhProvider, sandbox: Sandbox) -> None:
    hold = await task(till)
    draft = till.draft(hold)
    assert await till.look(hold, draft) == NotExecuted()
    sandbox.punchh.faults.arm("quote", "drop_after")
    with pytest.raises(OutcomeUnknownError):
        await till.send(hold, draft)
    found = await till.look(hold, draft)
    assert isinstance(found, Done)
    assert found.receipt.amount == round(BASKET.payable.minor / 10)


@pytest.mark.scenario("punchh", 22)
@pytest.mark.parametrize("executed", [True, False])
async def test_a_lost_commit_is_undone_for_certain_while_the_lock_is_ours(
    till: PunchhProvider, sandbox: Sandbox, executed: bool
) -> None:
    hold, quoted = await held(till)
    commit = then(hold, Step.COMMIT, quoted)
    sandbox.punchh.faults.arm("commit", "drop_after" if executed else "drop_before")
    with pytest.raises(OutcomeUnknownError):
        await send(till, commit)
    look = await till.look(commit, till.draft(commit))
    assert look == (Gone() if executed else NotExecuted())
    if executed:
        await send(till, then(hold, Step.REVERSE, quoted))
    else:
        await send(till, commit)
        await send(till, then(hold, Step.REVERSE, quoted))
    fresh = await till.quote(BY_PHONE, BASKET)
    assert TENTH in {reward.id for reward in fresh.rewards}


@pytest.mark.scenario("punchh", 15)
async def test_a_commit_that_may_be_another_channels_is_left_to_a_person(
    till: PunchhProvider, sandbox: Sandbox
) -> None:
    hold, quoted = await held(till)
    commit = then(hold, Step.COMMIT, quoted)
    sandbox.punchh.faults.arm("commit", "drop_after")
    with pytest.raises(OutcomeUnknownError):
        await send(till, commit)
    sandbox.clock.advance(timedelta(minutes=11).total_seconds())
    assert await till.look(commit, till.draft(commit)) == Unclear()


@pytest.mark.scenario("punchh", 15)
@pytest.mark.parametrize(("minutes", "ours"), [(1, True), (11, False)])
async def test_a_release_that_finds_nothing_says_whose_it_may_be(
    till: PunchhProvider, sandbox: Sandbox, minutes: int, ours: bool
) -> None:
    commit, quoted, _ = await committed(till)
    sandbox.clock.advance(60.0 * minutes)
    with pytest.raises(HoldGoneError) as gone:
        await send(till, then(commit, Step.RELEASE, quoted))
    assert gone.value.ours is ours


async def test_a_code_in_use_elsewhere_is_worth_another_try(
    till: PunchhProvider, sandbox: Sandbox
) -> None:
    sandbox.punchh.faults.arm("select", "code_busy")
    with pytest.raises(NotSentError) as busy:
        await held(till)
    assert busy.value.retry_after


async def test_only_failures_is_a_refusal_and_the_hold_still_goes_back(
    till: PunchhProvider, sandbox: Sandbox
) -> None:
    hold, quoted = await held(till)
    sandbox.punchh.faults.arm("commit", "only_failures")
    with pytest.raises(RefusedError):
        await send(till, then(hold, Step.COMMIT, quoted))
    await send(till, then(hold, Step.RELEASE, quoted))
    assert redemptions(sandbox) == []


@pytest.mark.scenario("punchh", 20)
async def test_a_commit_of_another_check_than_was_quoted_is_a_refusal(
    till: PunchhProvider, sandbox: Sandbox
) -> None:
    hold, quoted = await held(till)
    dearer = replace(hold, basket=BASKET.with_discount(Money(590)))
    with pytest.raises(RefusedError) as refused:
        await send(till, then(dearer, Step.COMMIT, quoted))
    assert refused.value.refusal.code == "NOT_QUALIFIED"
    assert sandbox.punchh.calls.named("commit")[0].status == 200
    assert redemptions(sandbox) == []


@pytest.mark.parametrize("fault", ["refuse_connection", "status_429", "status_401"])
async def test_a_quote_that_does_not_come_leaves_no_reward_in_the_basket(
    till: PunchhProvider, sandbox: Sandbox, fault: str
) -> None:
    """The reward was put in: to be told as "not sent" would leave it there."""
    hold = await task(till)
    sandbox.punchh.faults.arm("quote", fault)
    if fault == "status_401":
        quoted = await send(till, hold)
        assert quoted.unfit is not None
    else:
        with pytest.raises(OutcomeUnknownError):
            await send(till, hold)
        found = await till.look(hold, till.draft(hold))
        assert isinstance(found, Done)
        quoted = found.receipt
    await send(till, then(hold, Step.RELEASE, quoted))
    assert basket_of(sandbox) is None


async def test_nobody_knows_the_age_of_a_lock_whose_taking_was_not_answered(
    till: PunchhProvider, sandbox: Sandbox
) -> None:
    hold = await task(till)
    sandbox.punchh.faults.arm("quote", "drop_after")
    with pytest.raises(OutcomeUnknownError):
        await send(till, hold)
    sandbox.clock.advance(9 * 60)
    found = await till.look(hold, till.draft(hold))
    assert isinstance(found, Done)
    assert found.receipt.since is None
    commit = then(hold, Step.COMMIT, found.receipt)
    sandbox.punchh.faults.arm("commit", "drop_after")
    with pytest.raises(OutcomeUnknownError):
        await send(till, commit)
    assert await till.look(commit, till.draft(commit)) == Unclear()


# --- codes ----------------------------------------------------------------------------------------


CHALLENGE = Challenge(Channel.SMS)


async def typed(till: PunchhProvider, wanted: Task, code: str) -> CheckAnswer:
    assert wanted.intent is not None
    assert wanted.customer is not None
    return await till.check_code(wanted.intent, wanted.customer, CHALLENGE, TypedCode(code))


async def sent(till: PunchhProvider, wanted: Task) -> object:
    assert wanted.intent is not None
    assert wanted.customer is not None
    return await till.send_code(wanted.intent, wanted.customer, None)


def latest_code(sandbox: Sandbox) -> str:
    return sandbox.punchh.books.codes.outbox[-1].code


async def test_a_code_goes_to_the_phone_the_guest_was_found_by(
    till: PunchhProvider, sandbox: Sandbox
) -> None:
    hold = await task(till)
    assert await sent(till, hold) == Sent(Channel.SMS, "•••• 0142")
    assert await typed(till, hold, "000000") == WrongCode()
    assert await typed(till, hold, latest_code(sandbox)) == Approved()
    again = await typed(till, hold, latest_code(sandbox))
    assert isinstance(again, CodeDead)


@pytest.mark.parametrize("fault", ["delay", "refuse_connection", "drop_before", "edge_page"])
async def test_an_accepted_code_is_not_lost_to_a_sign_out_that_goes_wrong(
    sandbox: Sandbox, fault: str
) -> None:
    short = Timeouts(connect=0.05, answer=0.05, within=0.05)
    till = provider_on(sandbox, limits=Limits(parting=short))
    hold = await task(till)
    assert hold.intent is not None
    assert hold.customer is not None
    await sent(till, hold)
    sandbox.punchh.faults.arm("sign_out", fault, **({"seconds": 600} if fault == "delay" else {}))
    code = TypedCode(latest_code(sandbox))
    runner = Runner(till, till)
    async with asyncio.timeout(5):
        answer = await runner.check_code(hold.intent, hold.customer, CHALLENGE, code)
    assert answer == Approved()
    assert not sandbox.punchh.faults.list(), "signing out was tried"


@pytest.mark.scenario("punchh", 4)
async def test_only_the_latest_code_counts(till: PunchhProvider, sandbox: Sandbox) -> None:
    hold = await task(till)
    await sent(till, hold)
    first = latest_code(sandbox)
    await sent(till, hold)
    assert await typed(till, hold, first) == WrongCode()
    assert await typed(till, hold, latest_code(sandbox)) == Approved()


@pytest.mark.parametrize("member", requests.CODE_MEMBERS)
async def test_the_code_goes_under_the_name_that_it_is_missed_by(
    till: PunchhProvider, sandbox: Sandbox, member: str
) -> None:
    """Which is found out once, and costs no try."""
    change(sandbox, otp_member=member, failures_until_block=3)
    hold = await task(till)
    await sent(till, hold)
    assert await typed(till, hold, "000000") == WrongCode()
    assert await typed(till, hold, latest_code(sandbox)) == Approved()
    asked = len(sandbox.punchh.calls.named("verify_code"))
    assert asked == (2 if member == "token" else 3)


@pytest.mark.scenario("punchh", 9)
async def test_a_made_up_address_gets_no_mail(till: PunchhProvider) -> None:
    june = await task_for(till, JUNE, "7700123400090019")
    assert await sent(till, june) == Sent(Channel.SMS, "•••• 0119")


@pytest.mark.scenario("punchh", 9)
async def test_who_has_no_channel_gets_no_code_and_the_cashier_a_reason(
    till: PunchhProvider,
) -> None:
    carlos = await task_for(till, CARLOS, "7700123400090020")
    assert await sent(till, carlos) == NotDelivered(Refusal("NO_CODE_CHANNEL"))


async def task_for(till: PunchhProvider, guest: int, card: str) -> Task:
    key = CustomerKey(IdentifierKind.CARD, card)
    quote = await till.quote(key, BASKET)
    assert known(quote).reference == str(guest)
    wanted = replace(intent(await till.quote(BY_PHONE, BASKET), TENTH), customer="cst-9")
    return Task(Step.HOLD, "h", wanted, customer=known(quote), sale=SALE, basket=BASKET)


@pytest.mark.scenario("punchh", 8)
async def test_a_send_without_an_answer_is_repeated_once_with_another_verifier(
    till: PunchhProvider, sandbox: Sandbox
) -> None:
    hold = await task(till)
    sandbox.punchh.faults.arm("send_code", "status_503_html")
    assert isinstance(await sent(till, hold), Sent)
    sandbox.punchh.faults.arm("send_code", "status_503_html", 2)
    with pytest.raises(OutcomeUnknownError):
        await sent(till, hold)


async def test_the_store_is_not_shut_out_by_this_till(sandbox: Sandbox) -> None:
    """Scenario 7: the ninth failure of a store is refused before it leaves."""
    till = provider_on(sandbox, tills=2)
    hold = await task(till)
    await sent(till, hold)
    for _ in range(4):
        assert await typed(till, hold, "000000") == WrongCode()
    before = len(list(sandbox.punchh.calls))
    assert await typed(till, hold, "000000") == CodeDead(USED_UP)
    assert await sent(till, hold) == NO_MORE
    assert len(list(sandbox.punchh.calls)) == before
    sandbox.clock.advance(601)
    assert isinstance(await sent(till, hold), Sent)
    assert await typed(till, hold, "000000") == WrongCode()


@pytest.mark.scenario("punchh", 7)
async def test_two_tills_of_a_store_stop_together_before_it_is_shut_out(sandbox: Sandbox) -> None:
    tills = [provider_on(sandbox, tills=2) for _ in range(2)]
    for till in tills:
        hold = await task(till)
        await sent(till, hold)
        for _ in range(4):
            assert await typed(till, hold, "000000") == WrongCode()
        assert await sent(till, hold) == NO_MORE
        assert await typed(till, hold, latest_code(sandbox)) == CodeDead(USED_UP)
    assert len(sandbox.punchh.calls.named("verify_code")) == 8
    fresh = provider_on(sandbox)
    assert isinstance(await sent(fresh, await task(fresh)), Sent), "the store is not shut out"


@pytest.mark.scenario("punchh", 7)
async def test_a_restart_does_not_renew_the_patience_of_the_store(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, key in zip(secrets.NAMES["punchh"], secrets.PRACTICE["punchh"], strict=True):
        monkeypatch.setenv(secrets.variable("punchh", name), key)
    async with running_server(sandbox) as url:
        plan = Plan(Settings(provider="punchh", address=url), tmp_path)
        for failures in (3, 3, 2):
            till = started(plan)
            hold = await task(till)
            await sent(till, hold)
            for _ in range(failures):
                assert await typed(till, hold, "000000") == WrongCode()
            await till.aclose()
        till = started(plan)
        ninth = await sent(till, await task(till))
        await till.aclose()
    assert ninth == NO_MORE
    assert len(sandbox.punchh.calls.named("verify_code")) == 8


def started(plan: Plan) -> PunchhProvider:
    """As a till loads it."""
    made = connection.load(plan, lambda *_: None).provider
    assert isinstance(made, PunchhProvider)
    return made


# --- the closed check -----------------------------------------------------------------------------


async def paid(till: PunchhProvider) -> tuple[Task, Receipt]:
    commit, _, done = await committed(till)
    total = BASKET.payable - Money(done.amount or 0)
    order = Order(
        id="L01C03-000018-1f77c2",
        total=total,
        lines=order_lines(BASKET.lines, total),
        tender=Tender(Method.CARD, total, total),
        placed_at=PAID,
    )
    return replace(commit, step=Step.REGISTER, key=order.id, order=order), done


@pytest.mark.scenario("punchh", 25)
async def test_a_check_in_earns_once_however_often_it_comes(
    till: PunchhProvider, sandbox: Sandbox
) -> None:
    register, _ = await paid(till)
    first = await send(till, register)
    assert first.earned_points
    second = await send(till, register)
    assert second.reference == first.reference
    assert len(sandbox.punchh.books.checkins) == 1


@pytest.mark.parametrize("answer", ["same", "409", "422"])
async def test_whatever_is_said_of_a_second_check_in_it_is_recorded(
    till: PunchhProvider, sandbox: Sandbox, answer: str
) -> None:
    register, _ = await paid(till)
    await send(till, register)
    change(sandbox, duplicate_checkin=answer)
    assert (await send(till, register)).reference == register.key


async def test_who_was_found_by_a_code_that_dies_is_checked_in_by_their_phone(
    till: PunchhProvider, sandbox: Sandbox
) -> None:
    register, _ = await paid(till)
    shown = CustomerKey(IdentifierKind.APP_CODE, "0a1f09c0017b")
    by_app = known(await till.quote(shown, BASKET))
    sandbox.clock.advance(3600)
    await send(till, replace(register, customer=by_app))
    assert sandbox.punchh.books.checkins[0].guest == OLA


@pytest.mark.scenario("punchh", 24)
async def test_a_redemption_that_was_checked_in_is_not_voided(till: PunchhProvider) -> None:
    register, done = await paid(till)
    await send(till, register)
    with pytest.raises(RefusedError):
        await send(till, then(register, Step.REVERSE, done))


async def test_every_check_is_recorded_and_can_be_voided(
    till: PunchhProvider, sandbox: Sandbox
) -> None:
    change(sandbox, pending_points=True)
    register, _ = await paid(till)
    await send(till, register)
    record = replace(register, step=Step.RECORD, key=f"{register.key}-check")
    await send(till, record)
    sandbox.clock.advance(1)
    await send(till, replace(register, step=Step.CANCEL, key="cnl-1"))
    fresh = await till.quote(BY_PHONE, BASKET)
    assert TENTH in {reward.id for reward in fresh.rewards}


def back(register: Task, key: str, total_after: int) -> Task:
    worth = Money(total_after)
    assert register.order is not None
    refund = Refund(key, register.order.total - worth, (), (), worth)
    return replace(register, step=Step.REFUND, key=key, refund=refund)


async def test_a_return_is_told_apart_from_the_reward(till: PunchhProvider) -> None:
    register, done = await paid(till)
    assert register.order is not None
    amended = till.draft(back(register, "ret-1", register.order.total.minor - 2000)).body or b""
    lines = json.loads(amended)["menu_items"]
    off = {
        line["item_name"]: line["item_amount"] for line in lines if line["menu_item_type"] == "D"
    }
    reward = (done.amount or 0) / 100
    assert off == {"Discount": 6.90, "Loyalty reward": reward, "Returned goods": 20.00}


async def test_an_amended_check_is_voided_as_it_was_last_told(
    till: PunchhProvider, sandbox: Sandbox
) -> None:
    change(sandbox, pending_points=True)
    register, _ = await paid(till)
    await send(till, register)
    await send(till, replace(register, step=Step.RECORD, key=f"{register.key}-check"))
    sandbox.clock.advance(1)
    amended = back(register, "ret-1", 10_000)
    await send(till, amended)
    sandbox.clock.advance(1)
    with pytest.raises(RefusedError):
        await send(till, replace(amended, step=Step.CANCEL, key="cnl-0", refund=None))
    await send(till, replace(amended, step=Step.CANCEL, key="cnl-1"))
    assert sandbox.punchh.books.checkins[0].voided_at is not None
