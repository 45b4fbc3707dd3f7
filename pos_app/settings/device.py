"""What this till is called where a provider must tell one till from another."""

from contextlib import suppress
from pathlib import Path
from uuid import uuid4

FILE = "device-id"


def device_id(folder: Path) -> str:
    """Made once, kept beside the journal, and telling nothing of the store. Where nothing can be
    kept, nothing is redeemed either."""
    path = folder / FILE
    try:
        known = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        known = ""
    if known:
        return known
    made = str(uuid4())
    with suppress(OSError):
        path.write_text(f"{made}\n", encoding="ascii")
    return made
