"""A sale's whole story in plain English, from the journal's events. Nothing personal is in it."""
