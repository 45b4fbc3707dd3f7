"""What an X server without a screen showed, from the file it keeps it in."""

import struct
from pathlib import Path

from PySide6.QtGui import QColor, QImage

from pos_app.screens.theme import LIGHT

PANEL = (0.54, 0.36, 0.45, 0.46)
"""Where the till says what is to be done next: left, top, width and height, of the whole."""
HEADER = struct.Struct(">25I")
"""Of an ``xwd`` file, in whole words: its size, then among others width, height, bytes a line and
the number of colours that follow it."""
COLOUR = 12


def picture(file: Path) -> QImage:
    data = file.read_bytes()
    header = HEADER.unpack_from(data)
    width, height, line = header[4], header[5], header[12]
    pixels = data[header[0] + header[19] * COLOUR :]
    return QImage(pixels, width, height, line, QImage.Format.Format_RGB32).copy()


def caution(image: QImage) -> float:
    """The share of the panel that is painted as a thing to be careful about."""
    left, top, width, height = PANEL
    part = image.copy(
        int(left * image.width()),
        int(top * image.height()),
        int(width * image.width()),
        int(height * image.height()),
    )
    wanted = QColor(LIGHT.caution_soft).rgb()
    points = [(x, y) for y in range(0, part.height(), 3) for x in range(0, part.width(), 3)]
    return sum(part.pixel(x, y) == wanted for x, y in points) / len(points)
