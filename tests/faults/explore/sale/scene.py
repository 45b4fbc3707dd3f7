"""The walk of a whole sale: from the first item to the last return, with at most one piece back.

A second redemption begins in the world that the first one settled in, and so does a third: the
chain has no bound. One return is enough because a second one is the same message under another
key, behind the first in the queue. Returns begin once the redemption is settled: what is taken back
beside them has no part in them. Crashes meet a disk that is up to date; what a late or a full
one does is the journal's walk.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from pos_app.core import selling
from pos_app.core.challenge import WrongCode
from pos_app.core.redemption import events as re
from pos_app.core.redemption.effects import Attempt, CheckCode
from pos_app.core.redemption.openings import Next
from pos_app.core.redemption.states import CheckingCode, Closed, Idle, intent_of, is_over
from pos_app.core.sale import Sale, Stage
from pos_app.core.submission import Phase, Step
from tests.faults.explore import laws
from tests.faults.explore.journal.reading import reads_back
from tests.faults.explore.laws import Judge
from tests.faults.explore.redemption.awaited import check_effects
from tests.faults.explore.redemption.checks import (
    check_agreement,
    check_attempt,
    check_commit,
    check_event,
    check_state,
    was_left,
)
from tests.faults.explore.redemption.scene import WAITS_FOR_PEOPLE
from tests.faults.explore.sale.canonical import canonical_sale
from tests.faults.explore.sale.checks import changes_nothing, check_sale, check_sale_event
from tests.faults.explore.sale.counter import POLICY
from tests.faults.explore.sale.moves import SaleMoves
from tests.faults.explore.sale.outbox import next_post
from tests.faults.explore.sale.world import LOCKED, Act, Asked, Seen
from tests.faults.shapes import Shape
from tests.faults.truth import Ledger, Truth


class SaleScene:
    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.judge = Judge()
        self._moves = SaleMoves(shape)

    def first(self) -> Seen:
        opened = selling.Opened("1", "2026-03-02T12:00:00Z", provider=self.shape.profile.name)
        moved = selling.advance(self.shape.profile, Sale("sale-1"), opened)
        self._check_written(Sale("sale-1"), opened, moved)
        return Seen(moved.sale)

    def moves(self, world: Seen) -> Iterator[Act]:
        return self._moves.all(world)

    def kind(self, world: Seen) -> str:
        return f"{world.sale.stage} {type(world.sale.redemption).__name__}"

    def rests(self, world: Seen) -> bool:
        waits = isinstance(world.sale.redemption, WAITS_FOR_PEOPLE)
        return waits and next_post(self.shape.profile, world) is None

    def check(self, world: Seen) -> None:
        check_state(self.judge, self.shape, world.sale.redemption, world.truth)
        check_sale(self.judge, self.shape, world)

    def after(self, world: Seen, move: Act) -> Seen | None:
        after = move.world
        for event in move.events:
            after = self._after_event(after, move, event)
        if move.ignored:
            return None
        return world if after is world else _canonical(after)

    def _after_event(self, world: Seen, move: Act, event: selling.SaleEvent) -> Seen:
        before = world.sale
        moved = selling.advance(self.shape.profile, before, event)
        self._check_written(before, event, moved)
        check_sale_event(self.judge, world, before, event, moved)
        if move.ignored:
            misfit = move.label == "begun for another"
            law = laws.BOUND_TO_SALE if misfit else laws.STALE_CHANGES_NOTHING
            self.judge.demand(law, changes_nothing(before, moved))
        if move.answers:
            self._check_doubled(moved, event)
        self._check_redemption(world, event, moved)
        if moved.sale is before and not moved.effects:
            return world
        return self._observed(world, event, moved)

    def _check_written(self, before: Sale, event: selling.SaleEvent, moved: selling.Moved) -> None:
        """The fold is pure: the same events, read back the same, give the same sale."""
        if moved.is_written(before):
            self.judge.demand(laws.REPLAY_IS_MEMORY, reads_back(event))
        else:
            self.judge.demand(laws.REPLAY_IS_MEMORY, moved.sale == before)

    def _check_doubled(self, moved: selling.Moved, event: selling.SaleEvent) -> None:
        again = selling.advance(self.shape.profile, moved.sale, event)
        self.judge.demand(laws.DOUBLED_CHANGES_NOTHING, changes_nothing(moved.sale, again))

    def _check_redemption(
        self, world: Seen, event: selling.SaleEvent, moved: selling.Moved
    ) -> None:
        happened = _redemption_event(event)
        if happened is None:
            return
        before, state = world.sale.redemption, moved.sale.redemption
        effects = tuple(e for e in moved.effects if not isinstance(e, selling.PostAttempt))
        check_event(self.judge, before, happened, Next(state, effects))
        check_effects(self.judge, before, happened, Next(state, effects))
        check_agreement(self.judge, self.shape, happened, effects)
        for effect in effects:
            if isinstance(effect, Attempt) and effect.submission.phase is Phase.SENDING:
                check_attempt(self.judge, self.shape, state, effect.submission, world.truth)
                if effect.submission.step is Step.COMMIT:
                    check_commit(self.judge, self.shape, state, world.redeeming, effect.submission)
                    self._check_for_this_basket(world)

    def _check_for_this_basket(self, world: Seen) -> None:
        if world.sale.stage is Stage.OPEN and not was_left(world.sale.redemption):
            asked = world.asked or Asked(world.sale.basket, world.sale.customer)
            on_the_till = Asked(world.sale.basket, world.sale.customer)
            self.judge.demand(laws.FOR_THIS_BASKET, asked == on_the_till)

    def _observed(self, world: Seen, event: selling.SaleEvent, moved: selling.Moved) -> Seen:
        """What the observer knows after the event."""
        sale = moved.sale
        if isinstance(event, selling.RedemptionMoved) and isinstance(event.event, re.Begun):
            if sale == world.sale:
                return world
            asked = Asked(sale.basket, sale.customer)
            world = world._replace(truth=Truth(), approved=False, left_once=False, asked=asked)
        steps = {e.submission.step for e in moved.effects if isinstance(e, Attempt)}
        checks = any(isinstance(effect, CheckCode) for effect in moved.effects)
        truth = world.truth
        if checks and self.shape.profile.check_commits and truth.ledger is Ledger.OPEN:
            truth = replace(truth, moving=True)
        return world._replace(
            sale=sale,
            truth=truth,
            left_once=world.left_once or Step.COMMIT in steps,
            tried=_tried(world, event, sale),
            owed=world.owed | self._owed(world.sale, event, sale),
        )

    def _owed(self, before: Sale, event: selling.SaleEvent, after: Sale) -> set[Step]:
        """What the till has promised to tell the provider."""
        has = self.shape.profile.has
        told = before.registration is not None or before.record is not None
        match event:
            case selling.Paid(register=register) if before.stage is not after.stage:
                owed = {Step.RECORD, Step.REGISTER} if register else {Step.RECORD}
                return {step for step in owed if has(step)}
            case selling.RefundAsked() if told and before != after:
                return {Step.REFUND}
            case selling.CancelAsked() if told and before != after:
                return {Step.CANCEL}
        return set()


def _redemption_event(event: selling.SaleEvent) -> re.Event | None:
    match event:
        case selling.RedemptionMoved(happened):
            return happened
        case selling.Paid(at=at):
            return re.SalePaid(at)
    return None


def _tried(world: Seen, event: selling.SaleEvent, after: Sale) -> tuple[tuple[str, int], ...]:
    """Wrong codes, counted by somebody who does not trust the till."""
    before = world.sale.redemption
    happened = event.event if isinstance(event, selling.RedemptionMoved) else None
    if not isinstance(happened, re.CheckAnswered) or not isinstance(before, CheckingCode):
        return world.tried
    if not isinstance(happened.answer, WrongCode) or after.redemption == before:
        return world.tried
    customer = before.intent.customer
    count = world.tries_of(customer) + 1
    if happened.answer.tries_left == 0 or count == POLICY.tries:
        count = LOCKED
    others = (pair for pair in world.tried if pair[0] != customer)
    return tuple(sorted((*others, (customer, count))))


def _is_dead(truth: Truth) -> bool:
    """Nothing can come of it any more: a paid sale is then as one without a redemption."""
    return truth.ledger in {Ledger.NOTHING, Ledger.REVERSED, Ledger.DEAD} and not truth.moving


def _canonical(world: Seen) -> Seen:
    sale = canonical_sale(world.sale)
    if sale.stage is Stage.PAID and isinstance(sale.redemption, Closed) and _is_dead(world.truth):
        world = world._replace(truth=Truth(), approved=False, left_once=False)
        sale = replace(sale, redemption=Idle())
    over = is_over(sale.redemption) or sale.stage is not Stage.OPEN
    intent = intent_of(sale.redemption)
    return world._replace(
        sale=sale,
        asked=None if over else world.asked,
        tried=world.tried if sale.stage is Stage.OPEN else (),
        truth=world.truth if intent else Truth(),
    )
