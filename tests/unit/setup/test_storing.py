"""Where everything goes that was answered, and what is told when it does not get there."""

import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backends.fail
import pytest

from pos_app.core.setting_up.asks import KEPT_SECRETS, Ask
from pos_app.core.setting_up.events import Found, PassphraseRefused, SaveEnded, SaveRefused
from pos_app.core.setting_up.keeping import begin
from pos_app.core.setting_up.states import Failure, Keeping, SetUp
from pos_app.settings.load import load
from pos_app.settings.vault import Vault
from pos_app.setup.looking import look, written
from pos_app.setup.storing import store
from tests.unit.core.set_ups import PROVIDERS, after, answered, complete
from tests.unit.settings.test_vault import Memory


@pytest.fixture(autouse=True)
def memory() -> Iterator[Memory]:
    before = keyring.get_keyring()
    kept = Memory()
    keyring.set_keyring(kept)
    yield kept
    keyring.set_keyring(before)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config" / "till.toml"


def no_keyring() -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("challenger", ["", "twilio_verify"])
@pytest.mark.parametrize("provider", PROVIDERS)
def test_what_was_answered_is_what_the_till_reads(
    provider: str, challenger: str, config: Path, memory: Memory
) -> None:
    if provider == "weavr" and challenger:
        return
    state = complete(provider, challenger)
    assert store(state, config, config.parent) == SaveEnded()
    settings = load(config)
    assert (settings.provider, settings.challenger) == (provider, challenger)
    typed = {("pos-app", ask.value): state.secret(ask) for ask in KEPT_SECRETS if state.secret(ask)}
    assert memory.kept == typed


class Locked(Memory):
    def set_password(self, service: str, username: str, password: str) -> None:
        del service, username, password
        raise RuntimeError("the keyring is locked")


def test_the_settings_come_last(config: Path) -> None:
    keyring.set_keyring(Locked())
    ended = store(complete("bonifiq"), config, config.parent)
    assert isinstance(ended, SaveRefused)
    assert ended.failure is Failure.SECRETS
    assert "token-1" not in ended.reason
    assert not config.exists()


def test_a_file_that_does_not_do_is_told_before_a_secret_is_kept(
    config: Path, memory: Memory
) -> None:
    config.parent.mkdir()
    config.write_text("[loyalty]\nprovider = 7\n[nonsense]\n")
    ended = store(complete("bonifiq"), config, config.parent)
    assert isinstance(ended, SaveRefused)
    assert ended.failure is Failure.SETTINGS
    assert "nonsense" in ended.reason
    assert not memory.kept


def test_what_is_there_is_found(config: Path, memory: Memory) -> None:
    assert look(config) == Found(Keeping.KEYRING)
    store(complete("bonifiq"), config, config.parent)
    assert look(config) == Found(Keeping.KEYRING, frozenset({Ask.BONIFIQ_TOKEN, Ask.BONIFIQ_KEY}))
    no_keyring()
    assert look(config) == Found(Keeping.NOTHING)
    assert memory.kept


def with_file(config: Path) -> SetUp:
    no_keyring()
    state = complete("bonifiq", keeping=Keeping.NOTHING)
    assert store(state, config, config.parent) == SaveEnded()
    return state


def test_an_encrypted_file_is_made_opened_and_kept_to(config: Path) -> None:
    with_file(config)
    path = config.with_name("secrets.vault")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert look(config).keeping is Keeping.KEYRING, "it is open in this process"
    no_keyring()
    assert look(config) == Found(Keeping.LOCKED_FILE), "as at the next start"
    state = answered(begin(written(config), language="en", region="en_US"), PROVIDERS["bonifiq"])
    state = answered(after(state, look(config)), {Ask.BONIFIQ_KEY: "key-2"})
    wrong = answered(state, {Ask.PASSPHRASE: "cavalo de batalha"})
    assert store(wrong, config, config.parent) == PassphraseRefused()
    right = answered(state, {Ask.PASSPHRASE: "cavalo bateria"})
    assert store(right, config, config.parent) == SaveEnded()
    vault = Vault(path)
    vault.unlock("cavalo bateria")
    assert vault.get_password("pos-app", "bonifiq.api_key") == "key-2"


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where a folder should be")
    no_keyring()
    config = tmp_path / "config" / "till.toml"
    ended = store(complete("bonifiq", keeping=Keeping.NOTHING), config, tmp_path)
    assert isinstance(ended, SaveRefused)
    assert ended.failure in {Failure.SECRETS, Failure.SETTINGS}


def test_what_somebody_wrote_beside_it_stays(config: Path) -> None:
    store(complete("bonifiq"), config, config.parent)
    config.write_text(config.read_text() + "\n# ours\n")
    state = after(begin(written(config), language="pt_BR", region="pt_BR"), look(config))
    assert store(answered(state, {Ask.STORE: "Loja Norte"}), config, config.parent) == SaveEnded()
    assert load(config).store == "Loja Norte"
    assert "# ours" in config.read_text()
