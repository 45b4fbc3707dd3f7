"""Plays a provider's certification with the till's own client, and writes it down."""
