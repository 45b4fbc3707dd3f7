"""At the service desk: a customer gets an authenticator, and redeems with it."""

from typing import Any

from pos_app.core.challenge import Channel
from pos_app.core.enrolment.states import Enrolled, Listed, NoCustomer, Showing
from pos_app.screens import counts
from pos_app.tour.scenario import Scenario, confirm, type_code
from pos_app.tour.stage import Stage, wording
from pos_app.tour.twilio_verify.asking import paid_and_told
from pos_app.tour.twilio_verify.moves import (
    ANA,
    ANAS_DOCUMENT,
    ANAS_NAME,
    asked_of_twilio,
    asks_for_a_code,
    at_the_reward,
    twilio,
)

STEP = 30
"""Seconds after which an authenticator shows another code."""
BY = "Rui P."


async def enrolled_at_the_service_desk(stage: Stage) -> None:
    await at_the_desk(stage)
    await stage.step("for whom")
    await found(stage)
    await stage.shows("enrolWays", wording("Enrol", "code by SMS"))
    await stage.step("what the customer has")
    reference = await shown(stage)
    await stage.step("the customer scans")
    code = await reads_new_authenticator(stage, reference)
    await stage.type(f"{(int(code) + 1) % 10**6:06}")
    await stage.shows("enrolCodeStatus", counts.tries_left(4))
    await stage.shows("enrolNotice")
    await stage.step("a wrong code costs a try")
    await stage.type(code)
    await stage.until(lambda: isinstance(stage.till.state.enrolment, Enrolled), "it is verified")
    await stage.shows("enrolTitle", wording("Enrol", "The authenticator is verified"))
    stage.check(stage.widget("enrolQr") is None, "the QR code is gone")
    await stage.step("verified")
    await stage.press(stage.enter)
    await stage.shows("productInput")
    await stage.advance(STEP)
    await at_the_reward(stage, ANA, ANAS_NAME)
    await confirm(stage)
    await asks_for_a_code(stage, Channel.APP_CODE)
    await type_code(stage, await reads_new_authenticator(stage, reference))
    await paid_and_told(stage)
    stage.equal(await asked_of_twilio(stage, "start_verification"), [], "texts that were sent")


async def authenticator_given_up(stage: Stage) -> None:
    """The first answer is lost on the way: what it had made goes before another is shown."""
    await twilio(stage).arm("create_factor", "drop_after")
    await at_the_desk(stage)
    await found(stage)
    reference = await shown(stage)
    stage.equal([one["sid"] for one in await factors(stage)], [reference], "authenticators")
    stage.equal(len(await asked_of_twilio(stage, "create_factor")), 2, "times that one was made")
    await stage.press(stage.escape)
    await stage.until(lambda: isinstance(stage.till.state.enrolment, Listed), "one step back")
    stage.check(stage.widget("enrolQr") is None, "the QR code is gone")
    await deleted(stage, 2)
    await shown(stage)
    await stage.advance(181)
    await stage.shows("enrolNotice")
    await stage.step("its time is over")
    await deleted(stage, 3)
    await stage.press(stage.escape)
    await stage.shows("productInput")


async def at_the_desk(stage: Stage) -> None:
    await stage.press(stage.menu_key)
    await stage.activate("enrolButton")
    await stage.shows("enrolCustomerInput")
    stage.equal(stage.till.state.enrolment, NoCustomer(), "nobody is chosen yet")


async def found(stage: Stage) -> None:
    await stage.type(ANA)
    await stage.press(stage.enter)
    await stage.shows("enrolCustomer", ANAS_NAME)
    await stage.shows("enrolNameInput")


async def shown(stage: Stage) -> str:
    """The new authenticator's name at Twilio, once its QR code is on the screen."""
    await stage.clear_field()
    await stage.type(BY)
    await stage.press(stage.enter)
    await stage.until(lambda: isinstance(stage.till.state.enrolment, Showing), "a QR code")
    await stage.shows("enrolQr")
    await stage.shows("enrolCodeInput")
    state = stage.till.state.enrolment
    stage.check("otpauth" not in repr(state), "no seed is told")
    return state.planted.reference if isinstance(state, Showing) else ""


async def reads_new_authenticator(stage: Stage, reference: str) -> str:
    shows = await twilio(stage).ask(f"totp?customer={ANAS_DOCUMENT}&factor={reference}")
    return str(shows["code"])


async def factors(stage: Stage) -> list[Any]:
    """Of whoever this scenario has set one up for."""
    began = {call["path"].split("/")[5] for call in await asked_of_twilio(stage, "create_factor")}
    entities = (await twilio(stage).books())["entities"]
    return [one for entity in entities if entity["identity"] in began for one in entity["factors"]]


async def deleted(stage: Stage, times: int) -> None:
    for _ in range(200):
        if len(await asked_of_twilio(stage, "delete_factor")) == times:
            break
        await stage.pause()
    stage.equal(await factors(stage), [], "authenticators that are left")


SCENARIOS = (
    Scenario(
        "enrolled-at-the-service-desk",
        "the customer scans a QR code, proves it with a first code, and redeems with it",
        enrolled_at_the_service_desk,
    ),
    Scenario(
        "authenticator-given-up",
        "an answer is lost, the cashier stops, the time runs out: nothing is left behind",
        authenticator_given_up,
    ),
)
