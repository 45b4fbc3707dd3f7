"""The same package as an earlier version, with one file that the later one has no more."""

import subprocess
from pathlib import Path

VERSION = "0.0.1"
GONE = "usr/lib/pos-app/_internal/of-an-earlier-version"


def earlier_version(package: Path, work: Path) -> Path:
    tree = work / "earlier"
    subprocess.run(["dpkg-deb", "--raw-extract", package, tree], check=True)
    control = tree / "DEBIAN/control"
    lines = control.read_text().splitlines()
    lines = [f"Version: {VERSION}" if line.startswith("Version: ") else line for line in lines]
    control.write_text("\n".join(lines) + "\n")
    (tree / GONE).write_text("gone after the upgrade\n")
    target = work / f"pos-app_{VERSION}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "-z1", "--build", tree, target],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return target
