"""A fresh Debian in a folder, as debootstrap makes it, with this machine's own sources."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

TOOLS = ("debootstrap", "chroot", "unshare", "mount", "apt-get", "dpkg-deb", "Xvfb")
SETTINGS = ("apt.conf.d", "auth.conf.d", "keyrings", "sources.list.d", "trusted.gpg.d")
PASSING = (
    *("proc", "dev", "sys", "tmp", "run", "etc/apt"),
    *("var/cache", "var/log", "var/lib/apt", "var/lib/dpkg"),
)
"""Where a package manager and a running system write on their own account."""
X11 = "/tmp/.X11-unix"  # noqa: S108 - where every X server has its sockets
ENTER = (
    *("unshare", "--mount", "sh", "-ec"),
    f'mount -t proc proc "$0/proc"; mount --bind {X11} "$0{X11}"; exec chroot "$0" "$@"',
)
"""What is mounted is so for one process and those it starts: nothing is left behind by any end.
The X server is this machine's."""
BACKUPS = ("etc/passwd-", "etc/group-", "etc/shadow-", "etc/gshadow-")


def obstacle() -> str | None:
    """Why no Debian can be made here."""
    if os.name != "posix" or os.getuid() != 0:
        return "it needs root, to make and enter a system of its own"
    if missing := [tool for tool in TOOLS if shutil.which(tool) is None]:
        return f"it needs {', '.join(missing)}"
    return None


class DebianRoot:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def start(
        self, *command: str, user: str = "root", display: str = ""
    ) -> "subprocess.Popen[str]":
        """A process inside, which knows nothing of this machine's environment."""
        environment = {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": self.home(user),
            "LANG": "C.UTF-8",
            "DEBIAN_FRONTEND": "noninteractive",
            **({"DISPLAY": display} if display else {}),
        }
        return subprocess.Popen(
            [*ENTER, self.folder, "runuser", "-u", user, "--", *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
        )

    def run(
        self, *command: str, user: str = "root", display: str = "", good: int = 0, most: int = 300
    ) -> str:
        """What the command printed; it must end with ``good`` within so many seconds."""
        process = self.start(*command, user=user, display=display)
        try:
            printed, _ = process.communicate(timeout=most)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise AssertionError(f"{' '.join(command)} does not end:\n{error.output}") from None
        if process.returncode != good:
            said = f"{' '.join(command)} ended with {process.returncode}, not {good}"
            raise AssertionError(f"{said}:\n{printed}")
        return printed

    def home(self, user: str) -> str:
        for line in (self.folder / "etc/passwd").read_text().splitlines():
            name, *_, home, _shell = line.split(":")
            if name == user:
                return home
        raise LookupError(user)

    def path(self, inside: str) -> Path:
        return self.folder / inside.lstrip("/")

    def bring(self, file: Path) -> str:
        """Copies a file of this machine in; its path inside."""
        shutil.copy(file, self.folder / "tmp" / file.name)
        return f"/tmp/{file.name}"  # noqa: S108 - of a system that is ours alone

    def inventory(self) -> dict[str, str]:
        """What is on its disk: each path, with a digest of every file in ``/etc``."""
        found: dict[str, str] = {}
        for parent, folders, names in os.walk(self.folder):
            below = os.path.relpath(parent, self.folder)
            folders[:] = [f for f in folders if os.path.normpath(f"{below}/{f}") not in PASSING]
            for name in [*folders, *names]:
                path = os.path.normpath(f"{below}/{name}")
                if path not in BACKUPS:
                    found[path] = _digest(self.folder / path) if path.startswith("etc/") else ""
        return found


def _digest(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return ""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def debian_root(folder: Path) -> DebianRoot:
    """Raises ``AssertionError`` with the end of what debootstrap said."""
    suite, mirror = _source()
    done = subprocess.run(
        ["debootstrap", "--variant=minbase", suite, folder, mirror],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise AssertionError(f"debootstrap failed:\n{done.stdout[-2000:]}{done.stderr}")
    _give_sources(folder)
    (folder / X11.lstrip("/")).mkdir()
    return DebianRoot(folder)


def _source() -> tuple[str, str]:
    """The release this machine runs, and from where it gets its packages."""
    release = dict(
        line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if line
    )
    suite = release["VERSION_CODENAME"].strip('"')
    wanted = ["--format", "$(SUITE) $(CODENAME) $(REPO_URI)", "Created-By: Packages"]
    listed = subprocess.run(
        ["apt-get", "indextargets", *wanted],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for line in listed.splitlines():
        named, code, address = line.rsplit(maxsplit=2)
        if suite in {named, code}:
            return suite, address
    raise LookupError(f"no source of {suite} in this machine's settings of apt")


def _give_sources(folder: Path) -> None:
    inside = folder / "etc/apt"
    (inside / "sources.list").unlink(missing_ok=True)
    for name in (*SETTINGS, "sources.list"):
        source = Path("/etc/apt") / name
        if source.is_dir():
            shutil.copytree(source, inside / name, dirs_exist_ok=True)
        elif source.exists():
            shutil.copy(source, inside / name)
    keyrings = Path("/usr/share/keyrings")
    if keyrings.is_dir():
        shutil.copytree(keyrings, folder / "usr/share/keyrings", dirs_exist_ok=True)
    for name in ("resolv.conf", "hosts"):
        shutil.copy(Path("/etc") / name, folder / "etc" / name)
    starts = folder / "usr/sbin/policy-rc.d"
    starts.write_text("#!/bin/sh\nexit 101\n")
    starts.chmod(0o755)
