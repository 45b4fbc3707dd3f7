"""The life of the package on one machine, step by step; each raises ``AssertionError``."""

import json
import re
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

from pos_app import __version__
from tests.e2e.harness import until
from tests.packaging import earlier, smoke
from tests.packaging.debian_root import DebianRoot
from tests.traces import traces

TILL = "pos-app"
"""The account for a till that starts with the machine."""
HOME = "/var/lib/pos-app"
SCRATCH = f"{HOME}/scratch"
DATA = f"{HOME}/.local/share/pos-app"
SETTINGS = f"{HOME}/.config/pos-app/till.toml"
PYTHON = re.compile(r"usr/(local/)?bin/(python|pip)[\d.]*|.*/libpython.*")
DESKTOP = ("dbus", "gnome-keyring", "libsecret-tools")
"""What the package recommends, and a program that stores a secret as a person would."""
STORE = """
printf of-the-person | gnome-keyring-daemon --unlock --components=secrets >/dev/null
for name in api_token api_key; do
    printf a-secret | secret-tool store --label=pos-app service pos-app username bonifiq.$name
done
exec"""
GIVEN = {
    "POS_APP_BONIFIQ_API_TOKEN": "token-of-the-brand-4711",
    "POS_APP_BONIFIQ_API_KEY": "key-of-the-brand-0815",
    "POS_APP_PASSPHRASE": "cavalo bateria grampo",
    "POS_APP_PIN": "258046",
}
ACCOUNTS = {f"etc/{name}" for name in ("passwd", "shadow", "group", "gshadow")}


class Life:
    def __init__(
        self, root: DebianRoot, display: str, before: Path, package: Path, out: Path | None
    ) -> None:
        self._root = root
        self._display = display
        self._earlier = before
        self._package = package
        self._out = out
        self._bare: dict[str, str] = {}
        self._journal = ""

    def steps(self) -> list[Callable[[], None]]:
        return [
            self.dependencies,
            self.earlier_version,
            self.sales_on_it,
            self.upgrade_under_a_running_till,
            self.every_command,
            self.keyring,
            self.provisioning,
            self.removal,
            self.back_again,
            self.purge,
        ]

    def dependencies(self) -> None:
        """the packages it depends on, and still no Python"""
        self._root.run("apt-get", "update", "-qq")
        package = self._root.bring(self._package)
        depends = self._root.run("dpkg-deb", "--field", package, "Depends").strip()
        options = ["-qq", "-y", "--no-install-recommends"]
        self._root.run("apt-get", "satisfy", *options, depends)
        self._root.run("apt-get", "install", *options, *DESKTOP)
        found = [path for path in self._root.inventory() if PYTHON.fullmatch(path)]
        assert found == []
        self._root.run("useradd", "--create-home", "ana")
        self._bare = self._root.inventory()

    def earlier_version(self) -> None:
        """an earlier version, with nothing more to install"""
        self._install(self._earlier)
        assert earlier.GONE in self._root.inventory()
        wants = f"{HOME}/.config/systemd/user/graphical-session.target.wants/pos-app.service"
        assert self._root.path(wants).is_symlink()
        assert oct(self._root.path(HOME).stat().st_mode) == "0o40700"
        assert "lp" in self._root.run("id", "-nG", TILL).split()

    def sales_on_it(self) -> None:
        """settings, and sales in the journal of the till"""
        settings = self._root.path(SETTINGS)
        self._till("mkdir", "-p", str(Path(SETTINGS).parent), DATA)
        settings.write_text('[loyalty]\nprovider = "bonifiq"\naddress = "http://127.0.0.1:9"\n')
        self._till("pos-app", "tour", "--data-dir", DATA, "--scenario", self._a_scenario())
        self._journal = self._till("pos-app", "journal", "--export")
        events = [json.loads(line) for line in self._journal.splitlines()]
        assert len(events) >= 5, self._journal
        own = "/home/ana/.local/share/pos-app"
        tour = ("pos-app", "tour", "--data-dir", own, "--scenario", self._a_scenario())
        self._root.run(*tour, user="ana", display=self._display)

    def upgrade_under_a_running_till(self) -> None:
        """an upgrade while a till is open: it closes in order, journal and settings stay"""
        kept = self._root.path(SETTINGS).read_bytes()
        till = self._root.start("pos-app", user=TILL, display=self._display)
        until(self._a_till_is_open, "a till that is open")
        assert "its window is in front now" in self._till("pos-app")
        assert "closing the tills" in self._install(self._package)
        printed, _ = till.communicate(timeout=30)
        assert till.returncode == 0, printed
        assert self._till("pos-app", "--version") == f"pos-app {__version__}\n"
        assert earlier.GONE not in self._root.inventory()
        assert self._root.path(SETTINGS).read_bytes() == kept
        assert self._till("pos-app", "journal", "--export").startswith(self._journal)

    def every_command(self) -> None:
        """every command of it, each provider's tour among them"""
        self._till("mkdir", SCRATCH)
        for line in smoke.checks(self, __version__):
            print(f"            {line}", flush=True)
        if self._out is not None:
            shutil.copytree(self.folder()[0], self._out, dirs_exist_ok=True)
        shutil.rmtree(self.folder()[0])

    def keyring(self) -> None:
        """credentials from the keyring of a desktop, and none without one"""
        config = self._root.path(f"{HOME}/real.toml")
        config.write_text('[loyalty]\nprovider = "bonifiq"\naddress = "https://p.invalid/v1"\n')
        doctor = ("pos-app", "doctor", "--config", f"{HOME}/real.toml")
        assert "no api_token and no api_key for bonifiq" in self._till(*doctor, good=1)
        told = self._till(
            "dbus-run-session", "--", "sh", "-ec", f"{STORE} {' '.join(doctor)}", good=1
        )
        assert "ok   credentials  stored" in told, told
        config.unlink()
        shutil.rmtree(self._root.path(f"{HOME}/.local/share/keyrings"))

    def provisioning(self) -> None:
        """a till set up from a file, with an encrypted file where no keyring is, and a manager"""
        source, place = self._root.path(f"{HOME}/chain.toml"), f"{HOME}/set-up"
        source.write_text('[loyalty]\nprovider = "bonifiq"\naddress = "https://p.invalid/v1"\n')
        passphrase = f"POS_APP_PASSPHRASE={GIVEN['POS_APP_PASSPHRASE']}"
        where = ("--config", f"{place}/till.toml", "--data-dir", f"{place}/data")
        given = (f"{name}={value}" for name, value in GIVEN.items())
        told = self._till(
            *("env", *given, "pos-app", "setup", "--from", f"{HOME}/chain.toml"),
            *("--set", "till.code=C07", "--manager", "Bia R.", *where),
        )
        assert "this system has no keyring; in the encrypted file" in told, told
        for secret in GIVEN.values():
            assert traces(self._root.path(place), secret) == []
        told = self._till("env", passphrase, "pos-app", "doctor", *where, good=1)
        assert "ok   credentials  stored" in told, told
        assert "ok   people       1, managers among them 1" in told, told
        assert "BAD  keys         locked" in self._till("pos-app", "doctor", *where, good=1)
        source.unlink()
        shutil.rmtree(self._root.path(place))

    def removal(self) -> None:
        """removal leaves nothing but data"""
        before = self._root.inventory()
        data = {path for path in before if f"/{path}".startswith(HOME)}
        self._root.run("apt-get", "remove", "-qq", "-y", "pos-app")
        left = self._added() - data - self._anas()
        assert left == set(), left
        assert data <= set(self._root.inventory())
        assert set(self._changed()) <= ACCOUNTS | {f"etc/{name}" for name in ("subuid", "subgid")}

    def back_again(self) -> None:
        """installed again, it finds its journal"""
        self._install(self._package)
        assert self._till("pos-app", "journal", "--export").startswith(self._journal)

    def purge(self) -> None:
        """purge leaves nothing, and says what lies in somebody's own home"""
        told = self._root.run("apt-get", "purge", "-y", "pos-app")
        assert "kept, in somebody's own home: /home/ana/.local/share/pos-app" in told
        assert self._added() == self._anas(), self._added() - self._anas()
        assert self._changed() == []
        assert self._root.run("dpkg-query", "--list", "pos-app", good=1)

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """A ``smoke.Program``."""
        return self._root.start("pos-app", *arguments, user=TILL, display=self._display)

    def folder(self) -> tuple[Path, str]:
        return self._root.path(SCRATCH), SCRATCH

    def _install(self, package: Path) -> str:
        inside = self._root.bring(package)
        told = self._root.run("apt-get", "install", "-y", "--no-install-recommends", inside)
        assert re.search("^[01] (upgraded, )?.*[01] newly installed", told, re.MULTILINE), told
        return told

    def _till(self, *command: str, good: int = 0) -> str:
        return self._root.run(*command, user=TILL, display=self._display, good=good)

    def _a_scenario(self) -> str:
        return self._root.run("pos-app", "tour", "--list").split()[0]

    def _added(self) -> set[str]:
        return set(self._root.inventory()) - set(self._bare)

    def _anas(self) -> set[str]:
        return {path for path in self._added() if path.startswith("home/ana/")}

    def _changed(self) -> list[str]:
        now = self._root.inventory()
        return sorted(path for path, digest in self._bare.items() if now.get(path) != digest)

    def _a_till_is_open(self) -> bool:
        """Its loop is running: it takes SIGTERM itself."""
        found = [
            status
            for status in Path("/proc").glob("[0-9]*/status")
            if _points_to(status.with_name("exe"), self._root.path("usr/lib/pos-app/pos-app"))
        ]
        return any(_catches(status, signal.SIGTERM) for status in found)


def _points_to(link: Path, target: Path) -> bool:
    try:
        return link.readlink() == target
    except OSError:  # a process that has ended, or one of the kernel
        return False


def _catches(status: Path, number: signal.Signals) -> bool:
    caught = next(line for line in status.read_text().splitlines() if line.startswith("SigCgt"))
    return bool(int(caught.split()[1], 16) >> (number - 1) & 1)
