"""How large the bundle is, beside a plain one, and what each exclusion is worth."""

import hashlib
import json
import lzma
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePath
from typing import NamedTuple

from pack.exclusions import excluded_by, exclusion_of_module
from pack.trimming import is_part_of_qt

MEGA = 1_000_000
OF_THE_SYSTEM = "libraries of the system"


class Row(NamedTuple):
    what: str
    unpacked: int
    packed: int
    why: str = ""


class Reason(NamedTuple):
    what: str
    why: str


def files(folder: Path) -> dict[str, Path]:
    """By path below ``folder``; links are not followed and weigh nothing."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): path for path in found}


def unpacked(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths)


def packed(paths: Iterable[Path]) -> int:
    """Each file by itself as xz, which comes close to them all in one archive."""
    with ThreadPoolExecutor() as pool:
        return sum(pool.map(_packed, paths))


_KNOWN: dict[str, int] = {}


def _packed(path: Path) -> int:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest not in _KNOWN:
        _KNOWN[digest] = len(lzma.compress(content, preset=6))
    return _KNOWN[digest]


def table(plain: Path, ours: Path, modules: Mapping[str, int]) -> list[Row]:
    """Each exclusion by what is missing from ours, then the two as a whole.

    ``modules``: the packed sizes of those in the plain one.
    """
    theirs, kept = files(plain), files(ours)
    sums: dict[Reason, list[int]] = defaultdict(lambda: [0, 0])
    for reason, before, after in [*_missing(theirs, kept), *_stripped(theirs, kept)]:
        sums[reason][0] += unpacked(before) - unpacked(after)
        sums[reason][1] += packed(before) - packed(after)
    for module, size in modules.items():
        exclusion = exclusion_of_module(module)
        if exclusion is not None:
            reason = Reason(exclusion.what, exclusion.why)
            sums[reason] = [sums[reason][0] + size, sums[reason][1] + size]
    rows = [Row(f"- {reason.what}", a, b, reason.why) for reason, (a, b) in sums.items()]
    return [
        Row("plain PyInstaller", unpacked(theirs.values()), packed(theirs.values())),
        *sorted(rows, key=lambda row: -row.unpacked),
        Row("ours", unpacked(kept.values()), packed(kept.values())),
    ]


def share(rows: Iterable[Row]) -> float:
    """Of ours in the plain one, which is ours and all that was left out of it, row by row."""
    first, *left_out, ours = rows
    del first
    return ours.unpacked / (ours.unpacked + sum(row.unpacked for row in left_out))


Change = tuple[Reason, list[Path], list[Path]]
"""Why, and the files before and after."""


def _missing(theirs: dict[str, Path], kept: dict[str, Path]) -> list[Change]:
    return [(_reason(name), [path], []) for name, path in theirs.items() if name not in kept]


def _reason(name: str) -> Reason:
    path = name.removeprefix("_internal/")
    exclusion = excluded_by(path)
    if exclusion is not None:
        return Reason(exclusion.what, exclusion.why)
    if is_part_of_qt(path):
        return Reason("libraries of Qt nothing needs", "nothing that is left is linked with them")
    if "/" not in path and ".so" in PurePath(path).name:
        return Reason(OF_THE_SYSTEM, "the package depends on them, or nothing does")
    return Reason("other", "how things were installed; what came with the above")


def _stripped(theirs: dict[str, Path], kept: dict[str, Path]) -> list[Change]:
    reason = Reason("symbols", "libpython and others were built with them")
    both = [(theirs[name], kept[name]) for name in theirs if name in kept and ".so" in name]
    return [
        (reason, [before], [after])
        for before, after in both
        if before.stat().st_size != after.stat().st_size
    ]


MODULES = """
import json, sys
from PyInstaller.archive.readers import CArchiveReader
program = CArchiveReader(sys.argv[1])
name = next(name for name in program.toc if name.startswith("PYZ"))
archive = program.open_embedded_archive(name)
print(json.dumps({module: length for module, (_, _, length) in archive.toc.items()}))
"""


def modules_of(bundle: Path, python: Path) -> dict[str, int]:
    """The packed sizes of the Python modules in a bundle's program."""
    program = next(path for path in bundle.iterdir() if path.stem == "pos-app" and path.is_file())
    done = subprocess.run(
        [python, "-c", MODULES, program], check=True, capture_output=True, text=True
    )
    found: dict[str, int] = json.loads(done.stdout)
    return found


def lines(rows: list[Row]) -> list[str]:
    return [
        f"{'':34}{'unpacked':>10}{'as xz':>11}",
        *(
            f"{row.what:34}{row.unpacked / MEGA:7.1f} MB{row.packed / MEGA:8.1f} MB  {row.why}"
            for row in rows
        ),
    ]
