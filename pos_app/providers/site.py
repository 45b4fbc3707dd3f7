"""What a provider is told of the till it serves."""

from pos_app.core.value import Value


class Site(Value, frozen=True):
    store_code: str = ""
    store: str = ""
    device: str = ""
    """Opaque, of this till alone, and the same for good."""
    tills: int = 1
    """Of this store, behind one address."""
    country: str | None = None
    """Whose telephone numbers have no country code; ``None``: where the provider is at home."""
    client: str = ""
    """The name under which the brand's tills are known to the provider; no secret."""
    identity_address: str | None = None
    receipts_address: str | None = None
    """Where the provider serves codes and receipts elsewhere."""
