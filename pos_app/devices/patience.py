"""How long a printer may take, in seconds."""

from pos_app.core.value import Value


class Patience(Value, frozen=True):
    connect: float = 3.0
    status: float = 0.6
    """Printers that tell how they are do so at once; the others never."""
    job: float = 10.0
