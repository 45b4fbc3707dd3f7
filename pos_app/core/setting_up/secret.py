"""A secret on its way from whoever types it to where it is kept."""


class Secret:
    """Held until it is stored; never shown, encoded or compared by anybody else."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Nothing once it was wiped."""
        return self._text

    def wipe(self) -> None:
        self._text = ""

    def __bool__(self) -> bool:
        return bool(self._text)

    def __repr__(self) -> str:
        return "Secret(•••)"

    def __reduce__(self) -> str:
        raise TypeError("a secret is never encoded")
