"""How a set-up moves: on, back, tried, saved; and what is kept of it."""

from itertools import product

import pytest

from pos_app.core.setting_up.asks import NO, YES, Ask
from pos_app.core.setting_up.events import (
    Answered,
    AnsweredSecretly,
    Back,
    Event,
    Found,
    Moved,
    Next,
    PassphraseRefused,
    SaveAsked,
    SaveEnded,
    SaveRefused,
    Store,
    TrialAsked,
    TrialEnded,
    Try,
    WentTo,
)
from pos_app.core.setting_up.keeping import (
    begin,
    changes,
    manager_of,
    passphrase_of,
    secrets_of,
)
from pos_app.core.setting_up.mistakes import mistakes
from pos_app.core.setting_up.questions import path, questions
from pos_app.core.setting_up.secret import Secret
from pos_app.core.setting_up.states import (
    Failure,
    FarEnd,
    Finding,
    Keeping,
    NotTried,
    Outcome,
    Saved,
    SaveFailed,
    SetUp,
    Step,
    Tried,
    Trying,
    Unsaved,
)
from pos_app.core.setting_up.transition import transition
from tests.unit.core.set_ups import (
    PROVIDERS,
    STORE,
    TWILIO,
    after,
    answered,
    chosen,
    complete,
    fresh,
)

PAIRS = [("bonifiq", ""), ("punchh", ""), ("weavr", ""), ("bonifiq", "twilio_verify")]
PAIRS += [("punchh", "twilio_verify")]
GOOD = (Finding(FarEnd.LEDGER, Outcome.ANSWERED, 40, 0),)
WRITTEN = {
    ("store", "name"): "Loja Centro",
    ("store", "code"): "L01",
    ("till", "name"): "Caixa 03",
    ("till", "code"): "C03",
    ("till", "operator"): "Ana P.",
    ("loyalty", "provider"): "punchh",
    ("loyalty", "address"): "https://brand.punchh.com",
    ("loyalty", "client"): "client-id",
    ("loyalty", "tills"): 3,
    ("loyalty", "country"): "US",
    ("challenge", "provider"): "twilio_verify",
    ("challenge", "service"): "VA" + "0" * 32,
    ("challenge", "code_life_seconds"): 120,
    ("money", "currency"): "USD",
    ("screen", "theme"): "dark",
    ("screen", "customer"): True,
    ("printer", "address"): "tcp://printer:9100",
}
KEPT = frozenset(
    {
        Ask.PUNCHH_LOCATION_KEY,
        Ask.PUNCHH_BUSINESS_KEY,
        Ask.TWILIO_KEY,
        Ask.TWILIO_SECRET,
        Ask.TWILIO_IDENTITY_KEY,
    }
)


def reopened() -> SetUp:
    state = begin(WRITTEN, language="en", region="pt_BR")
    return after(state, Found(Keeping.KEYRING, KEPT))


@pytest.mark.parametrize(("provider", "challenger"), PAIRS)
@pytest.mark.parametrize("keeping", [Keeping.KEYRING, Keeping.NOTHING])
def test_each_step_comes_once_and_going_back_keeps_every_answer(
    provider: str, challenger: str, keeping: Keeping
) -> None:
    state = complete(provider, challenger, keeping)
    answers, secrets = state.answers, state.secrets
    walked = [state.step]
    while True:
        back = after(state, Back())
        if back is state or back.step is state.step:
            break
        state = back
        walked.append(state.step)
    assert tuple(reversed(walked)) == path(state)
    for step in path(state)[1:]:
        state = after(state, Next())
        assert state.step is step
    assert (state.answers, state.secrets) == (answers, secrets)


def test_nobody_goes_on_with_a_mistake_and_it_is_told_then() -> None:
    state = after(fresh(), Next())
    assert (state.step, state.told) == (Step.STORE, False)
    state = after(state, Next())
    assert (state.step, state.told) == (Step.STORE, True)
    state = after(answered(state, STORE), Next())
    assert (state.step, state.told) == (Step.PROVIDER, False)


def test_only_a_step_that_was_reached_is_gone_to() -> None:
    state = after(fresh(), WentTo(Step.DONE))
    assert state.step is Step.LANGUAGE
    state = after(complete("bonifiq"), WentTo(Step.STORE))
    assert state.step is Step.STORE
    assert after(state, WentTo(Step.CHALLENGE)).step is Step.STORE, "it is no step of this till"
    assert after(state, WentTo(Step.DONE)).step is Step.DONE


def test_a_sandbox_serves_the_challenger_as_well() -> None:
    here = "http://127.0.0.1:8765"
    state = answered(chosen("bonifiq", "twilio_verify"), {Ask.ADDRESS: here})
    state = after(state, *[Next()] * 4)
    assert state.step is Step.CHALLENGE
    assert state.answer(Ask.CHALLENGER_ADDRESS) == here
    assert not mistakes(state, Step.CHALLENGE)


def at_the_trial(provider: str = "bonifiq") -> SetUp:
    return after(complete(provider), WentTo(Step.TRIAL))


def test_a_trial_is_asked_for_once_and_its_answer_is_shown() -> None:
    moved = transition(at_the_trial(), TrialAsked())
    assert moved.effect == Try(1)
    assert moved.state.trial == Trying(1)
    assert transition(moved.state, TrialAsked()) == Moved(moved.state)
    assert after(moved.state, TrialEnded(1, GOOD)).trial == Tried(GOOD)


def test_the_answer_to_an_earlier_trial_counts_no_more() -> None:
    state = after(at_the_trial(), TrialAsked(), Back(), Next())
    assert state.trial == NotTried()
    state = after(state, TrialAsked(), TrialEnded(1, GOOD))
    assert state.trial == Trying(2)
    assert after(state, TrialEnded(2, GOOD)).trial == Tried(GOOD)


@pytest.mark.parametrize("ask", [Ask.ADDRESS, Ask.BONIFIQ_TOKEN, Ask.PROVIDER, Ask.CHALLENGER])
def test_what_a_trial_was_made_with_is_changed_and_it_says_nothing_more(ask: Ask) -> None:
    tried = after(at_the_trial(), TrialAsked(), TrialEnded(1, GOOD))
    assert answered(tried, {ask: "punchh"}).trial == NotTried()
    assert answered(tried, {Ask.STORE: "Loja Norte"}).trial == Tried(GOOD)


def test_with_a_mistake_nothing_is_tried() -> None:
    wrong = answered(at_the_trial(), {Ask.ADDRESS: "no address"})
    moved = transition(wrong, TrialAsked())
    assert moved.effect is None
    assert (moved.state.step, moved.state.told) == (Step.CONNECTION, True)


def test_nothing_is_saved_before_it_is_known_where_secrets_are_kept() -> None:
    state = after(complete("bonifiq"), Found(Keeping.UNKNOWN))
    assert transition(state, SaveAsked()) == Moved(state)
    asked = transition(after(state, Found(Keeping.NOTHING)), SaveAsked())
    assert asked.effect is None
    assert (asked.state.step, asked.state.told) == (Step.KEEPING, True)


def test_saving_looks_through_every_step_first() -> None:
    state = answered(complete("bonifiq"), {Ask.TILL_CODE: "C-03"})
    asked = transition(state, SaveAsked())
    assert asked.effect is None
    assert (asked.state.step, asked.state.told) == (Step.STORE, True)


def saving() -> SetUp:
    moved = transition(complete("bonifiq"), SaveAsked())
    assert moved.effect == Store()
    return moved.state


EVENTS: tuple[Event, ...] = (
    Found(Keeping.NOTHING),
    Answered(Ask.STORE, "Loja Norte"),
    AnsweredSecretly(Ask.BONIFIQ_KEY, Secret("another")),
    Next(),
    Back(),
    WentTo(Step.STORE),
    TrialAsked(),
    TrialEnded(0, GOOD),
    SaveAsked(),
)


@pytest.mark.parametrize("event", EVENTS, ids=repr)
def test_while_it_is_saved_and_afterwards_nothing_is_changed(event: Event) -> None:
    state = saving()
    assert transition(state, event) == Moved(state)
    done = after(state, SaveEnded())
    assert transition(done, event) == Moved(done)


def test_a_set_up_that_is_saved_holds_no_secret() -> None:
    done = after(saving(), SaveEnded())
    assert done.save == Saved()
    assert not done.secrets


def test_what_was_not_saved_can_be_saved_again() -> None:
    failed = after(saving(), SaveRefused(Failure.SECRETS, "locked"))
    assert failed.save == SaveFailed(Failure.SECRETS, "locked")
    assert transition(failed, SaveAsked()).effect == Store()
    assert after(failed, Back()).save == Unsaved()


def test_a_passphrase_that_does_not_open_the_file_is_typed_again() -> None:
    state = answered(chosen("bonifiq", keeping=Keeping.LOCKED_FILE), PROVIDERS["bonifiq"])
    state = answered(state, {Ask.PASSPHRASE: "wrong"})
    while state.step is not Step.DONE:
        state = after(state, Next())
    state = after(state, SaveAsked(), PassphraseRefused())
    assert (state.step, state.told) == (Step.KEEPING, True)
    assert set(mistakes(state, Step.KEEPING)) == {Ask.PASSPHRASE}
    assert not mistakes(answered(state, {Ask.PASSPHRASE: "another"}), Step.KEEPING)


@pytest.mark.parametrize("event", [SaveEnded(), SaveRefused(Failure.SETTINGS), PassphraseRefused()])
def test_nothing_is_saved_that_nobody_asked_for(event: Event) -> None:
    state = complete("bonifiq")
    assert transition(state, event) == Moved(state)


def test_any_two_events_leave_a_state_that_can_be_shown() -> None:
    starts = (fresh(), complete("weavr"), reopened(), saving(), at_the_trial())
    for state, first, second in product(starts, EVENTS, EVENTS):
        moved = after(state, first, second)
        assert moved.step in path(moved)
        assert isinstance(questions(moved, moved.step), tuple)


def test_a_first_set_up_writes_what_was_answered() -> None:
    state = answered(complete("punchh", "twilio_verify"), {Ask.PRINTING: "network"})
    state = answered(state, {Ask.PRINTER: "192.168.0.50", Ask.CUSTOMER_SCREEN: YES})
    assert changes(state) == {
        ("screen", "language"): "pt_BR",
        ("money", "region"): "pt_BR",
        ("store", "name"): "Loja Centro",
        ("store", "code"): "L01",
        ("till", "name"): "Caixa 03",
        ("till", "code"): "C03",
        ("till", "operator"): "Ana P.",
        ("loyalty", "provider"): "punchh",
        ("loyalty", "address"): "https://brand.punchh.com",
        ("loyalty", "client"): "client-id",
        ("loyalty", "tills"): 3,
        ("money", "currency"): "USD",
        ("challenge", "provider"): "twilio_verify",
        ("challenge", "service"): TWILIO[Ask.SERVICE],
        ("printer", "address"): "tcp://192.168.0.50:9100",
        ("screen", "customer"): True,
    }
    assert set(secrets_of(state)) == {ask.value for ask in KEPT}
    assert passphrase_of(state) is None
    assert manager_of(state) is None


def test_a_till_that_is_changed_by_nobody_is_not_written() -> None:
    state = reopened()
    assert not changes(answered(state, {Ask.LANGUAGE: "", Ask.REGION: ""}))
    assert not secrets_of(state)
    assert all(not mistakes(state, step) for step in path(state))
    assert Step.MANAGER not in path(state)


def test_only_what_was_changed_is_written() -> None:
    state = reopened()
    had = changes(state)
    assert had == {("screen", "language"): "en", ("money", "region"): "pt_BR"}
    changed = {Ask.STORE: "Loja Norte", Ask.TILLS: "", Ask.PRINTING: "", Ask.CUSTOMER_SCREEN: NO}
    state = answered(state, {**changed, Ask.PUNCHH_LOCATION_KEY: "location-2"})
    assert changes(state) == {
        **had,
        ("store", "name"): "Loja Norte",
        ("loyalty", "tills"): None,
        ("printer", "address"): None,
        ("screen", "customer"): False,
    }
    assert [*secrets_of(state)] == ["punchh.location_key"], "the other one is kept as it is"


def test_what_belonged_to_another_provider_goes_with_it() -> None:
    state = answered(reopened(), {Ask.PROVIDER: "bonifiq", Ask.CHALLENGER: ""})
    found = changes(state)
    assert found["loyalty", "provider"] == "bonifiq"
    for key in (("loyalty", "address"), ("loyalty", "client"), ("loyalty", "country")):
        assert found[key] is None
    for key in (("challenge", "provider"), ("challenge", "service"), ("money", "currency")):
        assert found[key] is None
    assert ("challenge", "code_life_seconds") not in found
    assert mistakes(state, Step.CONNECTION)
    back = answered(state, {Ask.PROVIDER: "punchh"})
    assert back.answer(Ask.ADDRESS) == "https://brand.punchh.com"
    assert not mistakes(back, Step.CONNECTION)


def test_a_provider_that_a_chain_has_added_stays() -> None:
    written = {**WRITTEN, ("loyalty", "provider"): "acme"}
    del written["challenge", "provider"], written["challenge", "service"]
    state = after(begin(written, language="en", region="pt_BR"), Found(Keeping.KEYRING))
    assert all(not mistakes(state, step) for step in path(state))
    assert ("loyalty", "provider") not in changes(state)


def test_a_manager_is_told_once() -> None:
    twice = {Ask.PIN: "2580", Ask.PIN_AGAIN: "2580"}
    state = answered(complete("bonifiq"), {Ask.SIGN_IN: YES, Ask.MANAGER: " Bia R. ", **twice})
    manager = manager_of(state)
    assert manager is not None
    assert (manager[0], manager[1].reveal()) == ("Bia R.", "2580")
