"""``build.py``'s options, and one step after the other."""

import argparse
import hashlib
import shutil
from pathlib import Path

from pack import bundle, deb, installer, sizes
from pack.environment import make, moment
from pack.places import BUILD, DIST, LINUX, WINDOWS, version

LARGEST_SHARE = 0.70
"""Of a plain build's size, unpacked."""
LARGEST_PACKAGE = 40_000_000


def main() -> int:
    options = _options()
    print(f"pos-app {version()}", flush=True)
    python = make(BUILD / "environment")
    ours = bundle.build(python, BUILD)
    product = _product(ours, options.sign)
    good = True
    if options.plain:
        plain = bundle.build_plainly(python, BUILD)
        good = _compare(plain, ours, python)
    if product.is_file():
        size = product.stat().st_size
        print(f"{product.name}: {size / sizes.MEGA:.1f} MB", flush=True)
        good = good and size <= LARGEST_PACKAGE
    if options.twice:
        good = _same_again(product if LINUX else ours) and good
    print(f"in {DIST}")
    return 0 if good else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Builds the till for machines without Python.")
    parser.add_argument(
        "--no-plain",
        dest="plain",
        action="store_false",
        help="do not build and weigh what a plain PyInstaller makes of it",
    )
    parser.add_argument(
        "--twice", action="store_true", help="build once more elsewhere; fail if anything differs"
    )
    parser.add_argument(
        "--sign",
        metavar="COMMAND",
        help="signs programs and installer of Windows; the file's name is put behind it",
    )
    return parser.parse_args()


def _product(ours: Path, signing: str | None) -> Path:
    """On Debian the package, on Windows the installer; elsewhere the folder."""
    DIST.mkdir(exist_ok=True)
    if LINUX:
        return deb.build(ours, BUILD / "deb", DIST)
    if WINDOWS:
        return installer.build(ours, DIST, signing)
    target = DIST / "pos-app"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(ours, target, symlinks=True)
    return target


def _compare(plain: Path, ours: Path, python: Path) -> bool:
    rows = sizes.table(plain, ours, sizes.modules_of(plain, python))
    print(*sizes.lines(rows), sep="\n", flush=True)
    share = sizes.share(rows)
    alike = sizes.share(row for row in rows if row.what != f"- {sizes.OF_THE_SYSTEM}")
    print(f"unpacked: {share:.0%} of a plain build, {alike:.0%} with no library of the system")
    print(f"counted in either; at most {LARGEST_SHARE:.0%} is wanted")
    return max(share, alike) <= LARGEST_SHARE


def _same_again(product: Path) -> bool:
    """Builds in another place, as of the same moment, and compares byte by byte."""
    elsewhere = BUILD / "once more"
    shutil.rmtree(elsewhere, ignore_errors=True)
    again = bundle.build(make(elsewhere / "environment"), elsewhere)
    if LINUX:
        again = deb.build(again, elsewhere / "deb", elsewhere)
    differing = _differences(product, again)
    print(f"built twice for {moment()}: {'the same' if not differing else 'different'}")
    print(*differing[:20], sep="\n")
    return not differing


def _differences(one: Path, other: Path) -> list[str]:
    if one.is_file():
        return [] if _digest(one) == _digest(other) else [one.name]
    first, second = sizes.files(one), sizes.files(other)
    lone = sorted(set(first) ^ set(second))
    return lone + [n for n in first if n in second and _digest(first[n]) != _digest(second[n])]


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
