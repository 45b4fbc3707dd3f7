"""What lies below a call that found no answer, by a name without anything of the call in it: for
logs, and for whoever sets a till up, since some of it has a cure of its own."""

import socket
import ssl

NO_SUCH_HOST = "NoSuchHost"
NOT_TRUSTED = "CertificateNotTrusted"
OUT_OF_DATE = "CertificateOutOfDate"
DEADLINE = "Deadline"

_DATES = (9, 10)
"""OpenSSL's numbers for a certificate that is not valid yet, and for one no more."""


def cause_of(error: BaseException) -> str:
    if type(error) is TimeoutError:
        return DEADLINE
    below: BaseException | None = error
    while below is not None:
        if isinstance(below, socket.gaierror):
            return NO_SUCH_HOST
        if isinstance(below, ssl.SSLCertVerificationError):
            return OUT_OF_DATE if below.verify_code in _DATES else NOT_TRUSTED
        below = below.__cause__ or below.__context__
    return type(error).__name__
