"""Codes: wrong, late, lost, asked for with another contact."""

from functools import partial

from pos_app.core.redemption.states import AwaitingCode, ContactNeeded, Outcome, Releasing
from pos_app.tour.bonifiq.people import CASHBACK, JOAO, MARIA, PEDRO, TEN_OFF
from pos_app.tour.scenario import (
    JEANS,
    SHIRT,
    Scenario,
    at_the_code,
    choose,
    closed,
    confirm,
    find_known,
    next_sale,
    pay_cash,
    redeemed,
    registered,
    say_code,
    type_code,
)
from pos_app.tour.stage import Stage


async def _wrong(stage: Stage, customer: str) -> str:
    right = await stage.control.code_for(customer)
    return "".join(str((int(digit) + 1) % 10) for digit in right)


def _tries_left(stage: Stage) -> int | None:
    state = stage.till.state.sale.redemption
    return state.challenge.tries_left if isinstance(state, AwaitingCode) else None


def _has_tries(stage: Stage, left: int) -> bool:
    return _tries_left(stage) == left


async def wrong_then_right(stage: Stage) -> None:
    await at_the_code(stage, MARIA, "Maria Silva", CASHBACK)
    await type_code(stage, await _wrong(stage, MARIA))
    await stage.until(lambda: _tries_left(stage) == 2, "two tries left")
    await stage.shows("codeStatusLabel", "2")
    await stage.step("wrong code")
    await say_code(stage, MARIA)
    await redeemed(stage)
    await stage.step("redeemed")
    checks = await stage.sent("validate")
    stage.equal(len({c["request"]["TransactionId"] for c in checks}), 1, "one transaction")
    await pay_cash(stage)
    await registered(stage)
    stage.equal(len(await stage.redeems()), 1, "redemptions in the books")
    await next_sale(stage)


async def expired_then_resent(stage: Stage) -> None:
    await at_the_code(stage, JOAO, "João Souza", TEN_OFF)
    old = await stage.control.code_for(JOAO)
    await stage.advance(301)
    await stage.until(stage.is_expired, "the code has expired")
    await stage.enables("resendButton")
    await stage.step("expired")
    await type_code(stage, old)
    stage.equal(await stage.sent("validate"), [], "an expired code is not sent")
    await confirm(stage)
    await stage.until(stage.awaits_fresh_code, "a new code")
    await stage.step("sent again")
    await say_code(stage, JOAO)
    await redeemed(stage)
    sends = await stage.sent("challenge")
    stage.equal(len(sends), 2, "codes sent")
    stage.equal(len({c["request"]["TransactionId"] for c in sends}), 1, "one transaction")
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)


async def locked_out(stage: Stage) -> None:
    await at_the_code(stage, MARIA, "Maria Silva", CASHBACK)
    for left in (2, 1):
        await type_code(stage, await _wrong(stage, MARIA))
        await stage.until(partial(_has_tries, stage, left), f"{left} tries left")
    await stage.step("last try")
    await type_code(stage, await _wrong(stage, MARIA))
    await closed(stage)
    state = stage.till.state.sale.redemption
    stage.check(not isinstance(state, Releasing), "nothing was held")
    stage.equal(getattr(state, "outcome", None), Outcome.LOCKED, "outcome")
    await stage.step("locked")
    await pay_cash(stage)
    await registered(stage)
    stage.equal(await stage.redeems(), [], "nothing was redeemed")
    stage.equal(len(await stage.sent("validate")), 3, "checks on the wire")
    await next_sale(stage)


async def sign_up_with_contact(stage: Stage) -> None:
    await stage.scan(SHIRT, JEANS)
    await find_known(stage, PEDRO, "Pedro Novo")
    await choose(stage, TEN_OFF)
    await confirm(stage)
    await stage.until(
        lambda: isinstance(stage.till.state.sale.redemption, ContactNeeded), "a contact is asked"
    )
    await stage.shows("contactInput")
    await stage.step("contact asked")
    await stage.type("11 98888-7766")
    await stage.press(stage.enter)
    await stage.until(
        lambda: isinstance(stage.till.state.sale.redemption, AwaitingCode), "a code was sent"
    )
    await stage.step("code sent")
    await say_code(stage, PEDRO)
    await redeemed(stage)
    first, second = await stage.sent("challenge")
    stage.check("Phone" not in first["request"], "no contact was invented")
    stage.check(second["request"].get("Phone"), "the contact was sent")
    stage.equal(
        first["request"]["TransactionId"], second["request"]["TransactionId"], "one transaction"
    )
    await pay_cash(stage)
    await registered(stage)
    order = (await stage.sent("order"))[0]["request"]
    stage.check(order["Customer"]["IsEnrolled"] is True, "the customer has signed up")
    await next_sale(stage)


async def left_before_the_code(stage: Stage) -> None:
    await at_the_code(stage, MARIA, "Maria Silva", CASHBACK)
    await stage.press(stage.escape)
    await closed(stage)
    await stage.step("left")
    await pay_cash(stage)
    await registered(stage)
    stage.equal(await stage.sent("redeem"), [], "nothing was redeemed")
    stage.equal(await stage.sent("delete_reward"), [], "nothing was there to undo")
    await next_sale(stage)


SCENARIOS = (
    Scenario("wrong-code-then-right", "a wrong code, then the right one", wrong_then_right),
    Scenario("code-expired-then-resent", "too late, sent again", expired_then_resent),
    Scenario("locked-out", "three wrong codes", locked_out),
    Scenario("sign-up-with-contact", "signing up, the phone is asked for", sign_up_with_contact),
    Scenario("left-before-the-code", "the customer changes their mind", left_before_the_code),
)
