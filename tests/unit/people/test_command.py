"""``pos-app people``: lists, adds, removes, resets; a PIN is never an argument."""

import argparse
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app import cli, people
from pos_app.checkout.doorkeeper import PinRight
from pos_app.core.challenge import TypedCode
from pos_app.people import command
from pos_app.people.keeper import Keeper
from pos_app.settings import secrets
from pos_app.settings.passphrase import VARIABLE as PASSPHRASE_VARIABLE
from pos_app.settings.vault import Vault
from tests.unit.people.conftest import MemoryKeyring

PIN, OTHER = "2759", "80251346"

pytestmark = pytest.mark.usefixtures("ring")


class Prompt:
    def __init__(self, *answers: str) -> None:
        self.answers = deque(answers)
        self.asked: list[str] = []

    def __call__(self, what: str) -> str:
        self.asked.append(what)
        return self.answers.popleft() if self.answers else ""


def options(*arguments: str) -> argparse.Namespace:
    return cli._parser().parse_args(["people", *arguments])


def said(folder: Path, prompt: Prompt, *arguments: str, vault: Path | None = None) -> list[str]:
    lines: Iterator[str] = command.carry_out(
        options(*arguments), folder, vault or folder / "secrets.vault", prompt
    )
    return list(lines)


def signs_in(folder: Path, name: str, pin: str) -> bool:
    return isinstance(Keeper(folder).check(name, TypedCode(pin), manager=False), PinRight)


def test_a_till_without_people_says_so(tmp_path: Path) -> None:
    first, second = said(tmp_path, Prompt())
    assert first.startswith("nobody is set up")
    assert "--add NAME --role manager" in second


def test_somebody_is_added_with_a_pin_typed_twice(tmp_path: Path) -> None:
    prompt = Prompt(PIN, PIN)
    told = said(tmp_path, prompt, "--add", "Rui Prado", "--role", "manager")
    assert told == ["Rui Prado: added as manager", "Rui Prado  manager"]
    assert len(prompt.asked) == 2
    assert signs_in(tmp_path, "Rui Prado", PIN)


def test_a_pin_from_the_environment_is_used_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POS_APP_PIN", PIN)
    prompt = Prompt()
    said(tmp_path, prompt, "--add", "Rui", "--role", "manager")
    assert prompt.asked == []
    with pytest.raises(command.NoPinError):
        said(tmp_path, prompt, "--add", "Ana")


def test_two_pins_that_differ_change_nothing(tmp_path: Path) -> None:
    with pytest.raises(command.NoPinError):
        said(tmp_path, Prompt(PIN, OTHER), "--add", "Rui", "--role", "manager")
    assert not people.are_set_up(tmp_path)


def test_reset_and_remove(tmp_path: Path) -> None:
    said(tmp_path, Prompt(PIN, PIN), "--add", "Rui", "--role", "manager")
    said(tmp_path, Prompt(PIN, PIN), "--add", "Ana")
    said(tmp_path, Prompt(OTHER, OTHER), "--reset", "ana")
    assert signs_in(tmp_path, "Ana", OTHER)
    assert not signs_in(tmp_path, "Ana", PIN)
    assert said(tmp_path, Prompt(), "--remove", "Ana") == ["Ana: removed", "Rui  manager"]


def test_who_waits_is_told_in_the_list(tmp_path: Path) -> None:
    said(tmp_path, Prompt(PIN, PIN), "--add", "Rui", "--role", "manager")
    for _ in range(5):
        signs_in(tmp_path, "Rui", OTHER)
    assert said(tmp_path, Prompt()) == ["Rui  manager, locked for 1 min"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--reset", "Nobody"], 2),
        (["--remove", "Nobody"], 2),
        (["--add", "Ana"], 2),
        (["--add", "", "--role", "manager"], 2),
    ],
)
def test_what_does_not_do_is_told_and_changes_nothing(
    tmp_path: Path,
    arguments: list[str],
    code: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("POS_APP_PIN", PIN)
    config = ["--config", str(tmp_path / "till.toml"), "--data-dir", str(tmp_path)]
    assert cli.main(["people", *arguments, *config]) == code
    told = capsys.readouterr()
    assert told.err.strip()
    assert PIN not in told.err + told.out
    assert not people.are_set_up(tmp_path)


def test_a_pin_cannot_be_an_argument() -> None:
    for arguments in (["--pin", PIN], ["--add", "Ana", PIN]):
        with pytest.raises(SystemExit):
            options(*arguments)


def test_a_damaged_list_is_set_aside_when_it_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / people.FILE).write_bytes(b"{")
    config = ["--config", str(tmp_path / "till.toml"), "--data-dir", str(tmp_path)]
    assert cli.main(["people", *config]) == 4
    assert "pos-app people --new --add NAME --role manager" in capsys.readouterr().err
    told = said(tmp_path, Prompt(PIN, PIN), "--new", "--add", "Rui", "--role", "manager")
    assert "people-damaged-1.json" in told[0]
    assert (tmp_path / "people-damaged-1.json").read_bytes() == b"{"
    assert signs_in(tmp_path, "Rui", PIN)


def test_a_sound_list_is_not_set_aside(tmp_path: Path) -> None:
    said(tmp_path, Prompt(PIN, PIN), "--add", "Rui", "--role", "manager")
    assert said(tmp_path, Prompt(), "--new") == ["Rui  manager"]


def test_the_key_of_the_pins_may_lie_in_the_encrypted_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = tmp_path / "secrets.vault"
    Vault(vault).create("horse battery", cost=2**4)
    said(tmp_path, Prompt("horse battery", PIN, PIN), "--add", "Rui", "--role", "manager")
    opened = Vault(vault)
    opened.unlock("horse battery")
    assert opened.get_password("pos-app", "till.pin_key")
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "horse battery")
    said(tmp_path, Prompt(PIN, PIN), "--add", "Ana")


def test_without_the_passphrase_nobody_is_added(tmp_path: Path, ring: MemoryKeyring) -> None:
    del ring
    Vault(tmp_path / "secrets.vault").create("horse battery", cost=2**4)
    with pytest.raises(secrets.MissingSecretError):
        said(tmp_path, Prompt("another one", PIN, PIN), "--add", "Rui", "--role", "manager")
    assert not people.are_set_up(tmp_path)
