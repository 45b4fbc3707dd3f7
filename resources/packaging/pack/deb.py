"""The package for Debian and what is built on it, made by ``dpkg-deb``."""

import gzip
import os
import re
import shutil
import subprocess
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import md5
from pathlib import Path
from string import Template

from pack.environment import moment
from pack.places import PACKAGING, ROOT, version

OURS = PACKAGING / "linux"
HOME = "usr/lib/pos-app"
FOUND_AT_RUN_TIME = "adduser, ca-certificates, fonts-dejavu-core | fonts-freefont-ttf"
"""What nothing is linked with: the account of the kiosk, the certificates that are trusted, and
letters."""


def build(bundle: Path, work: Path, target: Path) -> Path:
    """Stages the files in ``work``; the package in ``target`` is the same for the same bundle."""
    shutil.rmtree(work, ignore_errors=True)
    tree = work / "pos-app"
    _program(bundle, tree)
    _beside_it(tree)
    _documents(tree)
    _control(tree, _dependencies(tree, work))
    _settle(tree)
    package = target / f"pos-app_{version()}_{_architecture()}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "--threads-max=1", "--build", tree, package],
        check=True,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"SOURCE_DATE_EPOCH": str(moment())},
    )
    return package


def _program(bundle: Path, tree: Path) -> None:
    shutil.copytree(bundle, tree / HOME, symlinks=True)
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/pos-app").symlink_to("../lib/pos-app/pos-app")
    shutil.copytree(bundle / "licences", tree / "usr/share/doc/pos-app/licences")
    shutil.rmtree(tree / HOME / "licences")


def _beside_it(tree: Path) -> None:
    places = {
        "pos-app.desktop": "usr/share/applications/pos-app.desktop",
        "kiosk.desktop": "usr/share/xsessions/pos-app.desktop",
        "kiosk": f"{HOME}/kiosk",
        "pos-app.service": "usr/lib/systemd/user/pos-app.service",
    }
    for name, place in places.items():
        _copy(OURS / name, tree / place)
    icon = "usr/share/icons/hicolor/scalable/apps/pos-app.svg"
    _copy(ROOT / "resources/icons/pos-app.svg", tree / icon)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _documents(tree: Path) -> None:
    _zip(_filled("pos-app.1", day=f"{_when():%Y-%m-%d}"), tree / "usr/share/man/man1/pos-app.1.gz")
    documents = tree / "usr/share/doc/pos-app"
    _zip(_filled("changelog", date=format_datetime(_when())), documents / "changelog.gz")
    _copy(OURS / "copyright", documents / "copyright")


def _when() -> datetime:
    return datetime.fromtimestamp(moment(), UTC)


def _zip(text: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _filled(name: str, **values: str) -> str:
    text = (OURS / name).read_text(encoding="utf-8")
    return Template(text).substitute(version=version(), **values)


def _control(tree: Path, dependencies: str) -> None:
    folder = tree / "DEBIAN"
    size = sum(p.stat().st_size for p in tree.rglob("*") if p.is_file() and not p.is_symlink())
    text = _filled(
        "control",
        architecture=_architecture(),
        size=str(size // 1024),
        dependencies=f"{dependencies}, {FOUND_AT_RUN_TIME}",
    )
    (folder / "control").write_text(text, encoding="utf-8")
    for script in ("postinst", "prerm", "postrm"):
        shutil.copyfile(OURS / script, folder / script)
    sums = "".join(
        f"{md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(tree)}\n"
        for path in sorted((tree / "usr").rglob("*"))
        if path.is_file() and not path.is_symlink()
    )
    (folder / "md5sums").write_text(sums, encoding="utf-8")


def _architecture() -> str:
    done = ["dpkg", "--print-architecture"]
    return subprocess.run(done, check=True, capture_output=True, text=True).stdout.strip()


def _dependencies(tree: Path, work: Path) -> str:
    """The packages, with versions, that bring what the shipped files are linked with."""
    home = tree / HOME
    (work / "debian").mkdir()
    (tree / "DEBIAN").mkdir()  # tells dpkg-shlibdeps which libraries are the package's own
    (work / "debian/control").write_text("Source: pos-app\n\nPackage: pos-app\nArchitecture: any\n")
    linked = sorted(path for path in home.rglob("*.so*") if not path.is_symlink())
    folders = sorted({path.parent for path in linked})
    done = subprocess.run(
        ["dpkg-shlibdeps", "-O", "--warnings=0", *(f"-l{folder}" for folder in folders)]
        + [f"-e{path}" for path in [home / "pos-app", *linked]],
        cwd=work,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        missing = sorted(set(re.findall(r"find library (\S+)", done.stderr)))
        print(done.stderr)
        raise SystemExit(f"install on this machine what Qt is linked with: {', '.join(missing)}")
    return done.stdout.strip().removeprefix("shlibs:Depends=")


RUN = re.compile(r"usr/lib/pos-app/(pos-app|kiosk)|DEBIAN/(postinst|prerm|postrm)")


def _settle(tree: Path) -> None:
    """Modes and times that depend on nobody's umask or clock."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or RUN.fullmatch(str(path.relative_to(tree)))
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (moment(), moment()), follow_symlinks=False)
