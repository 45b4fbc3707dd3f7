"""Which of the files PyInstaller found go into the bundle."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path, PurePath

from pack.exclusions import excluded_by
from pack.places import LINUX

Entry = tuple[str, str, str]
"""PyInstaller's own: the path in the bundle, the file it comes from, the kind."""

Links = Callable[[str], Iterable[str]]
"""The names of the libraries that a file is linked with."""

RECORDS = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")
"""Of ``*.dist-info``: how something was installed, which differs from build to build."""


def trimmed(entries: Iterable[Entry]) -> list[Entry]:
    kept = [entry for entry in entries if not _goes(entry)]
    return without_orphans(kept, _linked)


def _goes(entry: Entry) -> bool:
    path = entry[0].replace("\\", "/")
    if excluded_by(path) is not None or PurePath(path).name in RECORDS:
        return True
    return LINUX and is_of_the_system(path, entry[1])


def is_of_the_system(path: str, source: str) -> bool:
    """A library of the build machine's own, which the package depends on instead of bringing it."""
    name = PurePath(path).name
    at_top = "/" not in path and name.startswith("lib") and ".so" in name
    ours = name.startswith(("libpython", "libQt6", "libicu", "libpyside6", "libshiboken6"))
    return at_top and not ours and not source.startswith(sys.prefix)


def is_part_of_qt(path: str) -> bool:
    """A library that is here only because something else is linked with it."""
    return PurePath(path).name.startswith(("libQt6", "Qt6", "libicu", "icu"))


def without_orphans(entries: list[Entry], links: Links) -> list[Entry]:
    """Without the libraries of Qt that nothing left is linked with, directly or not."""
    libraries = {PurePath(path).name: source for path, source, _ in entries if is_part_of_qt(path)}
    wanted = {PurePath(path).name for path, _, _ in entries} - set(libraries)
    sources = [
        source
        for path, source, kind in entries
        if kind in {"BINARY", "EXTENSION"} and PurePath(path).name in wanted
    ]
    while sources:
        found = {PurePath(name).name for name in links(sources.pop())} - wanted
        wanted |= found
        sources += [libraries[name] for name in found if Path(libraries.get(name, "")).is_file()]
    return [entry for entry in entries if PurePath(entry[0]).name in wanted]


def _linked(source: str) -> Iterable[str]:
    from PyInstaller.depend.bindepend import get_imports  # noqa: PLC0415 - in the build only

    return [name for name, _ in get_imports(source)]
