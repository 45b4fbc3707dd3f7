"""Settings changed inside an open till, by its keys, as a manager would."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import keyring
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from pos_app import opening
from pos_app.core.setting_up.asks import Ask
from pos_app.core.setting_up.states import Step
from pos_app.plan import Plan
from pos_app.screens.opening import make_window
from pos_app.screens.pages.host import Page
from pos_app.screens.translation import remove
from pos_app.screens.window import TillWindow
from pos_app.settings import secrets
from pos_app.settings.load import load
from pos_app.station import Station
from tests.e2e.wizard_hands import Hands, Key, until
from tests.traces import traces
from tests.unit.settings.test_vault import Memory

pytestmark = pytest.mark.usefixtures("qapp")

FILE = """\
# of the chain
[store]
name = "Loja Centro"
code = "L01"
[till]
name = "Caixa 03"
code = "C03"
operator = "Ana P."
[loyalty]
provider = "bonifiq"
[screen]
language = "pt_BR"
"""
TOKEN = "tok-8f1e77c0ffee"


@pytest.fixture(autouse=True)
def memory() -> Iterator[Memory]:
    before = keyring.get_keyring()
    kept = Memory()
    kept.kept["pos-app", "bonifiq.api_token"] = TOKEN
    kept.kept["pos-app", "bonifiq.api_key"] = "key-of-the-brand-51"
    keyring.set_keyring(kept)
    yield kept
    keyring.set_keyring(before)
    remove()


@asynccontextmanager
async def till_at(folder: Path, closing: opening.Closing) -> AsyncIterator[TillWindow]:
    config = folder / "till.toml"
    config.write_text(FILE, encoding="utf-8")
    plan = Plan(load(config), folder)
    window, door = make_window(
        opening.empty_till(plan),
        theme="light",
        region="pt_BR",
        language="pt_BR",
        on_close=closing.ask,
    )
    window.show()
    window.activateWindow()

    def offer(shown: TillWindow, station: Station) -> None:
        opening._offer_settings(config, closing, shown, station)

    serving = asyncio.get_running_loop().create_task(
        opening._serve(plan, window, door, closing, offer)
    )
    try:
        await until(lambda: window.settings.is_offered, "an open till")
        yield window
    finally:
        window.close()
        assert await serving == 0
        window.deleteLater()


async def settings_of(window: TillWindow) -> Hands:
    QTest.keyClick(window, Key.Key_F10)
    button = window.findChild(QWidget, "settingsButton")
    assert isinstance(button, QWidget)
    QTest.keyClick(button, Key.Key_Return)
    await until(lambda: window.pages.current is Page.SETTINGS, "the settings")
    hands = Hands(window.pages.settings_page(), window)
    await until(lambda: hands.panel._setting_up.state.kept, "what is kept")
    return hands


async def test_a_changed_setting_is_written_and_the_till_restarts_when_asked(
    tmp_path: Path, memory: Memory
) -> None:
    closing = opening.Closing()
    async with till_at(tmp_path, closing) as window:
        hands = await settings_of(window)
        await hands.on(Step.STORE)
        await hands.fill(store__name="Loja Norte")
        await hands.on(Step.PROVIDER)
        await hands.on(Step.CONNECTION)
        assert not [each for each in hands.texts() if TOKEN in each]
        await hands.fill(bonifiq__api_key="key-of-the-brand-52")
        await hands.on(Step.TRIAL)
        hands.press(Key.Key_F11)
        await hands.at(Step.PRINTER)
        await hands.on(Step.SCREEN)
        await hands.on(Step.DONE)
        hands.press(Key.Key_F6)
        await until(lambda: hands.sees("próximo início"), "that it is saved")
        hands.press(Key.Key_F6)
        assert closing.restarts
    assert load(tmp_path / "till.toml").store == "Loja Norte"
    assert "# of the chain" in (tmp_path / "till.toml").read_text()
    assert memory.kept["pos-app", "bonifiq.api_token"] == TOKEN
    assert secrets.fetch("bonifiq.api_key") == "key-of-the-brand-52"
    assert traces(tmp_path, "key-of-the-brand-52") == []


async def test_settings_that_are_left_change_nothing(tmp_path: Path) -> None:
    closing = opening.Closing()
    async with till_at(tmp_path, closing) as window:
        hands = await settings_of(window)
        await hands.on(Step.STORE)
        await hands.fill(store__name="Loja Norte")
        hands.press(Key.Key_F2)
        await until(lambda: window.pages.current is Page.SALE, "the sale")
        assert window.focusWidget() is window.pages.sale.product
        hands = await settings_of(window)
        await hands.on(Step.STORE)
        assert hands.panel._setting_up.state.answer(Ask.STORE) == "Loja Centro"
    assert not closing.restarts
    assert (tmp_path / "till.toml").read_text() == FILE
