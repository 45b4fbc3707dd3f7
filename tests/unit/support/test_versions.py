"""Every library is told with its version, in a bundle too, which has few packages' records."""

from importlib.metadata import version

import pytest

from pos_app.support.versions import LIBRARIES, version_in, versions


def test_every_library_is_told() -> None:
    told = dict(line.split(" ", 1) for line in versions())
    assert {name: told[name] for name in LIBRARIES} == {name: version(name) for name in LIBRARIES}


@pytest.mark.parametrize("name", ["PySide6-Essentials", "httpx", "msgspec", "starlette"])
def test_a_module_knows_its_version_too(name: str) -> None:
    assert version_in(LIBRARIES[name]) == version(name)


def test_what_is_not_there_is_said() -> None:
    assert version_in("no_such_library") == "not installed"
