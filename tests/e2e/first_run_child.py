"""``pos-app`` on an empty profile in a process of its own, and somebody at its keys: set up, then
sold with. Prints what came of it as JSON."""

import json
import sys
import time
from collections.abc import Iterator

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from pos_app.cli import main
from pos_app.runtime.application import application
from pos_app.screens.set_up.window import SetUpWindow
from pos_app.screens.window import TillWindow
from tests.e2e.first_sale import Key, Somebody, Wait, first_sale, visible

STORE = ("Loja Centro", "L01", "Caixa 03", "C03", "Ana P.")


def at(name: str) -> Wait:
    def is_there() -> bool:
        window = visible(SetUpWindow)
        focused = window.focusWidget() if window is not None else None
        return focused is not None and focused.objectName() == name

    return is_there


def press(key: Key) -> None:
    window = visible(SetUpWindow)
    assert window is not None
    QTest.keyClick(window.focusWidget() or window, key)


def enter(text: str) -> None:
    window = visible(SetUpWindow)
    assert window is not None
    field = window.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Key.Key_Return)


def hands(address: str, said: dict[str, object]) -> Iterator[Wait]:
    """Waits for what is yielded, then goes on."""
    yield at("setUp-screen.language-en")
    press(Key.Key_F6)
    yield at("setUp-store.name")
    for text in STORE:
        enter(text)
    yield at("setUp-loyalty.provider-bonifiq")
    press(Key.Key_Return)
    press(Key.Key_F6)
    yield at("setUp-loyalty.address")
    for text in (address, "sandbox-token", "sandbox-key"):
        enter(text)
    yield at("setUpTryButton")
    press(Key.Key_F6)
    yield at("setUpNextButton")
    press(Key.Key_F6)
    yield at("setUp-manager")
    press(Key.Key_Backtab)
    press(Key.Key_Return)
    for _ in range(3):
        press(Key.Key_F6)
    yield at("setUpSaveButton")
    press(Key.Key_F6)
    yield lambda: visible(TillWindow) is not None
    till = visible(TillWindow)
    assert isinstance(till, TillWindow)
    said["till_opened"] = True
    yield lambda: till.settings.is_offered
    yield from first_sale(till, said)


if __name__ == "__main__":
    started = time.monotonic()
    told: dict[str, object] = {}
    app = application(sys.argv[:1])
    somebody = Somebody(hands(sys.argv[1], told), app)
    told["exit"] = main(["--language", "en", "--data-dir", sys.argv[2]])
    told["seconds"] = round(time.monotonic() - started, 1)
    print(json.dumps(told))
