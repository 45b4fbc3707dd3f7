"""What a cashier sees where a code pays: the question first, the phone's part, and no token."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit

from pos_app.core.challenge import Channel
from pos_app.core.redemption.states import AwaitingApproval
from pos_app.screens.money_text import MoneyText
from pos_app.screens.parts.fields import KeyField
from pos_app.screens.view.code import CodePanel, derive_approval
from pos_app.screens.view.customer import derive_customer
from tests.screens.conftest import Till
from tests.screens.examples import NOW, STATES
from tests.screens.hands import Key, press, text_of, write

OpenTill = Callable[..., Till]
MONEY = MoneyText("pt_BR")
TOKEN = "eyJhbGciOiJub25lIn0." + "c29tZWJvZHk" * 30 + ".sandbox"
pytestmark = pytest.mark.usefixtures("english")


def shown(field: KeyField) -> str:
    return field.displayText()


def test_the_customer_is_asked_about_this_amount_before_anything_is_sent(
    open_till: OpenTill,
) -> None:
    opened = open_till(STATES["asked_to_pay"])
    assert text_of(opened, "messageTitle") == "Does the customer pay with it?"
    said = text_of(opened, "messageText")
    assert "R$\xa020,00 from Carteira da família Andrade" in said
    assert "at once, without any code" in said
    press(Key.Key_F6)
    press(Key.Key_Escape)
    assert opened.checkout.calls == [("consent",), ("continue_without",)]


def push_panel(after: float) -> CodePanel:
    state = STATES["paying_by_push"]
    redemption = state.sale.redemption
    assert isinstance(redemption, AwaitingApproval)
    assert redemption.challenge.channel is Channel.PUSH
    return derive_approval(state, redemption, NOW + after, MONEY)


def test_the_wait_for_the_phone_tells_what_is_on_it_and_how_long(open_till: OpenTill) -> None:
    panel = push_panel(0)
    assert panel.on_the_phone.startswith("Their phone asks: pay R$\xa020,00?")
    assert panel.status.startswith("Valid for 4:32")
    assert panel.longest == 0, "nothing is typed at the till"
    opened = open_till(STATES["paying_by_push"])
    assert "pay R$\xa020,00?" in text_of(opened, "onThePhoneLabel")
    press(Key.Key_F11)
    assert opened.checkout.calls == [("resend_code", Channel.SMS)]


def test_an_account_has_its_name_and_no_points(open_till: OpenTill) -> None:
    state = STATES["accounts"]
    card = derive_customer(state, MONEY)
    assert card is not None
    assert [(one.amount, one.name) for one in card.figures] == [("R$\xa037,38", "available")]
    opened = open_till(state)
    rewards = opened.window.pages.sale.panels.rewards
    assert rewards is not None
    assert rewards.list.model().index(0, 0).data() is not None
    assert "Carteira da família" in str(rewards.list.model().index(0, 0).data())


def test_a_scanned_token_is_dots_and_stays_in_no_field(open_till: OpenTill) -> None:
    opened = open_till(STATES["to_be_scanned"])
    press(Key.Key_F3)
    write(TOKEN)
    field = opened.window.pages.sale.panels.search.field
    assert field.text() == TOKEN, "all of it, however long"
    assert set(shown(field)) == {shown(field)[0]}
    press(Key.Key_Return)
    assert opened.checkout.calls == [("find_customer", TOKEN)]
    assert field.text() == ""


def test_a_token_scanned_at_the_products_is_the_customers_all_the_same(
    open_till: OpenTill,
) -> None:
    opened = open_till(STATES["to_be_scanned"])
    field = opened.window.pages.sale.product
    field.setFocus()
    write(TOKEN)
    assert field.echoMode() is QLineEdit.EchoMode.Password
    press(Key.Key_Return)
    assert opened.checkout.calls == [("find_customer", TOKEN)]
    assert field.text() == ""
    field.setFocus()
    write("7891000315507")
    assert shown(field) == "7891000315507"
    press(Key.Key_Return)
    assert opened.checkout.calls[-1] == ("enter_product", "7891000315507")


def test_elsewhere_a_long_code_is_a_product_and_is_shown(open_till: OpenTill) -> None:
    opened = open_till(STATES["basket"])
    field = opened.window.pages.sale.product
    field.setFocus()
    write("0107891000315507")
    write("1723123110ABC123456789")
    press(Key.Key_Return)
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    assert opened.checkout.calls[-1][0] == "enter_product"
