"""The form of a set-up: what it shows, by keys alone, in every look and at every size."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from pos_app.core.setting_up.asks import HIDDEN, YES, Ask
from pos_app.core.setting_up.events import Found, SaveEnded, WentTo
from pos_app.core.setting_up.states import Keeping, SetUp, Step
from pos_app.screens.set_up import words
from pos_app.screens.set_up.step_list import StepButton
from pos_app.screens.set_up.window import SetUpWindow
from pos_app.screens.view.set_up import derive_set_up
from tests.screens.conftest import Till
from tests.screens.examples import STATES
from tests.screens.fits import misfits
from tests.screens.hands import Key, focused, is_shown, press, shown, text_of, write
from tests.screens.set_ups import Behind, check_all, every_look, reopened, window_on
from tests.screens.staffings import RUI, staffed
from tests.screens.test_fits import SIZES
from tests.unit.core.set_ups import after, answered, chosen, complete, fresh

pytestmark = pytest.mark.usefixtures("portuguese")


@pytest.fixture
def opened() -> Iterator[Callable[[SetUp], tuple[Behind, SetUpWindow]]]:
    made: list[SetUpWindow] = []

    def open_on(state: SetUp) -> tuple[Behind, SetUpWindow]:
        behind = Behind(state)
        window = window_on(behind)
        window.show()
        window.activateWindow()
        made.append(window)
        QApplication.processEvents()
        return behind, window

    yield open_on
    for window in made:
        window.finish()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


Opened = Callable[[SetUp], tuple[Behind, SetUpWindow]]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_look_fits_in_portuguese(size: tuple[int, int]) -> None:
    assert check_all(size) == []


@pytest.mark.usefixtures("english")
def test_every_look_fits_in_english() -> None:
    assert check_all((1024, 600)) == []


def test_every_look_fits_at_150_percent() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.screens.set_ups", "1024", "600"],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_SCALE_FACTOR": "1.5"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "fits"


def test_no_view_holds_a_secret() -> None:
    for name, state in every_look():
        typed = [state.secret(ask) for ask in HIDDEN if len(state.secret(ask)) > 4]
        view = repr(derive_set_up(state))
        assert not [secret for secret in typed if secret in view], name


def test_every_step_names_itself_and_each_question() -> None:
    for step in Step:
        assert words.step_name(step)
        assert words.title(step, "weavr")
    for ask in Ask:
        assert words.label(ask)


def test_enter_goes_from_field_to_field_and_then_on(opened: Opened) -> None:
    behind, _ = opened(after(fresh(), WentTo(Step.LANGUAGE)))
    press(Key.Key_F6)
    for name, text in (
        ("store.name", "Loja Centro"),
        ("store.code", "L01"),
        ("till.name", "Caixa 03"),
        ("till.code", "C03"),
        ("till.operator", "Ana P."),
    ):
        assert focused() == f"setUp-{name}"
        write(text)
        press(Key.Key_Return)
    assert behind.state.step is Step.PROVIDER
    assert behind.state.answer(Ask.TILL_CODE) == "C03"


def test_the_first_mistake_gets_the_hands(opened: Opened) -> None:
    behind, window = opened(fresh())
    press(Key.Key_F6)
    write("Loja Centro")
    press(Key.Key_F6)
    assert behind.state.step is Step.STORE
    assert focused() == "setUp-store.code"
    field = window.findChild(QLineEdit, "setUp-store.code")
    assert isinstance(field, QLineEdit)
    assert field.accessibleDescription() == "É necessário preencher."


def test_a_secret_is_typed_as_dots_and_is_there_again_after_going_back(opened: Opened) -> None:
    behind, window = opened(chosen("bonifiq"))
    for _ in range(3):
        press(Key.Key_F6)
    assert behind.state.step is Step.CONNECTION
    press(Key.Key_Tab)
    assert focused() == "setUp-bonifiq.api_token"
    write(" token-1 ")
    assert behind.state.secret(Ask.BONIFIQ_TOKEN) == "token-1"
    press(Key.Key_Escape, Key.Key_F6)
    fields = window.findChildren(QLineEdit, "setUp-bonifiq.api_token")
    assert [field.text() for field in fields if not field.isVisible()] in ([], [""])
    (field,) = [field for field in fields if field.isVisible()]
    assert isinstance(field, QLineEdit)
    assert field.echoMode() is QLineEdit.EchoMode.Password
    assert field.text() == "token-1"
    assert "token" not in field.displayText()


def test_a_pin_takes_digits_only(opened: Opened) -> None:
    behind, _ = opened(
        after(
            answered(complete("bonifiq"), {Ask.SIGN_IN: YES, Ask.MANAGER: "Bia R."}),
            WentTo(Step.MANAGER),
        )
    )
    assert focused() == "setUp-pin"
    write("25a80")
    assert behind.state.secret(Ask.PIN) == "2580"


def test_a_step_that_was_reached_is_gone_to_by_touch(opened: Opened) -> None:
    behind, window = opened(complete("bonifiq"))
    store = window.findChild(StepButton, "setUpStep-store")
    assert isinstance(store, StepButton)
    QTest.mouseClick(store, Qt.MouseButton.LeftButton)
    assert behind.state.step is Step.STORE
    ahead = window.findChild(StepButton, "setUpStep-done")
    assert isinstance(ahead, StepButton)
    assert ahead.isEnabled()


def test_nothing_is_saved_while_it_is_not_known_where_secrets_go(opened: Opened) -> None:
    behind, _ = opened(after(complete("bonifiq"), Found(Keeping.UNKNOWN)))
    press(Key.Key_F6)
    assert not behind.effects
    behind.handle(Found(Keeping.KEYRING))
    QApplication.processEvents()
    press(Key.Key_F6)
    assert len(behind.effects) == 1


def open_settings(till: Till) -> Behind:
    """From the menu of a till at which nobody signs in."""
    behind = Behind(reopened())
    till.window.settings.offer(lambda: till.window.settings.show(behind), lambda: None)
    press(Key.Key_F10)
    shown(till, "settingsButton").setFocus()
    press(Key.Key_Return)
    QApplication.processEvents()
    return behind


def test_the_menu_opens_the_settings(
    open_till: Callable[..., Till],
) -> None:
    till = open_till(STATES["basket"])
    behind = open_settings(till)
    assert text_of(till, "setUpHeading") == "Configurações"
    press(Key.Key_F6)
    assert behind.state.step is Step.STORE
    press(Key.Key_Escape, Key.Key_Escape)
    assert behind.left
    assert focused() == "productInput"


def test_with_people_a_manager_has_to_agree_first(open_till: Callable[..., Till]) -> None:
    till = open_till(staffed())
    opened: list[str] = []
    till.window.settings.offer(lambda: opened.append("opened"), lambda: None)
    press(Key.Key_F10)
    shown(till, "settingsButton").setFocus()
    press(Key.Key_Return)
    assert is_shown(till, "approvalSheet")
    assert opened == []
    till.checkout.show(staffed(approved=RUI.name))
    assert opened == ["opened"]


def test_a_manager_who_goes_back_has_not_agreed(open_till: Callable[..., Till]) -> None:
    till = open_till(staffed())
    opened: list[str] = []
    till.window.settings.offer(lambda: opened.append("opened"), lambda: None)
    press(Key.Key_F10)
    shown(till, "settingsButton").setFocus()
    press(Key.Key_Return, Key.Key_Escape)
    till.checkout.show(staffed(approved=RUI.name))
    assert not is_shown(till, "approvalSheet")
    assert opened == []


def test_a_demo_has_no_settings(open_till: Callable[..., Till]) -> None:
    till = open_till(STATES["basket"])
    press(Key.Key_F10)
    assert not is_shown(till, "settingsButton")


def test_saved_settings_offer_a_restart(open_till: Callable[..., Till]) -> None:
    till = open_till(STATES["basket"])
    behind = open_settings(till)
    restarts: list[str] = []
    till.window.settings.offer(lambda: None, lambda: restarts.append("restart"))
    behind.handle(WentTo(Step.DONE))
    QApplication.processEvents()
    press(Key.Key_F6)
    behind.handle(SaveEnded())
    QApplication.processEvents()
    assert text_of(till, "setUpTitle") == "As configurações estão salvas"
    press(Key.Key_F6)
    assert restarts == ["restart"]


@pytest.mark.parametrize("size", [(1024, 600), (1366, 768)], ids=str)
def test_the_settings_fit_into_the_till(
    open_till: Callable[..., Till], size: tuple[int, int]
) -> None:
    till = open_till(STATES["basket"], size)
    behind = open_settings(till)
    for name, state in every_look():
        behind.show(state)
        for _ in range(3):
            QApplication.processEvents()
        assert misfits(till.window) == [], name
