"""A point-of-sale till whose redemptions are on disk before they are on the wire."""

__version__ = "0.1.0"
