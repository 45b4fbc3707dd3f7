"""What a supervisor may decide, in every state, and what comes of it."""

import pytest
from msgspec.structs import replace

from pos_app.core.decision import Decision
from pos_app.core.redemption import events as re
from pos_app.core.redemption.deciding import allowed
from pos_app.core.redemption.effects import Attempt
from pos_app.core.redemption.openings import Next
from pos_app.core.redemption.profile import Profile, rules
from pos_app.core.redemption.refusals import FOUND_NOT_DONE
from pos_app.core.redemption.states import (
    Closed,
    Committing,
    Holding,
    Idle,
    Outcome,
    Parked,
    Redeemed,
    Releasing,
    Reversing,
    Spent,
    State,
    is_settled,
    pending_discount,
)
from pos_app.core.redemption.transition import step
from pos_app.core.submission import (
    Done,
    InDoubt,
    NotExecuted,
    Phase,
    Receipt,
    Rule,
    Step,
    Submission,
    asked_again,
)
from tests.faults.shapes import BONIFIQ, COMMITTED, HELD, NO, PUNCHH, WEAVR, Shape, intent

AGAIN, HAPPENED, DID_NOT = Decision.ASK_AGAIN, Decision.IT_HAPPENED, Decision.IT_DID_NOT
BACK, OTHERWISE = Decision.IT_IS_BACK, Decision.SETTLED_OTHERWISE
BLIND = replace(
    BONIFIQ.profile, name="Blind", rules=rules(commit=Rule(InDoubt.PARK), reverse=Rule())
)
PROFILES = {"bonifiq": BONIFIQ.profile, "punchh": PUNCHH.profile, "weavr": WEAVR.profile}
PROFILES["blind"] = BLIND


def aside(step: Step, suffix: str = "") -> Submission:
    return Submission(step, f"rdm-1{suffix}", attempt=4, phase=Phase.PARKED, doubtful=True)


COMMIT = Parked(intent(), aside(Step.COMMIT), held=HELD)
HOLD = Parked(intent(), aside(Step.HOLD, "-hold"))
REVERSAL = Parked(intent(), aside(Step.REVERSE, "-undo"), COMMITTED)
ELSEWHERE: tuple[State, ...] = (
    Idle(),
    Holding(intent(), Submission(Step.HOLD, "rdm-1-hold")),
    Committing(intent(), Submission(Step.COMMIT, "rdm-1"), None, None),
    Redeemed(intent(), COMMITTED),
    Spent(intent(), COMMITTED),
    Reversing(intent(), COMMITTED, Submission(Step.REVERSE, "rdm-1-undo")),
    Releasing(intent(), HELD, Submission(Step.RELEASE, "rdm-1-free"), Outcome.ABANDONED),
    Closed(intent(), Outcome.REVERSED),
    Closed(intent(), Outcome.WRITTEN_OFF),
)

TABLE: list[tuple[str, Parked, tuple[Decision, ...]]] = [
    ("bonifiq", COMMIT, (AGAIN, HAPPENED, DID_NOT)),
    ("bonifiq", REVERSAL, (AGAIN, BACK, OTHERWISE)),
    ("punchh", COMMIT, (AGAIN, HAPPENED, DID_NOT)),
    ("punchh", HOLD, (AGAIN, HAPPENED, DID_NOT)),
    ("punchh", REVERSAL, (AGAIN, BACK, OTHERWISE)),
    ("weavr", COMMIT, (AGAIN, HAPPENED, DID_NOT)),
    ("weavr", HOLD, (AGAIN, HAPPENED, DID_NOT)),
    ("weavr", REVERSAL, (BACK, OTHERWISE)),
    ("blind", COMMIT, (HAPPENED, DID_NOT)),
    ("blind", REVERSAL, (AGAIN, BACK, OTHERWISE)),
]
IDS = [f"{name}_{parked.submission.step}" for name, parked, _ in TABLE]


def decide(profile: Profile, state: State, decision: Decision) -> Next:
    return step(profile, state, re.Decided(decision, "Rui", "seen there", 100.0))


@pytest.mark.parametrize(("name", "parked", "expected"), TABLE, ids=IDS)
def test_only_what_is_safe_is_offered_and_only_what_is_offered_works(
    name: str, parked: Parked, expected: tuple[Decision, ...]
) -> None:
    profile = PROFILES[name]
    assert allowed(profile, parked) == expected
    for decision in Decision:
        after = decide(profile, parked, decision)
        assert (after.state != parked) is (decision in expected)


@pytest.mark.parametrize("state", ELSEWHERE, ids=lambda state: type(state).__name__)
@pytest.mark.parametrize("name", PROFILES)
def test_there_is_nothing_to_decide_about_what_a_rule_settles(name: str, state: State) -> None:
    assert allowed(PROFILES[name], state) == ()
    for decision in Decision:
        assert decide(PROFILES[name], state, decision) == Next(state)


@pytest.mark.parametrize("leaving", [True, False])
@pytest.mark.parametrize("name", ["bonifiq", "punchh", "weavr"])
def test_asking_again_looks_and_never_sends_blindly(name: str, leaving: bool) -> None:
    parked = replace(COMMIT, leaving=leaving)
    after = decide(PROFILES[name], parked, AGAIN)
    assert isinstance(after.state, Committing)
    assert (after.state.leaving, after.state.held) == (leaving, HELD)
    assert after.state.verdict is None, "an old verdict lets nothing new leave"
    [effect] = after.effects
    assert isinstance(effect, Attempt)
    assert effect.submission.phase is Phase.LOOKING
    assert (effect.submission.key, effect.submission.attempt) == ("rdm-1", 5)
    assert effect.submission.doubtful


def test_a_commit_that_turns_out_never_to_have_left_does_not_leave_any_more() -> None:
    profile = PUNCHH.profile
    asked = decide(profile, COMMIT, AGAIN).state
    told = step(profile, asked, re.Answered(Step.COMMIT, "rdm-1", 5, NotExecuted(), 100.0)).state
    after = step(profile, told, re.AskedNow(101.0))
    assert isinstance(after.state, Releasing)
    assert [e.submission.step for e in after.effects if isinstance(e, Attempt)] == [Step.RELEASE]


@pytest.mark.parametrize("leaving", [True, False])
@pytest.mark.parametrize(
    ("shape", "held", "by"), [(BONIFIQ, None, Receipt()), (PUNCHH, HELD, HELD)], ids=["key", "hold"]
)
def test_a_persons_word_never_becomes_a_discount(
    shape: Shape, held: Receipt | None, by: Receipt, leaving: bool
) -> None:
    parked = replace(COMMIT, leaving=leaving, held=held)
    after = decide(shape.profile, parked, HAPPENED)
    assert isinstance(after.state, Reversing)
    assert (after.state.receipt, after.state.leaving) == (by, leaving)
    [effect] = after.effects
    assert isinstance(effect, Attempt)
    assert (effect.submission.step, effect.submission.key) == (Step.REVERSE, "rdm-1-undo")


def test_where_nothing_can_be_taken_back_a_person_brings_it_back() -> None:
    after = decide(WEAVR.profile, COMMIT, HAPPENED)
    assert after.effects == ()
    assert isinstance(after.state, Parked)
    assert allowed(WEAVR.profile, after.state) == (BACK, OTHERWISE)
    assert pending_discount(after.state) is None


def test_what_did_not_happen_gives_the_hold_back() -> None:
    after = decide(PUNCHH.profile, COMMIT, DID_NOT)
    assert isinstance(after.state, Releasing)
    assert (after.state.held, after.state.outcome) == (HELD, Outcome.REFUSED)
    left = decide(PUNCHH.profile, replace(COMMIT, leaving=True), DID_NOT).state
    assert isinstance(left, Releasing)
    assert left.outcome is Outcome.ABANDONED


def test_what_did_not_happen_is_closed_where_nothing_was_held() -> None:
    after = decide(BONIFIQ.profile, COMMIT, DID_NOT)
    assert after == Next(Closed(intent(), Outcome.REFUSED, FOUND_NOT_DONE))


def test_a_hold_that_is_there_is_released_and_never_committed() -> None:
    after = decide(PUNCHH.profile, HOLD, HAPPENED)
    assert isinstance(after.state, Releasing)
    assert decide(PUNCHH.profile, HOLD, DID_NOT).state == Closed(
        intent(), Outcome.REFUSED, FOUND_NOT_DONE
    )


@pytest.mark.parametrize("name", ["bonifiq", "punchh"])
def test_a_late_word_overrules_a_person_who_saw_nothing(name: str) -> None:
    closed = decide(PROFILES[name], COMMIT, DID_NOT).state
    late = re.Answered(Step.COMMIT, "rdm-1", 4, Done(COMMITTED), 200.0)
    after = step(PROFILES[name], closed, late)
    assert isinstance(after.state, Reversing)
    assert (after.state.receipt, after.state.leaving) == (COMMITTED, True)


@pytest.mark.parametrize(
    ("decision", "outcome"), [(BACK, Outcome.REVERSED), (OTHERWISE, Outcome.WRITTEN_OFF)]
)
def test_a_reversal_settled_by_hand_stays_settled(decision: Decision, outcome: Outcome) -> None:
    closed = decide(BONIFIQ.profile, REVERSAL, decision).state
    assert closed == Closed(intent(), outcome)
    assert is_settled(closed)
    for event in (
        re.Answered(Step.COMMIT, "rdm-1", 1, Done(COMMITTED), 200.0),
        re.Answered(Step.REVERSE, "rdm-1-undo", 4, Done(), 200.0),
        re.Restarted(1.0, 5),
        re.Left(200.0),
    ):
        assert step(BONIFIQ.profile, closed, event) == Next(closed)


def test_a_decision_is_waited_for_across_restarts() -> None:
    assert step(PUNCHH.profile, COMMIT, re.Restarted(1.0, 36_000)) == Next(COMMIT)


@pytest.mark.parametrize(
    ("rule", "doubtful", "refused", "then"),
    [
        (Rule(InDoubt.REPEAT), True, False, Phase.SENDING),
        (Rule(InDoubt.REPEAT, InDoubt.LOOK), True, False, Phase.LOOKING),
        (Rule(InDoubt.REPEAT, InDoubt.LOOK), True, True, Phase.LOOKING),
        (Rule(InDoubt.REPEAT, InDoubt.LOOK), False, True, Phase.SENDING),
        (Rule(InDoubt.REPEAT, InDoubt.PARK), True, True, Phase.SENDING),
        (Rule(InDoubt.LOOK, InDoubt.PARK), True, True, Phase.LOOKING),
        (Rule(InDoubt.WATCH, InDoubt.WATCH), False, True, Phase.LOOKING),
        (Rule(InDoubt.PARK, InDoubt.LOOK), True, False, Phase.LOOKING),
        (Rule(InDoubt.PARK), False, True, Phase.SENDING),
        (Rule(InDoubt.PARK), True, False, None),
        (Rule(InDoubt.PARK, InDoubt.PARK), True, True, None),
    ],
)
def test_what_was_set_aside_is_taken_up_only_where_that_is_safe(
    rule: Rule, doubtful: bool, refused: bool, then: Phase | None
) -> None:
    parked = Submission(
        Step.COMMIT, "k", 3, Phase.PARKED, doubtful=doubtful, refusal=NO if refused else None
    )
    again = asked_again(rule, parked, 7.0)
    if then is None:
        assert again is None
        return
    assert again is not None
    assert (again.phase, again.then, again.due, again.key) == (Phase.RESTING, then, 7.0, "k")
    assert again.doubtful is (doubtful or then is Phase.LOOKING)
