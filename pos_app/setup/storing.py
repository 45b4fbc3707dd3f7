"""Puts everything where it belongs, till.toml last: a till without one is not set up."""

from pathlib import Path

from pos_app.core.setting_up.events import PassphraseRefused, SaveEnded, SaveRefused
from pos_app.core.setting_up.keeping import (
    changes,
    makes_file,
    manager_of,
    passphrase_of,
    secrets_of,
)
from pos_app.core.setting_up.states import Failure, SetUp
from pos_app.core.staff import StaffError
from pos_app.people import add_manager
from pos_app.people.file import PeopleDamagedError
from pos_app.settings import secrets
from pos_app.settings.load import SettingsError
from pos_app.settings.save import save
from pos_app.setup.trying import would_be


def store(state: SetUp, config: Path, data: Path) -> SaveEnded | SaveRefused | PassphraseRefused:
    """Blocks. What the file would not take is found out before anything is kept."""
    try:
        would_be(state, config)
        refused = _keep_secrets(state, config) or _keep_manager(state, data)
        if refused is not None:
            return refused
        save(config, changes(state))
    except SettingsError as error:
        return SaveRefused(Failure.SETTINGS, str(error))
    except secrets.UnkeptSecretError as error:
        return SaveRefused(Failure.SECRETS, str(error))
    return SaveEnded()


def _keep_secrets(state: SetUp, config: Path) -> PassphraseRefused | None:
    passphrase = passphrase_of(state)
    if passphrase is not None:
        vault = secrets.vault_beside(config)
        if makes_file(state):
            _make_file(vault, passphrase.reveal())
        elif not _opens(vault, passphrase.reveal()):
            return PassphraseRefused()
    for name, secret in secrets_of(state).items():
        secrets.keep(name, secret.reveal())
    return None


def _keep_manager(state: SetUp, data: Path) -> SaveRefused | None:
    manager = manager_of(state)
    if manager is None:
        return None
    try:
        add_manager(data, manager[0], manager[1].reveal())
    except (StaffError, PeopleDamagedError, secrets.MissingSecretError) as error:
        return SaveRefused(Failure.MANAGER, str(error))
    except OSError as error:
        return SaveRefused(Failure.MANAGER, error.strerror or type(error).__name__)
    return None


def _make_file(vault: Path, passphrase: str) -> None:
    try:
        secrets.create_vault(vault, passphrase)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise secrets.UnkeptSecretError(f"{vault} cannot be written: {reason}") from None


def _opens(path: Path, passphrase: str) -> bool:
    from pos_app.settings.vault import (  # noqa: PLC0415 - few tills have one
        VaultDamagedError,
        WrongPassphraseError,
    )

    vault = secrets.choose(path)
    if vault is None:
        raise secrets.UnkeptSecretError(f"{path} is gone: start again")
    try:
        vault.unlock(passphrase)
    except WrongPassphraseError:
        return False
    except VaultDamagedError as error:
        raise secrets.UnkeptSecretError(str(error)) from None
    return True
