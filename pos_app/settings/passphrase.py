"""A passphrase that somebody has left for the till, so that it opens its credentials by itself."""

import os
from pathlib import Path

VARIABLE = "POS_APP_PASSPHRASE"
CREDENTIAL = "pos-app.passphrase"
"""As systemd hands it over, with ``LoadCredential=`` or ``LoadCredentialEncrypted=``."""


def at_hand() -> str | None:
    """Of the environment, else of systemd. Blocks."""
    if given := os.environ.get(VARIABLE):
        return given
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    if not folder:
        return None
    try:
        text = (Path(folder) / CREDENTIAL).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return text.rstrip("\r\n") or None
