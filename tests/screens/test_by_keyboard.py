"""The whole sale by keys, through the real window."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton

from pos_app.checkout.state import Choice, Field, Problem
from pos_app.core.challenge import Channel
from pos_app.core.identifiers import Misread
from pos_app.core.order import Method
from pos_app.core.redemption.states import Redeemed
from pos_app.core.submission import Receipt
from pos_app.screens.pages.host import Page
from tests.screens.conftest import Till
from tests.screens.examples import (
    CASHBACK,
    GIFT,
    INTENT,
    STATES,
    TEN_OFF,
    at,
    brl,
    known,
    sale,
)
from tests.screens.hands import Key, focused, is_shown, press, shown, text_of, write

OpenTill = Callable[..., Till]


def test_a_sale_with_a_code_from_the_first_scan_to_the_next_sale(open_till: OpenTill) -> None:
    opened = open_till(STATES["empty"])
    calls = opened.checkout.calls
    calls.clear()
    assert focused() == "productInput"
    write("7891000315507")
    press(Key.Key_Return)
    opened.show(STATES["basket"])
    press(Key.Key_F3)
    assert focused() == "customerInput"
    write("123.456.789-09")
    press(Key.Key_Return)
    opened.show(STATES["looking_up"])
    opened.show(STATES["rewards"])
    assert focused() == "rewardList"
    opened.checkout.replies["choose_reward"] = STATES["reward_marked"]
    press(Key.Key_Down, Key.Key_Return)
    assert focused() == "sendCodeButton"
    press(Key.Key_F6)
    opened.show(STATES["sending_code"])
    opened.show(STATES["code"])
    assert focused() == "codeInput"
    write("0042")
    opened.show(STATES["redeeming"])
    opened.show(STATES["redeemed"])
    assert text_of(opened, "totalLabel") == "R$\xa0230,00"
    press(Key.Key_F8)
    assert focused() == "givenInput"
    write("250")
    press(Key.Key_Return)
    opened.show(STATES["receipt"])
    assert focused() == "nextSaleButton"
    press(Key.Key_Return)
    assert calls == [
        ("enter_product", "7891000315507"),
        ("find_customer", "123.456.789-09"),
        ("choose_reward", "r-2"),
        ("confirm_reward",),
        ("enter_code", "0042"),
        ("pay", Method.CASH, "250"),
        ("next_sale",),
    ]


def test_a_reward_without_a_code_has_its_own_button(open_till: OpenTill) -> None:
    opened = open_till(STATES["no_code"])
    assert is_shown(opened, "redeemButton")
    assert not is_shown(opened, "sendCodeButton")
    press(Key.Key_F6)
    assert opened.checkout.calls == [("confirm_reward",)]


def test_cashback_asks_for_the_amount_and_takes_a_typed_one_over(open_till: OpenTill) -> None:
    opened = open_till(STATES["rewards"])
    press(Key.Key_F4)
    opened.checkout.replies["choose_reward"] = STATES["amount"]
    press(Key.Key_Return)
    assert focused() == "amountInput"
    write("12,50")
    press(Key.Key_F6)
    assert opened.checkout.calls[1:] == [("set_amount", "12,50"), ("confirm_reward",)]


def test_a_misread_amount_sends_nothing(open_till: OpenTill) -> None:
    opened = open_till(STATES["rewards"])
    press(Key.Key_F4)
    opened.checkout.replies["choose_reward"] = STATES["amount"]
    opened.checkout.replies["set_amount"] = STATES["amount_misread"]
    press(Key.Key_Return)
    write("abc")
    press(Key.Key_F6)
    assert ("confirm_reward",) not in opened.checkout.calls


def test_the_round_figure_is_one_press(open_till: OpenTill) -> None:
    basket = replace(STATES["amount"].sale.basket, discount=None)
    state = known(sale=sale(basket=basket), choice=Choice(CASHBACK, brl(2000)))
    opened = open_till(state)
    button = shown(opened, "amountRoundButton")
    assert isinstance(button, QPushButton)
    assert button.text() == "17,20 leaves 240,00"
    button.click()
    assert opened.checkout.calls == [("set_amount", "17,20")]


def test_the_key_on_the_button_is_the_key_that_works(open_till: OpenTill) -> None:
    for name, key, call in (
        ("unknown", Key.Key_F6, ("ask_now",)),
        ("unknown", Key.Key_F7, ("park",)),
        ("unknown", Key.Key_Escape, ("continue_without",)),
        ("expired", Key.Key_F6, ("resend_code",)),
        ("last_try", Key.Key_F6, ("resend_code",)),
        ("push", Key.Key_F11, ("resend_code", Channel.SMS)),
        ("authenticator", Key.Key_F11, ("resend_code", Channel.SMS)),
        ("offline", Key.Key_F6, ("ask_again",)),
        ("code", Key.Key_Escape, ("continue_without",)),
    ):
        opened = open_till(STATES[name])
        press(key)
        assert opened.checkout.calls == [call], name


def test_sending_again_too_early_does_nothing(open_till: OpenTill) -> None:
    opened = open_till(STATES["code"])
    press(Key.Key_F6)
    assert opened.checkout.calls == []


def test_a_held_key_commits_nothing(open_till: OpenTill) -> None:
    opened = open_till(STATES["unknown"])
    for key in (Key.Key_F6, Key.Key_Escape, Key.Key_F7, Key.Key_Return):
        target = QApplication.focusWidget()
        assert target is not None
        held = QKeyEvent(
            QKeyEvent.Type.KeyPress, key.value, Qt.KeyboardModifier.NoModifier, "", autorep=True
        )
        QApplication.sendEvent(target, held)
    assert opened.checkout.calls == []


def test_paying_while_a_reward_is_open_is_explained(open_till: OpenTill) -> None:
    opened = open_till(STATES["unknown"])
    press(Key.Key_F8)
    assert text_of(opened, "banner").startswith("A reward is still in progress")
    assert opened.window.pages.current is Page.SALE


def test_an_explanation_goes_with_the_next_change(open_till: OpenTill) -> None:
    opened = open_till(STATES["empty"])
    press(Key.Key_F8)
    assert is_shown(opened, "banner")
    opened.show(STATES["basket"])
    assert not is_shown(opened, "banner")


def test_bad_input_stays_to_be_corrected_and_good_input_goes(open_till: OpenTill) -> None:
    opened = open_till(STATES["basket"])
    opened.checkout.replies["enter_product"] = STATES["product_unknown"]
    write("999")
    press(Key.Key_Return)
    field = opened.window.pages.sale.product
    assert (field.text(), field.selectedText()) == ("999", "999")
    assert "not registered" in text_of(opened, "productInputProblem")
    opened.checkout.replies["enter_product"] = STATES["basket"]
    press(Key.Key_Return)
    assert field.text() == ""
    assert not is_shown(opened, "productInputProblem")


def test_a_misread_customer_keeps_the_field_open(open_till: OpenTill) -> None:
    opened = open_till(STATES["rewards"])
    wrong = replace(STATES["rewards"], problem=Problem(Field.CUSTOMER, Misread.CPF_DIGITS))
    opened.checkout.replies["find_customer"] = wrong
    press(Key.Key_F3)
    write("111")
    press(Key.Key_Return)
    assert focused() == "customerInput"
    assert "does not add up" in text_of(opened, "customerInputProblem")


def test_the_customer_field_forgets_what_was_typed(open_till: OpenTill) -> None:
    opened = open_till(STATES["basket"])
    press(Key.Key_F3)
    write("12345678909")
    press(Key.Key_Return)
    opened.show(STATES["not_found"])
    assert opened.window.pages.sale.panels.search.field.text() == ""


def test_escape_closes_what_was_opened_last(open_till: OpenTill) -> None:
    opened = open_till(STATES["reward_marked"])
    press(Key.Key_F3, Key.Key_F1)
    assert is_shown(opened, "helpSheet")
    press(Key.Key_Escape)
    assert not is_shown(opened, "helpSheet")
    assert focused() == "customerInput"
    press(Key.Key_Escape)
    assert not is_shown(opened, "customerInput")
    press(Key.Key_Escape)
    assert opened.checkout.calls == [("choose_reward", None)]


def test_the_marked_item_is_changed_by_keys(open_till: OpenTill) -> None:
    opened = open_till(STATES["basket"])
    press(Key.Key_Up)
    write("+")
    write("-")
    opened.window.pages.sale.basket.table.setFocus()
    press(Key.Key_Delete)
    assert opened.checkout.calls == [("set_quantity", 2, "2"), ("remove_line", 2)]


def test_a_quantity_can_be_typed_for_the_marked_item(open_till: OpenTill) -> None:
    opened = open_till(STATES["basket"])
    opened.window.pages.sale.basket.table.setFocus()
    write("*")
    assert focused() == "quantityInput"
    write("12")
    press(Key.Key_Return)
    opened.window.pages.sale.product.setFocus()
    write("*7")
    press(Key.Key_Return)
    assert opened.checkout.calls == [("set_quantity", 3, "12"), ("set_quantity", 3, "7")]


def test_a_locked_basket_is_not_changed(open_till: OpenTill) -> None:
    opened = open_till(STATES["redeemed"])
    opened.window.pages.sale.basket.table.setFocus()
    write("+")
    write("*")
    assert not is_shown(opened, "moreButton")
    press(Key.Key_F5)
    assert not is_shown(opened, "discountSheet")
    assert opened.checkout.calls == []


def test_the_contact_is_given_by_enter_or_by_its_key(open_till: OpenTill) -> None:
    opened = open_till(STATES["contact"])
    write("11987654321")
    press(Key.Key_F6)
    press(Key.Key_Return)
    assert opened.checkout.calls == [("give_contact", "11987654321")] * 2


def test_a_code_leaves_only_when_the_cashier_says_that_the_customer_agrees(
    open_till: OpenTill,
) -> None:
    opened = open_till(STATES["consent"])
    assert text_of(opened, "messageTitle") == "Does the customer agree?"
    assert "privacy policy and the terms" in text_of(opened, "messageText")
    press(Key.Key_F6)
    assert opened.checkout.calls == [("consent",)]
    press(Key.Key_Escape)
    assert opened.checkout.calls == [("consent",), ("continue_without",)]


def test_letters_typed_beside_every_field_find_their_place(open_till: OpenTill) -> None:
    opened = open_till(STATES["redeemed"])
    assert focused() == "payButton"
    write("78")
    assert opened.window.pages.sale.product.text() == "78"


def test_a_new_panel_never_interrupts_a_half_typed_item(open_till: OpenTill) -> None:
    opened = open_till(STATES["looking_up"])
    opened.window.pages.sale.product.setFocus()
    write("789")
    opened.show(STATES["rewards"])
    write("1")
    assert focused() == "productInput"
    assert opened.window.pages.sale.product.text() == "7891"


@pytest.mark.parametrize("reward", [TEN_OFF, GIFT])
def test_what_is_redeemed_is_said_in_the_panel(open_till: OpenTill, reward: object) -> None:
    gift = reward is GIFT
    opened = open_till(STATES["gift_redeemed"] if gift else at(Redeemed(INTENT, Receipt("R"))))
    title = text_of(opened, "messageTitle")
    assert title == ("Caneca de presente redeemed" if gift else "R$\xa020,00 redeemed")
