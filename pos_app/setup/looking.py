"""What is there before anybody answers: the settings in till.toml, and where secrets are kept."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from pos_app.core.setting_up.asks import KEPT_SECRETS
from pos_app.core.setting_up.events import Found
from pos_app.core.setting_up.states import Keeping
from pos_app.settings import secrets
from pos_app.settings.load import read


def written(config: Path) -> Mapping[tuple[str, str], object]:
    """By section and key. Blocks. Raises ``SettingsError`` and ``ValueError``."""
    tree = tomllib.loads(read(config))
    return {
        (section, key): value
        for section, content in tree.items()
        if isinstance(content, Mapping)
        for key, value in content.items()
    }


def look(config: Path) -> Found:
    """Blocks, and may have the system ask its user to unlock the keyring."""
    keeping = _keeping(config)
    if keeping is Keeping.LOCKED_FILE:
        return Found(keeping)
    return Found(keeping, frozenset(ask for ask in KEPT_SECRETS if secrets.fetch(ask.value)))


def _keeping(config: Path) -> Keeping:
    vault = secrets.choose(secrets.vault_beside(config))
    if vault is not None:
        return Keeping.LOCKED_FILE if vault.is_locked else Keeping.KEYRING
    return Keeping.KEYRING if secrets.keyring_works() else Keeping.NOTHING
