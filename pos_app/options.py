"""From the options of a command to a plan; every mistake is told before anything starts."""

import argparse
from pathlib import Path

from msgspec.structs import replace

from pos_app.demo import CURRENCIES, FAULTS, LEDGERS
from pos_app.plan import Plan
from pos_app.settings.errors import SetupError
from pos_app.settings.model import Settings


class OptionsError(SetupError):
    """The command line and the files do not go together."""


def plan_from(options: argparse.Namespace) -> Plan:
    demo = bool(getattr(options, "demo", False))
    settings = for_provider(options, read_settings(options, needed=not demo), practice=demo)
    settings = on_screen(options, settings)
    check_pair(settings)
    fault = getattr(options, "fault", None)
    faults = FAULTS.get(settings.practised, {})
    if fault is not None and (not demo or fault not in faults):
        raise OptionsError(f"--fault goes with --demo and takes {', '.join(faults)}")
    beside = bool(getattr(options, "customer_screen", False))
    if beside and not demo:
        raise OptionsError(
            "--customer-screen goes with --demo; a real till has [screen] customer = true"
        )
    vault = None if demo else vault_for(options)
    return Plan(settings, data_folder(options, demo=demo), demo, fault, beside, vault)


def on_screen(options: argparse.Namespace, settings: Settings) -> Settings:
    """What the command line adds; it takes nothing away."""
    kiosk = settings.kiosk or bool(getattr(options, "kiosk", False))
    whole = kiosk or settings.full_screen or bool(getattr(options, "full_screen", False))
    return replace(settings, kiosk=kiosk, full_screen=whole)


def vault_for(options: argparse.Namespace) -> Path:
    """Where an encrypted file of credentials would be."""
    from pos_app.settings.paths import default_config  # noqa: PLC0415 - a demo has none
    from pos_app.settings.secrets import vault_beside  # noqa: PLC0415

    return vault_beside(getattr(options, "config", None) or default_config())


def for_provider(options: argparse.Namespace, settings: Settings, *, practice: bool) -> Settings:
    """The one that was asked for: practice without a till.toml may be at any of them."""
    provider = getattr(options, "provider", None)
    if provider is None or provider == settings.practised:
        return settings
    if not practice or getattr(options, "config", None) is not None:
        raise OptionsError(f"till.toml is for {settings.practised}, not for {provider}")
    if provider in LEDGERS:
        return replace(settings, provider=LEDGERS[provider], challenger=provider)
    currency = CURRENCIES.get(provider, settings.currency)
    return replace(settings, provider=provider, challenger="", currency=currency)


def check_pair(settings: Settings) -> None:
    """Raises ``OptionsError`` where the ledger and the challenger do not go together."""
    if not settings.challenger:
        return
    from pos_app.providers import pairing, registry  # noqa: PLC0415 - most tills have no pair

    try:
        pairing.paired(settings.provider, settings.challenger)
    except (pairing.UnfitPairError, registry.UnknownProviderError) as error:
        raise OptionsError(str(error)) from error


def read_settings(options: argparse.Namespace, *, needed: bool) -> Settings:
    """Raises ``OptionsError`` or ``SettingsError``."""
    if getattr(options, "config", None) is None and not needed:
        return Settings()
    from pos_app.settings.load import load  # noqa: PLC0415 - a demo has no file to read

    path = config_of(options)
    if not path.exists():
        raise OptionsError(
            f"no settings at {path}: write them as README shows, name another file with --config,"
            " or practise with `pos-app --demo`"
        )
    return load(path)


def config_of(options: argparse.Namespace) -> Path:
    """Whether it exists or not."""
    given: Path | None = getattr(options, "config", None)
    if given is not None:
        return given
    from pos_app.settings.paths import default_config  # noqa: PLC0415 - a demo has none

    return default_config()


def data_folder(options: argparse.Namespace, *, demo: bool) -> Path | None:
    """``None`` for a folder that is made for this run and goes with it."""
    given: Path | None = getattr(options, "data_dir", None)
    if given is not None or demo:
        return given
    from pos_app.settings.paths import default_data  # noqa: PLC0415

    return default_data()
