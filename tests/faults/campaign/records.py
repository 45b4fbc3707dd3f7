"""The till's journal, read by other hands than the till's own."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import msgspec

from pos_app.checkout.incidents import Fact, RecordsLost
from pos_app.core.challenge import Sent
from pos_app.core.redemption.events import Begun, CodeSendAnswered
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.states import Intent
from pos_app.core.sale import Sale
from pos_app.core.selling import RedemptionMoved, SaleEvent, advance
from pos_app.core.value import Value

NameOf = Callable[[str, str], str]

_facts: msgspec.json.Decoder[Fact] = msgspec.json.Decoder(Fact)
_decoder: msgspec.json.Decoder[SaleEvent] = msgspec.json.Decoder(SaleEvent)


class Records(Value, frozen=True):
    sales: Mapping[str, Sale]
    """What the events make of each sale."""
    intents: Mapping[str, tuple[str, Intent]]
    """Every redemption ever begun, by its name at the provider, with its sale; where the provider
    has one name for all of a sale, the latest."""
    bonds: Mapping[str, frozenset[str]]
    """By the same name: what an approval of it is bound to, which is the till's transactions and
    the references under which the customer was asked."""
    compared: frozenset[str]
    """Sales that lack entries, or may: unfinished ones, which a person has compared with the
    provider's records, and finished ones, of which the journal only knows that they were."""
    private: int
    """Rows of personal data and request bytes that are still kept."""

    @property
    def orders(self) -> Mapping[str, Sale]:
        """Paid sales by the id of their order."""
        return {sale.order.id: sale for sale in self.sales.values() if sale.order is not None}

    def worth_after(self, sale: str, refund: str) -> int:
        """Minor units of a sale after one of its returns; now, if it is about none."""
        found = self.sales[sale]
        after = (one.total_after for one, _ in found.refunds if one.key == refund)
        return next(after, found.current_total).minor


def read(journal: Path, profile: Profile, name_of: NameOf) -> Records:
    sales: dict[str, Sale] = {}
    intents: dict[str, tuple[str, Intent]] = {}
    bonds: dict[str, frozenset[str]] = {}
    with closing(sqlite3.connect(journal)) as db:
        rows = db.execute("SELECT sale, body FROM event ORDER BY seq").fetchall()
        private = db.execute("SELECT count(*) FROM private").fetchone()[0]
        finished = db.execute("SELECT id, first, last FROM sale WHERE last IS NOT NULL").fetchall()
        facts = [_facts.decode(body) for (body,) in db.execute("SELECT body FROM incident")]
    for sale_id, body in rows:
        event = _decoder.decode(body)
        sales[sale_id] = advance(profile, sales.get(sale_id) or Sale(sale_id), event).sale
        match event:
            case RedemptionMoved(Begun(intent)):
                name = name_of(sale_id, intent.key)
                intents[name] = (sale_id, intent)
                bonds[name] = bonds.get(name, frozenset()) | {intent.transaction}
            case RedemptionMoved(CodeSendAnswered(key=key, answer=Sent(reference=str(told)))):
                name = name_of(sale_id, key)
                bonds[name] = bonds.get(name, frozenset()) | {told}
    losses = [fact for fact in facts if isinstance(fact, RecordsLost)]
    lost = {sale for loss in losses for sale in loss.sales}
    gaps = [gap for loss in losses for gap in loss.gaps]
    for sale_id, first, last in finished:
        if any(gap.first <= last and first <= gap.last for gap in gaps):
            lost.add(sale_id)
    return Records(sales, intents, bonds, frozenset(lost), private)
