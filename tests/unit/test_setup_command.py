"""A till set up from a file: all or nothing, and no secret anywhere but where secrets are kept."""

import os
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backends.fail
import pytest
from keyring.errors import PasswordDeleteError

from pos_app import cli
from pos_app.settings import secrets
from pos_app.settings.load import load
from pos_app.settings.passphrase import VARIABLE
from pos_app.settings.vault import Vault
from tests.traces import traces
from tests.unit.settings.test_vault import Memory

CHAIN = """\
# for all tills of the chain
[store]
name = "Loja Centro"
code = "L01"

[loyalty]
provider = "bonifiq"
"""
GIVEN = {
    "POS_APP_BONIFIQ_API_TOKEN": "tok-8f1e77c0ffee",
    "POS_APP_BONIFIQ_API_KEY": "key-of-the-brand-51",
}
PASSPHRASE = "cavalo bateria grampo"


@pytest.fixture(autouse=True)
def own_keyring() -> Iterator[Memory]:
    before = keyring.get_keyring()
    memory = Memory()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, value in GIVEN.items():
        monkeypatch.setenv(variable, value)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "share" / "chain.toml"
    path.parent.mkdir()
    path.write_text(CHAIN, encoding="utf-8")
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "till.toml"


def set_up(source: Path, target: Path, *more: str) -> int:
    return cli.main(["setup", "--from", str(source), "--config", str(target), *more])


@pytest.mark.usefixtures("given")
def test_a_till_is_set_up_by_one_command(
    source: Path, target: Path, own_keyring: Memory, capsys: pytest.CaptureFixture[str]
) -> None:
    assert set_up(source, target, "--set", "till.code=007", "--set", "loyalty.tills=3") == 0
    settings = load(target)
    assert (settings.store_code, settings.till_code, settings.tills) == ("L01", "007", 3)
    assert target.read_text(encoding="utf-8").startswith("# for all tills of the chain")
    assert sorted(own_keyring.kept.values()) == sorted(GIVEN.values())
    told = "".join(capsys.readouterr())
    for variable, value in GIVEN.items():
        assert value not in told
        assert variable not in os.environ
        assert not traces(target.parent, value)


@pytest.mark.usefixtures("given")
def test_without_a_keyring_secrets_go_into_an_encrypted_file(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    assert set_up(source, target) == 0
    assert VARIABLE not in os.environ
    for secret in (*GIVEN.values(), PASSPHRASE):
        assert not traces(target.parent, secret)
    vault = Vault(secrets.vault_beside(target))
    vault.unlock(PASSPHRASE)
    assert vault.get_password("pos-app", "bonifiq.api_token") in GIVEN.values()


@pytest.mark.usefixtures("given")
def test_without_a_keyring_and_without_a_passphrase_nothing_is_written(
    source: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    assert set_up(source, target) == 2
    assert "set POS_APP_PASSPHRASE" in capsys.readouterr().err
    assert not target.parent.exists()


def test_a_secret_that_nobody_gives_is_asked_for_by_its_variable(
    source: Path, target: Path, own_keyring: Memory, capsys: pytest.CaptureFixture[str]
) -> None:
    assert set_up(source, target) == 2
    assert "POS_APP_BONIFIQ_API_TOKEN" in capsys.readouterr().err
    assert not target.exists()
    assert not own_keyring.kept


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("till.code=a code too long", "till.code must be up to 8 letters"),
        ("till.colour=red", "--set takes section.key=value"),
        ("till.code", "--set takes section.key=value"),
        ("loyalty.tills=many", "loyalty.tills must be a whole number"),
        ("catalogue.file=nowhere.csv", "nowhere.csv is not there"),
        ("challenge.provider=twilio_verify", "needs service beside it"),
    ],
)
@pytest.mark.usefixtures("given")
def test_a_mistake_is_told_and_nothing_is_written(
    wrong: str,
    says: str,
    source: Path,
    target: Path,
    own_keyring: Memory,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert set_up(source, target, "--set", wrong) == 2
    assert says in capsys.readouterr().err
    assert not target.exists()
    assert not own_keyring.kept


@pytest.mark.parametrize(
    "text", ['[secrets]\nbonifiq = "tok-8f1e77"', '[loyalty]\napi_token = "tok-8f1e77"']
)
def test_a_secret_in_the_file_is_refused_and_not_repeated(
    text: str, source: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source.write_text(text, encoding="utf-8")
    assert set_up(source, target) == 2
    said = "".join(capsys.readouterr())
    assert "is not known" in said
    assert "tok-8f1e77" not in said


@pytest.mark.usefixtures("given")
def test_settings_are_written_again_without_the_secrets_and_the_earlier_ones_stay_beside(
    source: Path, target: Path
) -> None:
    assert set_up(source, target) == 0
    first = target.read_text(encoding="utf-8")
    assert set_up(source, target, "--set", "till.code=C09") == 0
    assert load(target).till_code == "C09"
    assert target.with_name("till.toml.before").read_text(encoding="utf-8") == first


def test_an_encrypted_file_that_is_there_is_opened_not_replaced(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    vault = Vault(secrets.vault_beside(target))
    vault.create(PASSPHRASE, cost=2**4)
    for part in secrets.NAMES["bonifiq"]:
        vault.set_password("pos-app", f"bonifiq.{part}", "kept before")
    monkeypatch.setenv(VARIABLE, "not that one")
    assert set_up(source, target) == 2
    assert "does not open" in capsys.readouterr().err
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    assert set_up(source, target) == 0
    assert secrets.find("bonifiq", None).reveal() == ("kept before", "kept before")


@pytest.mark.usefixtures("given")
def test_a_catalogue_beside_the_file_comes_along(source: Path, target: Path) -> None:
    (source.parent / "products.csv").write_text("sku,ean,title,price\n", encoding="utf-8")
    assert set_up(source, target, "--set", "catalogue.file=products.csv") == 0
    assert load(target).catalogue == target.with_name("products.csv")
    assert target.with_name("products.csv").exists()


def test_a_till_on_the_sandbox_needs_no_secrets(
    source: Path, target: Path, own_keyring: Memory
) -> None:
    assert set_up(source, target, "--set", "loyalty.address=http://127.0.0.1:8765") == 0
    assert load(target).address == "http://127.0.0.1:8765"
    assert not own_keyring.kept


class Forgetful(Memory):
    """It works when it is tried, and then does not take a thing that matters."""

    def set_password(self, service: str, username: str, password: str) -> None:
        if username.startswith("bonifiq"):
            raise PasswordDeleteError("locked meanwhile")
        super().set_password(service, username, password)


@pytest.mark.usefixtures("given")
def test_a_keyring_that_does_not_take_a_secret_leaves_no_settings(
    source: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keyring.set_keyring(Forgetful())
    assert set_up(source, target) == 2
    assert "was not kept" in capsys.readouterr().err
    assert not target.exists()


@pytest.mark.usefixtures("given")
def test_a_manager_with_a_pin_that_is_easily_guessed_is_refused_before_anything_is_kept(
    source: Path, target: Path, own_keyring: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POS_APP_PIN", "1234")
    manager = ("--manager", "Bia R.", "--data-dir", str(target.parent / "data"))
    assert set_up(source, target, *manager) == 2
    assert not own_keyring.kept
    assert not target.parent.exists()


@pytest.mark.usefixtures("given")
def test_a_manager_signs_in_with_the_pin_that_was_given(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POS_APP_PIN", "258046")
    data = target.parent / "data"
    assert set_up(source, target, "--manager", "Bia R.", "--data-dir", str(data)) == 0
    assert "POS_APP_PIN" not in os.environ
    assert traces(data, "Bia R.")
    assert not traces(target.parent, "258046")
