"""The walk of one redemption over a disk that writes late, fails, fills up and loses its power.

The provider's lock expires while the power is off; that it expires at any other moment makes no
difference to the disk, and is walked without it. Where every redemption begins with a hold, a
second one begins with a code: until the disk knows of it, that is as good as without one.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from pos_app.core import selling
from pos_app.core.basket import Basket, Line
from pos_app.core.challenge import CheckNotSent, CodePolicy, NotDelivered
from pos_app.core.money import Money
from pos_app.core.redemption import events as re
from pos_app.core.redemption.effects import Effect
from pos_app.core.redemption.openings import Next
from pos_app.core.redemption.states import (
    AwaitingApproval,
    CheckingCode,
    Closed,
    Idle,
    SendingCode,
    State,
    intent_of,
)
from pos_app.core.sale import Sale
from pos_app.core.submission import NotSent, Step
from tests.faults.explore import laws
from tests.faults.explore.journal.disk import Disk
from tests.faults.explore.journal.reading import reads_back
from tests.faults.explore.journal.world import Entry, Flight, Paper, Story, Turn, leaving
from tests.faults.explore.laws import Judge
from tests.faults.explore.redemption.alone import aged, is_due, landed, moved_alone
from tests.faults.explore.redemption.canonical import Carrying, all_landed, at_rest, canonical
from tests.faults.explore.redemption.checks import check_event, check_state
from tests.faults.explore.redemption.moves import begins, cashiers_events
from tests.faults.explore.redemption.replies import Replies
from tests.faults.explore.redemption.scene import WAITS_FOR_PEOPLE
from tests.faults.explore.redemption.strays import late_truths
from tests.faults.explore.redemption.world import World, describe
from tests.faults.shapes import NO, Shape, intent

LONGEST_QUEUE = 2
"""Events in memory that the writer has not come to. Effects of a third one would leave after those
of the second, as those of the second after the first: the order is the same throughout."""
POLICY = CodePolicy(life=300, tries=1, resend_after=30, sends=1)
"""One code and one try: how many there are is walked without the disk."""
SALE = Sale(
    "sale-1",
    number="1",
    basket=Basket(lines=(Line(1, "A", "A", Money(4990)),), last_line=1),
    customer="cst-1",
)


class JournalScene:
    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.judge = Judge()
        self.replies = Replies(shape, brief=True)
        self.disk = Disk(shape, self.judge, self.replies)
        self.begun = [
            replace(intent(needs_code=needs_code), code=POLICY) for needs_code in (True, False)
        ]

    def first(self) -> Paper:
        return Paper(Idle(), Idle(), (), Flight.NONE)

    def kind(self, world: Paper) -> str:
        return type(world.memory).__name__

    def rests(self, world: Paper) -> bool:
        return isinstance(world.memory, WAITS_FOR_PEOPLE) and not world.queue

    def check(self, world: Paper) -> None:
        check_state(self.judge, self.shape, world.memory, world.truth)

    # --- what may happen

    def moves(self, world: Paper) -> Iterator[Turn]:
        yield from self.disk.writes(world)
        for label, truth, fair in moved_alone(self.shape, world.truth):
            if world.truth.young and not truth.young:
                continue
            yield Turn(label, None, world.told(truth=truth), fair=fair)
        for label, older in aged(world.memory, world.truth):
            yield Turn(label, None, world._replace(memory=older), fair=label == "due")
        yield from self._crashes(world)
        if len(world.queue) < LONGEST_QUEUE:
            yield from self._events(world)

    def _events(self, world: Paper) -> Iterator[Turn]:
        for event in (*cashiers_events(), re.SalePaid(0)):
            yield Turn(type(event).__name__, event, world)
        yield Turn("Woken", re.Woken(0), world, fair=is_due(world.memory))
        if isinstance(world.memory, Idle | Closed) and world.earlier is None:
            alike = self.shape.basket and not isinstance(world.memory, Idle)
            for wanted in self.begun[:1] if alike else self.begun:
                fresh = replace(wanted, key="rdm-2")
                yield Turn(begins(wanted), re.Begun(fresh, 0), world)
        if world.flight is Flight.LEFT:
            for reply in self.replies.to(world.memory, world.truth):
                told = world.told(truth=reply.truth)
                yield Turn(reply.label, reply.event, told, fair=reply.fair)
        if world.flight is Flight.KEPT_BACK:
            yield Turn("kept back", _kept_back(world.memory), world, fair=True)
        yield from self._late(world)

    def _late(self, world: Paper) -> Iterator[Turn]:
        wanted = intent_of(world.memory)
        if wanted is None:
            return
        plain = World(world.memory, world.truth, left_once=Step.COMMIT in world.story.sent)
        for move in late_truths(self.shape, plain, wanted.key):
            yield Turn(move.label, move.event, world)

    def _crashes(self, world: Paper) -> Iterator[Turn]:
        story = world.story
        truths = {story.truth}
        if world.flight is Flight.LEFT:
            truths = landed(self.replies, world.memory, story.truth)
        if world.earlier is not None:
            story = world.earlier
            truths = {story.truth}
        for was in truths:
            for away in (1.0, 1e9):
                truth = was if away < POLICY.life else was.long_after()
                label = f"power cut, back after {away:g} s, {describe(truth)}"
                known = story._replace(truth=truth)
                back = Paper(world.disk, world.disk, (), Flight.NONE, known, known.kept)
                yield Turn(label, re.Restarted(0, away), back)

    # --- what comes of it

    def after(self, world: Paper, move: Turn) -> Paper | None:
        del world
        before = move.world
        if move.breaks is not None:
            raise move.breaks
        if move.event is None:
            return before
        sale = replace(SALE, redemption=before.memory)
        moved = selling.advance(self.shape.profile, sale, selling.RedemptionMoved(move.event))
        after = moved.sale.redemption
        effects = tuple(e for e in moved.effects if not isinstance(e, selling.PostAttempt))
        check_event(self.judge, before.memory, move.event, Next(after, effects))
        written = moved.is_written(sale)
        if written:
            same = reads_back(selling.RedemptionMoved(move.event))
            self.judge.demand(laws.REPLAY_IS_MEMORY, same)
        else:
            self.judge.demand(laws.REPLAY_IS_MEMORY, after == before.memory)
        if not written:
            return before
        return self._applied(before, move.event, after, effects)

    def _applied(
        self, before: Paper, event: re.Event, after: State, effects: tuple[Effect, ...]
    ) -> Paper:
        if isinstance(event, re.Begun):
            earlier = before.story._replace(truth=before.truth.before_others)
            before = before._replace(story=Story(), drafts=frozenset(), earlier=earlier)
        memory = all_landed(canonical(after))
        effect = leaving(effects)
        drafted = self._drafted(before, effect)
        entry = Entry(at_rest(memory), effect, drafted, isinstance(event, re.Begun))
        flight = before.flight if _waits(memory) else Flight.NONE
        return before._replace(
            memory=memory,
            queue=(*before.queue, entry),
            flight=Flight.QUEUED if effect else flight,
            drafts=before.drafts | {drafted} if drafted else before.drafts,
        )

    def _drafted(self, world: Paper, effect: object) -> Step | None:
        """The bytes of a step are made when its first attempt is decided."""
        step = getattr(effect, "sends", None)
        if step is None or step in world.drafts:
            return None
        assert isinstance(step, Step)
        if step is not Step.RELEASE:
            self.judge.demand(laws.BYTES_ONCE, step not in world.story.sent)
        return step


def _waits(state: State) -> bool:
    if isinstance(state, Carrying):
        return state.submission.in_flight
    return isinstance(state, SendingCode | CheckingCode | AwaitingApproval)


def _kept_back(state: State) -> re.Event:
    """What the carrier answers for an effect that must not leave unwritten."""
    if isinstance(state, Carrying):
        current = state.submission
        return re.Answered(current.step, current.key, current.attempt, NotSent("journal"), 0)
    if isinstance(state, SendingCode):
        return re.CodeSendAnswered(state.intent.key, state.tally.sends, NotDelivered(NO), 0)
    assert isinstance(state, CheckingCode | AwaitingApproval)
    return re.CheckAnswered(state.intent.key, state.tally.entries, CheckNotSent(), 0)
