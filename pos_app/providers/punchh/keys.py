"""The keys by which the till knows a guest, and the look-ups that find them; contract, 5.2."""

from pos_app.core.identifiers import CustomerKey, IdentifierKind, MisreadError
from pos_app.core.loyalty import Customer
from pos_app.providers.punchh.lookups import Kind, Lookup, lookup

KINDS = {
    Kind.EMAIL: IdentifierKind.EMAIL,
    Kind.PHONE: IdentifierKind.PHONE,
    Kind.CARD: IdentifierKind.CARD,
    Kind.QR_CODE: IdentifierKind.QR_CODE,
    Kind.SINGLE_SCAN: IdentifierKind.APP_CODE,
    Kind.REDEMPTION_CODE: IdentifierKind.COUPON,
    Kind.DRIVE_THRU: IdentifierKind.DRIVE_THRU,
}
LASTING = frozenset({Kind.PHONE, Kind.EMAIL, Kind.CARD, Kind.QR_CODE})
"""By these a guest is still known when the check is closed, or a queue is delivered (5.3)."""
PASSING = frozenset(identifier for kind, identifier in KINDS.items() if kind not in LASTING)
_LOOKUPS = {identifier: kind for kind, identifier in KINDS.items()}


def read_key(text: str, region: str) -> CustomerKey:
    """What was typed or scanned, by the preferred reading. Raises ``MisreadError``."""
    found = lookup(text, region)
    return CustomerKey(KINDS[found.kind], found.value)


def lookup_of(key: CustomerKey) -> Lookup:
    return Lookup(_LOOKUPS[key.kind], key.value)


def lasting_lookup(customer: Customer) -> Lookup:
    """How the guest is named once they have gone: as they were found, if that lasts."""
    found = lookup_of(customer.key)
    if found.kind in LASTING:
        return found
    for on_file in (customer.phone, customer.email):
        try:
            known = lookup(on_file or "")
        except MisreadError:
            continue
        if known.kind in LASTING:
            return known
    return found
