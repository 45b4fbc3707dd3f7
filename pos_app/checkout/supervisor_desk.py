"""What a supervisor decides about what no rule can settle."""

from pos_app.checkout.counter import Counter, TurnedDownError
from pos_app.checkout.matters import lost_id, needs_reason
from pos_app.checkout.state import (
    LONGEST_NAME,
    LONGEST_REASON,
    Field,
    LostRecords,
    Matter,
    OpenMatter,
)
from pos_app.core.decision import Decision
from pos_app.core.identifiers import Misread, MisreadError
from pos_app.core.loyalty import Refusal
from pos_app.core.redemption import events as re
from pos_app.core.scrubbing import scrub
from pos_app.core.selling import PostDecided, RedemptionMoved, SaleEvent
from pos_app.core.submission import Step

_OF_A_REDEMPTION = {Step.HOLD, Step.COMMIT, Step.REVERSE}


class SupervisorDesk(Counter):
    def decide(self, matter_id: str, decision: Decision, by: str, why: str) -> None:
        """Nothing is decided without a name, nor without a record of it on the disk."""
        matter = next((m for m in self._state.matters if m.id == matter_id), None)
        if matter is None or decision not in matter.decisions:
            return
        name, reason = one_line(by), one_line(why)
        self._guard(Field.SUPERVISOR, lambda: check_words(name, LONGEST_NAME, "NAME_NEEDED"))
        if self._state.problem is None and (reason or needs_reason(decision)):
            self._guard(Field.REASON, lambda: check_words(reason, LONGEST_REASON, "REASON_NEEDED"))
        if self._state.problem is None:
            self._guard(Field.SALE, self._refuse_unwritten)
        if self._state.problem is None:
            self._carry_out(matter, decision, scrub(name), scrub(reason))

    def _carry_out(self, matter: Matter, decision: Decision, by: str, why: str) -> None:
        match matter:
            case OpenMatter():
                self._book.apply(matter.sale_id, self._decided(matter, decision, by, why))
            case LostRecords():
                self._spawn(self._compared(matter, by, why))

    async def _compared(self, matter: LostRecords, by: str, why: str) -> None:
        for incident in self._book.incidents:
            if lost_id(incident) == matter.id:
                await self._book.compare(incident, by, why)

    def _decided(self, matter: OpenMatter, decision: Decision, by: str, why: str) -> SaleEvent:
        if matter.step in _OF_A_REDEMPTION:
            return RedemptionMoved(re.Decided(decision, by, why, self.now()))
        return PostDecided(matter.id, decision, by, why, self.now())

    def _refuse_unwritten(self) -> None:
        if not self._book.writable:
            raise TurnedDownError(Refusal("JOURNAL_UNWRITABLE"))


def one_line(text: str) -> str:
    return "".join(c for c in " ".join(text.split()) if c.isprintable())


def check_words(text: str, longest: int, needed: str) -> None:
    if not text:
        raise TurnedDownError(Refusal(needed))
    if len(text) > longest:
        raise MisreadError(Misread.TOO_LONG)
