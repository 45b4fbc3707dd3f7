"""Takes personal data out of text that others wrote: log lines, and what providers say."""

import re

PATTERNS = (
    (re.compile(r"[\w.+'%-]{1,64}(?:@|%40)[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"(?i)\b(?:basic|bearer)\s+[\w+/=._~-]{6,}"), "[credentials]"),
    (re.compile(r"(?i)\bb?token=[\"']?[\w+/=.~-]{4,}"), "[credentials]"),
    (re.compile(r"(?<![\d.])\d{3}[. ]?\d{3}[. ]?\d{3}[- ]?\d{2}(?!\d)"), "[document]"),
    (re.compile(r"(?<![\d.])\d{2}\.?\d{3}\.?\d{3}(?:/|%2F)?\d{4}-?\d{2}(?!\d)"), "[document]"),
    (
        re.compile(r"(?<![A-Z\d])[A-Z\d]{2}\.[A-Z\d]{3}\.[A-Z\d]{3}/[A-Z\d]{4}-\d{2}\b"),
        "[document]",
    ),
    (re.compile(r"(?:\+|%2B)\d[\d ()-]{7,18}\d"), "[phone]"),
    (re.compile(r"(?<![\d.])(?:55 ?)?\(?\d{2}\)? ?9?\d{4}[ -]?\d{4}(?!\d)"), "[phone]"),
    (re.compile(r"(?<![\d.])\(?\d{3}(?:\) ?|[ .-])\d{3}[ .-]\d{4}(?![\d-])"), "[phone]"),
)
"""What looks like personal data. A till's own keys and numbers are told by their last characters
and do not look like any of it."""


def scrub(text: str) -> str:
    """The text without anything that looks like an address, a document, a phone or credentials."""
    for pattern, label in PATTERNS:
        text = pattern.sub(label, text)
    return text
