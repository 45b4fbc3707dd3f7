"""BonifiQ's POS API."""
