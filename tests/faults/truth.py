"""What really happened at a provider, and every answer that could be true of it."""

from collections.abc import Callable, Iterator
from enum import StrEnum

from msgspec.structs import replace

from pos_app.core.redemption.states import Intent
from pos_app.core.submission import (
    Answer,
    Done,
    Gone,
    NotExecuted,
    NotSent,
    Pending,
    Phase,
    Receipt,
    Refused,
    Step,
    Unclear,
    Unknown,
)
from pos_app.core.value import Value
from tests.faults.shapes import (
    COMMITTED,
    EXEMPT,
    GIVEN,
    HELD,
    NO,
    QUOTED,
    SHORT,
    SOLD,
    SWAPPED,
    UNFIT,
    Shape,
)

THROTTLED = NotSent("throttled", retry_after=30.0)


class Ledger(StrEnum):
    """What the provider did under the intent's key."""

    NOTHING = "nothing"
    OPEN = "open"
    """Created, and executed as soon as the customer proves it."""
    EXECUTED = "executed"
    REVERSED = "reversed"
    DEAD = "dead"
    """Created, and never to be executed any more."""
    GONE = "gone"
    """Used up through another channel, or revoked, before anything was created."""
    OTHERS = "others"
    """Another channel has redeemed the basket that this till had filled."""
    TAKEN_BACK = "taken back"
    """Executed, and reversed by somebody at the provider's own console."""


class Truth(Value, frozen=True):
    """The provider's own book for one intent."""

    ledger: Ledger = Ledger.NOTHING
    held: bool = False
    moving: bool = False
    """A check on its way, or accepted and not settled, may still execute the send."""
    on_device: bool = False
    """An approval lies on the customer's device."""
    loose: bool = False
    """The basket is still there, and its lock has expired: others may use it up."""
    young: bool = False
    """By the provider's clock the lock cannot have expired yet."""
    flying: bool = False
    """A commit whose answer nobody waits for any more may still arrive."""

    @property
    def executed(self) -> bool:
        return self.ledger is Ledger.EXECUTED

    @property
    def was_granted(self) -> bool:
        """The till may stand by it: what others took back afterwards is between them."""
        return self.ledger in {Ledger.EXECUTED, Ledger.TAKEN_BACK}

    def now(self, ledger: Ledger) -> "Truth":
        if ledger is Ledger.OPEN:
            return replace(self, ledger=ledger)
        return replace(self, ledger=ledger, moving=False, on_device=False)

    @property
    def there(self) -> bool:
        """The basket that a commit would use up."""
        return self.held or self.loose

    def long_after(self) -> "Truth":
        """No lock lasts that long."""
        if not self.young:
            return self
        return replace(self, held=False, loose=self.there, young=False)

    @property
    def before_others(self) -> "Truth":
        """As it was before others used up what nobody here had created; they still can."""
        used_up = self.ledger is Ledger.GONE
        return replace(self, ledger=Ledger.NOTHING) if used_up else self

    def without_basket(self) -> "Truth":
        return replace(self, held=False, loose=False, flying=False)


class Told(Value, frozen=True):
    """An answer that can be true, what is true afterwards, and whether it helps."""

    answer: Answer
    truth: Truth
    fair: bool = False
    """The answer of a provider that is reachable, decided, and not at odds with itself."""


Teller = Callable[[Shape, Intent, Truth], Iterator[Told]]


def tell(shape: Shape, step: Step, phase: Phase, intent: Intent, truth: Truth) -> list[Told]:
    """Every answer the provider could give to this attempt."""
    return list(TELLERS[step, phase](shape, intent, truth))


def _receipts(shape: Shape, intent: Intent) -> tuple[Receipt, ...]:
    if shape.basket:
        return SOLD, SHORT
    return (COMMITTED,) if intent.gift is None else (GIVEN, SWAPPED)


def _lost(*truths: Truth) -> Iterator[Told]:
    """The answers that say nothing: whatever the provider did, or did not do."""
    for truth in truths:
        yield Told(Unknown(), truth)
        yield Told(Pending(), truth)
    yield Told(NotSent(), truths[0])
    yield Told(THROTTLED, truths[0])
    yield Told(Unclear(), truths[0])


def _commit_sent(shape: Shape, intent: Intent, truth: Truth) -> Iterator[Told]:
    if shape.basket:
        yield from _basket_committed(shape, intent, truth)
        return
    done = replace(truth.now(Ledger.EXECUTED), held=False)
    if truth.ledger is Ledger.NOTHING:
        yield from (Told(Done(receipt), done, fair=True) for receipt in _receipts(shape, intent))
        yield Told(Refused(NO), truth, fair=True)
        if shape.replay_refuses:
            yield Told(Refused(NO), done)
        yield Told(NotExecuted(), truth)
        yield from _lost(truth, done)
        yield from _still_flying(shape, truth)
    elif truth.executed:
        yield Told(Done(_receipts(shape, intent)[0]), truth, fair=True)
        if shape.replay_refuses:
            yield Told(Refused(NO), truth, fair=True)
        yield from _lost(truth)
        yield from _still_flying(shape, truth)
    else:
        yield Told(Refused(NO), truth, fair=True)
        if truth.ledger is Ledger.TAKEN_BACK:
            yield Told(Done(_receipts(shape, intent)[0]), truth)
        yield from _lost(truth)


def _still_flying(shape: Shape, truth: Truth) -> Iterator[Told]:
    """Given up by the till, and not arrived yet."""
    if shape.redeems_again:
        yield Told(Unknown(), replace(truth, flying=True))


def _basket_committed(shape: Shape, intent: Intent, truth: Truth) -> Iterator[Told]:
    """What is in the basket is used up at once; without one there is nothing to do."""
    done = truth.now(Ledger.EXECUTED).without_basket()
    if truth.ledger is Ledger.NOTHING and truth.there:
        yield from (Told(Done(receipt), done, fair=True) for receipt in _receipts(shape, intent))
        yield Told(Refused(NO), truth, fair=True)
        yield Told(Refused(NO), done)
        yield from _lost(truth, replace(truth, flying=True), done)
    else:
        yield Told(Refused(NO), truth, fair=True)
        yield from _lost(truth)


def _basket_looked(truth: Truth) -> Iterator[Told]:
    if truth.there:
        yield Told(NotExecuted(), truth, fair=True)
    else:
        yield Told(Gone() if truth.young else Unclear(), truth, fair=True)


def _commit_looked(shape: Shape, intent: Intent, truth: Truth) -> Iterator[Told]:
    if shape.basket:
        yield from _basket_looked(truth)
        yield from _silent(shape, truth)
        return
    match truth.ledger:
        case Ledger.EXECUTED:
            yield Told(Done(_receipts(shape, intent)[0]), truth, fair=True)
        case Ledger.OPEN if truth.moving:
            pass
        case Ledger.OPEN:
            yield Told(Refused(NO), truth.now(Ledger.DEAD), fair=True)
        case Ledger.NOTHING:
            yield Told(NotExecuted(), truth, fair=True)
        case Ledger.GONE:
            yield Told(NotExecuted(), truth, fair=True)
            yield Told(Refused(NO), truth, fair=True)
        case _:
            yield Told(Refused(NO), truth, fair=True)
    yield from _silent(shape, truth)


def _reverse_sent(shape: Shape, _: Intent, truth: Truth) -> Iterator[Told]:
    done = truth.now(Ledger.REVERSED)
    yield Told(Done(), done, fair=True)
    if shape.replay_refuses:
        yield Told(Refused(NO), done)
    yield Told(Refused(NO), truth, fair=not truth.executed)
    yield from _lost(truth, done)


def _reverse_looked(shape: Shape, _: Intent, truth: Truth) -> Iterator[Told]:
    yield Told(NotExecuted() if truth.executed else Done(), truth, fair=True)
    yield Told(Refused(NO), truth)
    yield from _silent(shape, truth)


def _hold_sent(shape: Shape, _: Intent, truth: Truth) -> Iterator[Told]:
    if truth.held:
        yield from _held(shape, truth)
        yield from _lost(truth)
        return
    if truth.ledger in {Ledger.GONE, Ledger.OTHERS}:
        yield Told(Refused(NO), truth, fair=True)
        yield from _lost(truth)
        return
    held = replace(truth, held=True, loose=False, young=shape.basket)
    if shape.profile.check_commits:
        held = held.now(Ledger.OPEN)
    moved = held.now(Ledger.EXECUTED)
    yield from _held(shape, held)
    yield Told(Refused(NO), truth, fair=True)
    yield Told(NotExecuted(), truth)
    if shape.hold_may_execute:
        yield Told(Done(EXEMPT), moved, fair=True)
        yield from _lost(truth, held, moved)
    else:
        yield from _lost(truth, held)


def _held(shape: Shape, truth: Truth) -> Iterator[Told]:
    if shape.basket:
        yield Told(Done(QUOTED), truth, fair=True)
        yield Told(Done(UNFIT), truth, fair=True)
    else:
        yield Told(Done(EXEMPT if truth.executed else HELD), truth, fair=True)


def _hold_looked(shape: Shape, _: Intent, truth: Truth) -> Iterator[Told]:
    if truth.held:
        yield from _held(shape, truth)
    else:
        yield Told(NotExecuted(), truth, fair=True)
        yield Told(Refused(NO), truth, fair=True)
    yield from _silent(shape, truth)


def _release_sent(shape: Shape, _: Intent, truth: Truth) -> Iterator[Told]:
    if shape.basket:
        yield from _basket_released(truth)
        return
    free = replace(truth, held=False)
    if truth.ledger is Ledger.OPEN:
        free = free.now(Ledger.DEAD)
    if not shape.profile.check_commits:
        yield Told(Done(), free, fair=True)
        yield Told(Refused(NO), free, fair=True)
        yield from _lost(truth, free)
    elif truth.executed:
        yield Told(Refused(NO), truth, fair=True)
        yield from _lost(truth)
    else:
        yield Told(Done(), free, fair=True)
        yield Told(Refused(NO), truth)
        yield from _lost(truth, free)


def _basket_released(truth: Truth) -> Iterator[Told]:
    """Taking out of a basket that is not there: somebody has used it up, perhaps this till."""
    free = truth.without_basket()
    if not truth.there:
        yield Told(Gone() if truth.young else Unclear(), truth, fair=True)
        yield from _lost(truth)
        return
    yield Told(Done(), free, fair=True)
    if not truth.held:
        yield Told(Refused(NO), free, fair=True)
    yield from _lost(truth, free)


def _release_looked(shape: Shape, _: Intent, truth: Truth) -> Iterator[Told]:
    if not truth.held or truth.ledger is Ledger.DEAD:
        yield Told(Done(), truth, fair=True)
    elif truth.executed:
        yield Told(Refused(NO), truth, fair=True)
    else:
        yield Told(NotExecuted(), truth, fair=True)
    yield from _silent(shape, truth)


def _silent(_: Shape, truth: Truth) -> Iterator[Told]:
    for answer in (Unknown(), Pending(), NotSent(), THROTTLED, Unclear()):
        yield Told(answer, truth)


TELLERS: dict[tuple[Step, Phase], Teller] = {
    (Step.HOLD, Phase.SENDING): _hold_sent,
    (Step.HOLD, Phase.LOOKING): _hold_looked,
    (Step.COMMIT, Phase.SENDING): _commit_sent,
    (Step.COMMIT, Phase.LOOKING): _commit_looked,
    (Step.REVERSE, Phase.SENDING): _reverse_sent,
    (Step.REVERSE, Phase.LOOKING): _reverse_looked,
    (Step.RELEASE, Phase.SENDING): _release_sent,
    (Step.RELEASE, Phase.LOOKING): _release_looked,
}
