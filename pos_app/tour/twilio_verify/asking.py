"""Every way to ask a customer: by the authenticator, on a device, by a text, and from one to the
other."""

from pos_app.core.challenge import Channel
from pos_app.core.loyalty import Refusal
from pos_app.core.redemption.states import AwaitingCode, CodeNotSent
from pos_app.screens import counts
from pos_app.screens.texts import refusal
from pos_app.screens.view.wording import sent_to
from pos_app.tour.scenario import (
    Scenario,
    confirm,
    next_sale,
    pay_cash,
    redeemed,
    registered,
    send_code,
    type_code,
)
from pos_app.tour.stage import Stage
from pos_app.tour.twilio_verify.moves import (
    ANA,
    ANAS_NAME,
    ANAS_PHONE,
    BAKERY,
    BAKERYS_NAME,
    JOAO,
    JOAOS_NAME,
    MARIA,
    MARIAS_NAME,
    MARIAS_PHONE,
    answers,
    asked_of_twilio,
    asks_for_a_code,
    asks_on_the_phone,
    at_the_reward,
    is_closed,
    is_redeemed,
    looks,
    looks_until,
    reads_authenticator,
    reads_text,
    sold_without,
    twilio,
)


async def paid_and_told(stage: Stage, total: str = "159,80") -> None:
    """Once at the ledger, whose own code nobody asked for."""
    await redeemed(stage)
    await stage.shows("totalLabel", total)
    await stage.step("redeemed")
    await pay_cash(stage)
    await registered(stage)
    await stage.step("receipt")
    stage.equal(len(await stage.redeems()), 1, "redemptions in the ledger's books")
    stage.equal(await stage.sent("challenge"), [], "codes of the ledger's own")
    await next_sale(stage)


async def code_of_the_authenticator(stage: Stage) -> None:
    await at_the_reward(stage, BAKERY, BAKERYS_NAME)
    await stage.step("customer and reward")
    await confirm(stage)
    await asks_for_a_code(stage, Channel.APP_CODE)
    stage.check(sent_to(Channel.APP_CODE, None) in stage.screen(), "where the code is")
    await stage.shows("totalLabel", "169,80")
    await stage.step("the code is in the customer's app")
    asked = await asked_of_twilio(stage, "create_challenge", "start_verification")
    stage.equal(asked, [], "anything sent before there is a code")
    await reads_authenticator(stage, BAKERY)
    await paid_and_told(stage)
    asked = await asked_of_twilio(stage, "create_challenge", "answer_challenge")
    stage.equal(len(asked), 1, "calls that took the code")


async def wrong_code_first(stage: Stage) -> None:
    await at_the_reward(stage, BAKERY, BAKERYS_NAME)
    await send_code(stage)
    await type_code(stage, "0000000")
    await stage.until(
        lambda: (
            isinstance(state := stage.till.state.sale.redemption, AwaitingCode)
            and state.notice is not None
        ),
        "the code is wrong",
    )
    await stage.shows("codeStatusLabel", counts.tries_left(5))
    await stage.step("not right, and nothing taken")
    stage.equal(await stage.redeems(), [], "redemptions")
    await reads_authenticator(stage, BAKERY)
    await paid_and_told(stage)
    stage.equal(len(await asked_of_twilio(stage, "create_challenge")), 1, "challenges")


async def approved_on_the_phone(stage: Stage) -> None:
    await asks_on_the_phone(stage, JOAO, JOAOS_NAME)
    await stage.shows(
        "onThePhoneLabel", "Loja Centro", "R$ 10,00".replace(" ", "\N{NO-BREAK SPACE}")
    )
    await stage.shows("codeStatusLabel", ":")
    await stage.shows("codeInsteadButton")
    stage.check(stage.widget("codeInput") is None, "there is nothing to type")
    await stage.step("waiting for the customer's phone")
    [push] = (await twilio(stage).ask(f"phone?customer={JOAO}"))["pushes"]
    shown = [field["value"] for field in push["fields"]]
    stage.check({"Loja Centro", "BRL 10.00"} <= {*shown}, f"store and amount are among {shown}")
    await looks(stage, 3)
    stage.equal(await stage.redeems(), [], "redemptions before the customer agrees")
    await answers(stage, JOAO, "approve")
    await looks_until(stage, lambda: is_redeemed(stage))
    await paid_and_told(stage)
    stage.equal(len(await asked_of_twilio(stage, "create_challenge")), 1, "requests on the phone")


async def reminded_on_the_phone(stage: Stage) -> None:
    await asks_on_the_phone(stage, JOAO, JOAOS_NAME)
    await stage.advance(31)
    await stage.enables("resendButton")
    await stage.step("it can be sent again")
    await stage.activate("resendButton")
    await stage.until(lambda: stage.till.state.sale.redemption.tally.sends == 2, "a reminder")  # type: ignore[union-attr]
    await answers(stage, JOAO, "approve")
    await looks_until(stage, lambda: is_redeemed(stage))
    await paid_and_told(stage)
    stage.equal(len(await asked_of_twilio(stage, "create_challenge")), 1, "requests on the phone")
    stage.equal(len(await asked_of_twilio(stage, "notify")), 1, "reminders")


async def said_no(stage: Stage) -> None:
    await asks_on_the_phone(stage, JOAO, JOAOS_NAME)
    await answers(stage, JOAO, "deny")
    await looks_until(stage, lambda: is_closed(stage))
    stage.check(refusal(Refusal("APPROVAL_DENIED")) in stage.screen(), "the cashier is told")
    await stage.step("the customer said no")
    await pay_cash(stage)
    await registered(stage)
    stage.equal(await stage.redeems(), [], "redemptions")
    asked = await asked_of_twilio(stage, "create_challenge", "notify", "start_verification")
    stage.equal(len(asked), 1, "requests")
    await next_sale(stage)


async def nobody_answers(stage: Stage) -> None:
    await asks_on_the_phone(stage, JOAO, JOAOS_NAME)
    await stage.advance(123)
    await stage.until(
        lambda: isinstance(stage.till.state.sale.redemption, CodeNotSent), "the end of the wait"
    )
    await stage.step("not approved in time")
    await sold_without(stage)


async def code_by_sms(stage: Stage) -> None:
    await at_the_reward(stage, ANA, ANAS_NAME)
    await confirm(stage)
    await asks_for_a_code(stage, Channel.SMS)
    stage.check("•••• 77" in stage.screen(), "where it went, by its last two digits")
    stage.check(ANAS_PHONE not in stage.screen(), "the number is nowhere on the screen")
    await stage.step("sent by SMS")
    await reads_text(stage, ANAS_PHONE)
    await paid_and_told(stage)


async def code_instead_of_the_approval(stage: Stage) -> None:
    await asks_on_the_phone(stage, MARIA, MARIAS_NAME)
    await stage.press(stage.other_way)
    await asks_for_a_code(stage, Channel.SMS)
    await stage.step("a code instead")
    await answers(stage, MARIA, "approve")
    await stage.advance(4)
    stage.equal(await stage.redeems(), [], "redemptions by the approval nobody waits for")
    await reads_text(stage, MARIAS_PHONE)
    await paid_and_told(stage)


SCENARIOS = (
    Scenario(
        "code-of-the-authenticator",
        "a reward with the code of the customer's authenticator app, paid and registered",
        code_of_the_authenticator,
    ),
    Scenario(
        "wrong-code-first", "a wrong code costs nothing, the right one pays", wrong_code_first
    ),
    Scenario(
        "approved-on-the-phone",
        "the customer reads shop, amount and points on the phone and agrees",
        approved_on_the_phone,
    ),
    Scenario("reminded-on-the-phone", "one reminder, and no second request", reminded_on_the_phone),
    Scenario("said-no", "a no ends it at once", said_no),
    Scenario("nobody-answers", "the wait ends, and the sale goes on without", nobody_answers),
    Scenario("code-by-sms", "a customer without any factor gets a text", code_by_sms),
    Scenario(
        "code-instead-of-the-approval",
        "the phone is asked, then a code is sent instead",
        code_instead_of_the_approval,
    ),
)
