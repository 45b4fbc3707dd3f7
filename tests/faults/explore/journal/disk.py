"""The book's order of things: applied, written or not, and only then let go."""

from collections.abc import Iterator

from msgspec.structs import replace

from pos_app.core.submission import Step
from tests.faults.explore import laws
from tests.faults.explore.journal.world import Entry, Flight, Leaving, Paper, Turn
from tests.faults.explore.laws import Broken, Judge
from tests.faults.explore.redemption.canonical import at_rest, canonical
from tests.faults.explore.redemption.checks import may_be_reversed
from tests.faults.explore.redemption.replies import Replies
from tests.faults.shapes import Shape
from tests.faults.truth import Ledger, Truth

MOVES_VALUE = {Step.HOLD, Step.COMMIT, Step.REVERSE}


class Disk:
    def __init__(self, shape: Shape, judge: Judge, replies: Replies) -> None:
        self.shape = shape
        self.judge = judge
        self.replies = replies

    def writes(self, world: Paper) -> Iterator[Turn]:
        """The writer takes what has come up: all of it, or what stood there when it began."""
        for count in range(1, len(world.queue) + 1):
            for durable in (True, False):
                label = f"{count} {'written' if durable else 'could not be written'}"
                try:
                    worlds = self._tried(world, count, durable=durable)
                except Broken as broken:
                    yield Turn(label, None, world, breaks=broken)
                    continue
                for after in worlds:
                    yield Turn(label, None, after, fair=durable)

    def _tried(self, world: Paper, count: int, *, durable: bool) -> list[Paper]:
        """What could not be written before goes with whatever is written now."""
        batch, rest = world.queue[:count], world.queue[count:]
        after = world
        if durable:
            later = {entry.drafts for entry in rest}
            after = after.told(kept=world.drafts - later)._replace(disk=batch[-1].state)
            if not any(entry.begins for entry in rest):
                after = after._replace(earlier=None)
            if not rest:
                same = after.disk == at_rest(canonical(world.memory))
                self.judge.demand(laws.REPLAY_IS_MEMORY, same)
        worlds = [after._replace(queue=rest)]
        for i, entry in enumerate(batch):
            if entry.effect is None:
                continue
            is_last = not any(later.effect for later in world.queue[i + 1 :])
            current = is_last and world.flight is Flight.QUEUED
            worlds = [
                gone
                for each in worlds
                for gone in self._let_go(each, entry, durable=durable, current=current)
            ]
        return worlds

    def _let_go(
        self, world: Paper, entry: Entry, *, durable: bool, current: bool
    ) -> Iterator[Paper]:
        effect = entry.effect
        assert effect is not None
        if effect.waits_for_disk and not durable:
            yield world._replace(flight=Flight.KEPT_BACK) if current else world
            return
        self._check(world, effect, durable=durable)
        gone = world.told(sent=world.story.sent | {effect.sends}) if effect.sends else world
        if current:
            gone = gone._replace(flight=Flight.LEFT)
        if effect.code == "check" and self._check_moves(world.truth):
            yield gone.told(truth=replace(world.truth, moving=True))
            return
        yield gone
        if not current:
            for truth in self._orphaned(world, effect) - {world.truth}:
                yield gone.told(truth=truth)

    def _check(self, world: Paper, effect: Leaving, *, durable: bool) -> None:
        if effect.code == "check" and self.shape.profile.check_commits:
            self.judge.demand(laws.DISK_FIRST, durable)
        if effect.sends in MOVES_VALUE:
            self.judge.demand(laws.DISK_FIRST, durable)
            self.judge.demand(laws.BYTES_ONCE, effect.sends in world.story.kept)
        if effect.sends is Step.REVERSE:
            self.judge.demand(laws.ONLY_EXECUTED_REVERSED, may_be_reversed(self.shape, world.truth))

    def _check_moves(self, truth: Truth) -> bool:
        return self.shape.profile.check_commits and truth.ledger is Ledger.OPEN

    def _orphaned(self, world: Paper, effect: Leaving) -> set[Truth]:
        """What goes out although nobody waits for it any more may still do something."""
        truth = world.truth
        if effect.code == "send" and self.replies.pushes:
            return {replace(truth, on_device=True)}
        if effect.sends is None or not hasattr(world.memory, "intent"):
            return set()
        return self.replies.truths(effect.sends, world.memory.intent, truth)
