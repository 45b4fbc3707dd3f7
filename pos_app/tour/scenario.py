"""A named scenario, and the moves that most of them share."""

from collections.abc import Awaitable, Callable

from PySide6.QtCore import Qt

from pos_app.checkout.state import Quoted
from pos_app.core.redemption.states import AwaitingCode, Closed, Redeemed
from pos_app.core.value import Value
from pos_app.tour.stage import MismatchError, Stage

Play = Callable[[Stage], Awaitable[None]]


class Scenario(Value, frozen=True):
    name: str
    says: str
    play: Play


SHIRT, JEANS, SOCKS = "7891000315507", "7896004006482", "7891234567895"
"""Products of the demo catalogue, at 49.90, 119.90 and 12.50."""


async def find_known(stage: Stage, customer: str, name: str) -> None:
    """Looks a customer up and waits until the rewards for exactly this basket are there."""
    await stage.find(customer)
    await stage.shows("customerCard", name)
    await quoted(stage)


async def quoted(stage: Stage) -> None:
    """Also after a redemption that came to nothing: balances and rewards are asked for anew."""
    await stage.until(lambda: isinstance(stage.till.state.quote, Quoted), "the rewards")


async def choose(stage: Stage, reward: int | str) -> None:
    """Walks the list of rewards with the arrow keys, and marks the wanted one with Enter."""
    await quoted(stage)
    await stage.press(Qt.Key.Key_F4)
    for key in [Qt.Key.Key_Down] * 20 + [Qt.Key.Key_Up] * 20:
        if stage.current_reward() == str(reward):
            break
        await stage.press(key)
    await stage.press(stage.enter)
    choice = stage.till.state.choice
    if choice is None or choice.reward.id != str(reward):
        raise MismatchError(f"reward {reward} cannot be marked; the screen says: {stage.screen()}")


async def confirm(stage: Stage) -> None:
    """The one next action: send the code, or redeem at once."""
    await stage.press(Qt.Key.Key_F6)


async def send_code(stage: Stage) -> None:
    await confirm(stage)
    await stage.until(
        lambda: isinstance(stage.till.state.sale.redemption, AwaitingCode), "a code was sent"
    )
    await stage.shows("codeInput")


async def at_the_code(stage: Stage, customer: str, name: str, reward: int) -> None:
    """Two items, a customer and a reward, and the code on its way."""
    await stage.scan(SHIRT, JEANS)
    await find_known(stage, customer, name)
    await choose(stage, reward)
    await send_code(stage)


async def say_code(stage: Stage, customer: str) -> None:
    """The customer says the code that really arrived, and the cashier types it."""
    await type_code(stage, await stage.control.code_for(customer))


async def type_code(stage: Stage, code: str) -> None:
    await stage.type(code)
    await stage.press(Qt.Key.Key_Return)


async def redeemed(stage: Stage) -> None:
    await stage.until(
        lambda: isinstance(stage.till.state.sale.redemption, Redeemed), "the reward is redeemed"
    )
    await stage.shows("undoButton")


async def closed(stage: Stage) -> None:
    await stage.until(
        lambda: isinstance(stage.till.state.sale.redemption, Closed), "the redemption is closed"
    )


async def pay_cash(stage: Stage, given: str = "") -> None:
    await stage.press(Qt.Key.Key_F8)
    await stage.shows("givenInput")
    if given:
        await stage.type(given)
    await stage.press(stage.enter)
    await stage.until(lambda: stage.till.state.receipt is not None, "the receipt")


async def registered(stage: Stage) -> None:
    """The sale is with the provider and nothing is owed any more."""
    await stage.until(
        lambda: (sale := stage.till.state.receipt) is not None and sale.is_settled,
        "the sale is settled",
    )
    stage.equal(stage.till.state.waiting, 0, "messages waiting")


async def next_sale(stage: Stage) -> None:
    await stage.press(Qt.Key.Key_Return)
    await stage.until(lambda: stage.till.state.receipt is None, "an empty till")
