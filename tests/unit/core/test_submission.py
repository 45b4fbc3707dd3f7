"""Every answer in every phase under every rule."""

from itertools import product

import pytest
from msgspec.structs import replace

from pos_app.core.loyalty import Refusal
from pos_app.core.submission import (
    Answer,
    Declined,
    Done,
    Executed,
    InDoubt,
    NotExecuted,
    NotSent,
    Pending,
    Phase,
    Progress,
    Receipt,
    Refused,
    Rule,
    Step,
    Submission,
    Unclear,
    Unknown,
    answered,
    hurried,
    restarted,
    woken,
)

NO, EARLIER = Refusal("NO"), Refusal("EARLIER")
RECEIPT = Receipt("88121")
WAITS = (1.0, 5.0)
NOW = 100.0

RULES = {
    "repeat": Rule(InDoubt.REPEAT, None, WAITS),
    "repeat_look": Rule(InDoubt.REPEAT, InDoubt.LOOK, WAITS),
    "repeat_park": Rule(InDoubt.REPEAT, InDoubt.PARK, WAITS),
    "look": Rule(InDoubt.LOOK, InDoubt.LOOK, WAITS),
    "watch": Rule(InDoubt.WATCH, InDoubt.WATCH, WAITS),
    "park": Rule(InDoubt.PARK, InDoubt.PARK, WAITS),
}
CURRENTS = {
    "sending": Submission(Step.COMMIT, "k"),
    "sending_in_doubt": Submission(Step.COMMIT, "k", doubtful=True),
    "looking": Submission(Step.COMMIT, "k", phase=Phase.LOOKING, doubtful=True),
    "looking_after_a_refusal": Submission(
        Step.COMMIT, "k", phase=Phase.LOOKING, doubtful=True, refusal=EARLIER
    ),
}
ANSWERS: dict[str, Answer] = {
    "done": Done(RECEIPT),
    "refused": Refused(NO),
    "not_sent": NotSent("x"),
    "unknown": Unknown("x"),
    "not_executed": NotExecuted(),
    "pending": Pending(),
    "unclear": Unclear(),
}

TABLE = list(product(RULES, CURRENTS, ANSWERS))

SEND, SEND_DOUBTFUL = "rest, then send", "rest in doubt, then send"
LOOK = "rest in doubt, then look"
LOOK_NOW = "look at once"
DECLINED, DECLINED_EARLIER = "declined", "declined for the earlier reason"
EXECUTED, PARKED = "executed", "parked"


def _lost(rule: str) -> str:
    in_doubt = rule.partition("_")[0]
    return {"repeat": SEND_DOUBTFUL, "look": LOOK, "watch": LOOK, "park": PARKED}[in_doubt]


def _refused_in_doubt(rule: str) -> str:
    return {
        "repeat": DECLINED,
        "repeat_look": LOOK_NOW,
        "repeat_park": PARKED,
        "look": LOOK_NOW,
        "watch": LOOK_NOW,
        "park": PARKED,
    }[rule]


def expected(rule: str, current: str, answer: str) -> str:
    """The whole table, by rows of answers."""
    looks = current.startswith("looking")
    match answer:
        case "done":
            return EXECUTED
        case "refused":
            return _refused_in_doubt(rule) if current == "sending_in_doubt" else DECLINED
        case "not_sent":
            return LOOK if looks else SEND_DOUBTFUL if current == "sending_in_doubt" else SEND
        case "unknown" | "pending":
            return LOOK if looks else _lost(rule)
        case "not_executed":
            if current == "looking_after_a_refusal":
                return DECLINED_EARLIER
            return _watched(current) if rule == "watch" else SEND
        case _:
            return PARKED


def _watched(current: str) -> str:
    return "rest, then look" if current == "sending" else LOOK


def name_of(progress: Progress) -> str:
    match progress:
        case Executed(receipt) if receipt == RECEIPT:
            return EXECUTED
        case Declined(refusal):
            return DECLINED if refusal == NO else DECLINED_EARLIER
        case Submission(phase=Phase.PARKED, due=None):
            return PARKED
        case Submission(phase=Phase.LOOKING, attempt=2, due=None):
            return LOOK_NOW
        case Submission(phase=Phase.RESTING, then=then, doubtful=doubtful, attempt=1, due=101.0):
            verb = "send" if then is Phase.SENDING else "look"
            return f"rest{' in doubt' if doubtful else ''}, then {verb}"
    raise AssertionError(progress)


@pytest.mark.parametrize(("rule", "current", "answer"), TABLE)
def test_every_answer_moves_a_submission_as_its_rule_says(
    rule: str, current: str, answer: str
) -> None:
    progress = answered(RULES[rule], CURRENTS[current], ANSWERS[answer], NOW)
    assert name_of(progress) == expected(rule, current, answer)


@pytest.mark.parametrize(("rule", "current", "answer"), TABLE)
def test_no_answer_ever_changes_the_key_or_the_step(rule: str, current: str, answer: str) -> None:
    progress = answered(RULES[rule], CURRENTS[current], ANSWERS[answer], NOW)
    if isinstance(progress, Submission):
        assert (progress.key, progress.step) == ("k", Step.COMMIT)


@pytest.mark.parametrize(("rule", "current"), list(product(RULES, CURRENTS)))
def test_no_lost_answer_is_ever_taken_for_an_end(rule: str, current: str) -> None:
    for answer in (Unknown(), Pending(), NotSent(), Unclear()):
        assert isinstance(answered(RULES[rule], CURRENTS[current], answer, NOW), Submission)


@pytest.mark.parametrize(
    ("attempt", "hint", "wait"),
    [(1, None, 1), (2, None, 5), (3, None, 5), (99, None, 5), (1, 30, 30), (2, 3, 5)],
)
def test_waits_grow_to_the_last_one_and_a_hint_only_lengthens_them(
    attempt: int, hint: float | None, wait: float
) -> None:
    current = Submission(Step.COMMIT, "k", attempt=attempt)
    rested = answered(RULES["repeat"], current, NotSent(retry_after=hint), NOW)
    assert isinstance(rested, Submission)
    assert rested.due == NOW + wait


@pytest.mark.parametrize("phase", [Phase.SENDING, Phase.LOOKING, Phase.PARKED])
def test_only_what_rests_can_be_woken_or_hurried(phase: Phase) -> None:
    current = Submission(Step.COMMIT, "k", phase=phase)
    assert woken(current, NOW) is current
    assert hurried(current) is current


@pytest.mark.parametrize("then", [Phase.SENDING, Phase.LOOKING])
def test_a_rest_ends_at_its_instant_and_not_before(then: Phase) -> None:
    resting = Submission(Step.COMMIT, "k", 3, Phase.RESTING, then, due=NOW)
    assert woken(resting, NOW - 0.001) is resting
    for moved in (woken(resting, NOW), hurried(resting)):
        assert (moved.phase, moved.attempt, moved.due) == (then, 4, None)


@pytest.mark.parametrize(
    ("rule", "phase", "expected"),
    [
        ("repeat", Phase.SENDING, SEND_DOUBTFUL),
        ("look", Phase.SENDING, LOOK),
        ("watch", Phase.SENDING, LOOK),
        ("watch", Phase.LOOKING, LOOK),
        ("repeat", Phase.LOOKING, LOOK),
        ("park", Phase.SENDING, PARKED),
        ("repeat", Phase.PARKED, PARKED),
    ],
)
def test_a_restart_makes_what_was_in_flight_doubtful_and_due_at_once(
    rule: str, phase: Phase, expected: str
) -> None:
    doubtful = phase is Phase.LOOKING
    current = Submission(Step.COMMIT, "k", phase=phase, doubtful=doubtful)
    after = restarted(RULES[rule], current, NOW)
    if expected == PARKED:
        assert (after.phase, after.due) == (Phase.PARKED, None)
        return
    assert after.due == NOW
    assert after.doubtful
    assert after.then is (Phase.SENDING if expected == SEND_DOUBTFUL else Phase.LOOKING)


def test_a_restart_does_not_wait_out_a_rest_nor_raise_a_doubt() -> None:
    resting = Submission(Step.COMMIT, "k", 2, Phase.RESTING, due=NOW + 3600)
    after = restarted(RULES["repeat"], resting, 7.0)
    assert (after.due, after.doubtful, after.attempt) == (7.0, False, 2)
    assert after.surely_not_executed


def test_only_a_rest_without_a_doubt_is_surely_not_executed() -> None:
    for phase, doubtful in product(Phase, (True, False)):
        current = Submission(Step.COMMIT, "k", phase=phase, doubtful=doubtful)
        assert current.surely_not_executed is (phase is Phase.RESTING and not doubtful)
        assert current.in_flight is (phase in {Phase.SENDING, Phase.LOOKING})


# --- a request that something on the way delivers twice ------------------------------------------

WARY = Rule(InDoubt.REPEAT, InDoubt.LOOK, WAITS, looks_at_refusals=True)
REFUSED_AT_ONCE = Submission(Step.COMMIT, "k", 2, Phase.LOOKING, refusal=NO)


def test_a_first_refusal_is_read_after_before_it_is_believed() -> None:
    assert answered(WARY, Submission(Step.COMMIT, "k"), Refused(NO), NOW) == REFUSED_AT_ONCE


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Done(RECEIPT), Executed(RECEIPT)),
        (NotExecuted(), Declined(NO)),
        (Unclear(), replace(REFUSED_AT_ONCE, phase=Phase.PARKED)),
        (Refused(EARLIER), Declined(EARLIER)),
    ],
)
def test_what_the_look_after_a_first_refusal_tells(answer: Answer, expected: Progress) -> None:
    assert answered(WARY, REFUSED_AT_ONCE, answer, NOW) == expected


def test_a_look_without_an_answer_leaves_the_refusal_open() -> None:
    resting = answered(WARY, REFUSED_AT_ONCE, Unknown(), NOW)
    assert isinstance(resting, Submission)
    assert (resting.phase, resting.then) == (Phase.RESTING, Phase.LOOKING)
    assert not resting.surely_not_executed
    again = restarted(WARY, REFUSED_AT_ONCE, NOW)
    assert (again.phase, again.then, again.refusal) == (Phase.RESTING, Phase.LOOKING, NO)


def test_a_till_that_is_turned_away_itself_needs_no_look() -> None:
    turned_away = Refused(NO, unread=True)
    assert answered(WARY, Submission(Step.COMMIT, "k"), turned_away, NOW) == Declined(NO)
