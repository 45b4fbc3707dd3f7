"""Which servers are believed to be who they say."""

import ssl
import sys
from functools import cache

import truststore


@cache
def trust(scheme: str) -> ssl.SSLContext:
    """The system's trust store, read once for all hosts; for plain HTTP an empty one.

    On Linux truststore would read the whole bundle again for each connection, on the UI thread.
    """
    if scheme == "https" and sys.platform == "linux":
        system = ssl.create_default_context()
        if system.cert_store_stats()["x509_ca"]:
            return system
    context = ssl.SSLContext if scheme == "http" else truststore.SSLContext
    return context(ssl.PROTOCOL_TLS_CLIENT)
