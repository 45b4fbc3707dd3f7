"""A whole till at Punchh, from the cashier's hand to the books: what the contract finds worth
testing of a redemption."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pos_app.checkout.clock import Clock
from pos_app.core.challenge import Channel
from pos_app.core.money import Money
from pos_app.core.redemption.states import (
    AwaitingCode,
    Closed,
    CodeNotSent,
    Committing,
    Outcome,
    Redeemed,
)
from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.punchh.fixtures import (
    BUSINESS_KEY,
    LOCATION_KEY,
    OTHER_CLIENT_ID,
)
from pos_app.screens.texts import translate
from pos_app.screens.view.code import derive_code
from tests.contract.punchh import (
    OLA,
    OLAS_PHONE,
    change,
    hand_of,
    is_redeemed,
    points,
    redeemable,
    reward,
)
from tests.contract.punchh_till import (
    DEVICE,
    TEN_FOR_POINTS,
    TENTH,
    PunchhTill,
    open_till,
    provider_on,
)
from tests.contract.sandbox_till import sandbox_on
from tests.telling import forms

CARD = "7700123400090017"
TENTH_NUMBER = 55122
GROSS = Money(7880)
LESS_A_TENTH = Money(7092)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox(clock: Clock) -> Sandbox:
    return sandbox_on(clock)


@pytest.fixture
async def till(tmp_path: Path, sandbox: Sandbox, clock: Clock) -> AsyncIterator[PunchhTill]:
    async with open_till(tmp_path / "journal.db", sandbox, clock) as opened:
        yield opened


async def act(sandbox: Sandbox, action: str, **values: object) -> None:
    """What the guest does in the app."""
    async with hand_of(sandbox) as hand:
        done = await hand.post(f"/app/{action}", json={"guest": OLA, **values})
    assert done.status_code == 200, done.text


@pytest.mark.scenario("punchh", 1)
async def test_a_sale_by_phone_from_look_up_to_receipt(till: PunchhTill, sandbox: Sandbox) -> None:
    before = points(sandbox)
    await till.redeem()
    assert till.state.sale.total == LESS_A_TENTH
    await till.pay()
    await till.delivered()
    steps = [call.call for call in till.sent(*ORDER)]
    assert list(dict.fromkeys(steps)) == list(ORDER)
    assert points(sandbox) == before + 70
    assert is_redeemed(sandbox, TENTH_NUMBER)
    [kept] = sandbox.punchh.books.receipts.values()
    assert str(kept.versions[0].body["amount"]) == "70.92"
    await till.find()
    assert TENTH not in {reward.id for reward in till.rewards()}


ORDER = (
    "search",
    "select",
    "quote",
    "send_code",
    "verify_code",
    "sign_out",
    "commit",
    "checkin",
    "receipt",
)


@pytest.mark.scenario("punchh", 2)
async def test_after_a_look_up_by_card_all_goes_by_the_guests_id(till: PunchhTill) -> None:
    await till.redeem(CARD)
    await till.pay()
    await till.delivered()
    assert till.sent("find") == []
    assert {call.query for call in till.sent("search")} == {f"card_number={CARD}"}
    assert till.said("user_id", "active", "select", "active", "quote", "commit") == [OLA] * 4


@pytest.mark.scenario("punchh", 3)
async def test_no_code_leaves_before_the_guest_has_agreed(till: PunchhTill) -> None:
    await till.find()
    await till.hold()
    await till.quiet()
    assert till.sent("send_code") == []
    till.till.continue_without()
    await till.ended()
    await till.quiet()
    assert till.sent("send_code", "verify_code", "commit") == []
    assert till.state.sale.can_be_paid
    assert till.state.sale.total == GROSS


@pytest.mark.scenario("punchh", 6)
async def test_the_third_wrong_code_ends_it_without_a_fourth_call(till: PunchhTill) -> None:
    await till.at_the_code()
    till.say("000000")
    await till.until(lambda: tries_left(till) == 2)
    till.say("000000")
    await till.until(lambda: tries_left(till) == 1)
    till.say("000000")
    closed = await till.ended()
    till.say()
    await till.quiet()
    assert closed.outcome is Outcome.LOCKED
    assert [call.status for call in till.sent("verify_code")] == [422] * 3
    till.till.choose_reward(TENTH)
    till.till.confirm_reward()
    await till.quiet()
    assert len(till.sent("send_code")) == 1
    assert till.standing() == []


def tries_left(till: PunchhTill) -> int | None:
    state = till.redemption
    return state.challenge.tries_left if isinstance(state, AwaitingCode) else None


@pytest.mark.scenario("punchh", 8)
@pytest.mark.parametrize("times", [1, 2])
async def test_a_send_that_was_not_answered_goes_once_more_with_another_challenge(
    tmp_path: Path, sandbox: Sandbox, clock: Clock, times: int
) -> None:
    waited: list[float] = []

    async def note(seconds: float) -> None:
        waited.append(seconds)

    sandbox.punchh.faults.arm("send_code", "status_503_html", times)
    async with open_till(
        tmp_path / "j.db", sandbox, clock, provider_on(sandbox, pause=note)
    ) as till:
        await till.at_the_code()
        state = till.redemption
        assert isinstance(state, AwaitingCode)
        panel = derive_code(till.state, state, till.till.now())
        first, second = till.said("code_challenge", "send_code")
        assert first != second
    assert [seconds >= 2 for seconds in waited] == [True]
    unknown = translate("Wording", "It is not certain that the code went out")
    assert (panel.sent == unknown) is (times == 2)
    assert (state.challenge.channel is Channel.UNKNOWN) is (times == 2)


@pytest.mark.scenario("punchh", 10)
async def test_a_client_of_another_scope_is_told_as_the_set_up_and_not_tried_again(
    tmp_path: Path, sandbox: Sandbox, clock: Clock
) -> None:
    wrong = provider_on(sandbox, client=OTHER_CLIENT_ID)
    async with open_till(tmp_path / "journal.db", sandbox, clock, wrong) as till:
        await till.find()
        await till.hold()
        till.till.consent()
        await till.until_in(CodeNotSent)
        state = till.redemption
        assert isinstance(state, CodeNotSent)
        assert state.refusal.code == "MISCONFIGURED"
        assert [call.status for call in till.sent("send_code")] == [412]


@pytest.mark.scenario("punchh", 13)
async def test_a_basket_that_the_app_has_locked_is_left_to_it(
    till: PunchhTill, sandbox: Sandbox
) -> None:
    await till.find()
    await act(sandbox, "lock")
    closed = await till.try_to_hold()
    assert closed.outcome is Outcome.REFUSED
    assert closed.refusal is not None
    assert closed.refusal.code == "LOCKED_ELSEWHERE"
    assert till.sent("quote", "commit", "unlock", "unselect", "send_code") == []
    assert sandbox.punchh.books.active[OLA].locked_by == f"app-{OLA}"
    await act(sandbox, "unlock")
    await till.until(lambda: bool(till.rewards()))
    await till.hold()
    await till.agree()
    till.say()
    await till.until_in(Redeemed)


@pytest.mark.scenario("punchh", 17)
async def test_what_may_not_be_combined_with_the_apps_choice_is_refused_whole(
    till: PunchhTill, sandbox: Sandbox
) -> None:
    change(sandbox, exclude_interoperability=["offer|loyalty"])
    await act(sandbox, "select", items=[redeemable(78)])
    await till.find()
    closed = await till.try_to_hold()
    assert closed.refusal is not None
    assert closed.refusal.text == "Interoperability validation failed"
    assert [item.discount_id for item in sandbox.punchh.books.active[OLA].items] == ["78"]
    assert till.state.sale.total == GROSS
    assert till.state.sale.can_be_paid


@pytest.mark.scenario("punchh", 18)
async def test_more_than_the_banked_balance_cannot_be_asked_for(
    till: PunchhTill, sandbox: Sandbox
) -> None:
    change(sandbox, program="points_to_currency")
    await till.find()
    till.till.choose_reward("discount_amount")
    till.till.set_amount("99,99")
    choice = till.state.choice
    assert choice is not None
    assert choice.amount == Money(2500)


@pytest.mark.scenario("punchh", 18)
async def test_a_balance_that_was_spent_meanwhile_is_refused_and_stays(
    till: PunchhTill, sandbox: Sandbox
) -> None:
    change(sandbox, program="points_to_currency")
    await till.find()
    sandbox.punchh.books.guests[OLA].banked_cents = 2499
    closed = await till.try_to_hold("discount_amount")
    assert closed.refusal is not None
    assert closed.refusal.text == "Balance is insufficient to process request"
    assert sandbox.punchh.books.guests[OLA].banked_cents == 2499
    assert till.state.sale.total == GROSS


@pytest.mark.scenario("punchh", 19)
@pytest.mark.parametrize("items", ["kept", "dropped"])
async def test_what_expired_in_the_basket_is_taken_out_and_the_rest_redeemed(
    till: PunchhTill, sandbox: Sandbox, items: str
) -> None:
    change(sandbox, unusable_items=items)
    await act(sandbox, "select", items=[reward(55120)])
    expire(sandbox, 55120)
    await till.find()
    await till.hold()
    assert [item.discount_id for item in sandbox.punchh.books.active[OLA].items] == [
        str(TENTH_NUMBER)
    ]
    await till.agree()
    till.say()
    await till.until_in(Redeemed)
    assert till.state.sale.total == LESS_A_TENTH


@pytest.mark.scenario("punchh", 19)
@pytest.mark.parametrize("items", ["kept", "dropped"])
async def test_the_reward_itself_expired_in_the_basket_and_is_taken_out(
    till: PunchhTill, sandbox: Sandbox, items: str
) -> None:
    change(sandbox, unusable_items=items)
    await act(sandbox, "select", items=[reward(TENTH_NUMBER)])
    await till.find()
    expire(sandbox, TENTH_NUMBER)
    closed = await till.try_to_hold()
    await till.quiet()
    assert closed.refusal is not None
    assert closed.refusal.text == "Invalid Reward ID"
    assert till.sent("void") == []
    assert OLA not in sandbox.punchh.books.active
    assert till.state.sale.can_be_paid


def expire(sandbox: Sandbox, number: int) -> None:
    rewards = sandbox.punchh.books.guests[OLA].rewards
    next(one for one in rewards if one.id == number).ends_at = sandbox.clock.now()


@pytest.mark.scenario("punchh", 20)
async def test_a_commit_that_holds_only_failures_takes_nothing_off(
    till: PunchhTill, sandbox: Sandbox
) -> None:
    await till.at_the_code()
    sandbox.punchh.faults.arm("commit", "only_failures")
    till.say()
    closed = await till.ended()
    assert [call.status for call in till.sent("commit")] == [200]
    assert closed.outcome is Outcome.REFUSED
    assert (till.state.sale.total, till.standing()) == (GROSS, [])
    assert not is_redeemed(sandbox, TENTH_NUMBER)
    assert till.state.sale.can_be_paid


@pytest.mark.scenario("punchh", 20)
async def test_a_check_that_changes_after_the_quote_lets_the_quote_go(
    till: PunchhTill, sandbox: Sandbox
) -> None:
    await till.at_the_code()
    till.till.enter_product("CAF-02")
    till.say()
    closed = await till.ended()
    await till.quiet()
    assert closed.outcome is Outcome.ABANDONED
    assert till.sent("verify_code", "commit") == []
    assert OLA not in sandbox.punchh.books.active


@pytest.mark.scenario("punchh", 22)
@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "status_500_after"])
@pytest.mark.parametrize("crash", [False, True])
async def test_a_commit_without_an_answer_ends_in_one_redemption_or_none(
    tmp_path: Path, sandbox: Sandbox, clock: Clock, fault: str, crash: bool
) -> None:
    path = tmp_path / "journal.db"
    async with open_till(path, sandbox, clock) as till:
        await till.at_the_code()
        sandbox.punchh.faults.arm("commit", fault)
        till.say()
        await till.until(lambda: is_resting(till))
        if not crash:
            await settle(till)
            check_once(till)
        else:
            await till.crash()
    if crash:
        async with open_till(path, sandbox, clock) as again:
            await settle(again)
            check_once(again)


def is_resting(till: PunchhTill) -> bool:
    state = till.redemption
    return isinstance(state, Committing) and state.submission.due is not None


async def settle(till: PunchhTill) -> None:
    for _ in range(200):
        if isinstance(till.redemption, Redeemed | Closed) and not till.state.owed:
            return
        await till.later(5)
    raise AssertionError(till.redemption)


def check_once(till: PunchhTill) -> None:
    """What the till takes off is what stands at Punchh."""
    redeemed = isinstance(till.redemption, Redeemed)
    assert len(till.standing()) == (1 if redeemed else 0)
    assert till.state.sale.total == (LESS_A_TENTH if redeemed else GROSS)
    assert is_redeemed(till.sandbox, TENTH_NUMBER) is redeemed
    assert not till.state.matters


@pytest.mark.scenario("punchh", 23)
async def test_what_is_given_back_can_be_redeemed_at_once(till: PunchhTill) -> None:
    await till.redeem()
    till.till.undo()
    closed = await till.ended()
    assert closed.outcome is Outcome.REVERSED
    assert [call.status for call in till.sent("void")] == [202]
    assert till.state.sale.total == GROSS
    await till.until(lambda: TENTH in {reward.id for reward in till.rewards()})
    await till.hold()
    await till.agree()
    till.say()
    await till.until_in(Redeemed)
    assert len(till.standing()) == 1


@pytest.mark.scenario("punchh", 23)
async def test_a_void_without_an_answer_is_sent_again_and_harms_nobody(
    till: PunchhTill, sandbox: Sandbox
) -> None:
    await till.redeem(reward=TEN_FOR_POINTS)
    left = points(sandbox)
    sandbox.punchh.faults.arm("void", "drop_after")
    till.till.undo()
    await settle(till)
    assert [call.status for call in till.sent("void")] == [None, 422]
    assert points(sandbox) == left + 200
    assert till.standing() == []


@pytest.mark.scenario("punchh", 30)
async def test_no_log_of_a_whole_sale_holds_anything_that_must_not_be_told(
    till: PunchhTill, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await till.redeem()
    await till.pay()
    await till.delivered()
    told = "\n".join(record.getMessage() for record in caplog.records)
    assert "operation=commit" in told
    assert "operation=checkin" in told
    [checked] = till.sent("verify_code")
    body = checked.json
    assert isinstance(body, dict)
    secrets = {
        str(body["token"]),
        str(body["code_verifier"]),
        sandbox.punchh.books.codes.outbox[-1].challenge,
        LOCATION_KEY,
        BUSINESS_KEY,
        DEVICE,
        OLAS_PHONE,
        "ola@guests.example",
        "Ola Lind",
    }
    assert len(secrets) == 9
    assert {one for one in secrets for form in forms(one) if form and form in told} == set()
    assert "eyJ" not in told, "a token of the guest"
