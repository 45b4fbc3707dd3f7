"""What a program of Windows carries beside its code: an icon and its version."""

import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

from pack.places import BUILD, ROOT, WINDOWS, version

SIZES = (16, 32, 64, 128)


def look() -> dict[str, Any]:
    """Arguments for PyInstaller's ``EXE``; none on other systems."""
    if not WINDOWS:
        return {}
    icon = BUILD / "pos-app.ico"
    icon.write_bytes(ico(_pictures()))
    return {"icon": str(icon), "version": _version_file()}


def ico(pictures: dict[int, bytes]) -> bytes:
    """An icon file of PNG pictures by their side in pixels."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    place = len(head) + 16 * len(pictures)
    entries = b""
    for side, png in pictures.items():
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(png), place)
        place += len(png)
    return head + entries + b"".join(pictures.values())


PAINT = """
import sys
from PySide6.QtGui import QGuiApplication
from pos_app.screens.app_icon import app_icon
app = QGuiApplication(["icon", "-platform", "offscreen"])
for side in sys.argv[2:]:
    assert app_icon().pixmap(int(side)).save(f"{sys.argv[1]}/{side}.png")
"""


def _pictures(python: str = sys.executable) -> dict[int, bytes]:
    """The till's icon as it paints it itself."""
    BUILD.mkdir(parents=True, exist_ok=True)
    sides = [str(side) for side in SIZES]
    subprocess.run([python, "-c", PAINT, str(BUILD), *sides], check=True, cwd=ROOT)
    return {side: Path(BUILD / f"{side}.png").read_bytes() for side in SIZES}


def numbers(text: str) -> tuple[int, int, int, int]:
    """``0.1.0`` as Windows wants it."""
    parts = [int(part) for part in text.split(".")]
    first, second, third, fourth = [*parts, 0, 0, 0, 0][:4]
    return first, second, third, fourth


def _version_file() -> str:
    file = BUILD / "version.txt"
    file.write_text(version_resource(version()), encoding="utf-8")
    return str(file)


def version_resource(text: str) -> str:
    """As PyInstaller reads it."""
    strings = {
        "FileDescription": "pos-app till",
        "FileVersion": text,
        "LegalCopyright": "MIT licence",
        "ProductName": "pos-app",
        "ProductVersion": text,
    }
    table = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in strings.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers(text)}, prodvers={numbers(text)}),"
        f" kids=[StringFileInfo([StringTable('040904B0', [{table}])]),"
        " VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )
