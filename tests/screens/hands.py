"""What a cashier's hands and eyes do with the window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from tests.screens.conftest import Till

Key = Qt.Key


def press(*keys: Key) -> None:
    """As the hands do: whatever has the focus gets the key."""
    for key in keys:
        target = QApplication.focusWidget() or QApplication.activeWindow()
        assert target is not None
        QTest.keyClick(target, key)
        QApplication.processEvents()


def write(text: str) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, text)


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget is not None else ""


def shown(opened: Till, name: str) -> QWidget:
    found = [w for w in opened.window.findChildren(QWidget, name) if w.isVisible()]
    assert len(found) == 1, f"{name}: {len(found)} visible"
    return found[0]


def is_shown(opened: Till, name: str) -> bool:
    return any(w.isVisible() for w in opened.window.findChildren(QWidget, name))


def text_of(opened: Till, name: str) -> str:
    widget = shown(opened, name)
    assert isinstance(widget, QLabel | QPushButton)
    return widget.text()
