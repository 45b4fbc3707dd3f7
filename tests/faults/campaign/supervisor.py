"""Somebody who looks at the provider's own records and settles what no rule can, by keys."""

from typing import Protocol

from PySide6.QtCore import Qt

from pos_app.checkout.state import LostRecords, OpenMatter
from pos_app.core.decision import Decision
from pos_app.core.submission import Step
from pos_app.screens.view.decisions import ASKED_TWICE
from pos_app.tour.stage import MismatchError, Stage


class Look(Protocol):
    async def __call__(
        self, matter: OpenMatter | LostRecords, /, *, insists: bool = False
    ) -> bool | None:
        """Whether the provider's records show the step as done; nothing while it is still open
        there, unless somebody ``insists``, and has it ended. For records that were lost it means
        to go through them at the provider, and to give back there what no sale at the till accounts
        for."""
        ...


COMPARING = 61.0
"""Seconds at the provider's own console; what was on its way there has arrived by then."""
STILL_OPEN = "If it is still open, end it there, or wait."
MOST_LOOKS = 16
"""A quarter of an hour, in which all has ended that ends by itself."""
BUTTONS = {
    Decision.ASK_AGAIN: "askProviderButton",
    Decision.IT_HAPPENED: "itHappenedButton",
    Decision.IT_DID_NOT: "itDidNotButton",
    Decision.IT_IS_BACK: "itIsBackButton",
    Decision.SETTLED_OTHERWISE: "settledOtherwiseButton",
    Decision.DONE_BY_HAND: "doneByHandButton",
    Decision.LEFT_OUT: "leftOutButton",
    Decision.COMPARED: "recordsComparedButton",
}


class Supervisor:
    def __init__(self, stage: Stage, look: Look) -> None:
        self._stage = stage
        self._look = look
        self.waits = True
        """For what is still open at the provider to end; else it is ended there."""
        self._asked_again: set[str] = set()

    @property
    def is_needed(self) -> bool:
        return any(matter.decisions for matter in self._stage.till.state.matters)

    async def settle_one(self) -> None:
        """The case on top of the list; what cannot be written down just now is not decided."""
        stage = self._stage
        before = stage.till.state.matters
        matter = next(m for m in before if isinstance(m, OpenMatter | LostRecords))
        decision = await self._decide(matter)
        matters = stage.till.state.matters
        if matter not in matters:
            return
        await self._turn_to(matter)
        stage.focus_on("supervisorInput")
        await stage.clear_field()
        await stage.type("Rui P.")
        stage.focus_on("reasonInput")
        await stage.clear_field()
        await stage.type("compared with the records")
        await stage.activate(BUTTONS[decision])
        if decision in ASKED_TWICE:
            await stage.enables("confirmDecisionButton")
            await stage.press(Qt.Key.Key_F6)
        await stage.until(
            lambda: matter not in stage.till.state.matters or stage.till.state.problem is not None,
            "the decision",
        )
        await stage.press(Qt.Key.Key_Escape)
        if stage.widget("mattersTable") is not None:
            await stage.press(Qt.Key.Key_Escape)

    async def _turn_to(self, matter: OpenMatter | LostRecords) -> None:
        stage = self._stage
        await stage.press(Qt.Key.Key_F10)
        await stage.activate("mattersButton")
        await stage.until(lambda: stage.widget("mattersTable") is not None, "the list of cases")
        stage.focus_on("mattersTable")
        matters = stage.till.state.matters
        for _ in matters:
            await stage.press(Qt.Key.Key_Up)
        for _ in range(matters.index(matter)):
            await stage.press(Qt.Key.Key_Down)

    async def _decide(self, matter: OpenMatter | LostRecords) -> Decision:
        """What is true decides; asking again is tried once, where it is offered."""
        if isinstance(matter, LostRecords):
            await self._look(matter)
            return Decision.COMPARED
        if Decision.ASK_AGAIN in matter.decisions and matter.id not in self._asked_again:
            self._asked_again.add(matter.id)
            return Decision.ASK_AGAIN
        done = await self._compare(matter)
        match matter.step:
            case Step.HOLD | Step.COMMIT:
                return Decision.IT_HAPPENED if done else Decision.IT_DID_NOT
            case Step.REVERSE | Step.RELEASE:
                return Decision.IT_IS_BACK if done else Decision.SETTLED_OTHERWISE
            case _:
                return Decision.DONE_BY_HAND if done else Decision.LEFT_OUT

    async def _compare(self, matter: OpenMatter) -> bool:
        """What is still open there is no answer yet; it is dealt with as the screen says."""
        for _ in range(MOST_LOOKS if self.waits else 1):
            await self._stage.advance(COMPARING)
            done = await self._look(matter)
            if done is not None or matter not in self._stage.till.state.matters:
                return bool(done)
            await self._is_told_to_wait(matter)
        return bool(await self._look(matter, insists=True))

    async def _is_told_to_wait(self, matter: OpenMatter) -> None:
        await self._turn_to(matter)
        if STILL_OPEN not in (screen := self._stage.screen()):
            raise MismatchError(f"nobody is told to wait for what is still open: {screen}")
        await self._stage.press(Qt.Key.Key_Escape)
