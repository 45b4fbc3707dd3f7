"""The certification of a Punchh till: one module for each of its chapters."""
