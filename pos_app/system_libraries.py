"""Qt's own needs on a bare Linux: which library is missing, and the command that brings it."""

import re
import shutil

PACKAGES = {
    "apt-get": "libegl1 libgl1 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libglib2.0-0"
    " libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 fonts-dejavu-core",
    "dnf": "mesa-libEGL mesa-libGL libxkbcommon-x11 dbus-libs fontconfig glib2 xcb-util-cursor"
    " xcb-util-wm xcb-util-keysyms dejavu-sans-fonts",
    "zypper": "libEGL1 libGL1 libxkbcommon-x11-0 libdbus-1-3 fontconfig libglib-2_0-0"
    " libxcb-cursor0 dejavu-fonts",
    "pacman": "libglvnd libxkbcommon-x11 dbus fontconfig glib2 xcb-util-cursor xcb-util-wm"
    " xcb-util-keysyms ttf-dejavu",
}
INSTALL = {
    "apt-get": "apt-get update && apt-get install -y --no-install-recommends",
    "dnf": "dnf install -y",
    "zypper": "zypper install -y",
    "pacman": "pacman -S --needed",
}


def explain(error: ImportError) -> str:
    """What to tell somebody whose machine cannot load Qt."""
    missing = re.search(r"(lib[\w.+-]+\.so[.\d]*)", str(error))
    what = f"{missing[1]} is not on this machine" if missing else str(error)
    return f"pos-app cannot start: Qt needs a system library: {what}.\n{_cure()}"


def _cure() -> str:
    for manager, packages in PACKAGES.items():
        if shutil.which(manager):
            return (
                f"Install what Qt needs, then start again:\n\n    {INSTALL[manager]} {packages}\n"
            )
    return "Install the run-time libraries of Qt 6 with your system's package manager."
