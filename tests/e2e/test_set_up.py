"""A till set up by its own keys, from an empty profile, against the sandbox over loopback."""

import base64
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backends.fail
import pytest

from pos_app.core.setting_up.states import Saved, Step
from pos_app.sandbox.assembly import build_sandbox
from pos_app.sandbox.server import ThreadedServer
from pos_app.screens.translation import install, remove
from pos_app.settings import secrets
from pos_app.settings.load import load
from pos_app.settings.vault import Vault
from tests.e2e.wizard_hands import Hands, Key, until, wizard_at
from tests.traces import files, traces
from tests.unit.settings.test_vault import Memory

pytestmark = pytest.mark.usefixtures("qapp", "portuguese")

TOKEN, KEY = secrets.PRACTICE["bonifiq"]
PASSPHRASE = "cavalo bateria grampo"
STORE = {
    "store__name": "Loja Centro",
    "store__code": "L01",
    "till__name": "Caixa 03",
    "till__code": "C03",
    "till__operator": "Ana P.",
}


@pytest.fixture
def portuguese(qapp: object) -> Iterator[None]:
    assert qapp is not None
    install("pt")
    yield
    remove()


@pytest.fixture(autouse=True)
def memory() -> Iterator[Memory]:
    before = keyring.get_keyring()
    kept = Memory()
    keyring.set_keyring(kept)
    yield kept
    keyring.set_keyring(before)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadedServer(build_sandbox()) as url:
        yield url


async def to_the_provider(hands: Hands) -> None:
    await hands.on(Step.STORE)
    await hands.fill(**STORE)
    await hands.on(Step.PROVIDER)


async def from_the_trial_to_the_end(hands: Hands) -> None:
    """Nobody signs in; neither printer nor second screen."""
    await hands.at(Step.MANAGER)
    await hands.choose("setUp-sign_in-no")
    await hands.on(Step.PRINTER)
    await hands.on(Step.SCREEN)
    await hands.on(Step.DONE)


async def test_from_an_empty_profile_to_settings_and_kept_secrets(
    tmp_path: Path, address: str, memory: Memory
) -> None:
    async with wizard_at(tmp_path) as (hands, wizard, serving):
        await to_the_provider(hands)
        await hands.choose("setUp-loyalty.provider-bonifiq")
        await hands.on(Step.CONNECTION)
        secret = {"bonifiq__api_token": TOKEN, "bonifiq__api_key": KEY}
        await hands.fill(loyalty__address=address, **secret)
        await hands.on(Step.TRIAL)
        hands.press(Key.Key_F6)
        await until(lambda: hands.sees("Respondeu em"), "the provider's answer")
        hands.press(Key.Key_F6)
        await from_the_trial_to_the_end(hands)
        assert hands.sees("para o chaveiro deste sistema")
        assert not files(tmp_path), "nothing is written before the end"
        hands.press(Key.Key_F6)
        assert await serving == 0
        assert wizard.session.state.save == Saved()
    settings = load(tmp_path / "config" / "till.toml")
    assert (settings.store, settings.till_code) == ("Loja Centro", "C03")
    assert (settings.provider, settings.address) == ("bonifiq", address)
    assert secrets.find("bonifiq", address).reveal() == (TOKEN, KEY)
    assert memory.kept["pos-app", "bonifiq.api_key"] == KEY
    assert traces(tmp_path, TOKEN) == traces(tmp_path, KEY) == []


async def test_without_a_keyring_the_secrets_go_into_an_encrypted_file(
    tmp_path: Path, address: str
) -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    async with wizard_at(tmp_path) as (hands, _, serving):
        await to_the_provider(hands)
        await hands.choose("setUp-loyalty.provider-bonifiq")
        await hands.on(Step.CONNECTION)
        secret = {"bonifiq__api_token": TOKEN, "bonifiq__api_key": KEY}
        await hands.fill(loyalty__address=address, **secret)
        await hands.on(Step.TRIAL)
        hands.press(Key.Key_F11)
        await hands.at(Step.MANAGER)
        await hands.choose("setUp-sign_in-no")
        await hands.on(Step.KEEPING)
        assert hands.sees("não guarda segredos")
        await hands.fill(passphrase=PASSPHRASE, passphrase_again="cavalo bateria")
        hands.press(Key.Key_F6)
        await until(lambda: hands.sees("não são iguais"), "the mistake")
        await hands.fill(passphrase_again=PASSPHRASE)
        await hands.on(Step.PRINTER)
        await hands.on(Step.SCREEN)
        await hands.on(Step.DONE)
        hands.press(Key.Key_F6)
        assert await serving == 0
    for typed in (TOKEN, KEY, PASSPHRASE):
        assert traces(tmp_path, typed) == []
    vault = Vault(tmp_path / "config" / "secrets.vault")
    vault.unlock(PASSPHRASE)
    assert vault.get_password("pos-app", "bonifiq.api_token") == TOKEN


async def test_a_pair_is_practised_on_the_sandbox_with_no_secret_at_all(
    tmp_path: Path, address: str
) -> None:
    async with wizard_at(tmp_path) as (hands, _, serving):
        await to_the_provider(hands)
        await hands.choose("setUp-loyalty.provider-bonifiq")
        await hands.choose("setUp-challenge.provider-twilio_verify")
        await hands.on(Step.CONNECTION)
        await hands.fill(loyalty__address=address)
        await hands.on(Step.CHALLENGE)
        await hands.on(Step.TRIAL)
        hands.press(Key.Key_F6)
        await until(lambda: str(hands.texts()).count("Respondeu em") == 2, "both answers")
        hands.press(Key.Key_F6)
        await from_the_trial_to_the_end(hands)
        hands.press(Key.Key_F6)
        assert await serving == 0
    settings = load(tmp_path / "config" / "till.toml")
    assert (settings.challenger, settings.challenger_address) == ("twilio_verify", address)


@pytest.mark.parametrize("provider", ["punchh", "weavr"])
async def test_every_other_provider_answers_on_the_sandbox(
    provider: str, tmp_path: Path, address: str
) -> None:
    async with wizard_at(tmp_path) as (hands, _, _):
        await to_the_provider(hands)
        await hands.choose(f"setUp-loyalty.provider-{provider}")
        await hands.on(Step.CONNECTION)
        await hands.fill(loyalty__address=address)
        await hands.on(Step.TRIAL)
        hands.press(Key.Key_F6)
        await until(lambda: hands.sees("Respondeu em"), "the provider's answer")


async def test_a_wrong_credential_is_told_where_it_can_be_cured(
    tmp_path: Path, address: str
) -> None:
    async with wizard_at(tmp_path) as (hands, _, _):
        await to_the_provider(hands)
        await hands.choose("setUp-loyalty.provider-bonifiq")
        await hands.on(Step.CONNECTION)
        secret = {"bonifiq__api_token": TOKEN, "bonifiq__api_key": "another-key"}
        await hands.fill(loyalty__address=address, **secret)
        await hands.on(Step.TRIAL)
        hands.press(Key.Key_F6)
        await until(lambda: hands.sees("recusa estas credenciais"), "the refusal")
        hands.press(Key.Key_Escape)
        await hands.at(Step.CONNECTION)
        await hands.fill(bonifiq__api_key=KEY)
        await hands.on(Step.TRIAL)
        hands.press(Key.Key_F6)
        await until(lambda: hands.sees("Respondeu em"), "the provider's answer")


async def test_a_wizard_left_in_the_middle_leaves_nothing(tmp_path: Path, memory: Memory) -> None:
    async with wizard_at(tmp_path) as (hands, wizard, serving):
        await to_the_provider(hands)
        await hands.choose("setUp-loyalty.provider-bonifiq")
        await hands.on(Step.CONNECTION)
        await hands.fill(bonifiq__api_token=TOKEN, bonifiq__api_key=KEY)
        typed = tuple(wizard.session.state.secrets.values())
        wizard.window.close()
        assert await serving == 1
    assert not files(tmp_path)
    assert not memory.kept
    assert not any(typed), "they are wiped"


async def test_the_language_changes_with_the_first_answer(tmp_path: Path) -> None:
    async with wizard_at(tmp_path) as (hands, _, _):
        assert hands.sees("Em que idioma")
        await hands.choose("setUp-screen.language-en")
        assert hands.sees("In which language")


async def test_a_manager_is_kept_with_the_till(tmp_path: Path, address: str) -> None:
    async with wizard_at(tmp_path) as (hands, _, serving):
        await to_the_provider(hands)
        await hands.choose("setUp-loyalty.provider-bonifiq")
        await hands.on(Step.CONNECTION)
        await hands.fill(loyalty__address=address)
        await hands.on(Step.TRIAL)
        hands.press(Key.Key_F11)
        await hands.at(Step.MANAGER)
        await hands.fill(manager="Bia R.", pin="258046", pin_again="258046")
        await hands.on(Step.PRINTER)
        await hands.on(Step.SCREEN)
        await hands.on(Step.DONE)
        hands.press(Key.Key_F6)
        assert await serving == 0
    assert [path for path in files(tmp_path / "data") if b"Bia R." in path.read_bytes()]
    assert traces(tmp_path, "258046") == []


@pytest.mark.parametrize("before", [b"", b"x", b"xy"])
def test_a_trace_is_found_at_every_alignment(before: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(base64.b64encode(before + TOKEN.encode() + b"after it"))
    assert traces(tmp_path, TOKEN)
    (tmp_path / "file").write_bytes(base64.b64encode(before + b"something else"))
    assert not traces(tmp_path, TOKEN)
