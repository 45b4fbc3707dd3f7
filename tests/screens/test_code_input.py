import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_app.core.challenge import Alphabet, TypedCode
from pos_app.screens.parts.code_input import CodeInput


class Heard:
    def __init__(self, field: CodeInput) -> None:
        self.codes: list[str] = []
        field.submitted.connect(self._hear)

    def _hear(self, code: TypedCode) -> None:
        self.codes.append(code.take())


@pytest.fixture
def field(qtbot: QtBot) -> CodeInput:
    made = CodeInput()
    qtbot.addWidget(made)
    made.configure(4, 6)
    return made


def test_a_code_of_known_length_goes_off_by_itself_and_once(field: CodeInput) -> None:
    field.configure(4, 4)
    heard = Heard(field)
    QTest.keyClicks(field, "0042")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard.codes == ["0042"]
    assert field.length == 0


def test_a_code_of_open_length_waits_for_enter(field: CodeInput) -> None:
    heard = Heard(field)
    QTest.keyClicks(field, "00420")
    assert heard.codes == []
    QTest.keyClick(field, Qt.Key.Key_Enter)
    assert heard.codes == ["00420"]


def test_too_short_a_code_stays(field: CodeInput) -> None:
    heard = Heard(field)
    QTest.keyClicks(field, "123")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (heard.codes, field.length) == ([], 3)


def test_only_digits_are_taken(field: CodeInput) -> None:
    QTest.keyClicks(field, "a1-b2")
    assert field.length == 2


def test_a_pasted_code_may_carry_blanks(field: CodeInput) -> None:
    heard = Heard(field)
    field.configure(6, 6)
    QGuiApplication.clipboard().setText(" 012 345\n")
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert heard.codes == ["012345"]


def test_a_pasted_text_that_is_too_long_is_not_cut_into_a_code(field: CodeInput) -> None:
    heard = Heard(field)
    QGuiApplication.clipboard().setText("12345678901")
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (heard.codes, field.length) == ([], 0)


def test_an_on_screen_keyboard_can_type(field: CodeInput) -> None:
    event = QInputMethodEvent()
    event.setCommitString("7")
    QApplication.sendEvent(field, event)
    assert field.length == 1


def test_backspace_takes_one_and_delete_takes_all(field: CodeInput) -> None:
    QTest.keyClicks(field, "123")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.length == 2
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert field.length == 0


def test_nothing_is_taken_while_a_code_is_checked(field: CodeInput) -> None:
    heard = Heard(field)
    field.set_busy(busy=True)
    QTest.keyClicks(field, "1234")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (heard.codes, field.length) == ([], 0)


def test_a_held_enter_does_nothing(field: CodeInput) -> None:
    heard = Heard(field)
    QTest.keyClicks(field, "1234")
    none = Qt.KeyboardModifier.NoModifier
    held = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Return.value, none, "\r", autorep=True)
    QApplication.sendEvent(field, held)
    assert heard.codes == []


def test_neither_names_nor_descriptions_carry_the_digits(field: CodeInput) -> None:
    QTest.keyClicks(field, "9876")
    told = field.accessibleName() + field.accessibleDescription() + repr(field)
    assert "9876" not in told
    assert field.accessibleDescription() == "4 of 6 digits typed"


def test_a_code_with_letters_is_taken_as_it_is_typed(field: CodeInput) -> None:
    field.configure(4, 10, Alphabet.LETTERS)
    heard = Heard(field)
    QTest.keyClicks(field, "a7 K-0x")
    field.add("ö")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard.codes == ["a7K0x"]


def test_letters_are_typed_on_another_keyboard(field: CodeInput) -> None:
    digits_only = Qt.InputMethodHint.ImhDigitsOnly
    assert field.inputMethodHints() & digits_only
    field.configure(4, 10, Alphabet.LETTERS)
    assert not field.inputMethodHints() & digits_only
    assert field.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
    assert field.accessibleDescription() == "0 of 10 letters or digits typed"


def test_another_alphabet_starts_with_empty_boxes(field: CodeInput) -> None:
    QTest.keyClicks(field, "123")
    field.configure(4, 6, Alphabet.LETTERS)
    assert field.length == 0
