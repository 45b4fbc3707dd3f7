"""What the cashier reads of a receipt's paper, and the key for another one."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from pos_app.core.paper import Printing
from pos_app.screens.view.elements import Tone
from pos_app.screens.view.header import derive_open_matters
from pos_app.screens.view.printing import derive_printing, print_button
from tests.screens.conftest import Till
from tests.screens.examples import STATES, printout
from tests.screens.hands import Key, is_shown, press, shown, text_of

OpenTill = Callable[..., Till]
PRINTED = STATES["receipt_printed"]


@pytest.mark.parametrize(
    ("stage", "tone", "words"),
    [
        (Printing.UNDER_WAY, Tone.PLAIN, "Printing the receipt"),
        (Printing.PRINTED, Tone.GOOD, "is printed"),
        (Printing.HANDED_OVER, Tone.PLAIN, "was sent to the printer"),
        (Printing.NOT_REACHED, Tone.CAUTION, "does not answer"),
        (Printing.NO_PAPER, Tone.CAUTION, "Put in a roll"),
        (Printing.COVER_OPEN, Tone.CAUTION, "Close its cover"),
        (Printing.UNKNOWN, Tone.CAUTION, "marked as a copy"),
    ],
)
def test_every_fate_of_a_paper_is_told(stage: Printing, tone: Tone, words: str) -> None:
    notice = derive_printing(replace(PRINTED, printouts=(printout(stage),)), "p-0041")
    assert notice is not None
    assert notice.tone is tone
    assert words in notice.text
    assert bool(notice.code) is stage.failed


def test_printing_again_by_key_on_the_receipt(open_till: OpenTill) -> None:
    opened = open_till(PRINTED)
    assert text_of(opened, "printingNoticeText") == "The receipt is printed."
    press(Key.Key_F12)
    assert opened.checkout.calls == [("print_again", "p-0041")]


def test_printing_again_by_key_from_the_sales_of_the_day(open_till: OpenTill) -> None:
    opened = open_till(STATES["day_with_printer"])
    press(Key.Key_F9)
    assert "broke off" in text_of(opened, "salePrintingNoticeText")
    press(Key.Key_Down)
    assert not is_shown(opened, "salePrintingNotice")
    assert text_of(opened, "printReceiptButton") == "Print the receipt"
    press(Key.Key_F12)
    assert opened.checkout.calls == [("print_again", "p-0040")]


def test_a_cancelled_sale_still_has_its_paper(open_till: OpenTill) -> None:
    opened = open_till(STATES["day_with_printer"])
    press(Key.Key_F9, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_F12)
    assert opened.checkout.calls == [("print_again", "p-0038")]


def test_while_it_prints_it_cannot_be_asked_again(open_till: OpenTill) -> None:
    opened = open_till(replace(PRINTED, printouts=(printout(Printing.UNDER_WAY),)))
    assert not shown(opened, "printReceiptButton").isEnabled()
    press(Key.Key_F12)
    assert opened.checkout.calls == []


def test_without_a_printer_there_is_nothing_to_press(open_till: OpenTill) -> None:
    opened = open_till(STATES["receipt"])
    assert print_button(STATES["receipt"], "p-0041") is None
    assert is_shown(opened, "copyReceiptButton")
    press(Key.Key_F12)
    assert opened.checkout.calls == []


def test_a_paper_that_failed_behind_the_next_sale_is_told_until_it_is_seen_to() -> None:
    late = STATES["receipt_not_printed"]
    assert derive_open_matters(late) == "The receipt of sale 0041 was not printed (F9)"
    good = replace(late, printouts=(printout(Printing.PRINTED), *late.printouts))
    assert derive_open_matters(good) == ""
    on_its_receipt = replace(PRINTED, printouts=late.printouts)
    assert derive_open_matters(on_its_receipt) == ""
