"""The first frame needs Qt and the core, and nothing that is slow to load."""

import subprocess
import sys

HEAVY = (
    "httpx",
    "truststore",
    "starlette",
    "uvicorn",
    "keyring",
    "phonenumbers",
    "stdnum",
    "segno",
    "pos_app.devices",
    "pos_app.printing",
    "pos_app.screens.customer_window",
    "pos_app.screens.view.printing",
)


def test_opening_a_till_loads_nothing_heavy_before_the_first_frame() -> None:
    program = (
        "import sys\n"
        "import pos_app.opening, pos_app.station, pos_app.screens.opening\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert found.stdout.strip() == "[]"


def test_the_command_line_loads_no_qt_before_a_command_is_known() -> None:
    program = "import sys, pos_app.cli; print([n for n in sys.modules if 'PySide6' in n])"
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert found.stdout.strip() == "[]"
