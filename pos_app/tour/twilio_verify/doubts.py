"""What goes wrong on the way, and how it ends."""

from pos_app.core.challenge import Channel
from pos_app.core.redemption.states import CodeNotSent, Committing, Redeemed
from pos_app.tour.scenario import Scenario, confirm, next_sale, pay_cash, registered
from pos_app.tour.stage import Stage
from pos_app.tour.twilio_verify.asking import paid_and_told
from pos_app.tour.twilio_verify.moves import (
    ANA,
    ANAS_NAME,
    ANAS_PHONE,
    BAKERY,
    BAKERYS_NAME,
    JOAO,
    JOAOS_NAME,
    answers,
    asked_of_twilio,
    asks_for_a_code,
    asks_on_the_phone,
    at_the_reward,
    is_closed,
    is_redeemed,
    looks_until,
    reads_authenticator,
    reads_text,
    sold_without,
    twilio,
)


async def request_without_an_answer(stage: Stage) -> None:
    """It is on the phone all the same, and found again by what the till had written into it."""
    await twilio(stage).arm("create_challenge", "drop_after")
    await asks_on_the_phone(stage, JOAO, JOAOS_NAME)
    made = (await twilio(stage).books())["challenges"]
    stage.equal(len(made), 1, "requests on the phone")
    await answers(stage, JOAO, "approve")
    await looks_until(stage, lambda: is_redeemed(stage))
    await paid_and_told(stage)


async def check_without_an_answer(stage: Stage) -> None:
    await at_the_reward(stage, ANA, ANAS_NAME)
    await confirm(stage)
    await asks_for_a_code(stage, Channel.SMS)
    await twilio(stage).arm("check_verification", "drop_after")
    await reads_text(stage, ANAS_PHONE)
    await paid_and_told(stage)
    stage.equal(len(await asked_of_twilio(stage, "list_attempts")), 1, "looks into the log")


async def approval_of_something_else(stage: Stage) -> None:
    await asks_on_the_phone(stage, JOAO, JOAOS_NAME)
    await answers(stage, JOAO, "approve")
    await twilio(stage).arm("fetch_challenge", "altered", hidden_details={"till_tx": "older"})
    await looks_until(stage, lambda: is_closed(stage))
    await stage.step("not for this sale")
    stage.equal(await stage.redeems(), [], "redemptions")
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)


async def ledger_down_after_the_code(stage: Stage) -> None:
    await at_the_reward(stage, BAKERY, BAKERYS_NAME)
    await confirm(stage)
    await asks_for_a_code(stage, Channel.APP_CODE)
    await stage.control.arm("redeem", "refuse_connection", 2)
    await reads_authenticator(stage, BAKERY)
    await stage.until(
        lambda: isinstance(stage.till.state.sale.redemption, Committing), "the ledger is asked"
    )
    await stage.until(lambda: stage.widget("askNowButton") is not None, "a rest")
    await stage.step("the ledger cannot be reached")
    for _ in range(3):
        if isinstance(stage.till.state.sale.redemption, Redeemed):
            break
        await stage.advance(4)
        await stage.pause(50)
    await paid_and_told(stage)
    asked = await asked_of_twilio(stage, "create_challenge", "answer_challenge")
    stage.equal(len(asked), 1, "times that the customer was asked")


async def twilio_down(stage: Stage) -> None:
    await at_the_reward(stage, JOAO, JOAOS_NAME)
    await twilio(stage).arm("list_factors", "drop_before", 2)
    await confirm(stage)
    await stage.until(
        lambda: isinstance(stage.till.state.sale.redemption, CodeNotSent), "nothing was asked"
    )
    await stage.step("nobody could be asked")
    await sold_without(stage)


SCENARIOS = (
    Scenario(
        "request-without-an-answer",
        "the answer is lost: one request on the phone, found again",
        request_without_an_answer,
    ),
    Scenario(
        "check-without-an-answer",
        "the check of a text is lost: the log alone proves it",
        check_without_an_answer,
    ),
    Scenario(
        "approval-of-something-else",
        "an approval of an older sale pays nothing",
        approval_of_something_else,
    ),
    Scenario(
        "ledger-down-after-the-code",
        "the ledger is asked again, the customer is not",
        ledger_down_after_the_code,
    ),
    Scenario("twilio-down", "without Twilio the store sells", twilio_down),
)
