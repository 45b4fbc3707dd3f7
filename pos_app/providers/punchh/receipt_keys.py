"""What stands for a check at Punchh and, as a barcode, on its receipt; contract, 5.10."""

from hashlib import sha256

DIGITS = 12


def receipt_key(order: str) -> str:
    """From the order's number; the vendor's own way of making one is not published (9, item 12)."""
    digest = int.from_bytes(sha256(order.encode()).digest())
    return str(digest % 10**DIGITS).zfill(DIGITS)
