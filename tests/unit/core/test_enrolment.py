"""An authenticator being set up: the machine alone, in every state with every event."""

import pickle

import msgspec
import pytest

from pos_app.core.challenge import (
    Approved,
    Channel,
    CheckAnswer,
    CheckNotSent,
    CheckUnknown,
    CodeDead,
    WrongCode,
)
from pos_app.core.enrolment import effects, events
from pos_app.core.enrolment.states import (
    Enrolled,
    Listed,
    NoCustomer,
    Planted,
    Planting,
    Proving,
    Reading,
    Searching,
    Seed,
    Showing,
    Standing,
    State,
    Unread,
    seed_of,
)
from pos_app.core.enrolment.transition import SHOWN_FOR, advance
from pos_app.core.identifiers import CustomerKey, IdentifierKind
from pos_app.core.loyalty import Customer, Refusal

KEY = CustomerKey(IdentifierKind.CPF, "12345678909")
ANA, RUI = Customer(KEY, "Ana", "1"), Customer(KEY, "Rui", "2")
WAYS = (Standing(Channel.SMS),)
NO = Refusal("NO")
PLANTED = Planted("YF1", Seed("otpauth://totp/x"), 6, 5)
LATE = Planted("YF2", Seed("otpauth://totp/y"), 6, 5)
LISTED = Listed(ANA, WAYS)
SHOWING = Showing(LISTED, 3, PLANTED, ends_at=280)
STATES: tuple[State, ...] = (
    NoCustomer(),
    NoCustomer(NO),
    Searching(KEY, 3, 100),
    Reading(ANA, 3),
    Unread(ANA, NO),
    LISTED,
    Listed(ANA, WAYS, NO),
    Planting(LISTED, 3),
    SHOWING,
    Proving(SHOWING),
    Enrolled(ANA),
)
ANSWERS: tuple[CheckAnswer, ...] = (
    Approved(),
    WrongCode(),
    CodeDead(NO),
    CheckNotSent(),
    CheckUnknown(),
)
EVENTS: tuple[events.Event, ...] = (
    events.Asked(KEY, 9, 100),
    *(events.Found(RUI, turn) for turn in (2, 3)),
    *(events.NotFound(turn, NO) for turn in (2, 3)),
    *(events.Read(turn, ()) for turn in (2, 3)),
    *(events.NotRead(turn, NO) for turn in (2, 3)),
    events.AskedAgain(9),
    events.Begun("Rui", 9),
    *(events.HasPlanted(RUI, turn, LATE, 100) for turn in (2, 3)),
    *(events.NotPlanted(turn, NO) for turn in (2, 3)),
    *(events.Typed(at) for at in (200, 280)),
    *(events.Ticked(at) for at in (200, 280)),
    *(events.Proved(ANA, "YF1", answer, at) for answer in ANSWERS for at in (200, 280)),
    *(events.Proved(RUI, "YF0", answer, 200) for answer in ANSWERS),
    events.Stopped(),
    events.Left(),
)


def made_by(state: State) -> str | None:
    """What exists at the provider because of this state."""
    match state:
        case Showing(planted=planted) | Proving(Showing(planted=planted)):
            return planted.reference
    return None


@pytest.mark.parametrize("state", STATES, ids=lambda state: type(state).__name__)
def test_nothing_that_was_made_is_left_hanging(state: State) -> None:
    """Whatever happens: it is still shown, or given up, or proved, or its code is on its way."""
    for event in EVENTS:
        after, wanted = advance(state, event)
        given_up = {one.reference for one in wanted if isinstance(one, effects.Forget)}
        here, brought = made_by(state), None
        if isinstance(event, events.HasPlanted):
            brought = event.planted.reference
        for made in {here, brought} - {None}:
            on_its_way = isinstance(state, Proving) and made == here
            proved = isinstance(after, Enrolled) and made == here
            kept = made == made_by(after) or proved
            assert kept != (made in given_up) or on_its_way, (state, event, after, wanted)


@pytest.mark.parametrize("state", STATES, ids=lambda state: type(state).__name__)
def test_only_a_right_code_of_what_is_shown_enrols(state: State) -> None:
    for event in EVENTS:
        after, _ = advance(state, event)
        if isinstance(after, Enrolled) and not isinstance(state, Enrolled):
            assert isinstance(state, Proving)
            assert isinstance(event, events.Proved)
            assert (event.reference, event.answer) == (PLANTED.reference, Approved())


@pytest.mark.parametrize("state", STATES, ids=lambda state: type(state).__name__)
def test_one_thing_is_asked_for_at_a_time(state: State) -> None:
    for event in EVENTS:
        after, wanted = advance(state, event)
        asking = [one for one in wanted if not isinstance(one, effects.Forget | effects.WakeAt)]
        assert len(asking) <= 1
        if asking:
            assert isinstance(after, Searching | Reading | Planting | Proving)


def test_an_answer_to_another_question_changes_nothing() -> None:
    for state in (Searching(KEY, 3, 100), Reading(ANA, 3), Planting(LISTED, 3)):
        for event in (
            events.Found(RUI, 2),
            events.NotFound(2, NO),
            events.Read(2, ()),
            events.NotRead(2, NO),
            events.NotPlanted(2, NO),
        ):
            assert advance(state, event) == (state, ())


def test_what_comes_late_is_given_up_and_not_shown() -> None:
    for state in STATES:
        after, wanted = advance(state, events.HasPlanted(RUI, 2, LATE, 100))
        assert after == state
        assert wanted == (effects.Forget(RUI, "YF2"),)


def test_a_seed_is_shown_for_its_time() -> None:
    after, wanted = advance(Planting(LISTED, 3), events.HasPlanted(ANA, 3, PLANTED, 100))
    assert after == SHOWING
    assert wanted == (effects.WakeAt(100 + SHOWN_FOR),)
    assert advance(SHOWING, events.Ticked(279.9)) == (SHOWING, ())
    over = (Listed(ANA, WAYS, Refusal("ENROLMENT_TIMED_OUT")), (effects.Forget(ANA, "YF1"),))
    assert advance(SHOWING, events.Ticked(280)) == over
    assert advance(SHOWING, events.Typed(280)) == over
    assert advance(Proving(SHOWING), events.Proved(ANA, "YF1", WrongCode(), 280)) == over
    after, _ = advance(Proving(SHOWING), events.Proved(ANA, "YF1", Approved(), 281))
    assert after == Enrolled(ANA)


def test_wrong_codes_are_counted_and_an_unanswered_one_is_not() -> None:
    state: State = SHOWING
    told: list[tuple[CheckAnswer, int]] = [
        (WrongCode(), 1),
        (CheckUnknown(), 1),
        (CheckNotSent(), 1),
        (WrongCode(), 2),
        (WrongCode(), 3),
        (WrongCode(), 4),
    ]
    for answer, wrong in told:
        proving, _ = advance(state, events.Typed(200))
        state, _ = advance(proving, events.Proved(ANA, "YF1", answer, 200))
        assert isinstance(state, Showing)
        assert (state.wrong, state.tries_left) == (wrong, 5 - wrong)
    proving, _ = advance(state, events.Typed(200))
    after, wanted = advance(proving, events.Proved(ANA, "YF1", WrongCode(), 200))
    assert after == Listed(ANA, WAYS, Refusal("ENROLMENT_LOCKED"))
    assert wanted == (effects.Forget(ANA, "YF1"),)


def test_a_provider_that_tells_no_number_ends_it_itself() -> None:
    uncounted = msgspec.structs.replace(
        SHOWING, planted=msgspec.structs.replace(PLANTED, tries=None), wrong=40
    )
    after, _ = advance(Proving(uncounted), events.Proved(ANA, "YF1", WrongCode(), 200))
    assert isinstance(after, Showing)
    assert after.tries_left is None


def test_a_seed_is_never_told() -> None:
    seed = Seed("otpauth://totp/secret")
    planted = Planted("YF1", seed)
    for value in (seed, planted, Showing(LISTED, 1, planted, 1)):
        assert "otpauth" not in repr(value)
    with pytest.raises(TypeError):
        pickle.dumps(seed)
    with pytest.raises(TypeError):
        msgspec.json.encode(planted)
    seed.wipe()
    assert seed.reveal() == ""


def test_a_seed_is_there_only_while_it_is_shown() -> None:
    shown = [state for state in STATES if seed_of(state) is not None]
    assert shown == [SHOWING, Proving(SHOWING)]
