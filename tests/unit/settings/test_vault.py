"""The encrypted file: what is kept comes back with the passphrase, and with nothing else."""

import base64
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from pos_app.settings import secrets
from pos_app.settings.vault import Vault, VaultDamagedError, WrongPassphraseError

PASSPHRASE = "cavalo bateria grampo"
SECRET = "tok-8f1e77c0ffee"
CHEAP = 2**4


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "profile" / "secrets.vault"
    vault = Vault(path)
    vault.create(PASSPHRASE, cost=CHEAP)
    vault.set_password("pos-app", "bonifiq.api_token", SECRET)
    return path


@pytest.fixture
def own_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def opened(path: Path) -> Vault:
    vault = Vault(path)
    vault.unlock(PASSPHRASE)
    return vault


def test_what_was_kept_comes_back_after_it_was_opened_again(kept: Path) -> None:
    assert opened(kept).get_password("pos-app", "bonifiq.api_token") == SECRET


def test_what_was_deleted_is_gone_from_the_file(kept: Path) -> None:
    opened(kept).delete_password("pos-app", "bonifiq.api_token")
    assert opened(kept).get_password("pos-app", "bonifiq.api_token") is None


def test_nothing_is_told_before_it_is_opened(kept: Path) -> None:
    vault = Vault(kept)
    assert vault.is_locked
    with pytest.raises(KeyringLocked):
        vault.get_password("pos-app", "bonifiq.api_token")
    with pytest.raises(KeyringLocked):
        vault.set_password("pos-app", "bonifiq.api_token", "another")


def test_another_passphrase_does_not_open_it(kept: Path) -> None:
    vault = Vault(kept)
    with pytest.raises(WrongPassphraseError):
        vault.unlock(f"{PASSPHRASE} ")
    assert vault.is_locked


def test_a_short_passphrase_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="8 characters"):
        Vault(tmp_path / "secrets.vault").create("seteseg", cost=CHEAP)
    assert not list(tmp_path.iterdir())


def test_the_file_is_for_its_owner_alone_and_holds_nothing_readable(kept: Path) -> None:
    lying = kept.read_bytes()
    assert kept.stat().st_mode & 0o077 == 0
    for secret in (SECRET, PASSPHRASE):
        for shift in range(3):
            written = base64.b64encode(b"\0" * shift + secret.encode())[4:-4]
            assert written not in lying
        assert secret.encode() not in lying


def test_every_changed_byte_is_noticed(kept: Path) -> None:
    lying = kept.read_bytes()
    for place in range(len(lying)):
        changed = bytes((*lying[:place], lying[place] ^ 1, *lying[place + 1 :]))
        kept.write_bytes(changed)
        with pytest.raises((WrongPassphraseError, VaultDamagedError)):
            opened(kept)


def test_a_file_of_a_power_cut_says_what_to_do(kept: Path) -> None:
    kept.write_bytes(kept.read_bytes()[:40])
    with pytest.raises(VaultDamagedError, match="set the till up again"):
        opened(kept)


@pytest.mark.usefixtures("own_keyring")
def test_where_there_is_such_a_file_the_till_reads_its_credentials_there(kept: Path) -> None:
    vault = secrets.choose(kept)
    assert vault is not None
    assert secrets.choose(kept) is vault
    with pytest.raises(secrets.LockedSecretsError):
        secrets.find("bonifiq", None)
    vault.unlock(PASSPHRASE)
    secrets.keep("bonifiq.api_key", "key-of-the-brand")
    assert secrets.find("bonifiq", None).reveal() == (SECRET, "key-of-the-brand")
    assert opened(kept).get_password("pos-app", "bonifiq.api_key") == "key-of-the-brand"


@pytest.mark.usefixtures("own_keyring")
def test_without_such_a_file_it_is_the_systems_keyring(tmp_path: Path) -> None:
    before = keyring.get_keyring()
    assert secrets.choose(tmp_path / "secrets.vault") is None
    assert keyring.get_keyring() is before


class Memory(KeyringBackend):
    """A system that keeps secrets, or forgets them at once."""

    priority = 5.0

    def __init__(self, *, forgets: bool = False) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._forgets = forgets
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if not self._forgets:
            self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.kept.pop((service, username), None)


@pytest.mark.usefixtures("own_keyring")
def test_a_keyring_is_believed_when_it_has_kept_something() -> None:
    memory = Memory()
    keyring.set_keyring(memory)
    assert secrets.keyring_works()
    assert not memory.kept


@pytest.mark.usefixtures("own_keyring")
def test_a_keyring_that_forgets_or_is_a_readable_file_does_not_count() -> None:
    keyring.set_keyring(Memory(forgets=True))
    assert not secrets.keyring_works()
    readable = Memory()
    readable.priority = 0.5
    keyring.set_keyring(readable)
    assert not secrets.keyring_works()


@pytest.mark.usefixtures("own_keyring")
def test_what_a_locked_file_does_not_take_is_told(kept: Path) -> None:
    secrets.choose(kept)
    with pytest.raises(secrets.UnkeptSecretError, match=r"bonifiq\.api_key was not kept"):
        secrets.keep("bonifiq.api_key", "key-of-the-brand")
