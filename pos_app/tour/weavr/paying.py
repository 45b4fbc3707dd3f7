"""Money of every kind of customer: agreed to, confirmed by code, by phone or not at all, paid."""

from PySide6.QtCore import Qt

from pos_app.checkout.state import Quoted
from pos_app.tour.scenario import (
    JEANS,
    SHIRT,
    SOCKS,
    Scenario,
    confirm,
    next_sale,
    pay_cash,
    redeemed,
    registered,
    say_code,
)
from pos_app.tour.stage import Stage
from pos_app.tour.weavr.moves import (
    ask,
    at_the_phone,
    balance_of,
    code_awaited,
    code_goes_out,
    lend,
    paid_sends,
    phone_answers,
    settles,
    signed_out,
)
from pos_app.tour.weavr.people import (
    ALMA,
    ALMAS_ACCOUNT,
    CLARA,
    CLARAS_ACCOUNT,
    EDDA,
    EDDAS_ACCOUNT,
    MERCHANT,
    token_of,
)


async def paid_with_a_code(stage: Stage) -> None:
    await stage.scan(SHIRT, JEANS)
    await stage.shows("totalLabel", "169,80")
    await lend(stage, ALMA)
    await stage.shows("customerCard", "50,00")
    await stage.step("the customer's account")
    await ask(stage, ALMAS_ACCOUNT)
    stage.check("50,00" in stage.screen(), "the amount is told before anything is sent")
    await stage.step("asked whether the customer pays with it")
    await code_goes_out(stage)
    await stage.shows("totalLabel", "169,80")
    stage.equal(await balance_of(stage, ALMAS_ACCOUNT), 5000, "balance before the code")
    await stage.step("code sent")
    await say_code(stage, ALMA)
    await settles(stage)
    await stage.shows("totalLabel", "119,80")
    await stage.step("paid from the account")
    await pay_cash(stage, "120")
    await registered(stage)
    await stage.step("receipt")
    [send] = await paid_sends(stage)
    stage.equal((send["amount"], send["destination"]), (5000, MERCHANT), "what was sent")
    stage.equal(await balance_of(stage, MERCHANT), 5000, "the merchant's account")
    await stage.until(lambda: not stage.till.carrier.busy, "the end of all calls")
    await next_sale(stage)
    await signed_out(stage, ALMA)


async def paid_on_the_phone(stage: Stage) -> None:
    await at_the_phone(stage, CLARA, CLARAS_ACCOUNT)
    await stage.step("the phone asks")
    await stage.shows("onThePhoneLabel", "120,00")
    await phone_answers(stage, CLARA, "approve")
    await settles(stage)
    await stage.shows("totalLabel", "49,80")
    await stage.step("paid from the account")
    stage.equal(len(await stage.sent("verify")), 0, "codes checked")
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)


async def paid_without_a_code(stage: Stage) -> None:
    """An exempted payment is gone at once: the customer was asked before."""
    await stage.control.settings(exemption="low_value")
    await stage.scan(SOCKS)
    await stage.press(Qt.Key.Key_F2)
    await stage.type(token_of(ALMA))
    stage.check(token_of(ALMA) not in stage.screen(), "the token is nowhere on the screen")
    await stage.press(stage.enter)
    await stage.until(lambda: isinstance(stage.till.state.quote, Quoted), "the accounts")
    await ask(stage, ALMAS_ACCOUNT)
    await stage.step("asked whether the customer pays with it")
    await confirm(stage)
    await redeemed(stage)
    await stage.shows("totalLabel", "0,00")
    await stage.step("paid at once")
    stage.equal(await stage.sent("issue"), [], "codes sent")
    stage.equal(len(await paid_sends(stage)), 1, "payments")
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)


async def code_instead_of_the_phone(stage: Stage) -> None:
    await at_the_phone(stage, EDDA, EDDAS_ACCOUNT)
    await stage.enables("codeInsteadButton")
    await stage.step("a code can be sent instead")
    await stage.press(Qt.Key.Key_F11)
    await code_awaited(stage)
    await stage.step("code sent")
    await say_code(stage, EDDA)
    await settles(stage)
    stage.equal(len(await paid_sends(stage)), 1, "payments")
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)


SCENARIOS = (
    Scenario(
        "paid-with-a-code",
        "an account is shown by QR, the customer agrees, says the code, and it pays",
        paid_with_a_code,
    ),
    Scenario("paid-on-the-phone", "the customer approves on the phone", paid_on_the_phone),
    Scenario(
        "paid-without-a-code",
        "a small payment is exempted: agreed to, and paid at once",
        paid_without_a_code,
    ),
    Scenario(
        "code-instead-of-the-phone",
        "the phone does not answer: a code instead",
        code_instead_of_the_phone,
    ),
)
