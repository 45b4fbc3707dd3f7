"""What is asked of the till while it is still being built is done when it is there."""

from pos_app.screens.doorway import Doorway
from tests.screens.examples import STATES
from tests.screens.fake_checkout import FakeCheckout


def test_what_was_asked_meanwhile_is_handed_on_once_and_in_order() -> None:
    door, till = Doorway(STATES["empty"]), FakeCheckout(STATES["basket"])
    door.enter_product("7891000315507")
    door.enter_product("2*12,50")
    door.find_customer("12345678909")
    assert till.calls == []
    door.open(till)
    asked = [
        ("enter_product", "7891000315507"),
        ("enter_product", "2*12,50"),
        ("find_customer", "12345678909"),
    ]
    assert till.calls == asked
    door.enter_product("1")
    assert till.calls == [*asked, ("enter_product", "1")]


def test_the_window_is_told_of_a_till_that_has_already_done_what_was_asked() -> None:
    door, till = Doorway(STATES["empty"]), FakeCheckout(STATES["empty"])
    till.replies["enter_product"] = STATES["basket"]
    seen: list[int] = []
    door.subscribe(lambda: seen.append(len(door.state.sale.lines)))
    door.enter_product("7891000315507")
    door.open(till)
    assert seen == [len(STATES["basket"].sale.lines)]
