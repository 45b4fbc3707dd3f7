"""``pos-app doctor``: one line for each thing a till needs, with the cure beside what is wrong."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from pos_app import machine_findings, probing, unlocking
from pos_app.checkout.catalogue import CatalogueError
from pos_app.checkout.catalogue import load as load_catalogue
from pos_app.checkout.incidents import open_incidents
from pos_app.checkout.journal_reading import UNSETTLED_ONLY, JournalReader
from pos_app.checkout.journal_schema import JournalError
from pos_app.checkout.set_aside import files_set_aside, marker_of
from pos_app.core.value import Value
from pos_app.options import data_folder, for_provider, read_settings, vault_for
from pos_app.settings import secrets
from pos_app.settings.errors import SetupError
from pos_app.settings.model import Settings
from pos_app.settings.passphrase import VARIABLE as PASSPHRASE
from pos_app.settings.paths import default_data
from pos_app.story.losses import tell_loss


class Finding(Value, frozen=True):
    name: str
    good: bool
    text: str


def _good(name: str, text: str) -> Finding:
    return Finding(name, good=True, text=text)


def _bad(name: str, text: str) -> Finding:
    return Finding(name, good=False, text=text)


def run(options: argparse.Namespace) -> int:
    findings = []
    for finding in examine(options):
        findings.append(finding)
        print(told(finding), flush=True)
    return 0 if all(finding.good for finding in findings) else 1


def told(finding: Finding) -> str:
    return f"{'ok  ' if finding.good else 'BAD '} {finding.name:12} {finding.text}"


def examine(options: argparse.Namespace) -> Iterator[Finding]:
    try:
        settings = for_provider(options, read_settings(options, needed=True), practice=False)
    except SetupError as error:
        yield _bad("settings", str(error).replace("\n", "; "))
    else:
        yield _good("settings", f"{settings.provider} at {settings.address or 'its own address'}")
        if not unlocking.is_open(vault_for(options)):
            yield _bad("keys", f"locked: give the passphrase in {PASSPHRASE}, or unlock the till")
        yield _catalogue(settings)
        yield from _provider(settings)
        if settings.challenger:
            yield from _challenge(settings)
        yield from _devices(settings)
    folder = data_folder(options, demo=False) or default_data()
    yield _people(folder)
    yield _journal(folder)
    yield Finding("instance", *machine_findings.instance(folder))
    yield Finding("last run", *machine_findings.last_end(folder, machine_findings.today()))
    yield Finding("keyring", *machine_findings.keyring())
    yield _display()


def _devices(settings: Settings) -> Iterator[Finding]:
    from pos_app.device_checks import check_printer, check_second_screen  # noqa: PLC0415

    yield Finding("printer", *check_printer(settings))
    yield Finding("second screen", *check_second_screen(settings))


def _catalogue(settings: Settings) -> Finding:
    if settings.catalogue is None:
        return _good("catalogue", "the demo products; set [catalogue] file for your own")
    try:
        count = len(load_catalogue(settings.catalogue, settings.currency))
    except CatalogueError as error:
        return _bad("catalogue", str(error))
    return _good("catalogue", f"{count} products")


def _people(folder: Path) -> Finding:
    from pos_app.core.staff import Role  # noqa: PLC0415
    from pos_app.people.file import PeopleDamagedError, PeopleFile  # noqa: PLC0415

    try:
        people = PeopleFile(folder).read().people
    except PeopleDamagedError as error:
        return _bad("people", str(error))
    if not people:
        return _good("people", "none are set up: whoever stands at the till may sell")
    managers = sum(person.role is Role.MANAGER for person in people)
    return _good("people", f"{len(people)}, managers among them {managers}")


def _provider(settings: Settings) -> Iterator[Finding]:
    try:
        credentials = secrets.find(settings.provider, settings.address)
    except secrets.MissingSecretError as error:
        yield _bad("credentials", str(error))
        return
    yield _good("credentials", "stored")
    from pos_app.providers import registry  # noqa: PLC0415

    address = settings.address or registry.address(settings.provider)
    if address is None:
        yield _bad("provider", f"{settings.provider} needs [loyalty] address in till.toml")
        return
    yield _tls(address)
    yield from _reach("provider", probing.ledger_of(settings, credentials))


def _challenge(settings: Settings) -> Iterator[Finding]:
    from pos_app.providers import pairing, registry  # noqa: PLC0415

    try:
        pairing.paired(settings.provider, settings.challenger)
    except (pairing.UnfitPairError, registry.UnknownProviderError) as error:
        yield _bad("challenge", str(error))
        return
    name = registry.challenger_name(settings.challenger)
    yield _good("challenge", f"{name} for {pairing.remark(settings.provider)}")
    try:
        credentials = secrets.find(settings.challenger, settings.challenger_address)
    except secrets.MissingSecretError as error:
        yield _bad("challenge", str(error))
        return
    yield _tls(
        settings.challenger_address or registry.challenger_address(settings.challenger) or ""
    )
    yield from _reach("challenge", probing.challenger_of(settings, credentials))


def _tls(address: str) -> Finding:
    if urlsplit(address).scheme != "https":
        return _good("tls", "not used on loopback")
    import ssl  # noqa: PLC0415

    import truststore  # noqa: PLC0415

    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if context.verify_mode != ssl.CERT_REQUIRED:
        return _bad("tls", "certificates are not checked: reinstall pos-app")
    return _good("tls", "certificates are checked against this system's trust store")


def _reach(name: str, make: Callable[[probing.Seen], probing.FarEnd]) -> Iterator[Finding]:
    try:
        probed = probing.probe(make)
    except Exception as error:  # noqa: BLE001 - every reason is a finding
        yield _bad(name, f"no usable answer ({type(error).__name__}: {error})")
        return
    seconds = probed.seconds
    yield _good(name, "answered" if seconds is None else f"answered in {seconds * 1000:.0f} ms")
    yield _clock(probed.date)


def _clock(date: str) -> Finding:
    from datetime import UTC, datetime  # noqa: PLC0415

    drift = probing.drift(date, datetime.now(UTC))
    if drift is None:
        return _good("clock", "the provider tells no time to compare with")
    if abs(drift) > probing.LARGEST_CLOCK_DRIFT:
        cure = "set the clock, or switch on the system's time synchronisation"
        return _bad("clock", f"{abs(drift):.0f} s off the provider's: {cure}")
    return _good("clock", f"{abs(drift):.0f} s off the provider's")


def _journal(folder: Path) -> Finding:
    path = folder / "journal.db"
    if not path.exists():
        writable = os.access(_existing(folder), os.W_OK)
        if not writable:
            return _bad("journal", f"{folder} cannot be written: choose another with --data-dir")
        return _good("journal", f"none yet; will be {path}")
    try:
        with closing(JournalReader.read(path)) as journal:
            finding = _contents(journal, path)
    except JournalError as error:
        finding = _bad("journal", f"{error}: {_REOPEN}")
    if finding.good and (left := files_set_aside(folder)):
        names = ", ".join(file.name for file in left)
        cure = "remove them once they have been compared: they may hold personal data"
        return _bad("journal", f"{finding.text}; set aside: {names}: {cure}")
    return finding


_REOPEN = "open the till: it sets the file aside, brings back what can be read and says so"


def _contents(journal: JournalReader, path: Path) -> Finding:
    journal.check_order()
    journal.records(UNSETTLED_ONLY)
    journal.private()
    if damage := journal.damage():
        return _bad("journal", f"damaged ({damage}): {_REOPEN}")
    if marker_of(path).exists():
        return _bad("journal", f"found damaged: {_REOPEN}")
    megabytes = path.stat().st_size / 1_000_000
    text = (
        f"intact, schema {journal.version}, {journal.entries()} events,"
        f" {journal.sales_ever()} sales, {len(journal.unsettled())} unsettled, {megabytes:.1f} MB"
    )
    losses = [tell_loss(incident.lost) for incident in open_incidents(journal.facts())]
    return _bad("journal", "; ".join([text, *losses])) if losses else _good("journal", text)


def _existing(folder: Path) -> Path:
    return next(parent for parent in (folder, *folder.parents) if parent.exists())


def _display() -> Finding:
    if sys.platform == "linux" and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        return _bad("display", "none: start the till from a graphical session")
    return _good("display", "there is one")
