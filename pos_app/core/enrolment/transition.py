"""What follows from what; nothing here reads a clock.

An answer that nobody waits for any more changes nothing, and what it had made is given up.
"""

from msgspec.structs import replace

from pos_app.core.challenge import Approved, CheckNotSent, CodeDead, WrongCode
from pos_app.core.enrolment.effects import Effect, Forget, LookUp, Plant, Prove, ReadWays, WakeAt
from pos_app.core.enrolment.events import (
    Asked,
    AskedAgain,
    Begun,
    Event,
    Found,
    HasPlanted,
    Left,
    NotFound,
    NotPlanted,
    NotRead,
    Proved,
    Read,
    Stopped,
    Ticked,
    Typed,
)
from pos_app.core.enrolment.states import (
    Enrolled,
    Listed,
    NoCustomer,
    Planting,
    Proving,
    Reading,
    Searching,
    Showing,
    State,
    Unread,
)
from pos_app.core.loyalty import Refusal
from pos_app.core.redemption.refusals import CODE_NOT_CHECKED, CODE_UNCONFIRMED, CODE_WRONG

SHOWN_FOR = 180.0
"""Seconds for which a seed stays on the screen."""

LOCKED = Refusal("ENROLMENT_LOCKED")
TIMED_OUT = Refusal("ENROLMENT_TIMED_OUT")

Next = tuple[State, tuple[Effect, ...]]


def advance(state: State, event: Event) -> Next:
    """The state that follows, and what is to be done; the same state where nothing does."""
    match event:
        case Asked() | Found() | AskedAgain() | NotFound() | Read() | NotRead():
            return _looking(state, event)
        case Begun() | HasPlanted() | NotPlanted():
            return _planting(state, event)
        case Typed() | Proved() | Ticked():
            return _proving(state, event)
        case Stopped():
            return _stop(state)
        case Left():
            return NoCustomer(), _given_up(state)


def _looking(state: State, event: Asked | Found | AskedAgain | NotFound | Read | NotRead) -> Next:
    match event, state:
        case Asked(key, turn, at), _:
            return Searching(key, turn, at), (*_given_up(state), LookUp(key, turn))
        case Found(customer, turn), NoCustomer():
            return Reading(customer, turn), (ReadWays(customer, turn),)
        case Found(customer, turn), Searching() if state.turn == turn:
            return Reading(customer, turn), (ReadWays(customer, turn),)
        case NotFound(turn, refusal), Searching() if state.turn == turn:
            return NoCustomer(refusal), ()
        case Read(turn, ways), Reading() if state.turn == turn:
            return Listed(state.customer, ways), ()
        case NotRead(turn, refusal), Reading() if state.turn == turn:
            return Unread(state.customer, refusal), ()
        case AskedAgain(turn), Unread(customer):
            return Reading(customer, turn), (ReadWays(customer, turn),)
    return state, ()


def _planting(state: State, event: Begun | HasPlanted | NotPlanted) -> Next:
    match event, state:
        case Begun(by, turn), Listed():
            return Planting(replace(state, notice=None), turn), (Plant(state.customer, by, turn),)
        case HasPlanted(turn=turn), Planting(listed) if state.turn == turn:
            ends = event.at + SHOWN_FOR
            return Showing(listed, turn, event.planted, ends), (WakeAt(ends),)
        case HasPlanted(), _:
            return state, (Forget(event.customer, event.planted.reference),)
        case NotPlanted(turn, refusal), Planting(listed) if state.turn == turn:
            return replace(listed, notice=refusal), ()
    return state, ()


def _proving(state: State, event: Typed | Proved | Ticked) -> Next:
    match event, state:
        case Typed(at) | Ticked(at), Showing() if state.is_over(at):
            return _over(state, TIMED_OUT)
        case Typed(), Showing():
            asked = replace(state, entries=state.entries + 1, notice=None)
            return Proving(asked), (Prove(state.listed.customer, state.planted.reference),)
        case Proved(), Proving(showing) if showing.planted.reference == event.reference:
            return _answered(showing, event)
        case Proved(reference=reference), Showing() if state.planted.reference == reference:
            return state, ()
        case Proved(), _ if not isinstance(event.answer, Approved):
            return state, (Forget(event.customer, event.reference),)
    return state, ()


def _answered(showing: Showing, event: Proved) -> Next:
    match event.answer:
        case Approved():
            return Enrolled(showing.listed.customer), ()
        case CodeDead(refusal):
            return _over(showing, refusal)
        case WrongCode():
            after = replace(showing, wrong=showing.wrong + 1, notice=CODE_WRONG)
            if after.tries_left == 0:
                return _over(after, LOCKED)
        case CheckNotSent():
            after = replace(showing, notice=CODE_NOT_CHECKED)
        case _:
            after = replace(showing, notice=CODE_UNCONFIRMED)
    return _over(after, TIMED_OUT) if after.is_over(event.at) else (after, ())


def _over(showing: Showing, refusal: Refusal) -> Next:
    """Only another seed helps."""
    listed = replace(showing.listed, notice=refusal)
    return listed, (Forget(listed.customer, showing.planted.reference),)


def _stop(state: State) -> Next:
    match state:
        case Planting(listed):
            return listed, ()
        case Showing(listed) | Proving(Showing(listed)):
            return listed, _given_up(state)
    return NoCustomer(), ()


def _given_up(state: State) -> tuple[Effect, ...]:
    """A code on its way may still be right: its answer decides."""
    if isinstance(state, Showing):
        return (Forget(state.listed.customer, state.planted.reference),)
    return ()
