"""One harmless call to each far end, and in what it ended."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from pos_app import probing
from pos_app.core.errors import (
    MisconfiguredError,
    NotSentError,
    OutcomeUnknownError,
    ProviderError,
    RefusedError,
)
from pos_app.core.setting_up.keeping import changes, secrets_of
from pos_app.core.setting_up.secret import Secret
from pos_app.core.setting_up.states import FarEnd, Finding, Outcome, SetUp
from pos_app.providers import causes
from pos_app.settings import secrets
from pos_app.settings.load import SettingsError, parse, read
from pos_app.settings.model import Settings
from pos_app.settings.save import changed
from pos_app.settings.secrets import Credentials, MissingSecretError


def attempt(state: SetUp, config: Path) -> tuple[Finding, ...]:
    """Blocks, for as long as the providers are waited for."""
    try:
        settings = would_be(state, config)
    except SettingsError:
        return (Finding(FarEnd.LEDGER, Outcome.UNFIT, remark="SETTINGS"),)
    typed = secrets_of(state)
    found = [_reach(FarEnd.LEDGER, settings, typed)]
    if settings.challenger:
        found.append(_reach(FarEnd.CHALLENGER, settings, typed))
    return tuple(found)


def would_be(state: SetUp, config: Path) -> Settings:
    """The settings that these answers come to. Blocks. Raises ``SettingsError``."""
    text = read(config) if config.exists() else ""
    return parse(changed(text, changes(state), config), config)


def _reach(far_end: FarEnd, settings: Settings, typed: Mapping[str, Secret]) -> Finding:
    try:
        probed = probing.probe(_far_end(far_end, settings, typed))
    except MissingSecretError:
        return Finding(far_end, Outcome.NO_SECRETS)
    except ProviderError as error:
        return Finding(far_end, outcome_of(error), remark=str(error))
    except ValueError:
        return Finding(far_end, Outcome.UNFIT)
    drift = probing.drift(probed.date, datetime.now(UTC))
    off = drift is not None and abs(drift) > probing.LARGEST_CLOCK_DRIFT
    return Finding(
        far_end,
        Outcome.CLOCK_OFF if off else Outcome.ANSWERED,
        milliseconds=None if probed.seconds is None else round(probed.seconds * 1000),
        drift=None if drift is None else round(drift),
    )


def _far_end(
    far_end: FarEnd, settings: Settings, typed: Mapping[str, Secret]
) -> Callable[[probing.Seen], probing.FarEnd]:
    if far_end is FarEnd.LEDGER:
        credentials = _credentials(settings.provider, settings.address, typed)
        return probing.ledger_of(settings, credentials)
    credentials = _credentials(settings.challenger, settings.challenger_address, typed)
    return probing.challenger_of(settings, credentials)


def _credentials(provider: str, address: str | None, typed: Mapping[str, Secret]) -> Credentials:
    """What was typed, and for the rest what is kept. Raises ``MissingSecretError``."""
    names = tuple(f"{provider}.{name}" for name in secrets.NAMES.get(provider, ()))
    if not any(name in typed for name in names):
        return secrets.find(provider, address)
    values = tuple(typed[name].reveal() if name in typed else secrets.fetch(name) for name in names)
    if not all(values):
        raise MissingSecretError("not every secret was typed")
    return Credentials(tuple(value or "" for value in values))


def outcome_of(error: ProviderError) -> Outcome:
    cause = str(error)
    match error:
        case MisconfiguredError():
            return Outcome.REFUSED
        case NotSentError() if error.retry_after is not None or cause == "HTTP_429":
            return Outcome.BUSY
        case NotSentError():
            return _UNSENT.get(cause, Outcome.UNREACHABLE)
        case OutcomeUnknownError() if cause.startswith("HTTP_5"):
            return Outcome.BUSY
        case OutcomeUnknownError() if cause in _SILENT:
            return Outcome.NO_ANSWER
        case RefusedError() if error.refusal.code == "HTTP_403":
            return Outcome.REFUSED
    return Outcome.ELSEWHERE


_SILENT = {"ReadTimeout", "WriteTimeout", causes.DEADLINE}
_UNSENT = {
    causes.NO_SUCH_HOST: Outcome.NO_HOST,
    causes.NOT_TRUSTED: Outcome.NOT_TRUSTED,
    causes.OUT_OF_DATE: Outcome.OUT_OF_DATE,
}
