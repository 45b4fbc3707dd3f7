"""Paying, the day, and the sheets over the window, by keys."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from pos_app.checkout.state import Field, Problem
from pos_app.core.identifiers import Misread
from pos_app.core.order import Method
from pos_app.screens.pages.host import Page
from tests.screens.conftest import Till
from tests.screens.examples import (
    EMPTY,
    STATES,
    sale,
    till,
)
from tests.screens.hands import Key, focused, is_shown, press, shown, text_of, write

OpenTill = Callable[..., Till]


def test_a_discount_at_the_till(open_till: OpenTill) -> None:
    opened = open_till(STATES["basket"])
    press(Key.Key_F5)
    assert focused() == "discountInput"
    write("10%")
    press(Key.Key_Return)
    assert opened.checkout.calls == [("set_discount", "10%")]
    assert not is_shown(opened, "discountSheet")


def test_a_misread_discount_keeps_its_sheet(open_till: OpenTill) -> None:
    opened = open_till(STATES["basket"])
    wrong = till(problem=Problem(Field.DISCOUNT, Misread.AMOUNT_FORM))
    opened.checkout.replies["set_discount"] = wrong
    press(Key.Key_F5)
    write("x")
    press(Key.Key_Return)
    assert "not an amount" in text_of(opened, "discountInputProblem")


def test_parked_sales_are_taken_up_from_an_empty_one(open_till: OpenTill) -> None:
    opened = open_till(
        till(sale=sale(id="s-9", basket=EMPTY), parked=(sale(id="s-1"), sale(id="s-2")))
    )
    press(Key.Key_F7, Key.Key_Tab, Key.Key_Return)
    assert opened.checkout.calls == [("resume", "s-2")]


def test_a_scan_on_the_receipt_begins_the_next_sale(open_till: OpenTill) -> None:
    opened = open_till(STATES["receipt"])
    opened.checkout.replies["next_sale"] = STATES["empty"]
    write("7")
    assert opened.checkout.calls == [("next_sale",)]
    assert opened.window.pages.sale.product.text() == "7"


def test_undoing_a_redemption(open_till: OpenTill) -> None:
    opened = open_till(STATES["redeemed"])
    button = shown(opened, "undoButton")
    assert isinstance(button, QPushButton)
    button.click()
    assert opened.checkout.calls == [("undo",)]


def test_card_payment_by_keys(open_till: OpenTill) -> None:
    opened = open_till(STATES["redeemed"])
    press(Key.Key_F8, Key.Key_F6)
    assert focused() == "finishPaymentButton"
    press(Key.Key_Return)
    assert opened.checkout.calls == [("pay", Method.CARD, "")]


def test_too_little_money_cannot_be_paid(open_till: OpenTill) -> None:
    opened = open_till(STATES["redeemed"])
    press(Key.Key_F8)
    write("10")
    press(Key.Key_Return)
    assert opened.checkout.calls == []
    assert text_of(opened, "changeLabel") == "R$\xa0220,00"


def test_the_pay_page_closes_when_the_sale_can_no_longer_be_paid(open_till: OpenTill) -> None:
    opened = open_till(STATES["redeemed"])
    press(Key.Key_F8)
    opened.show(STATES["reversing"])
    assert opened.window.pages.current is Page.SALE


def test_pieces_are_taken_back_by_keys(open_till: OpenTill) -> None:
    opened = open_till(STATES["day"])
    press(Key.Key_F9)
    assert focused() == "salesTable"
    press(Key.Key_Tab)
    assert focused() == "returnTable"
    write("++")
    press(Key.Key_Down)
    write("+")
    press(Key.Key_F6)
    assert opened.checkout.calls == [("refund", "p-0041", {1: 2, 2: 1})]


def test_no_more_comes_back_than_was_sold(open_till: OpenTill) -> None:
    opened = open_till(STATES["day"])
    press(Key.Key_F9, Key.Key_Tab)
    write("+++++-")
    press(Key.Key_F6)
    assert opened.checkout.calls == [("refund", "p-0041", {1: 1})]


def test_a_paid_sale_is_cancelled_after_asking(open_till: OpenTill) -> None:
    opened = open_till(STATES["day"])
    press(Key.Key_F9, Key.Key_Down)
    button = shown(opened, "cancelSaleButton")
    assert isinstance(button, QPushButton)
    button.click()
    assert opened.checkout.calls == []
    press(Key.Key_Escape)
    button.click()
    press(Key.Key_F6)
    assert opened.checkout.calls == [("cancel_paid", "p-0040")]


def test_clearing_a_sale_is_asked_first(open_till: OpenTill) -> None:
    opened = open_till(STATES["basket"])
    press(Key.Key_F10)
    button = shown(opened, "clearSaleButton")
    assert isinstance(button, QPushButton)
    button.click()
    assert focused() == "keepOpenButton"
    press(Key.Key_Tab, Key.Key_Return)
    assert opened.checkout.calls == [("clear_sale",)]


def test_keys_below_an_open_sheet_sleep(open_till: OpenTill) -> None:
    opened = open_till(STATES["unknown"])
    press(Key.Key_F1, Key.Key_F6, Key.Key_F7, Key.Key_F8)
    assert opened.checkout.calls == []
    assert is_shown(opened, "helpSheet")


def test_closing_the_window_asks_once_and_waits(open_till: OpenTill) -> None:
    opened = open_till(STATES["basket"])
    assert not opened.window.close()
    assert not opened.window.close()
    assert opened.closed == ["asked"]
    assert opened.window.isVisible()
    opened.window.finish()
    assert not opened.window.isVisible()
    opened.checkout.show(STATES["rewards"])
    assert opened.window.close()
