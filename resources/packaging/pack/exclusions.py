"""What PyInstaller collects and the till does without: each with its reason.

Paths are those in the bundle's inner folder, with forward slashes, as on Linux
(``PySide6/Qt/plugins/…``) and on Windows (``PySide6/plugins/…``).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

NEEDED_PLUGINS = (
    "*/platforms/*qxcb.*",
    "*/platforms/*qwayland.*",
    "*/platforms/*qoffscreen.*",
    "*/platforms/*qwindows.*",
    "*/platforminputcontexts/*compose*",
    "*/platforminputcontexts/*ibus*",
    "*/wayland-shell-integration/*xdg-shell.*",
    "*/wayland-decoration-client/*bradient.*",
)
"""A window on X11, Wayland and Windows, a tour without a screen, and accents typed by dead keys."""


@dataclass(frozen=True)
class Exclusion:
    what: str
    why: str
    files: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    """Python modules, each with all below it."""


EXCLUSIONS = (
    Exclusion(
        "Qt's translations",
        "no dialog of Qt's own is shown; the till has its own texts",
        files=("PySide6/*translations/*",),
    ),
    Exclusion(
        "translators' files",
        "the till reads what was compiled from them",
        files=("pos_app/_resources/translations/*.ts",),
    ),
    Exclusion(
        "image formats, SVG",
        "pictures are painted; PNG is part of QtGui",
        files=("PySide6/*plugins/imageformats/*", "PySide6/*plugins/iconengines/*"),
    ),
    Exclusion(
        "QtNetwork, TLS",
        "the wire is httpx's and Python's own",
        files=(
            "PySide6/QtNetwork.*",
            "PySide6/*plugins/tls/*",
            "PySide6/*plugins/networkinformation/*",
        ),
    ),
    Exclusion(
        "QtDBus for Python",
        "only Qt itself speaks D-Bus",
        files=("PySide6/QtDBus.*",),
    ),
    Exclusion(
        "platforms not used",
        "a till has X11, Wayland or Windows, not a bare frame buffer or VNC",
        files=(
            "PySide6/*plugins/platforms/*",
            "PySide6/*plugins/egldeviceintegrations/*",
            "PySide6/*plugins/generic/*",
            "PySide6/*plugins/wayland-*/*",
        ),
    ),
    Exclusion(
        "OpenGL integration",
        "every widget is painted by the processor",
        files=("PySide6/*plugins/xcbglintegrations/*", "PySide6/opengl32sw.dll"),
    ),
    Exclusion(
        "themes, styles of desktops",
        "the till has its own theme on the style Fusion",
        files=("PySide6/*plugins/platformthemes/*", "PySide6/*plugins/styles/*"),
    ),
    Exclusion(
        "telephone numbers' geography",
        "numbers are checked, not located",
        modules=(
            *("phonenumbers.geodata", "phonenumbers.carrierdata", "phonenumbers.tzdata"),
            *("phonenumbers.geocoder", "phonenumbers.carrier", "phonenumbers.timezone"),
        ),
    ),
    Exclusion(
        "registers of standard numbers",
        "only CPF and CNPJ are checked, which need none",
        files=("stdnum/*",),
    ),
    Exclusion(
        "developers' Python",
        "nothing is installed, documented, debugged or drawn with Tk in a store",
        modules=(
            *("setuptools", "distutils", "pkg_resources", "_distutils_hack", "pip", "wheel"),
            *("pydoc_data", "pdb", "doctest", "unittest", "lib2to3", "idlelib"),
            *("tkinter", "turtle", "curses", "readline"),
        ),
        files=("python3.*/lib-dynload/readline.*", "python3.*/lib-dynload/_curses*"),
    ),
    Exclusion(
        "East Asian codecs",
        "providers answer in UTF-8; Python says the encoding is unknown, as of any other",
        files=("*_codecs_[chijkt]*", "*_multibytecodec*"),
    ),
)


def excluded_by(path: str) -> Exclusion | None:
    """The exclusion that keeps the file at ``path`` out of the bundle."""
    if any(fnmatchcase(path, pattern) for pattern in NEEDED_PLUGINS):
        return None
    for exclusion in EXCLUSIONS:
        if any(fnmatchcase(path, pattern) for pattern in exclusion.files):
            return exclusion
    return None


def exclusion_of_module(name: str) -> Exclusion | None:
    for exclusion in EXCLUSIONS:
        if any(name == one or name.startswith(f"{one}.") for one in exclusion.modules):
            return exclusion
    return None


def excluded_modules(exclusions: Iterable[Exclusion] = EXCLUSIONS) -> list[str]:
    return [module for exclusion in exclusions for module in exclusion.modules]


MISSED = re.compile(r"^excluded module named '?([\w.]+)'? - imported by (.*)$", re.MULTILINE)


def missed(report: str) -> list[str]:
    """What cannot be done without: a module that another one imports as soon as it is loaded.

    ``report`` is PyInstaller's own of what it did not find. A package that names its own parts
    only lists them.
    """
    found = []
    for module, importers in MISSED.findall(report):
        if module not in excluded_modules():
            continue
        at_once = re.findall(r"'?([\w.]+)'? \(top-level\)", importers)
        found += [f"{who} needs {module}" for who in at_once if not module.startswith(f"{who}.")]
    return found
