"""What belongs to one merchant, and is no secret."""

from pos_app.core.value import Value
from pos_app.providers.site import Site
from pos_app.providers.weavr.requests import DIGITS


class Options(Value, frozen=True):
    account: str
    """The merchant's managed account, which is paid into."""
    profile: str
    """The merchant's send profile."""
    tills: int = 1
    """Of the merchant, which share its calls a minute (1)."""


def options_of(site: Site) -> Options:
    """Raises ``ValueError`` where something is missing."""
    for name, value in (("account", site.account), ("send_profile", site.send_profile)):
        if not DIGITS.fullmatch(value):
            raise ValueError(f"weavr needs [loyalty] {name} in till.toml: an id of digits")
    return Options(site.account, site.send_profile, site.tills)
