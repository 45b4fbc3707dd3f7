"""What happened to the journal itself, or at the till apart from every sale, as facts that are
only ever added."""

from collections.abc import Iterable

from pos_app.core.value import Value, Variant


class Gap(Value, frozen=True):
    """Numbers of entries that are missing, and the instants of their neighbours."""

    first: int
    last: int
    after: str | None = None
    """ISO 8601 in UTC, of the last entry before; ``None`` if there is none."""
    before: str | None = None
    """Of the first entry after; ``None`` where the end of the journal is gone."""


class RecordsLost(Variant, frozen=True):
    """A damaged file was set aside; what could be read of it is back."""

    set_aside: str
    """The name of that file, which may hold personal data of unfinished sales."""
    lost: int
    """Entries known to be missing."""
    gaps: tuple[Gap, ...] = ()
    newest_gone: bool = False
    """The newest entries are among them: how many there were cannot be known."""
    private_gone: bool = False
    """Personal data and exact requests of unfinished sales are not all back."""
    sales: tuple[str, ...] = ()
    """Unfinished sales that may lack entries: nobody but a person may go on with them."""
    keys: tuple[str, ...] = ()
    """Keys of requests that stand beside the entries while the entry behind them is gone: they
    may have left."""
    numbered: int = 0
    """Sales are numbered on from here at least."""
    next: int = 1
    """Entries are numbered on from here, so that no number is used twice."""

    @property
    def may_hide_redemption(self) -> bool:
        """Whoever redeems now might do so a second time."""
        return self.newest_gone or bool(self.sales or self.keys)


class RecordsCompared(Variant, frozen=True):
    """A supervisor has compared what the incident names with the provider's records."""

    incident: int
    by: str
    why: str


class AuthenticatorBegun(Variant, frozen=True):
    """Somebody is about to set up a customer's authenticator, and has put their name to it."""

    who: str
    """The customer, by the challenger's opaque name."""
    by: str


class AuthenticatorAdded(Variant, frozen=True):
    """The customer has proved it with a first code."""

    who: str
    reference: str
    """The challenger's name for it."""


Fact = RecordsLost | RecordsCompared | AuthenticatorBegun | AuthenticatorAdded


class Incident(Value, frozen=True):
    """A loss nobody has compared yet."""

    number: int
    at: str
    """ISO 8601 in UTC."""
    lost: RecordsLost


class Noted(Value, frozen=True):
    number: int
    at: str
    fact: Fact


def open_incidents(facts: Iterable[Noted]) -> tuple[Incident, ...]:
    facts = tuple(facts)
    compared = {n.fact.incident for n in facts if isinstance(n.fact, RecordsCompared)}
    return tuple(
        Incident(noted.number, noted.at, noted.fact)
        for noted in facts
        if isinstance(noted.fact, RecordsLost) and noted.number not in compared
    )
