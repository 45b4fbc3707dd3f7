"""What a sale's events amount to by the rules of this till's provider."""

from collections.abc import Iterable

from pos_app.core.redemption.profile import Profile
from pos_app.core.sale import Sale
from pos_app.core.selling import Opened, SaleEvent, advance


def is_foreign(profile: Profile, event: SaleEvent) -> bool:
    """Folding a sale by another provider's rules would make it something else."""
    return isinstance(event, Opened) and event.provider not in {"", profile.name}


def fold(profile: Profile, sale_id: str, events: Iterable[SaleEvent]) -> Sale | None:
    """Nothing for a sale of another provider."""
    sale = Sale(sale_id)
    for event in events:
        if is_foreign(profile, event):
            return None
        sale = advance(profile, sale, event).sale
    return sale
