"""Finds text that does not fit into its widget; run as a module for another scale."""

import sys

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from pos_app.screens.parts.buttons import KeyButton
from pos_app.screens.parts.code_input import CodeInput
from pos_app.screens.parts.look import TARGET, key_width
from pos_app.screens.theme import LIGHT
from pos_app.screens.window import TillWindow
from tests.screens.fake_checkout import FakeCheckout

_SLACK = 1


def misfits(window: QWidget) -> list[str]:
    return [
        f"{widget.objectName()}: {reason}"
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and (reason := _misfit(widget))
    ]


def _misfit(widget: QWidget) -> str:
    if _is_cut_by_parent(widget):
        return f"cut by its parent, {widget.geometry().getRect()}"
    if isinstance(widget, QLabel):
        return _label_misfit(widget)
    if isinstance(widget, KeyButton):
        return _button_misfit(widget)
    if isinstance(widget, CodeInput) and widget.height() < widget.sizeHint().height():
        return "boxes are cut"
    if isinstance(widget, QLineEdit):
        return "too low to touch" if widget.height() < TARGET else ""
    return ""


def _is_cut_by_parent(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if (
        parent is None
        or parent.objectName().startswith("qt_")
        or not isinstance(widget, QLabel | KeyButton | QLineEdit | CodeInput)
    ):
        return False
    return not parent.rect().adjusted(-2, -2, 2, 2).contains(widget.geometry())


def _label_misfit(label: QLabel) -> str:
    if not label.text():
        return ""
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        return f"needs {needed}, has {label.height()} of height" * (
            needed > label.height() + _SLACK
        )
    hint: QSize = label.sizeHint()
    too_small = hint.width() > label.width() + _SLACK or hint.height() > label.height() + _SLACK
    return f"needs {hint.toTuple()}, has {label.size().toTuple()}" if too_small else ""


def _button_misfit(button: KeyButton) -> str:
    if button.height() < TARGET or button.width() < TARGET:
        return f"too small to touch: {button.size().toTuple()}"
    metrics = QFontMetricsF(button.face_font())
    cap = key_width(button.face_font(), button.key)
    room = button.width() - 16 - (cap + 10 if cap else 0)
    flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter)
    wanted = metrics.boundingRect(QRectF(0, 0, room, 1000), flags, button.text())
    fits = wanted.width() <= room + _SLACK and wanted.height() <= button.height() - 2
    return "" if fits else f"{button.text()!r} needs {QRect(wanted.toRect()).getRect()}"


def check_all(size: tuple[int, int]) -> list[str]:
    """Every state at this size, in the language that is installed."""
    from msgspec.structs import replace
    from PySide6.QtTest import QTest

    from pos_app.checkout.state import Marking
    from tests.screens.examples import STATES

    found = []
    checkout = FakeCheckout(STATES["basket"])
    window = TillWindow(checkout, theme=LIGHT, region="pt_BR", on_close=print)
    window.resize(*size)
    window.show()
    pages = {
        "redeemed": Qt.Key.Key_F8,
        "day": Qt.Key.Key_F9,
        "day_with_printer": Qt.Key.Key_F9,
        "basket": Qt.Key.Key_F1,
    }
    for name, state in STATES.items():
        identity = replace(state.identity, marking=Marking.DEMO)
        checkout.show(replace(state, identity=identity))
        _settle()
        found += [f"{name}: {each}" for each in misfits(window)]
        if name in pages:
            QTest.keyClick(window, pages[name])
            _settle()
            found += [f"{name}, opened: {each}" for each in misfits(window)]
            QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
        if name in {"coupons", "coupon_misread"}:
            rewards = window.findChild(QWidget, "rewardList")
            assert isinstance(rewards, QWidget)
            QTest.keyClick(rewards, Qt.Key.Key_End)
            QTest.keyClick(rewards, Qt.Key.Key_Return)
            _settle()
            found += [f"{name}, opened: {each}" for each in misfits(window)]
        if "matter" in name:
            found += [f"{name}: {each}" for each in _misfits_of_matters(window, len(state.matters))]
    found += _misfits_of_enrolments(window, checkout)
    found += _misfits_of_people(window, checkout)
    window.finish()
    window.deleteLater()
    return found


def _misfits_of_enrolments(window: TillWindow, checkout: FakeCheckout) -> list[str]:
    """The menu that offers it, and the page in each of its states."""
    from PySide6.QtTest import QTest

    from tests.screens.enrolments import MORE, PHASES, at

    checkout.show(at(None))
    QTest.keyClick(window, Qt.Key.Key_F10)
    _settle()
    found = [f"menu with authenticators: {each}" for each in misfits(window)]
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
    window.desk.enrol()
    for name, phase in PHASES.items():
        checkout.show(at(phase, **MORE.get(name, {})))
        _settle()
        found += [f"authenticator, {name}: {each}" for each in misfits(window)]
    QTest.keyClick(window, Qt.Key.Key_F2)
    return found


def _misfits_of_people(window: TillWindow, checkout: FakeCheckout) -> list[str]:
    """The locked till, a manager's approval, and the credentials' passphrase."""
    from msgspec.structs import replace

    from tests.screens.examples import MATTERS
    from tests.screens.staffings import APPROVING, LOCKED, UNLOCKING, staffed
    from tests.screens.upkeep import FakeUpkeep

    found = []
    window.settings.offer(print, print)
    window.settle_in(FakeUpkeep(), kiosk=False)
    everything = replace(staffed(keys=UNLOCKING["keys"].keys), can_enrol=True, matters=MATTERS)
    opened = {
        **dict.fromkeys(APPROVING, lambda: window.desk.staff.approve(print)),
        **dict.fromkeys(UNLOCKING, window.desk.staff.unlock_keys),
        "everything": window.desk.menu,
    }
    states = {**LOCKED, **APPROVING, **UNLOCKING, "everything": everything}
    for name, state in states.items():
        checkout.show(state)
        _settle()
        found += [f"people, {name}: {each}" for each in misfits(window)]
        if name in opened:
            opened[name]()
            _settle()
            found += [f"people, {name}, opened: {each}" for each in misfits(window)]
            window.desk.back()
    return found


def _misfits_of_matters(window: TillWindow, count: int) -> list[str]:
    """The supervisor's page with each of its cases, and with what is asked before deciding."""
    from PySide6.QtTest import QTest

    found = []
    window.desk.matters()
    table = window.pages.matters_page().table
    for row in range(max(1, count)):
        table.selectRow(row)
        _settle()
        found += [f"case {row}: {each}" for each in misfits(window)]
        QTest.keyClick(window, Qt.Key.Key_F12)
        _settle()
        found += [f"case {row}, asked twice: {each}" for each in misfits(window)]
    QTest.keyClick(window, Qt.Key.Key_F2)
    return found


def _settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


if __name__ == "__main__":
    from pos_app.screens.translation import install

    app = QApplication([])
    app.setStyle("Fusion")
    install("pt")
    problems = check_all((int(sys.argv[1]), int(sys.argv[2])))
    print("\n".join(problems) or "fits")
