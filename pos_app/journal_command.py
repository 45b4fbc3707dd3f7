"""``pos-app journal``: what is unsettled, one sale's whole story, or all of it as JSON lines.

Only reads, also beside a running till. Of what is personal nothing is ever read.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from pos_app.checkout.folding import fold, is_foreign
from pos_app.checkout.incidents import AuthenticatorAdded, AuthenticatorBegun, open_incidents
from pos_app.checkout.journal_reading import UNSETTLED_ONLY, JournalReader
from pos_app.checkout.journal_rows import Record
from pos_app.checkout.journal_schema import JournalError
from pos_app.core.redemption.profile import Profile, rules
from pos_app.core.redemption.states import intent_of, is_settled, worth_of
from pos_app.core.reference import reference
from pos_app.core.sale import Sale
from pos_app.core.selling import Opened
from pos_app.core.submission import Rule, Step
from pos_app.options import data_folder
from pos_app.providers import registry
from pos_app.settings.paths import default_data
from pos_app.story import lines, phrases
from pos_app.story.losses import tell_loss

_NOT_FOUND, _BROKEN = 2, 4


def run(options: argparse.Namespace) -> int:
    folder = data_folder(options, demo=False) or default_data()
    path: Path = options.file or folder / "journal.db"
    if not path.exists():
        return _complain(f"there is no journal at {path}", _NOT_FOUND)
    try:
        with closing(JournalReader.read(path)) as journal:
            return _answer(journal, options)
    except JournalError as error:
        return _complain(f"{path} cannot be read ({error}); see `pos-app doctor`", _BROKEN)
    except BrokenPipeError:
        return 0


def _answer(journal: JournalReader, options: argparse.Namespace) -> int:
    if options.authenticators:
        for line in authenticators(journal):
            print(line)
        return 0
    sale_id = None
    if options.sale is not None:
        sale_id = find(journal, options.sale)
        if sale_id is None:
            return _complain(
                f"no sale {options.sale}: give its number, id, or a reference such as AB12-CD34",
                _NOT_FOUND,
            )
    if options.export:
        for record, body in journal.written(sale_id):
            print(exported(record, body))
    else:
        for line in story(journal.find(sale_id)) if sale_id else unsettled(journal):
            print(line)
    return 0


def _complain(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


def exported(record: Record, body: bytes) -> str:
    event = json.loads(body)
    told = {"number": record.number, "at": record.at, "sale": record.sale, "event": event}
    return json.dumps(told, ensure_ascii=False)


_KEYS = re.compile(rb'"(?:key|id|transaction|number)":"([^"]+)"')


def find(journal: JournalReader, wanted: str) -> str | None:
    """The id of a sale, by whatever of it a person has in hand."""
    if journal.find(wanted):
        return wanted
    upper = wanted.upper()
    for sale, body in journal.bodies():
        for key in _KEYS.findall(body):
            text = key.decode(errors="replace")
            if text == wanted or reference(text) == upper:
                return sale
    return None


def story(records: list[Record]) -> Iterator[str]:
    """One line for each event; a new day has a line of its own."""
    today = ""
    for line in lines.tell(profile_of(records), records[0].sale, records):
        if lines.day(line.at) != today:
            today = lines.day(line.at)
            yield today
        yield f"{lines.clock(line.at)} {line.text}"


def unsettled(journal: JournalReader) -> Iterator[str]:
    for incident in open_incidents(journal.facts()):
        yield f"{_moment(incident.at)}  {tell_loss(incident.lost)}"
    records: dict[str, list[Record]] = {sale_id: [] for sale_id in journal.unsettled()}
    for record in journal.records(UNSETTLED_ONLY):
        records.setdefault(record.sale, []).append(record)
    if not records:
        yield "nothing is unsettled"
    for sale_id, found in records.items():
        yield _unsettled_line(sale_id, found)


def authenticators(journal: JournalReader) -> Iterator[str]:
    """By whom, for whom by the challenger's opaque name, and whether a first code proved it."""
    told = False
    for noted in journal.facts():
        match noted.fact:
            case AuthenticatorBegun(who, by):
                yield f"{_moment(noted.at)}  begun by {by} for {who}"
            case AuthenticatorAdded(who, factor):
                yield f"{_moment(noted.at)}  proved for {who}: {factor}"
            case _:
                continue
        told = True
    if not told:
        yield "no authenticator was set up at this till"


def _unsettled_line(sale_id: str, records: list[Record]) -> str:
    if not records:
        return f"{sale_id}: its entries are gone"
    sale = fold(profile_of(records), sale_id, [record.event for record in records])
    if sale is None:
        return f"{sale_id}: a sale of another provider"
    return f"{_moment(records[0].at)}  {sale.number}: {describe(sale)}"


def describe(sale: Sale) -> str:
    parts = [f"{sale.stage}, {phrases.amount(sale.total)}"]
    intent = intent_of(sale.redemption)
    if intent is not None and not is_settled(sale.redemption):
        what = _STANDING.get(type(sale.redemption).__name__, "redemption begun")
        parts.append(
            f"{what}, {phrases.amount(worth_of(sale.redemption))}, {phrases.named(intent.key)}"
        )
    parts += [
        f"{phrases.STEPS[post.submission.step]} {post.submission.phase}"
        for post in sale.posts
        if post.is_open
    ]
    return "; ".join(parts)


_STANDING = {
    "Committing": "redemption on its way",
    "Redeemed": "redeemed, not paid",
    "Reversing": "redemption being undone",
    "Releasing": "hold being released",
    "Parked": "for a supervisor",
}


def profile_of(records: Iterable[Record]) -> Profile:
    """The rules the sale was folded by; plain ones where their provider is not installed."""
    opened = next((r.event for r in records if isinstance(r.event, Opened)), None)
    for name in registry.PACKAGES:
        profile = registry.profile(name)
        if opened is None or not is_foreign(profile, opened):
            return profile
    plain = {step.value: Rule() for step in Step if step is not Step.HOLD}
    return Profile(opened.provider if opened else "", (), rules(**plain))


def _moment(at: str) -> str:
    return f"{lines.day(at)} {lines.clock(at)}"
