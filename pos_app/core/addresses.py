"""What may stand as the address of a provider."""


def is_loopback(address: str) -> bool:
    """Whether it is on this very machine."""
    from ipaddress import ip_address  # noqa: PLC0415 - a demo never asks
    from urllib.parse import urlsplit  # noqa: PLC0415

    try:
        host = urlsplit(address).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def is_usable(address: str) -> bool:
    """HTTPS, or plain HTTP on loopback, and nothing besides host, port and path."""
    from urllib.parse import urlsplit  # noqa: PLC0415

    try:
        parts = urlsplit(address)
        safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(address))
        bare = not (parts.query or parts.fragment or parts.username)
        return safe and bare and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
