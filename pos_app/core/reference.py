"""How a key is named to people."""


def reference(key: str) -> str:
    """The last eight letters of a key, four by four, as they are said on the phone."""
    letters = "".join(character for character in key if character.isalnum())[-8:].upper()
    return f"{letters[:-4]}-{letters[-4:]}" if len(letters) > 4 else letters
