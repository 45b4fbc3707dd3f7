"""Everything that may happen in a world of one redemption."""

from collections.abc import Iterator

from msgspec.structs import replace

from pos_app.core.challenge import Channel
from pos_app.core.redemption import events as re
from pos_app.core.redemption.states import (
    Closed,
    Idle,
    Intent,
    Outcome,
    holds_sale,
)
from tests.faults.explore.redemption.alone import aged, is_due, landed, moved_alone
from tests.faults.explore.redemption.replies import Replies
from tests.faults.explore.redemption.strays import strays
from tests.faults.explore.redemption.supervisor import decisions
from tests.faults.explore.redemption.world import Move, World, describe
from tests.faults.shapes import CODE, CONSENT, GIFT, Shape, intent
from tests.faults.truth import Truth


class Moves:
    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.profile = shape.profile
        self.replies = Replies(shape)
        self.begun = [intent(), intent(needs_code=False)]
        if shape.gives_products:
            self.begun.append(intent(needs_code=False, gift=GIFT))

    def all(self, world: World) -> Iterator[Move]:
        yield from self._cashier(world)
        yield from decisions(self.profile, world)
        yield from self._begin(world)
        yield from self._time(world)
        for label, truth, fair in moved_alone(self.shape, world.truth):
            yield Move(label, None, world._replace(truth=truth), fair=fair)
        yield from self._crash(world)
        yield from self._answered(world)
        yield from strays(self.shape, world)

    def _cashier(self, world: World) -> Iterator[Move]:
        for event in cashiers_events():
            yield Move(type(event).__name__, event, world)
        yield Move("SalePaid", re.SalePaid(0), world, ignored=holds_sale(world.state))

    def _begin(self, world: World) -> Iterator[Move]:
        state = world.state
        if isinstance(state, Idle):
            for wanted in self.begun:
                fresh = World(state, Truth())
                yield Move(begins(wanted), re.Begun(wanted, 0), fresh)
            return
        yield Move("Begun again", re.Begun(state.intent, 0), world, ignored=True)
        locked = isinstance(state, Closed) and state.outcome is Outcome.LOCKED
        for wanted in self.begun:
            same = replace(wanted, key="rdm-2")
            other = replace(same, customer="cst-2")
            for candidate, barred in ((same, locked), (other, False)):
                refused = barred or not isinstance(state, Closed)
                before = world if refused else World(state, Truth())
                label = f"{begins(candidate)} for {candidate.customer}"
                yield Move(label, re.Begun(candidate, 0), before, ignored=refused)

    def _time(self, world: World) -> Iterator[Move]:
        state = world.state
        yield Move("Woken", re.Woken(0), world, fair=is_due(state))
        for label, older in aged(state, world.truth):
            yield Move(label, None, world._replace(state=older), fair=label == "due")

    def _crash(self, world: World) -> Iterator[Move]:
        for truth in landed(self.replies, world.state, world.truth):
            for away in times_away(self.profile.verdict_life):
                label = f"Restarted after {away:g} s, {describe(truth)}"
                yield Move(label, re.Restarted(0, away), world._replace(truth=truth))

    def _answered(self, world: World) -> Iterator[Move]:
        for reply in self.replies.to(world.state, world.truth):
            told = world._replace(truth=reply.truth, approved=world.approved or reply.approves)
            yield Move(reply.label, reply.event, told, fair=reply.fair, answers=True)


def cashiers_events() -> Iterator[re.Event]:
    yield re.Left(0)
    yield re.UndoAsked(0)
    yield re.ResendAsked(0)
    yield re.ResendAsked(0, Channel.SMS)
    yield typed_in(re.CodeEntered)
    yield typed_in(re.ContactGiven)
    yield re.Consented(CONSENT, "Ana", 0)
    yield re.Consented("terms-0", "Ana", 0)
    yield re.AskedNow(0)


def typed_in(kind: type[re.CodeEntered | re.ContactGiven]) -> re.Event:
    """Whatever field the event has for words, the cashier's code is in it."""
    words = {field: CODE for field in kind.__struct_fields__ if field != "at"}
    return kind(at=0, **words)


def times_away(life: float) -> tuple[float, ...]:
    """The wall clock may have been set to anything meanwhile, and back."""
    return 0.0, life, life + 1, 1e9, -1.0, -1e9


def begins(wanted: Intent) -> str:
    kind = "with a product" if wanted.gift else "with a code" if wanted.needs_code else "at once"
    return f"Begun {kind}"
