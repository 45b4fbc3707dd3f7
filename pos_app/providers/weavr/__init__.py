"""Weavr Multi: money on the customer's account, moved by the accepted code itself."""
