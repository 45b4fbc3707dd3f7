"""What is said and done besides at a till whose codes are Twilio's."""

from collections.abc import Callable
from typing import Any

from pos_app.core.challenge import Channel
from pos_app.core.redemption.states import AwaitingApproval, AwaitingCode, Closed, Redeemed
from pos_app.tour.control import Control
from pos_app.tour.scenario import (
    JEANS,
    SHIRT,
    choose,
    closed,
    confirm,
    find_known,
    next_sale,
    pay_cash,
    registered,
    type_code,
)
from pos_app.tour.stage import Stage

BAKERY, BAKERYS_NAME = "11222333000181", "Padaria Estrela"
"""An authenticator and no phone."""
JOAO, JOAOS_NAME = "39053344705", "João Souza"
"""A device."""
MARIA, MARIAS_NAME, MARIAS_PHONE = "12345678909", "Maria Silva", "11987658778"
"""All of it."""
ANA, ANAS_NAME, ANAS_PHONE = "ana+vip@loja.exemplo", "Ana Vip", "11933330077"
"""A phone alone."""
ANAS_DOCUMENT = "15350946056"
TEN_OFF = 10
MOST_LOOKS = 20


def twilio(stage: Stage) -> Control:
    return stage.control.of("twilio_verify")


async def asked_of_twilio(stage: Stage, *calls: str) -> list[Any]:
    return [one for one in await twilio(stage).calls() if one["call"] in calls]


async def at_the_reward(stage: Stage, customer: str, name: str) -> None:
    await stage.scan(SHIRT, JEANS)
    await find_known(stage, customer, name)
    await choose(stage, TEN_OFF)


async def sold_without(stage: Stage) -> None:
    """The cashier goes on without the reward, and nothing was redeemed."""
    await stage.press(stage.escape)
    await closed(stage)
    await pay_cash(stage)
    await registered(stage)
    stage.equal(await stage.redeems(), [], "redemptions")
    await next_sale(stage)


async def asks_for_a_code(stage: Stage, channel: Channel) -> None:
    await stage.until(
        lambda: (
            isinstance(state := stage.till.state.sale.redemption, AwaitingCode)
            and state.challenge.channel is channel
        ),
        f"a code by {channel}",
    )
    await stage.shows("codeInput")


async def asks_on_the_phone(stage: Stage, customer: str, name: str) -> None:
    await at_the_reward(stage, customer, name)
    await confirm(stage)
    await stage.until(
        lambda: isinstance(stage.till.state.sale.redemption, AwaitingApproval), "the wait"
    )
    await stage.shows("onThePhoneLabel", "R$10,00 de desconto")


async def looks_until(stage: Stage, true: Callable[[], bool]) -> None:
    """As many looks as it takes, two seconds or more apart."""
    for _ in range(MOST_LOOKS):
        if true():
            return
        looks = len(await asked_of_twilio(stage, "fetch_challenge"))
        await stage.advance(2)
        for _ in range(100):
            if true() or len(await asked_of_twilio(stage, "fetch_challenge")) > looks:
                break
            await stage.pause()
    stage.check(true(), "the till has seen the customer's answer")


async def looks(stage: Stage, times: int) -> None:
    """Without anything to be seen."""
    before = len(await asked_of_twilio(stage, "fetch_challenge"))
    for _ in range(times):
        await stage.advance(2)
        await stage.pause(50)
    seen = len(await asked_of_twilio(stage, "fetch_challenge"))
    stage.check(seen > before, "the till looks whether the customer has answered")


def is_redeemed(stage: Stage) -> bool:
    return isinstance(stage.till.state.sale.redemption, Redeemed)


def is_closed(stage: Stage) -> bool:
    return isinstance(stage.till.state.sale.redemption, Closed)


async def reads_authenticator(stage: Stage, customer: str) -> None:
    """The customer reads the code off the app, and the cashier types it."""
    shown = await twilio(stage).ask(f"totp?customer={customer}")
    await type_code(stage, str(shown["code"]))


async def reads_text(stage: Stage, phone: str) -> None:
    await type_code(stage, await twilio(stage).code_for(phone))


async def answers(stage: Stage, customer: str, answer: str) -> None:
    """``approve`` or ``deny``, on the customer's own device."""
    await twilio(stage).act(f"phone/{answer}", customer=customer)
