"""A set-up behind the form, and every way that the form can look; run as a module for another
scale."""

import sys
from collections.abc import Callable, Iterator

from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from pos_app.core.setting_up.asks import HIDDEN, YES, Ask
from pos_app.core.setting_up.events import (
    Event,
    Found,
    PassphraseRefused,
    SaveAsked,
    SaveEnded,
    SaveRefused,
    WentTo,
)
from pos_app.core.setting_up.keeping import begin
from pos_app.core.setting_up.questions import path, questions
from pos_app.core.setting_up.states import (
    Failure,
    FarEnd,
    Finding,
    Keeping,
    Outcome,
    SetUp,
    Step,
    Tried,
    Trying,
)
from pos_app.core.setting_up.transition import transition
from pos_app.screens.set_up.window import SetUpWindow
from pos_app.screens.theme import LIGHT, Theme
from tests.screens.fits import misfits
from tests.unit.core.set_ups import after, answered, complete

WRITTEN = {
    ("store", "name"): "Loja Centro",
    ("store", "code"): "L01",
    ("till", "name"): "Caixa 03",
    ("till", "code"): "C03",
    ("till", "operator"): "Ana P.",
    ("loyalty", "provider"): "bonifiq",
}
KEPT = frozenset({Ask.BONIFIQ_TOKEN, Ask.BONIFIQ_KEY})


class Behind:
    """A set-up that does nothing by itself."""

    def __init__(self, state: SetUp) -> None:
        self.state = state
        self.effects: list[object] = []
        self.left = False
        self._listeners: list[Callable[[], None]] = []

    def subscribe(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)

    def handle(self, event: Event) -> None:
        moved = transition(self.state, event)
        if moved.effect is not None:
            self.effects.append(moved.effect)
        self.show(moved.state)

    def show(self, state: SetUp) -> None:
        self.state = state
        for listener in self._listeners:
            listener()

    def leave(self) -> None:
        self.left = True


def reopened() -> SetUp:
    state = begin(WRITTEN, language="pt_BR", region="pt_BR")
    return after(state, Found(Keeping.KEYRING, KEPT))


PAIRS = (("bonifiq", "twilio_verify"), ("punchh", "twilio_verify"), ("weavr", ""))


def every_look() -> Iterator[tuple[str, SetUp]]:
    for pair in PAIRS:
        whole = complete(*pair, Keeping.NOTHING)
        yield from _of_each_step(pair[0], whole)
    whole = complete("bonifiq", "twilio_verify")
    tried = replace(whole, step=Step.TRIAL)
    yield "trying", replace(tried, trial=Trying(1))
    for outcome in Outcome:
        findings = tuple(Finding(end, outcome, 12_345, 4_000, "HTTP_401") for end in FarEnd)
        yield f"tried {outcome}", replace(tried, trial=Tried(findings))
    yield "saving", after(whole, SaveAsked())
    yield "saved", after(whole, SaveAsked(), SaveEnded())
    for failure in Failure:
        yield f"failed {failure}", after(whole, SaveAsked(), SaveRefused(failure, "why " * 20))
    yield "unknown", after(whole, Found(Keeping.UNKNOWN))
    locked = after(complete("bonifiq", keeping=Keeping.NOTHING), Found(Keeping.LOCKED_FILE))
    yield "passphrase", after(locked, SaveAsked(), PassphraseRefused())
    yield from _of_each_step("again", reopened())
    done = after(reopened(), WentTo(Step.DONE))
    yield "saved again", after(done, SaveAsked(), SaveEnded())


def _of_each_step(name: str, whole: SetUp) -> Iterator[tuple[str, SetUp]]:
    whole = answered(whole, {Ask.SIGN_IN: YES, Ask.PRINTING: "network"})
    for step in path(whole):
        yield f"{name} {step}", replace(whole, step=step)
        asked = [question.ask for question in questions(whole, step) if not question.choices]
        wrong = answered(whole, {ask: "!" if ask not in HIDDEN else "é" for ask in asked})
        yield f"{name} {step}, wrong", replace(wrong, step=step, told=True)


def window_on(behind: Behind, theme: Theme = LIGHT) -> SetUpWindow:
    return SetUpWindow(behind, theme=theme, on_close=print)


def check_all(size: tuple[int, int]) -> list[str]:
    """Every look at this size, in the language that is installed."""
    found = []
    behind = Behind(reopened())
    window = window_on(behind)
    window.resize(*size)
    window.show()
    for name, state in every_look():
        behind.show(state)
        for _ in range(3):
            QApplication.processEvents()
        found += [f"{name}: {each}" for each in misfits(window)]
    window.finish()
    window.deleteLater()
    return found


if __name__ == "__main__":
    from pos_app.screens.translation import install

    app = QApplication([])
    app.setStyle("Fusion")
    install("pt")
    print("\n".join(check_all((int(sys.argv[1]), int(sys.argv[2])))) or "fits")
