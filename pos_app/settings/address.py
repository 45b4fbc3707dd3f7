"""Which addresses are on this very machine."""


def is_loopback(address: str) -> bool:
    from ipaddress import ip_address  # noqa: PLC0415 - a demo never asks
    from urllib.parse import urlsplit  # noqa: PLC0415

    try:
        host = urlsplit(address).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
