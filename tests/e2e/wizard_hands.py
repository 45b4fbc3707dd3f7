"""Somebody at the wizard of a new till: keys only, and what they see."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from pos_app.core.setting_up.states import Step
from pos_app.screens.set_up.panel import SetUpPanel
from pos_app.setup.first_run import Wizard

Key = Qt.Key
PATIENCE = 30.0


async def until(true: Callable[[], object], what: str) -> None:
    try:
        async with asyncio.timeout(PATIENCE):
            while not true():  # noqa: ASYNC110 - Qt's own events tell nobody of theirs
                await asyncio.sleep(0)
    except TimeoutError:
        raise AssertionError(f"waited in vain for {what}") from None


class Hands:
    def __init__(self, panel: SetUpPanel, window: QWidget) -> None:
        self.panel = panel
        self.window = window

    @property
    def step(self) -> Step:
        return self.panel._setting_up.state.step

    def focused(self) -> str:
        return self.window.focusWidget().objectName()

    def press(self, key: Key) -> None:
        QTest.keyClick(self.window.focusWidget() or self.window, key)

    def write(self, text: str) -> None:
        QTest.keyClicks(self.window.focusWidget(), text)

    async def on(self, step: Step) -> None:
        """To the next step, which must be this one."""
        self.press(Key.Key_F6)
        await self.at(step)

    async def at(self, step: Step) -> None:
        await until(lambda: self.step is step, f"the step {step}")
        await until(lambda: self.panel.first_focus().hasFocus(), f"the focus at {step}")

    async def tab_to(self, name: str) -> None:
        for _ in range(40):
            if self.focused() == name:
                return
            self.press(Key.Key_Tab)
            await asyncio.sleep(0)
        raise AssertionError(f"Tab does not lead to {name}")

    async def choose(self, name: str) -> None:
        await self.tab_to(name)
        self.press(Key.Key_Return)
        await asyncio.sleep(0)

    async def fill(self, **fields: str) -> None:
        """By the key in till.toml or of the secret, dots as ``__``."""
        for name, text in fields.items():
            await self.tab_to("setUp-" + name.replace("__", "."))
            field = self.window.focusWidget()
            assert isinstance(field, QLineEdit)
            field.selectAll()
            self.write(text)

    def texts(self) -> list[str]:
        labels = self.window.findChildren(QLabel)
        return [label.text() for label in labels if label.isVisible() and label.text()]

    def sees(self, words: str) -> bool:
        return any(words in text for text in self.texts())


@asynccontextmanager
async def wizard_at(folder: Path) -> AsyncIterator[tuple[Hands, Wizard, "asyncio.Task[int]"]]:
    """A wizard that is served; what is left of it is closed in the end."""
    wizard = Wizard(folder / "config" / "till.toml", folder / "data", "pt_BR")
    wizard.window.show()
    wizard.window.activateWindow()
    serving = asyncio.get_running_loop().create_task(wizard.serve())
    hands = Hands(wizard.window.panel, wizard.window)
    try:
        await hands.at(Step.LANGUAGE)
        yield hands, wizard, serving
    finally:
        wizard.window.close()
        await serving
        wizard.window.deleteLater()
        QApplication.sendPostedEvents()
