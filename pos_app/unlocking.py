"""Opens the encrypted file of a till's credentials, where it has one."""

import logging
from pathlib import Path

from pos_app.core.challenge import TypedCode
from pos_app.core.loyalty import Refusal
from pos_app.settings import secrets
from pos_app.settings.passphrase import at_hand

log = logging.getLogger("pos_app.unlocking")

WRONG = Refusal("PASSPHRASE_WRONG")
DAMAGED = Refusal("VAULT_DAMAGED")


def is_open(vault: Path | None) -> bool:
    """Chooses where credentials are read, and opens it where a passphrase is at hand. Blocks."""
    chosen = secrets.choose(vault)
    if chosen is None or not chosen.is_locked:
        return True
    passphrase = at_hand()
    if passphrase is None:
        return False
    refusal = open_with(vault, TypedCode(passphrase))
    if refusal is not None:
        log.error("keys_not_opened_by_themselves why=%s", refusal.code)
    return refusal is None


def open_with(vault: Path | None, passphrase: TypedCode) -> Refusal | None:
    """Answers why it does not open. Blocks."""
    from pos_app.settings.vault import VaultDamagedError, WrongPassphraseError  # noqa: PLC0415

    chosen = secrets.choose(vault)
    typed = passphrase.take()
    if chosen is None or not chosen.is_locked:
        return None
    try:
        chosen.unlock(typed)
    except WrongPassphraseError:
        return WRONG
    except VaultDamagedError as error:
        log.error("vault_damaged error=%s", error)  # noqa: TRY400 - the message says it all
        return DAMAGED
    return None
