"""A server's certificate that the till of a campaign trusts, and one that nobody vouches for."""

import ssl
from pathlib import Path
from typing import NamedTuple

import trustme


class Certificates(NamedTuple):
    context: ssl.SSLContext
    stranger: ssl.SSLContext
    trusted: Path
    """The authority, as a file for the till."""


def issue(folder: Path) -> Certificates:
    ours, theirs = trustme.CA(), trustme.CA()
    trusted = folder / "authority.pem"
    ours.cert_pem.write_to_path(str(trusted))
    return Certificates(_context(ours), _context(theirs), trusted)


def _context(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    return context
