"""What goes wrong at a Weavr till, and how it ends."""

from PySide6.QtCore import Qt

from pos_app.core.loyalty import Refusal
from pos_app.core.redemption.states import AwaitingCode, CheckingCode, Parked, Releasing
from pos_app.screens.texts import refusal
from pos_app.tour.scenario import (
    JEANS,
    SHIRT,
    Scenario,
    closed,
    confirm,
    next_sale,
    pay_cash,
    registered,
    say_code,
    type_code,
)
from pos_app.tour.stage import Stage, wording
from pos_app.tour.weavr.moves import (
    ask,
    at_the_code,
    at_the_phone,
    balance_of,
    lend,
    paid_sends,
    phone_answers,
    settles,
)
from pos_app.tour.weavr.people import (
    ALMA,
    ALMAS_ACCOUNT,
    BRUNO,
    BRUNOS_ACCOUNT,
    CLARA,
    CLARAS_ACCOUNT,
)

WRONG = "000000"
WRONG_CODE, DECLINED = Refusal("CODE_WRONG"), Refusal("SEND_REJECTED")


async def wrong_codes(stage: Stage) -> None:
    """Weavr counts, and says when one try is left and when it is over."""
    await at_the_code(stage, ALMA, ALMAS_ACCOUNT)
    for _ in range(3):
        await _type_wrong(stage)
        await stage.shows("codeNotice", refusal(WRONG_CODE))
    await _type_wrong(stage)
    last = wording("Code", "That code is not right. One attempt is left: ask digit by digit.")
    await stage.shows("codeNotice", last)
    await stage.step("one attempt left")
    await _type_wrong(stage)
    await _let_go(stage)
    await stage.step("over, and watched")
    stage.equal(len(await stage.sent("verify")), 5, "codes checked")
    await _rejected_in_the_end(stage)
    await pay_cash(stage)
    await registered(stage)
    stage.equal(await balance_of(stage, ALMAS_ACCOUNT), 5000, "the customer's balance")
    await next_sale(stage)


async def _type_wrong(stage: Stage) -> None:
    """Returns once the answer is there."""
    before = _entries(stage)
    await stage.shows("codeInput")
    await type_code(stage, WRONG)
    await stage.until(lambda: _entries(stage) != before, "the answer to the code")


def _entries(stage: Stage) -> int | None:
    """Codes typed so far, as long as one is awaited."""
    state = stage.till.state.sale.redemption
    if isinstance(state, CheckingCode):
        return state.tally.entries - 1
    return state.tally.entries if isinstance(state, AwaitingCode) else None


async def right_after_wrong(stage: Stage) -> None:
    await at_the_code(stage, ALMA, ALMAS_ACCOUNT)
    await _type_wrong(stage)
    await stage.shows("codeNotice", refusal(WRONG_CODE))
    await say_code(stage, ALMA)
    await settles(stage)
    stage.equal(len(await paid_sends(stage)), 1, "payments")
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)


async def declined_on_the_phone(stage: Stage) -> None:
    await at_the_phone(stage, CLARA, CLARAS_ACCOUNT)
    await phone_answers(stage, CLARA, "deny")
    await closed(stage)
    await stage.step("declined")
    stage.check(refusal(DECLINED) in stage.screen(), "the cashier is told")
    stage.equal(await balance_of(stage, CLARAS_ACCOUNT), 12000, "the customer's balance")
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)


async def no_way_to_confirm(stage: Stage) -> None:
    await stage.scan(SHIRT, JEANS)
    await lend(stage, BRUNO)
    await ask(stage, BRUNOS_ACCOUNT)
    await confirm(stage)
    await _let_go(stage)
    await stage.step("nothing to confirm with")
    await _rejected_in_the_end(stage)
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)


async def approved_too_late(stage: Stage) -> None:
    """The cashier went on, the customer taps all the same: a supervisor's matter."""
    await at_the_phone(stage, CLARA, CLARAS_ACCOUNT)
    await stage.press(stage.escape)
    await stage.until(lambda: stage.till.state.sale.can_be_paid, "a sale that can be paid")
    await stage.control.act("push", customer=CLARA, answer="approve")
    await stage.advance(5)
    await stage.until(
        lambda: isinstance(stage.till.state.sale.redemption, Parked), "a supervisor's matter"
    )
    await stage.step("paid too late")
    stage.equal(len(stage.till.state.matters), 1, "matters")
    await stage.shows("totalLabel", "169,80")
    stage.equal(len(await paid_sends(stage)), 1, "payments")
    await pay_cash(stage)
    await next_sale(stage)
    await stage.press(Qt.Key.Key_F10)
    await stage.shows("mattersButton", "1")
    await stage.press(stage.enter)
    await stage.shows("mattersTable")
    await stage.step("the case")
    await stage.press(Qt.Key.Key_Tab)
    await stage.type("Rui P.")
    await stage.press(stage.enter)
    await stage.type("Devolvido pelo painel")
    await stage.press(Qt.Key.Key_F11)
    await stage.until(lambda: not stage.till.state.matters, "nothing waits for a supervisor")
    await stage.press(stage.escape)


async def customer_does_not_pay_with_it(stage: Stage) -> None:
    await stage.scan(SHIRT, JEANS)
    await lend(stage, ALMA)
    await ask(stage, ALMAS_ACCOUNT)
    await stage.press(stage.escape)
    await closed(stage)
    stage.equal(await stage.sent("create_send"), [], "payments")
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)


async def _let_go(stage: Stage) -> None:
    """Returns once the provider has answered: the customer's session lives from call to call."""
    await stage.until(lambda: bool(_looks(stage)), "the payment is let go")


async def _rejected_in_the_end(stage: Stage) -> None:
    """A payment that nobody confirmed is watched until it is rejected by itself."""
    while (looks := _looks(stage)) is not None:
        await stage.advance(200)
        await stage.until(lambda was=looks: _looks(stage) != was, "the next look")  # type: ignore[misc]
    await closed(stage)


def _looks(stage: Stage) -> int | None:
    """So far, as long as a payment that was let go is watched; one on its way is still the last."""
    state = stage.till.state.sale.redemption
    if not isinstance(state, Releasing):
        return None
    return state.submission.attempt - state.submission.in_flight


SCENARIOS = (
    Scenario("wrong-codes", "five wrong codes end it, and the payment is watched", wrong_codes),
    Scenario("right-after-wrong", "a wrong code, then the right one", right_after_wrong),
    Scenario("declined-on-the-phone", "the customer declines on the phone", declined_on_the_phone),
    Scenario("no-way-to-confirm", "a customer without confirmations", no_way_to_confirm),
    Scenario("approved-too-late", "approved after the cashier went on", approved_too_late),
    Scenario(
        "customer-does-not-pay-with-it", "no agreement, no payment", customer_does_not_pay_with_it
    ),
)
