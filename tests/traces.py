"""What a program has left in a folder, and whether a secret is in it."""

import base64
from pathlib import Path


def files(folder: Path) -> list[Path]:
    return [*folder.rglob("*")]


def traces(folder: Path, secret: str) -> list[str]:
    """Files that hold a secret, by value or in Base64 at any of its three alignments."""
    raw = secret.encode()
    shapes = {raw}
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + raw)
        whole = coded[(4 if shift else 0) : len(coded) - 4]
        shapes |= {whole, whole.replace(b"+", b"-").replace(b"/", b"_")}
    return [
        str(path)
        for path in files(folder)
        if path.is_file() and any(shape in path.read_bytes() for shape in shapes)
    ]
