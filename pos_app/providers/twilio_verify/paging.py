"""Following a list: by the address that Twilio gives, on the host that has our credentials, and
never in a circle; contract, 3."""

from urllib.parse import urlsplit

from pos_app.core.errors import ContractBrokenError

MOST_PAGES = 40
_PORTS = {"http": 80, "https": 443}


class Trail:
    """The pages of one list, so far."""

    __slots__ = ("_base", "_seen")

    def __init__(self, base: str) -> None:
        """``base`` is the root that every call goes below."""
        self._base = base.rstrip("/")
        self._seen: set[str] = set()

    def onward(self, next_page_url: str | None) -> str | None:
        """The path below the base, as it came; nothing at the end. Raises ``ContractBrokenError``
        for another host, another tree, or a page that was there already."""
        if not next_page_url:
            return None
        path = _below(self._base, next_page_url)
        if path is None:
            raise ContractBrokenError("ForeignPage")
        if path in self._seen or len(self._seen) >= MOST_PAGES:
            raise ContractBrokenError("EndlessPages")
        self._seen.add(path)
        return path


def _below(base: str, address: str) -> str | None:
    try:
        ours, theirs = urlsplit(base), urlsplit(address)
        same = _origin(base) == _origin(address)
    except ValueError:
        return None
    tree = f"{ours.path}/"
    plain = address.isascii() and address.isprintable() and "\\" not in address
    climbs = any(part in {".", ".."} for part in theirs.path.split("/"))
    if not same or not plain or climbs or theirs.username is not None or theirs.fragment:
        return None
    if not theirs.path.startswith(tree):
        return None
    query = f"?{theirs.query}" if theirs.query else ""
    return theirs.path[len(ours.path) :] + query


def _origin(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)
