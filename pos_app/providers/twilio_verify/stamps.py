"""Twilio's dates: ISO 8601, as the answers show them, or RFC 2822, as some are described; 1."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime


def read(text: str | None) -> datetime | None:
    """In UTC; nothing if it cannot be read, or names no zone."""
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = parse((text or "").strip())
            return found.astimezone(UTC) if found.tzinfo is not None else None
        except (ValueError, OverflowError):
            continue
    return None


def written(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def later(at: datetime, seconds: float) -> datetime:
    return at + timedelta(seconds=seconds)
