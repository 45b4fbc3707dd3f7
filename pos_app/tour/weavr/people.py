"""Customers of the sandbox and their accounts. A token is what the customer's app shows as a QR."""

ALMA, ALMAS_ACCOUNT = "alma", "112233445566778801"
"""50.00, confirms by SMS."""
BRUNO, BRUNOS_ACCOUNT = "bruno", "112233445566778802"
"""80.00, has set up no confirmation."""
CLARA, CLARAS_ACCOUNT = "clara", "112233445566778803"
"""120.00, confirms on the phone."""
EDDA, EDDAS_ACCOUNT = "edda", "112233445566778807"
"""Confirms either way."""
MERCHANT = "112233445566779977"


def token_of(customer: str) -> str:
    """The one that the sandbox prints, which never wears out."""
    return f"eyJhbGciOiJub25lIn0.{customer}.sandbox"
