"""The program around the screen, as a test decides."""

from collections.abc import Callable

from pos_app.screens.upkeep import Facts, NotAsked, SupportFile, Writing


class FakeUpkeep:
    def __init__(self) -> None:
        self.facts = Facts(
            version="9.8.7",
            python="3.13.1",
            qt="6.11.3",
            provider="BonifiQ",
            data="/home/caixa/.local/share/pos-app/loja-centro/caixa-03",
            updates_by_apt=False,
        )
        self.support: SupportFile = NotAsked()
        self.asked = 0
        self.opened: list[str] = []
        self.ended = 0
        self._listener: Callable[[], None] | None = None

    def watch(self, listener: Callable[[], None] | None) -> None:
        self._listener = listener

    def write_support(self) -> None:
        self.asked += 1
        self.turn(Writing())

    def turn(self, support: SupportFile) -> None:
        self.support = support
        if self._listener is not None:
            self._listener()

    def show_file(self, path: str) -> None:
        self.opened.append(path)

    def end(self) -> None:
        self.ended += 1
