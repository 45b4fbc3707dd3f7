"""Every reachable state, every event: the invariants hold, and the walk would notice if not."""

import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache

import pytest
from msgspec.structs import replace

from pos_app.core import submission
from pos_app.core.challenge import Verdict
from pos_app.core.redemption import carrying, code, exits, openings, transition
from pos_app.core.redemption import events as re
from pos_app.core.redemption.openings import Next
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.states import (
    AwaitingCode,
    CheckingCode,
    Closed,
    Committing,
    Intent,
    Outcome,
    Redeemed,
    Reversing,
    State,
)
from pos_app.core.submission import Declined, Phase, Receipt, Step, Submission, Unknown
from tests.faults.explore import Report, explore, main
from tests.faults.shapes import BONIFIQ, NO, SHAPES

Patch = Callable[[pytest.MonkeyPatch], None]


@cache
def explored(name: str) -> Report:
    return explore(name)


def _told(report: Report) -> str:
    return "\n".join(
        f"{found.rule}: {' / '.join(found.trace)}" for found in report.violations.values()
    )


@pytest.mark.parametrize("name", SHAPES)
def test_every_reachable_state_keeps_the_invariants(name: str) -> None:
    report = explored(name)
    assert report.sound, _told(report)


@pytest.mark.parametrize("name", SHAPES)
def test_a_fair_provider_settles_everything_within_a_dozen_steps(name: str) -> None:
    report = explored(name)
    assert 0 < report.longest_settling <= 12


@pytest.mark.parametrize(
    ("name", "least"),
    [("bonifiq", 700), ("punchh", 500), ("weavr", 1000), ("twilio_verify", 700)],
)
def test_the_walk_is_not_cut_short(name: str, least: int) -> None:
    report = explored(name)
    assert report.states >= least
    assert report.transitions > 50 * report.states
    must_meet = {"Committing", "Redeemed", "Spent", "Reversing", "Parked", "Closed", "AwaitingCode"}
    if name == "weavr":
        must_meet.remove("Reversing")
    assert must_meet <= set(report.kinds)


def test_states_that_a_shape_cannot_have_are_never_met() -> None:
    assert "AwaitingApproval" not in explored("bonifiq").kinds
    assert "AwaitingApproval" in explored("twilio_verify").kinds
    assert not {"Holding", "Releasing"} & set(explored("bonifiq").kinds)
    assert {"Holding", "Releasing"} <= set(explored("punchh").kinds)
    assert "Reversing" not in explored("weavr").kinds


def test_the_command_answers_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--profile", "punchh", "--json"])
    [profile] = json.loads(capsys.readouterr().out)["profiles"]
    assert profile["name"] == "punchh"
    assert profile["states"] > 100
    assert profile["sound"] is (profile["violations"] == [])


def test_the_command_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.explore", "--profile", "bonifiq"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.startswith("bonifiq: ")
    assert done.stderr == ""


# --- mutants: each is a mistake somebody could make, and each must be caught ---------------------


def _new_key_on_retry(patch: pytest.MonkeyPatch) -> None:
    again = submission._again

    def mutant(current: Submission, phase: Phase) -> Submission:
        return replace(again(current, phase), key=f"{current.key}-2")

    patch.setattr(submission, "_again", mutant)


def _unknown_taken_for_refused(patch: pytest.MonkeyPatch) -> None:
    right = submission.answered

    def mutant(
        rule: submission.Rule, current: Submission, answer: submission.Answer, now: float
    ) -> submission.Progress:
        if isinstance(answer, Unknown):
            return Declined(NO)
        return right(rule, current, answer, now)

    patch.setattr(submission, "answered", mutant)


def _unknown_taken_for_done(patch: pytest.MonkeyPatch) -> None:
    right = submission.answered

    def mutant(
        rule: submission.Rule, current: Submission, answer: submission.Answer, now: float
    ) -> submission.Progress:
        if isinstance(answer, Unknown):
            return submission.Executed(Receipt())
        return right(rule, current, answer, now)

    patch.setattr(submission, "answered", mutant)


def _release_forgotten(patch: pytest.MonkeyPatch) -> None:
    def mutant(
        _: Profile, intent: Intent, __: Receipt | None, outcome: Outcome, ___: object
    ) -> Next:
        return Next(Closed(intent, outcome))

    for module in (carrying, code, exits, openings):
        patch.setattr(module, "release", mutant)


def _reversal_forgotten(patch: pytest.MonkeyPatch) -> None:
    def mutant(_: Profile, intent: Intent, __: Receipt, ___: object = None, **____: bool) -> Next:
        return Next(Closed(intent, Outcome.REVERSED))

    for module in (carrying, transition):
        patch.setattr(module, "reverse", mutant)


def _stale_verdict_accepted(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(exits, "_stale", lambda *_: False)


def _verdict_of_another_intent(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(code, "Verdict", lambda _, at: Verdict("rdm-0", at))


def _code_not_asked_for(patch: pytest.MonkeyPatch) -> None:
    def mutant(state: AwaitingCode) -> Next:
        verdict = Verdict(state.intent.key, 0)
        return openings.commit(BONIFIQ.profile, state.intent, state.held, verdict)

    patch.setattr(transition, "check", mutant)


def _tries_never_run_out(patch: pytest.MonkeyPatch) -> None:
    def mutant(_: Profile, state: CheckingCode, __: object) -> Next:
        tally = replace(state.tally, wrong=state.tally.wrong + 1)
        if tally.wrong > 5:
            return Next(state)
        return Next(AwaitingCode(state.intent, tally, state.held, state.challenge))

    patch.setattr(code, "_wrong", mutant)


def _left_and_still_redeemed(patch: pytest.MonkeyPatch) -> None:
    def mutant(_: Profile, intent: Intent, receipt: Receipt, *, leaving: bool) -> Next:
        del leaving
        return Next(Redeemed(intent, receipt))

    patch.setattr(carrying, "_committed", mutant)


def _refused_reversal_believed(patch: pytest.MonkeyPatch) -> None:
    def mutant(_: Profile, state: Reversing, *__: object) -> Next:
        return Next(Closed(state.intent, Outcome.REVERSED))

    patch.setattr(carrying, "_insist", mutant)


def _late_answers_taken(patch: pytest.MonkeyPatch) -> None:
    right = carrying._progress

    def mutant(profile: Profile, state: Committing, event: re.Answered) -> Next:
        return right(profile, state, replace(event, attempt=state.submission.attempt))

    patch.setattr(carrying, "_progress", mutant)


def _same_key_begun_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(transition, "_may_begin", lambda *_: True)


def _submit_forgotten_by_a_restart(patch: pytest.MonkeyPatch) -> None:
    right = exits.restart

    def mutant(profile: Profile, state: State, event: re.Restarted) -> Next:
        if isinstance(state, Committing):
            return openings.drop_unsent(profile, state)
        return right(profile, state, event)

    patch.setattr(transition, "restart", mutant)


def _submit_forgotten_by_leaving(patch: pytest.MonkeyPatch) -> None:
    right = exits.leave

    def mutant(profile: Profile, state: State) -> Next:
        if isinstance(state, Committing):
            return openings.drop_unsent(profile, state)
        return right(profile, state)

    patch.setattr(transition, "leave", mutant)


def _effect_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(exits, "attempt", Next)


def _effect_doubled(patch: pytest.MonkeyPatch) -> None:
    right = openings.attempt

    def mutant(state: Committing) -> Next:
        after = right(state)
        return Next(after.state, (*after.effects, *after.effects))

    patch.setattr(openings, "attempt", mutant)


def _look_forgotten(patch: pytest.MonkeyPatch) -> None:
    """A refusal that follows a lost answer is believed although it may mean "already done"."""
    patch.setattr(submission, "_refused", lambda _, __, refusal: Declined(refusal))


def _watched_from_where_it_was(patch: pytest.MonkeyPatch) -> None:
    def mutant(_: Profile, intent: Intent, held: Receipt | None, verdict: Verdict | None) -> Next:
        return openings.attempt(
            Committing(intent, Submission(Step.COMMIT, intent.key), held, verdict)
        )

    patch.setattr(code, "commit", mutant)


MUTANTS: list[tuple[str, Patch]] = [
    ("bonifiq", _new_key_on_retry),
    ("bonifiq", _unknown_taken_for_refused),
    ("bonifiq", _unknown_taken_for_done),
    ("punchh", _release_forgotten),
    ("bonifiq", _reversal_forgotten),
    ("bonifiq", _stale_verdict_accepted),
    ("bonifiq", _verdict_of_another_intent),
    ("bonifiq", _code_not_asked_for),
    ("bonifiq", _tries_never_run_out),
    ("bonifiq", _left_and_still_redeemed),
    ("bonifiq", _refused_reversal_believed),
    ("bonifiq", _late_answers_taken),
    ("bonifiq", _same_key_begun_again),
    ("bonifiq", _submit_forgotten_by_a_restart),
    ("punchh", _submit_forgotten_by_leaving),
    ("punchh", _effect_forgotten),
    ("weavr", _effect_doubled),
    ("bonifiq", _look_forgotten),
    ("weavr", _watched_from_where_it_was),
]


@pytest.mark.parametrize(
    ("name", "mutate"), MUTANTS, ids=[mutate.__name__.strip("_") for _, mutate in MUTANTS]
)
def test_a_mistake_in_the_core_is_caught(
    name: str, mutate: Patch, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = frozenset(explored(name).violations)
    mutate(monkeypatch)
    assert explore(name, known).violations.keys() - known
