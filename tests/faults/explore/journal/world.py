"""A redemption in memory and on disk, and what is still on its way between the two."""

from enum import StrEnum
from typing import Any, NamedTuple

from pos_app.core.redemption import events as re
from pos_app.core.redemption.effects import (
    Attempt,
    CheckCode,
    Effect,
    SendCode,
    WakeAt,
    needs_disk,
)
from pos_app.core.redemption.states import State
from pos_app.core.submission import Phase, Step
from tests.faults.explore.laws import Broken
from tests.faults.truth import Truth


class Flight(StrEnum):
    """Where the effect is that the state in memory waits for."""

    NONE = "none"
    QUEUED = "queued"
    """Its event is not written yet."""
    LEFT = "left"
    KEPT_BACK = "kept back"
    """Its event could not be written."""


class Leaving(NamedTuple):
    """An effect, as far as the disk and the provider care."""

    sends: Step | None
    """The step whose bytes go out; a look has none."""
    code: str
    """``send`` or ``check``, of a code."""
    waits_for_disk: bool


class Entry(NamedTuple):
    """An event that the book has applied and not yet tried to write."""

    state: State
    """What a replay up to here would give."""
    effect: Leaving | None
    drafts: Step | None
    """The step whose bytes were made with it, and lie beside it."""
    begins: bool = False


class Story(NamedTuple):
    """What became of one intent outside the machine."""

    truth: Truth = Truth()
    kept: frozenset[Step] = frozenset()
    """Steps whose bytes are on disk."""
    sent: frozenset[Step] = frozenset()
    """Steps that have left this till, whatever it remembers of them."""


class Paper(NamedTuple):
    memory: State
    disk: State
    """What a replay would give now, without the instants of this run."""
    queue: tuple[Entry, ...]
    flight: Flight
    story: Story = Story()
    drafts: frozenset[Step] = frozenset()
    """Steps of the intent whose bytes are in memory."""
    earlier: Story | None = None
    """The intent before, while the disk knows nothing of the new one."""

    @property
    def truth(self) -> Truth:
        return self.story.truth

    def told(self, **changes: Any) -> "Paper":
        return self._replace(story=self.story._replace(**changes))


class Turn(NamedTuple):
    """One move: an event for the machine, or the whole world after it."""

    label: str
    event: re.Event | None
    world: Paper
    fair: bool = False
    breaks: Broken | None = None
    """What the disk let go must not have left."""


def leaving(effects: tuple[Effect, ...]) -> Leaving | None:
    for effect in effects:
        match effect:
            case WakeAt():
                continue
            case Attempt(submission=current):
                sends = current.step if current.phase is Phase.SENDING else None
                return Leaving(sends, "", needs_disk(effect))
            case SendCode():
                return Leaving(None, "send", needs_disk(effect))
            case CheckCode():
                return Leaving(None, "check", needs_disk(effect))
            case _:
                return Leaving(None, "", needs_disk(effect))
    return None
