"""A Debian that boots, with a till that starts with it, and what its unit does."""

import shutil
import subprocess
from pathlib import Path

from tests.packaging.debian_root import DebianRoot
from tests.packaging.pictures import caution, picture

SYSTEM = (
    *("systemd", "systemd-sysv", "dbus", "dbus-user-session", "libpam-systemd"),
    *("xvfb", "xdotool", "curl"),
)
SCRIPT = Path(__file__).with_name("kiosk.sh")
UNIT = """
[Unit]
SuccessAction=exit
FailureAction=exit

[Service]
Type=oneshot
ExecStart=sh /root/kiosk.sh
StandardOutput=file:/root/said
StandardError=inherit
"""
BOOT = ("systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--boot")
PATIENCE = 420
"""Seconds."""


def obstacle() -> str | None:
    return None if shutil.which(BOOT[0]) else f"it needs {BOOT[0]}"


def kiosk(root: DebianRoot, before: Path, package: Path, out: Path | None = None) -> str:
    """What the script on the booted system said; raises ``AssertionError`` if not all was well.
    ``out``: where pictures of its screen are kept."""
    options = ("-qq", "-y", "--no-install-recommends")
    root.run("apt-get", "install", *options, *SYSTEM)
    root.path("usr/sbin/policy-rc.d").unlink()
    root.run("apt-get", "install", *options, root.bring(before))
    shutil.copy(package, root.path("root/later.deb"))
    shutil.copy(SCRIPT, root.path("root/kiosk.sh"))
    root.path("etc/systemd/system/kiosk-test.service").write_text(UNIT)
    root.run("systemctl", "add-wants", "multi-user.target", "kiosk-test.service")
    done = subprocess.run(
        [*BOOT, "--directory", root.folder],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
        errors="replace",
        timeout=PATIENCE,
    )
    told = root.path("root/said")
    said = told.read_text() if told.exists() else ""
    if not said.endswith("\ndone\n"):
        raise AssertionError(f"{said}\n{done.stdout[-2000:]}")
    _look(root.path("root"), out)
    return said


def _look(folder: Path, out: Path | None) -> None:
    """What is unsettled is on the screen after each kill, and only as long as it is."""
    pictures = {file.stem: picture(file) for file in folder.glob("*.xwd")}
    assert len(pictures) >= 5, sorted(pictures)
    for name, image in pictures.items():
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
            image.save(str(out / f"kiosk-{name}.png"))
        unsettled = name not in {"empty", "settled"}
        assert (caution(image) > 0.1) is unsettled, f"{name}: {caution(image):.3f}"
