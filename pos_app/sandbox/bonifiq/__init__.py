"""The BonifiQ POS API."""
