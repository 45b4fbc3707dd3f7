"""What is said and done at a Punchh till besides."""

from typing import Any

from PySide6.QtCore import Qt

from pos_app.core.redemption.states import AwaitingCode, ConsentNeeded
from pos_app.tour.punchh.people import OLA, OLAS_NAME, TENTH_OFF
from pos_app.tour.scenario import JEANS, SHIRT, choose, confirm, find_known
from pos_app.tour.stage import Stage


async def hold(stage: Stage, reward: str) -> None:
    """Marks the reward and has it held: the till knows what it is worth, and asks for consent."""
    await choose(stage, reward)
    await held(stage)


async def held(stage: Stage) -> None:
    await confirm(stage)
    await stage.until(
        lambda: isinstance(stage.till.state.sale.redemption, ConsentNeeded), "the reward is held"
    )
    await stage.shows("consentButton")


async def bring(stage: Stage, coupon: str) -> None:
    """The customer shows a coupon: its code is typed in, and marked like a reward."""
    await stage.press(Qt.Key.Key_F4)
    await stage.press(Qt.Key.Key_End)
    await stage.press(stage.enter)
    await stage.shows("couponInput")
    await stage.type(coupon)
    await stage.press(stage.enter)
    await stage.until(lambda: stage.widget("couponInput") is None, "the code is taken")
    await stage.shows("rewardList", coupon)


async def agree(stage: Stage) -> None:
    await confirm(stage)
    await stage.until(
        lambda: isinstance(stage.till.state.sale.redemption, AwaitingCode), "a code was sent"
    )
    await stage.shows("codeInput")


async def at_the_code(stage: Stage) -> None:
    await stage.scan(SHIRT, JEANS)
    await find_known(stage, OLA, OLAS_NAME)
    await hold(stage, TENTH_OFF)
    await agree(stage)


async def standing(stage: Stage) -> list[Any]:
    """Redemptions that were not returned."""
    books = await stage.control.books()
    return [made for made in books["redemptions"] if made["status"] == "redeemed"]
