"""The program around a real window: a file for support without waiting, and its facts."""

import argparse
import asyncio
import zipfile
from pathlib import Path

from pytestqt.qtbot import QtBot

from pos_app import __version__, opening
from pos_app.plan import Plan
from pos_app.screens.opening import make_window
from pos_app.screens.upkeep import NotWritten, Writing, Written
from pos_app.settings.model import Settings
from pos_app.upkeep import House


def house_on(folder: Path) -> House:
    plan = Plan(Settings(), folder, demo=True)
    window, _ = make_window(
        opening.empty_till(plan), theme="light", region="pt_BR", language="en", on_close=print
    )
    return House(plan, argparse.Namespace(demo=True, data_dir=folder), window, print)


async def turned(house: House) -> None:
    changed = asyncio.Event()
    house.watch(changed.set)
    house.write_support()
    assert house.support == Writing()
    while house.support == Writing():
        changed.clear()
        async with asyncio.timeout(30):
            await changed.wait()


async def test_the_file_is_written_beside_the_till(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot
    house = house_on(tmp_path)

    async def serve() -> int:
        await turned(house)
        return 0

    assert await house.keep(serve()) == 0
    assert isinstance(house.support, Written)
    path = Path(house.support.path)
    assert path.parent == tmp_path / "support"
    with zipfile.ZipFile(path) as bundle:
        assert f"pos-app {__version__}" in bundle.read("versions.txt").decode()


async def test_no_room_for_the_file_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot
    (tmp_path / "support").write_text("a file where the folder should be")
    house = house_on(tmp_path)

    async def serve() -> int:
        await turned(house)
        return 0

    await house.keep(serve())
    assert isinstance(house.support, NotWritten)
    assert house.support.reason


def test_the_facts_are_this_programs_own(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot
    facts = house_on(tmp_path).facts
    assert (facts.version, facts.provider) == (__version__, "BonifiQ")
    assert facts.data == str(tmp_path)
    assert not facts.updates_by_apt
