"""The letters that [printer] may choose from."""

CODE_PAGES = ("cp850", "cp860", "cp858", "cp1252", "cp437", "ascii")
"""The letters of a printer. The first has all that western Europe writes with; ``ascii`` is for one
whose tables nobody knows."""
