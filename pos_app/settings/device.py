"""What this till is called where a provider must tell one till from another."""

from pathlib import Path
from uuid import uuid4

FILE = "device-id"


def device_id(folder: Path) -> str:
    """Made once, and kept beside the journal; tells nothing of the store."""
    path = folder / FILE
    try:
        known = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        known = ""
    if known:
        return known
    made = str(uuid4())
    path.write_text(f"{made}\n", encoding="ascii")
    return made
