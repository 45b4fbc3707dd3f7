"""The program once more, in the place of this one."""

import os
import subprocess
import sys


def command() -> list[str]:
    """As this one was started: a bundle, a script, or a module of the interpreter."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *sys.argv[1:]]
    return [sys.executable, *sys.orig_argv[1:]]


def again() -> int:
    """Call it when everything is closed. Returns only where the system cannot replace a program;
    there another is started beside it, and this one has to end."""
    # without this a bundle takes its own variables for those of a program that it belongs to
    environment = {**os.environ, "PYINSTALLER_RESET_ENVIRONMENT": "1"}
    if os.name != "nt":
        os.execve(sys.executable, command(), environment)  # noqa: S606 - this program itself
    subprocess.Popen(command(), env=environment)  # noqa: S603
    return 0
