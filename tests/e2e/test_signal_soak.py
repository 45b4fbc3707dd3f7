"""PySide6 6.12.0 on Python 3.11 loses references to True, False and None and aborts the process
after about a thousand emits: this is the guard of an upgrade."""

import subprocess
import sys

PROGRAM = """
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Source(QObject):
    switched = Signal(bool)

app = QCoreApplication([])
seen = []
source = Source()
source.switched.connect(seen.append)
for number in range(5000):
    source.switched.emit(number % 2 == 0)
    source.setObjectName(str(number))
print(len(seen), seen[0], seen[1])
"""


def test_five_thousand_emits_of_a_bool_survive() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout.split()) == (0, ["5000", "True", "False"]), done.stderr
