"""What stands for a check at Punchh and, as a barcode, on its receipt; contract, 5.10."""

DIGITS = 12


def receipt_key(order: str) -> str:
    """From the order's number; the vendor's own way of making one is not published (9, item 12)."""
    from hashlib import sha256  # noqa: PLC0415 - a receipt needs it, the first frame does not

    digest = int.from_bytes(sha256(order.encode()).digest())
    return str(digest % 10**DIGITS).zfill(DIGITS)
