"""What no rule can settle, and what a supervisor makes of it."""

from PySide6.QtCore import Qt

from pos_app.core.redemption.states import Parked, Reversing
from pos_app.tour.bonifiq.people import CASHBACK, JOAO, MARIA
from pos_app.tour.scenario import (
    SHIRT,
    Scenario,
    at_the_code,
    closed,
    find_known,
    next_sale,
    pay_cash,
    registered,
    say_code,
)
from pos_app.tour.stage import Stage


async def open_the_list(stage: Stage) -> None:
    await stage.press(Qt.Key.Key_F10)
    await stage.shows("mattersButton", "1")
    await stage.press(stage.enter)
    await stage.shows("mattersTable")


async def sign(stage: Stage, name: str, reason: str) -> None:
    """Name and reason, as the supervisor types them."""
    await stage.press(Qt.Key.Key_Tab)
    await stage.type(name)
    await stage.press(stage.enter)
    await stage.type(reason)


async def found_redeemed_by_a_supervisor(stage: Stage) -> None:
    """The answer is lost, the repeat is refused, and the look-up says nothing clear."""
    await at_the_code(stage, MARIA, "Maria Silva", CASHBACK)
    await stage.control.arm("redeem", "drop_after")
    await stage.control.arm("redeem", "reward_unusable")
    await stage.control.arm("update_metadata", "severity2_without_error")
    await say_code(stage, MARIA)
    await stage.advance(2)
    await stage.until(
        lambda: isinstance(stage.till.state.sale.redemption, Parked), "a case for a supervisor"
    )
    await stage.shows("totalLabel", "169,80")
    await stage.shows("banner", "F10")
    await stage.step("set aside")
    await open_the_list(stage)
    await stage.step("the case")
    await stage.press(Qt.Key.Key_F11)
    await stage.shows("supervisorInputProblem")
    await stage.step("nobody decides without a name")
    stage.check(stage.till.state.matters, "nothing was decided yet")
    stage.focus_on("mattersTable")
    await sign(stage, "Rui P.", "Resgate ativo no painel")
    await stage.press(Qt.Key.Key_F11)
    await stage.until(
        lambda: isinstance(stage.till.state.sale.redemption, Reversing), "the reward to go back"
    )
    await stage.advance(61)
    await closed(stage)
    await stage.step("given back")
    stage.equal([r["status"] for r in await stage.redeems()], ["cancelled"], "the books")
    stage.check(not stage.till.state.matters, "nothing waits for a supervisor")
    await stage.press(stage.escape)
    await stage.until(lambda: not stage.is_asking(), "fresh rewards")
    await stage.shows("totalLabel", "169,80")
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)


async def order_refused_then_asked_again(stage: Stage) -> None:
    await stage.scan(SHIRT)
    await find_known(stage, JOAO, "João Souza")
    await stage.control.arm("order", "severity2_without_error")
    await pay_cash(stage)
    await stage.until(lambda: bool(stage.till.state.matters), "a case for a supervisor")
    await next_sale(stage)
    stage.equal(await stage.orders(), [], "nothing arrived yet")
    await open_the_list(stage)
    await stage.step("order refused")
    await sign(stage, "Rui P.", "Cadastro corrigido no painel")
    await stage.press(Qt.Key.Key_F6)
    await stage.until(lambda: not stage.till.state.matters, "nothing waits for a supervisor")
    await stage.until(lambda: stage.till.state.today[0].is_settled, "the order is delivered")
    await stage.shows("mattersTitle")
    await stage.step("order delivered")
    orders = await stage.orders()
    stage.equal([o["total_cents"] for o in orders], [4990], "orders in the books")
    sent = [c["request"] for c in await stage.sent("order")]
    stage.equal(len(sent), 2, "asked for twice")
    stage.equal(sent[0], sent[1], "with the same bytes")
    await stage.press(stage.escape)


SCENARIOS = (
    Scenario(
        "found-redeemed-by-a-supervisor",
        "nobody can tell, a supervisor looks, given back",
        found_redeemed_by_a_supervisor,
    ),
    Scenario(
        "order-refused-then-asked-again",
        "an order is refused, a supervisor has it sent again",
        order_refused_then_asked_again,
    ),
)
