"""The installer for Windows, made by Inno Setup's compiler from ``pos-app.iss``."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from pack.places import BUILD, PACKAGING, WINDOWS, version


def build(bundle: Path, target: Path, signing: str | None) -> Path:
    """``signing``: a command that signs the file whose name is put behind it."""
    for program in sorted(bundle.glob("*.exe")):
        sign(program, signing)
    subprocess.run(
        [
            *(_compiler(), "/Qp", f"/DVersion={version()}", f"/DBundle={bundle}"),
            *(f"/DIcon={BUILD / 'pos-app.ico'}", f"/O{target}"),
            PACKAGING / "windows" / "pos-app.iss",
        ],
        check=True,
    )
    installer = target / f"pos-app-{version()}-setup.exe"
    sign(installer, signing)
    return installer


def sign(file: Path, command: str | None) -> None:
    if command:
        subprocess.run([*shlex.split(command, posix=not WINDOWS), file], check=True)


def _compiler() -> str:
    usual = Path(os.environ.get("PROGRAMFILES(X86)", "")) / "Inno Setup 6" / "ISCC.exe"
    found = shutil.which("iscc") or (str(usual) if usual.is_file() else None)
    if found is None:
        raise SystemExit("the installer is made by Inno Setup 6, which is not on this machine")
    return found
