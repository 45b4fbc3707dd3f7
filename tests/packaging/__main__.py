"""``python -m tests.packaging``: the package on a fresh Debian, from installation to purge.

Then that Debian boots, for a till that starts with it. It takes minutes and needs root,
debootstrap, Xvfb and systemd-nspawn. Where it cannot run it says so, loudly, and ends with 77.
"""

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.packaging import kiosk
from tests.packaging.debian_root import DebianRoot, debian_root, obstacle
from tests.packaging.earlier import earlier_version
from tests.packaging.life import Life
from tests.packaging.screen import virtual_screen

ROOT = Path(__file__).parents[2]
NOT_RUN = 77


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.packaging")
    parser.add_argument("--deb", type=Path, metavar="FILE", help="else the one in dist")
    parser.add_argument("--out", type=Path, metavar="DIR", help="save the pictures of the tours")
    options = parser.parse_args()
    why = obstacle()
    package = options.deb or next(iter(sorted((ROOT / "dist").glob("pos-app_*.deb"))), None)
    if why is None and package is None:
        why = "there is no package: python resources/packaging/build.py makes it"
    if why is not None or package is None:
        print(f"\n*** THE PACKAGE WAS NOT TESTED: {why} ***\n", file=sys.stderr)
        return NOT_RUN
    started = time.monotonic()
    with TemporaryDirectory(prefix="pos-app-debian-") as made:
        work = Path(made)
        earlier = earlier_version(package, work)
        root = debian_root(work / "root")
        with virtual_screen() as display:
            _tell("a fresh Debian without Python", started)
            life = Life(root, display, earlier, package, options.out)
            for step in life.steps():
                before = time.monotonic()
                step()
                _tell((step.__doc__ or step.__name__).strip(), before)
        _kiosk(root, earlier, package, options.out)
    _tell("all of it", started)
    return 0


def _kiosk(root: DebianRoot, earlier: Path, package: Path, out: Path | None) -> None:
    before = time.monotonic()
    if why := kiosk.obstacle():
        print(f"\n*** THE KIOSK WAS NOT TESTED: {why} ***\n", file=sys.stderr)
        return
    print(kiosk.kiosk(root, earlier, package, out))
    _tell("a till that starts with the machine", before)


def _tell(what: str, since: float) -> None:
    print(f"ok  {time.monotonic() - since:6.1f} s  {what}", flush=True)


sys.exit(main())
