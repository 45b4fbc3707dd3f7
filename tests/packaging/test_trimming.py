"""Libraries that go because nothing needs them, or because the system has them."""

import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from pack.trimming import Entry, is_of_the_system, without_orphans


@pytest.fixture
def entries(tmp_path: Path) -> list[Entry]:
    """A window that needs Qt's core, which needs ICU, and the network that nobody needs."""

    def entry(path: str, kind: str = "BINARY") -> Entry:
        source = tmp_path / Path(path).name
        source.touch()
        return path, str(source), kind

    return [
        entry("PySide6/QtWidgets.abi3.so", "EXTENSION"),
        entry("PySide6/Qt/lib/libQt6Core.so.6"),
        entry("PySide6/Qt/lib/libicuuc.so.73"),
        entry("PySide6/Qt/lib/libQt6Network.so.6"),
        ("libQt6Network.so.6", "PySide6/Qt/lib/libQt6Network.so.6", "SYMLINK"),
        entry("libpython3.11.so.1.0"),
    ]


LINKS = {
    "QtWidgets.abi3.so": ["libQt6Core.so.6", "libc.so.6"],
    "libQt6Core.so.6": ["libicuuc.so.73"],
    "libQt6Network.so.6": ["libQt6Core.so.6"],
}


def _links(source: str) -> Iterable[str]:
    return LINKS.get(Path(source).name, [])


def test_a_library_of_qt_stays_while_something_needs_it(entries: list[Entry]) -> None:
    kept = [path for path, _, _ in without_orphans(entries, _links)]
    assert kept == [
        "PySide6/QtWidgets.abi3.so",
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/Qt/lib/libicuuc.so.73",
        "libpython3.11.so.1.0",
    ]


@pytest.mark.parametrize(
    ("path", "source", "expected"),
    [
        ("libssl.so.3", "/usr/lib/x86_64-linux-gnu/libssl.so.3", True),
        ("libpython3.11.so.1.0", "/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0", False),
        ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", False),
        ("libown.so.1", f"{sys.prefix}/lib/libown.so.1", False),
        ("python3.11/lib-dynload/_ssl.cpython-311.so", "/usr/lib/python3.11/_ssl.so", False),
    ],
)
def test_the_systems_libraries_are_left_to_it(path: str, source: str, *, expected: bool) -> None:
    assert is_of_the_system(path, source) is expected
