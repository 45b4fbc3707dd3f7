"""The credentials' passphrase, by keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from pos_app.checkout.staffing import KeysLocked
from tests.screens.conftest import Till
from tests.screens.examples import till
from tests.screens.hands import Key, focused, is_shown, press, shown, text_of, write
from tests.screens.staffings import LOCKED, UNLOCKING, locked, staffed

OpenTill = Callable[..., Till]
pytestmark = pytest.mark.usefixtures("english")
PASSPHRASE = "horse battery 1"


def field(opened: Till) -> QLineEdit:
    found = shown(opened, "passphraseInput")
    assert isinstance(found, QLineEdit)
    return found


def test_the_banner_says_it_and_the_till_sells(open_till: OpenTill) -> None:
    opened = open_till(UNLOCKING["keys"])
    assert text_of(opened, "banner").startswith("Keys are locked: the till sells")
    write("7891000315507")
    press(Key.Key_Return)
    assert opened.checkout.calls == [("enter_product", "7891000315507")]


def test_the_menu_leads_to_the_passphrase(open_till: OpenTill) -> None:
    opened = open_till(UNLOCKING["keys"])
    press(Key.Key_F10)
    assert focused() == "unlockKeysButton"
    press(Key.Key_Return)
    assert focused() == "passphraseInput"
    write(PASSPHRASE)
    press(Key.Key_Return)
    assert opened.checkout.calls == [("unlock_keys", PASSPHRASE)]


def test_the_banners_button_does_too(open_till: OpenTill) -> None:
    opened = open_till(UNLOCKING["keys"])
    QTest.mouseClick(shown(opened, "bannerButton"), Qt.MouseButton.LeftButton)
    write(PASSPHRASE)
    QTest.mouseClick(shown(opened, "unlockButton"), Qt.MouseButton.LeftButton)
    assert opened.checkout.calls == [("unlock_keys", PASSPHRASE)]


def test_the_passphrase_is_shown_to_nobody_and_kept_nowhere(open_till: OpenTill) -> None:
    opened = open_till(UNLOCKING["keys"])
    opened.window.desk.staff.unlock_keys()
    write(PASSPHRASE)
    assert field(opened).displayText() != PASSPHRASE
    assert not any(PASSPHRASE in each.text() for each in opened.window.findChildren(QLabel))
    press(Key.Key_Return)
    assert field(opened).text() == ""
    field(opened).undo()
    assert field(opened).text() == ""


def test_a_wrong_one_is_told_and_can_be_typed_again(open_till: OpenTill) -> None:
    opened = open_till(UNLOCKING["keys"])
    opened.window.desk.staff.unlock_keys()
    write(PASSPHRASE)
    press(Key.Key_Return)
    opened.show(UNLOCKING["keys_checking"])
    assert text_of(opened, "unlockButton") == "Opening…"
    assert not field(opened).isEnabled()
    opened.show(UNLOCKING["keys_wrong"])
    assert text_of(opened, "passphraseInputProblem").startswith("That passphrase is not right")
    assert focused() == "passphraseInput"
    write(PASSPHRASE)
    press(Key.Key_Return)
    assert len(opened.checkout.calls) == 2


def test_nothing_typed_is_no_try(open_till: OpenTill) -> None:
    opened = open_till(UNLOCKING["keys"])
    opened.window.desk.staff.unlock_keys()
    press(Key.Key_Return)
    assert opened.checkout.calls == []


def test_once_open_sheet_and_banner_are_gone(open_till: OpenTill) -> None:
    opened = open_till(UNLOCKING["keys"])
    opened.window.desk.staff.unlock_keys()
    opened.show(till())
    for part in ("unlockSheet", "banner", "bannerButton"):
        assert not is_shown(opened, part)
    assert focused() == "productInput"
    press(Key.Key_F10)
    assert not is_shown(opened, "unlockKeysButton")


def test_where_people_sign_in_the_keys_come_first(open_till: OpenTill) -> None:
    """No PIN can be looked at before: its key is one of them."""
    opened = open_till(LOCKED["keys_locked"])
    assert focused() == "unlockKeysButton"
    write("2759")
    press(Key.Key_Return)
    assert focused() == "passphraseInput"
    write(PASSPHRASE)
    press(Key.Key_Return)
    assert opened.checkout.calls == [("unlock_keys", PASSPHRASE)]
    opened.show(locked())
    assert not is_shown(opened, "unlockSheet")
    assert is_shown(opened, "lockTitle")
    assert focused() == "pinInput"


def test_going_back_from_the_passphrase_leaves_the_till_locked(open_till: OpenTill) -> None:
    opened = open_till(LOCKED["keys_locked"])
    press(Key.Key_Return, Key.Key_Escape)
    assert focused() == "unlockKeysButton"
    assert is_shown(opened, "lockTitle")
    assert not opened.window.pages.isVisible()


def test_a_banner_without_a_button_takes_no_more_room_than_before(open_till: OpenTill) -> None:
    opened = open_till(UNLOCKING["keys"])
    tall = shown(opened, "banner").height()
    opened.show(till(restored=True))
    assert shown(opened, "banner").height() < tall
    opened.show(staffed(keys=KeysLocked()))
    assert shown(opened, "banner").height() == tall
    assert shown(opened, "bannerButton").height() >= 44
