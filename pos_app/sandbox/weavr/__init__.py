"""Weavr Multi: a verified code itself moves the money (contracts, weavr)."""
