"""Which steps a set-up has, what each asks, and what is wrong with an answer."""

import pickle
import re
from typing import NamedTuple

import pytest

from pos_app.core.setting_up.asks import HIDDEN, KEPT_SECRETS, NO, SETTINGS, YES, Ask, place
from pos_app.core.setting_up.mistakes import first_wrong_step, mistakes
from pos_app.core.setting_up.needs import CHALLENGERS, LEDGERS
from pos_app.core.setting_up.printers import printer_address
from pos_app.core.setting_up.questions import path, questions
from pos_app.core.setting_up.secret import Secret
from pos_app.core.setting_up.states import Keeping, Mistake, SetUp, Step
from pos_app.providers import pairing, registry
from pos_app.settings import secrets
from pos_app.settings.load import KEYS
from tests.unit.core.set_ups import PROVIDERS, TWILIO, answered, chosen, complete, fresh

PAIRS = [("bonifiq", ""), ("punchh", ""), ("weavr", ""), ("bonifiq", "twilio_verify")]
PAIRS += [("punchh", "twilio_verify")]


def asked(state: SetUp, step: Step) -> list[Ask]:
    return [question.ask for question in questions(state, step)]


def test_what_is_asked_is_what_settings_and_secrets_know() -> None:
    assert {place(ask) for ask in SETTINGS} <= set(KEYS)
    named = {f"{provider}.{name}" for provider, names in secrets.NAMES.items() for name in names}
    assert {ask.value for ask in KEPT_SECRETS} == named
    for provider, need in (*LEDGERS.items(), *CHALLENGERS.items()):
        own = [f"{provider}.{name}" for name in secrets.NAMES[provider]]
        assert [ask.value for ask in need.secrets] == own


def test_the_same_providers_pair_and_have_an_address_as_in_the_registry() -> None:
    assert set(LEDGERS) == set(registry.PACKAGES)
    assert set(CHALLENGERS) == set(registry.CHALLENGERS)
    for provider, need in LEDGERS.items():
        assert need.has_address == (registry.address(provider) is not None)
        try:
            pairing.paired(provider, "twilio_verify")
        except pairing.UnfitPairError:
            assert not need.pairs
        else:
            assert need.pairs


@pytest.mark.parametrize(("provider", "challenger"), PAIRS)
def test_a_provider_asks_for_what_it_needs_and_nothing_else(provider: str, challenger: str) -> None:
    state = chosen(provider, challenger)
    beside = asked(state, Step.CHALLENGE) if challenger else []
    unless_said = {Ask.ADDRESS, Ask.TILLS, Ask.CURRENCY}
    assert {*asked(state, Step.CONNECTION)} - unless_said == {*PROVIDERS[provider]} - unless_said
    optional = {q.ask for q in questions(state, Step.CONNECTION) if not q.needed}
    assert optional == {"bonifiq": {Ask.ADDRESS}}.get(provider, {Ask.TILLS})
    assert set(beside) - {Ask.CHALLENGER_ADDRESS} == (set(TWILIO) if challenger else set())
    assert (Step.CHALLENGE in path(state)) == bool(challenger)


@pytest.mark.parametrize(("provider", "challenger"), PAIRS)
def test_every_needed_answer_that_is_missing_is_told_at_its_field(
    provider: str, challenger: str
) -> None:
    whole = complete(provider, challenger)
    assert first_wrong_step(whole) is None
    asked = [(step, question) for step in path(whole) for question in questions(whole, step)]
    for step, question in asked:
        if "" in question.choices:
            continue
        without = answered(whole, {question.ask: "" if question.ask in HIDDEN else " "})
        told = mistakes(without, step).get(question.ask)
        assert told is (Mistake.MISSING if question.needed else None), question


def test_a_provider_that_proves_by_its_own_code_offers_no_other() -> None:
    assert Ask.CHALLENGER not in asked(chosen("weavr"), Step.PROVIDER)
    assert Ask.CHALLENGER in asked(chosen("bonifiq"), Step.PROVIDER)
    left = answered(chosen("bonifiq", "twilio_verify"), {Ask.PROVIDER: "weavr"})
    assert Step.CHALLENGE not in path(left)


@pytest.mark.parametrize(("provider", "challenger"), PAIRS)
def test_a_sandbox_on_this_machine_needs_no_secret_and_no_id(
    provider: str, challenger: str
) -> None:
    here = "http://127.0.0.1:8765"
    state = answered(chosen(provider, challenger), {Ask.ADDRESS: here})
    if challenger:
        assert mistakes(state, Step.CHALLENGE)
        state = answered(state, {Ask.CHALLENGER_ADDRESS: here})
    assert first_wrong_step(state) is None


def test_secrets_of_a_sandbox_are_all_or_none() -> None:
    here = {Ask.ADDRESS: "http://localhost:1", Ask.BONIFIQ_TOKEN: "token"}
    state = answered(chosen("bonifiq"), here)
    assert mistakes(state, Step.CONNECTION) == {Ask.BONIFIQ_KEY: Mistake.MISSING}


class Wrong(NamedTuple):
    ask: Ask
    text: str
    mistake: Mistake | None


CHECKED = (
    Wrong(Ask.STORE_CODE, "L-01", Mistake.CODE_FORM),
    Wrong(Ask.STORE_CODE, "L01234567", Mistake.CODE_FORM),
    Wrong(Ask.TILL_CODE, "ç1", Mistake.CODE_FORM),
    Wrong(Ask.ADDRESS, "http://brand.punchh.com", Mistake.ADDRESS_FORM),
    Wrong(Ask.ADDRESS, "brand.punchh.com", Mistake.ADDRESS_FORM),
    Wrong(Ask.ADDRESS, "https://user@brand.punchh.com", Mistake.ADDRESS_FORM),
    Wrong(Ask.ADDRESS, "https://[", Mistake.ADDRESS_FORM),
    Wrong(Ask.ADDRESS, "https://brand.punchh.com/api?key=1", Mistake.ADDRESS_FORM),
    Wrong(Ask.ADDRESS, " https://brand.punchh.com/api ", None),
    Wrong(Ask.ADDRESS, "http://[::1]:8765", None),
    Wrong(Ask.ACCOUNT, "1122-33", Mistake.ID_FORM),
    Wrong(Ask.SEND_PROFILE, "1" * 33, Mistake.ID_FORM),
    Wrong(Ask.SEND_PROFILE, "٣", Mistake.ID_FORM),
    Wrong(Ask.SERVICE, "VA12", Mistake.SERVICE_FORM),
    Wrong(Ask.SERVICE, "VA" + "a" * 32, None),
    Wrong(Ask.TILLS, "0", Mistake.TILLS),
    Wrong(Ask.TILLS, "100", Mistake.TILLS),
    Wrong(Ask.TILLS, "two", Mistake.TILLS),
    Wrong(Ask.TILLS, "99", None),
)


def step_of(state: SetUp, ask: Ask) -> Step:
    return next(step for step in path(state) if ask in asked(state, step))


def provider_with(ask: Ask) -> SetUp:
    provider = "weavr" if ask in {Ask.ACCOUNT, Ask.SEND_PROFILE} else "punchh"
    return complete(provider, "" if provider == "weavr" else "twilio_verify")


@pytest.mark.parametrize("case", CHECKED, ids=lambda case: f"{case.ask}={case.text}")
def test_an_answer_that_does_not_do_is_told_by_its_reason(case: Wrong) -> None:
    state = answered(provider_with(case.ask), {case.ask: case.text})
    found = mistakes(state, step_of(state, case.ask))
    assert found == ({case.ask: case.mistake} if case.mistake else {})


@pytest.mark.parametrize("case", CHECKED, ids=lambda case: f"{case.ask}={case.text}")
def test_what_is_taken_here_is_what_the_file_takes(case: Wrong) -> None:
    _, check = KEYS[place(case.ask)]
    value: object = case.text.strip()
    if case.ask is Ask.TILLS and re.fullmatch("[0-9]+", case.text):
        value = int(case.text)
    try:
        check(value)
    except ValueError:
        assert case.mistake is not None
    else:
        assert case.mistake is None


def test_a_sandbox_cannot_ask_for_the_codes_of_a_real_ledger() -> None:
    state = answered(
        complete("bonifiq", "twilio_verify"), {Ask.CHALLENGER_ADDRESS: "http://localhost:1"}
    )
    assert mistakes(state, Step.CHALLENGE) == {Ask.CHALLENGER_ADDRESS: Mistake.NOT_PRACTICE}


@pytest.mark.parametrize(
    ("secret", "mistake"),
    [("to ken", Mistake.CHARACTERS), ("tokén", Mistake.CHARACTERS), ("to\x07", Mistake.CHARACTERS)],
)
def test_what_came_along_when_a_secret_was_copied_is_told(secret: str, mistake: Mistake) -> None:
    state = answered(complete("bonifiq"), {Ask.BONIFIQ_TOKEN: secret})
    assert mistakes(state, Step.CONNECTION) == {Ask.BONIFIQ_TOKEN: mistake}


def test_an_identity_key_is_long() -> None:
    state = answered(complete("bonifiq", "twilio_verify"), {Ask.TWILIO_IDENTITY_KEY: "x" * 15})
    told = {Ask.TWILIO_IDENTITY_KEY: Mistake.IDENTITY_KEY_SHORT}
    assert mistakes(state, Step.CHALLENGE) == told
    assert not mistakes(answered(state, {Ask.TWILIO_IDENTITY_KEY: "x y" * 6}), Step.CHALLENGE)


@pytest.mark.parametrize(
    ("pin", "again", "told"),
    [
        ("2580", "2580", {}),
        ("0420", "0421", {Ask.PIN_AGAIN: Mistake.DIFFERENT}),
        ("258", "258", {Ask.PIN: Mistake.PIN_FORM}),
        ("258025802", "258025802", {Ask.PIN: Mistake.PIN_FORM}),
        ("25a0", "25a0", {Ask.PIN: Mistake.PIN_FORM}),
        ("7777", "7777", {Ask.PIN: Mistake.PIN_GUESSED}),
        ("1234", "1234", {Ask.PIN: Mistake.PIN_GUESSED}),
        ("9876", "9876", {Ask.PIN: Mistake.PIN_GUESSED}),
        ("2580", "", {Ask.PIN_AGAIN: Mistake.MISSING}),
    ],
)
def test_a_pin_is_digits_typed_twice_that_nobody_guesses(
    pin: str, again: str, told: dict[Ask, Mistake]
) -> None:
    state = answered(
        complete("bonifiq"),
        {Ask.SIGN_IN: YES, Ask.MANAGER: "Bia R.", Ask.PIN: pin, Ask.PIN_AGAIN: again},
    )
    assert mistakes(state, Step.MANAGER) == told


def test_nobody_needs_a_manager() -> None:
    assert asked(answered(fresh(), {Ask.SIGN_IN: NO}), Step.MANAGER) == [Ask.SIGN_IN]


@pytest.mark.parametrize(
    ("passphrase", "again", "told"),
    [
        ("cavalo bateria", "cavalo bateria", {}),
        ("cavalo", "cavalo", {Ask.PASSPHRASE: Mistake.PASSPHRASE_SHORT}),
        ("cavalo bateria", "cavalo bateri", {Ask.PASSPHRASE_AGAIN: Mistake.DIFFERENT}),
    ],
)
def test_a_passphrase_is_long_and_typed_twice(
    passphrase: str, again: str, told: dict[Ask, Mistake]
) -> None:
    twice = {Ask.PASSPHRASE: passphrase, Ask.PASSPHRASE_AGAIN: again}
    state = answered(complete("bonifiq", keeping=Keeping.NOTHING), twice)
    assert mistakes(state, Step.KEEPING) == told


@pytest.mark.parametrize("keeping", Keeping)
def test_a_passphrase_is_asked_for_where_the_system_keeps_nothing(keeping: Keeping) -> None:
    state = answered(chosen("bonifiq", keeping=keeping), PROVIDERS["bonifiq"])
    wanted = {Keeping.NOTHING: 2, Keeping.LOCKED_FILE: 1}.get(keeping, 0)
    assert (Step.KEEPING in path(state)) == bool(wanted)
    assert not wanted or len(questions(state, Step.KEEPING)) == wanted


def test_without_a_secret_there_is_nothing_to_keep() -> None:
    state = answered(chosen("bonifiq", keeping=Keeping.NOTHING), {Ask.ADDRESS: "http://[::1]:1"})
    assert Step.KEEPING not in path(state)
    assert Step.KEEPING in path(answered(state, {Ask.SIGN_IN: YES})), "a PIN has a key of its own"


@pytest.mark.parametrize(
    ("kind", "typed", "address"),
    [
        ("network", "192.168.0.50", "tcp://192.168.0.50:9100"),
        ("network", "tcp://printer.local:9101", "tcp://printer.local:9101"),
        ("network", "printer:0", ""),
        ("network", "printer:65536", ""),
        ("network", "printer:", "tcp://printer:9100"),
        ("network", "a b", ""),
        ("network", "/dev/usb/lp0", ""),
        ("device", "/dev/usb/lp0", "/dev/usb/lp0"),
        ("device", "tcp://printer", ""),
        ("", "192.168.0.50", ""),
    ],
)
def test_a_printer_is_in_the_network_or_a_device(kind: str, typed: str, address: str) -> None:
    assert printer_address(kind, typed) == address
    if not kind:
        return
    state = answered(complete("bonifiq"), {Ask.PRINTING: kind})
    state = answered(state, {Ask.PRINTER: typed})
    told = {} if address else {Ask.PRINTER: Mistake.PRINTER_FORM}
    assert mistakes(state, Step.PRINTER) == told


def test_a_secret_is_told_and_encoded_by_nobody() -> None:
    secret = Secret("tok-8f1e77c0ffee")
    state = answered(complete("bonifiq"), {Ask.BONIFIQ_TOKEN: "tok-8f1e77c0ffee"})
    for told in (repr(secret), str(secret), repr(state), f"{state.secrets}"):
        assert "8f1e" not in told
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    assert secret
    secret.wipe()
    assert not secret
    assert secret.reveal() == ""
