"""The customer's card never shows a balance for more than it is."""

import pytest
from PySide6.QtWidgets import QApplication

from pos_app.screens.money_text import MoneyText
from pos_app.screens.view.customer import derive_customer
from tests.screens.examples import STATES


@pytest.mark.usefixtures("qapp")
def test_before_the_reward_balances_are_what_the_provider_told() -> None:
    card = derive_customer(STATES["rewards"], MoneyText("pt_BR"))
    assert card is not None
    assert "points" in [figure.name for figure in card.figures]


@pytest.mark.parametrize("name", ["redeemed", "unknown", "reversing"])
def test_once_value_may_have_moved_the_old_balances_say_that_they_are_old(
    name: str, qapp: QApplication
) -> None:
    del qapp
    card = derive_customer(STATES[name], MoneyText("pt_BR"))
    assert card is not None
    assert card.figures
    assert all(figure.name.endswith("before") for figure in card.figures)
