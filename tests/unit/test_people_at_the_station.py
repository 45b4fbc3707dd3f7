"""A till with people and with an encrypted file, from its settings on."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from pos_app import opening, people
from pos_app.checkout.state import Link
from pos_app.core.challenge import TypedCode
from pos_app.plan import Plan
from pos_app.settings.model import Settings
from pos_app.settings.vault import Vault
from pos_app.station import Station, open_station
from tests.unit.people.conftest import MemoryKeyring, ring

__all__ = ["ring"]
NAME, PIN = "Rui Prado", "2759"
PASSPHRASE = "cavalo bateria"
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    made.mkdir()
    return made


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def link(station: Station) -> Link:
    return station.till.state.link


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Path]:
    """Weavr's and the PINs' keys are in an encrypted file, which is closed."""
    before = keyring.get_keyring()
    made = Vault(tmp_path / "config" / "secrets.vault")
    made.create(PASSPHRASE, cost=2**4)
    made.set_password("pos-app", "bonifiq.api_token", "token-of-the-brand")
    made.set_password("pos-app", "bonifiq.api_key", "key-of-the-brand")
    yield made.path
    keyring.set_keyring(before)


def plan_for(folder: Path, vault: Path | None = None, **settings: int) -> Plan:
    return Plan(Settings(address=NOWHERE, **settings), folder, vault=vault)  # type: ignore[arg-type]


async def until_changed(station: Station, condition: object) -> None:
    changed = asyncio.Event()
    station.till.subscribe(changed.set)
    assert callable(condition)
    async with asyncio.timeout(10):
        while not condition():
            changed.clear()
            await changed.wait()


@pytest.mark.usefixtures("ring")
async def test_a_till_with_people_is_locked_until_somebody_signs_in(folder: Path) -> None:
    people.add_manager(folder, NAME, PIN)
    station = await open_station(plan_for(folder))
    try:
        till = station.till
        assert till.state.is_locked
        assert till.state.staff is not None
        assert till.state.staff.idle_minutes == 5
        till.sign_in(NAME, TypedCode(PIN))
        await until_changed(station, lambda: not till.state.is_locked)
        assert till.state.identity.operator == NAME
        till.enter_product("7891000315507")
    finally:
        await station.close()
    assert PIN.encode() not in everything_in(folder)


async def test_without_people_the_operator_is_the_one_of_the_settings(folder: Path) -> None:
    station = await open_station(plan_for(folder))
    assert (station.till.state.staff, station.till.state.identity.operator) == (None, "Ana P.")
    await station.close()


@pytest.mark.usefixtures("ring")
def test_the_first_frame_is_locked_already(folder: Path) -> None:
    people.add_manager(folder, NAME, PIN)
    state = opening.empty_till(plan_for(folder, lock_minutes=9))
    assert state.is_locked
    assert state.staff is not None
    assert [known.name for known in state.staff.people] == [NAME]
    assert (state.identity.operator, state.staff.idle_minutes) == ("", 9)


@pytest.mark.expects_log
def test_the_first_frame_is_locked_also_where_the_people_are_damaged(folder: Path) -> None:
    (folder / people.FILE).write_bytes(b"")
    state = opening.empty_till(plan_for(folder))
    assert state.is_locked
    assert state.staff is not None
    assert state.staff.trouble is not None


@pytest.mark.usefixtures("ring")
def test_nobody_signs_in_to_practise(folder: Path) -> None:
    people.add_manager(folder, NAME, PIN)
    assert opening.empty_till(Plan(Settings(), folder, demo=True)).staff is None


@pytest.mark.expects_log
async def test_locked_keys_stop_rewards_until_the_passphrase_is_typed(
    folder: Path, vault: Path
) -> None:
    station = await open_station(plan_for(folder, vault))
    till = station.till
    try:
        await station.connect()
        assert till.state.keys is not None
        assert link(station) is Link.MISCONFIGURED
        till.enter_product("7891000315507")
        assert till.state.sale.total.minor == 4990

        till.unlock_keys(TypedCode("cavalo perdido"))
        await until_changed(station, lambda: till.state.keys and till.state.keys.refusal)
        till.unlock_keys(TypedCode(PASSPHRASE))
        await until_changed(station, lambda: till.state.keys is None)
        assert link(station) is Link.IDLE
        assert station._provider is not None
    finally:
        await station.close()


@pytest.mark.parametrize("how", ["environment", "systemd"])
async def test_a_passphrase_at_hand_opens_the_keys_by_itself(
    folder: Path, vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    if how == "environment":
        monkeypatch.setenv("POS_APP_PASSPHRASE", PASSPHRASE)
    else:
        (tmp_path / "pos-app.passphrase").write_text(f"{PASSPHRASE}\n", "utf-8")
        monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    station = await open_station(plan_for(folder, vault))
    await station.connect()
    assert station.till.state.keys is None
    assert station._provider is not None
    await station.close()


@pytest.mark.expects_log
async def test_a_wrong_passphrase_at_hand_leaves_it_to_be_typed_and_is_in_no_log(
    folder: Path, vault: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("POS_APP_PASSPHRASE", "cavalo perdido")
    station = await open_station(plan_for(folder, vault))
    await station.connect()
    assert station.till.state.keys is not None
    assert "cavalo" not in caplog.text
    await station.close()


@pytest.mark.expects_log
async def test_where_the_pins_key_is_locked_too_no_pin_is_counted_before_it_is_open(
    folder: Path, vault: Path
) -> None:
    opened = Vault(vault)
    opened.unlock(PASSPHRASE)
    keyring.set_keyring(opened)
    people.add_manager(folder, NAME, PIN)
    keyring.set_keyring(MemoryKeyring())

    station = await open_station(plan_for(folder, vault))
    till = station.till
    try:
        await station.connect()
        assert till.state.is_locked
        assert till.state.keys is not None
        till.sign_in(NAME, TypedCode(PIN))
        await until_changed(station, lambda: till.state.staff and till.state.staff.sign_in.refusal)
        assert till.state.is_locked
        till.unlock_keys(TypedCode(PASSPHRASE))
        await until_changed(station, lambda: till.state.keys is None)
        till.sign_in(NAME, TypedCode(PIN))
        await until_changed(station, lambda: not till.state.is_locked)
    finally:
        await station.close()
    assert os.environ.get("POS_APP_PASSPHRASE") is None
