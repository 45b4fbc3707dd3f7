"""The walk of one redemption in memory: every event, answer, crash and stray at every state."""

from collections.abc import Iterator

from msgspec.structs import replace

from pos_app.core.redemption import events as re
from pos_app.core.redemption import transition
from pos_app.core.redemption.effects import Attempt, CheckCode
from pos_app.core.redemption.openings import Next
from pos_app.core.redemption.states import (
    AwaitingApproval,
    AwaitingCode,
    Closed,
    CodeNotSent,
    ConsentNeeded,
    ContactNeeded,
    Idle,
    Parked,
    Redeemed,
    Spent,
    State,
)
from pos_app.core.sale import Sale
from pos_app.core.selling import Moved, RedemptionMoved
from pos_app.core.submission import Phase, Step
from tests.faults.explore import laws
from tests.faults.explore.journal.reading import reads_back
from tests.faults.explore.laws import Judge
from tests.faults.explore.redemption.awaited import check_effects
from tests.faults.explore.redemption.canonical import at_rest, canonical
from tests.faults.explore.redemption.checks import (
    check_agreement,
    check_attempt,
    check_commit,
    check_event,
    check_state,
    real,
)
from tests.faults.explore.redemption.moves import Moves
from tests.faults.explore.redemption.world import Move, World
from tests.faults.shapes import Shape
from tests.faults.truth import Ledger, Truth

WAITS_FOR_PEOPLE = (
    Idle
    | Closed
    | Redeemed
    | Spent
    | Parked
    | ConsentNeeded
    | ContactNeeded
    | CodeNotSent
    | AwaitingCode
) | AwaitingApproval


class RedemptionScene:
    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.judge = Judge()
        self._moves = Moves(shape)

    def first(self) -> World:
        return World(Idle(), Truth())

    def moves(self, world: World) -> Iterator[Move]:
        return self._moves.all(world)

    def kind(self, world: World) -> str:
        return type(world.state).__name__

    def rests(self, world: World) -> bool:
        return isinstance(world.state, WAITS_FOR_PEOPLE)

    def check(self, world: World) -> None:
        check_state(self.judge, self.shape, world.state, world.truth)
        again = re.Restarted(0, 1)
        told = [self._step(state, again).state for state in (world.state, at_rest(world.state))]
        self.judge.demand(laws.RESTART_KNOWS_NO_CLOCK, canonical(told[0]) == canonical(told[1]))

    def after(self, world: World, move: Move) -> World | None:
        del world
        before = move.world
        if move.event is None:
            return before
        after = self._step(before.state, move.event)
        self._check(move, move.event, after)
        if move.ignored:
            return None
        began = isinstance(move.event, re.Begun)
        steps = {e.submission.step for e in after.effects if isinstance(e, Attempt)}
        return World(
            canonical(after.state),
            self._truth(before.truth, after),
            approved=before.approved and not began,
            left_once=(before.left_once and not began) or Step.COMMIT in steps,
        )

    def _step(self, state: State, event: re.Event) -> Next:
        return transition.step(self.shape.profile, state, event)

    def _truth(self, truth: Truth, after: Next) -> Truth:
        asked = any(isinstance(effect, CheckCode) for effect in after.effects)
        if asked and self.shape.profile.check_commits and truth.ledger is Ledger.OPEN:
            return replace(truth, moving=True)
        return truth

    def _check(self, move: Move, event: re.Event, after: Next) -> None:
        judge, before = self.judge, move.world.state
        check_event(judge, before, event, after)
        if move.ignored:
            unchanged = after.state == before and not real(after.effects)
            judge.demand(laws.STALE_CHANGES_NOTHING, unchanged)
        if after.state != before:
            self._check_written(before, event, after)
        check_effects(judge, before, event, after)
        check_agreement(judge, self.shape, event, after.effects)
        if isinstance(event, re.Begun) and not move.ignored:
            judge.demand(laws.INTENT_TAKEN, after.state != before)
        if move.answers:
            judge.demand(laws.LEADS_SOMEWHERE, after.state != before)
            again = self._step(after.state, event)
            unchanged = again.state == after.state and not real(again.effects)
            judge.demand(laws.DOUBLED_CHANGES_NOTHING, unchanged)
        self._check_leaving(move, after)

    def _check_written(self, before: State, event: re.Event, after: Next) -> None:
        """The fold is pure: the same events, read back the same, give the same state."""
        moved = Moved(Sale("sale-1", redemption=after.state), after.effects)
        written = moved.is_written(Sale("sale-1", redemption=before))
        same = written and reads_back(RedemptionMoved(event))
        self.judge.demand(laws.REPLAY_IS_MEMORY, same)

    def _check_leaving(self, move: Move, after: Next) -> None:
        for effect in after.effects:
            if isinstance(effect, Attempt) and effect.submission.phase is Phase.SENDING:
                current = effect.submission
                check_attempt(self.judge, self.shape, after.state, current, move.world.truth)
                if current.step is Step.COMMIT:
                    check_commit(self.judge, self.shape, after.state, move.world, current)
