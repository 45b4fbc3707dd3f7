"""Reads what was sent to a printer, as the printer would: the commands of ESC/POS by the book, and
nothing from the till's own encoder."""

from dataclasses import dataclass, field

TABLES = {0: "cp437", 2: "cp850", 3: "cp860", 16: "cp1252", 19: "cp858"}


@dataclass
class Line:
    text: str
    strong: bool
    tall: bool
    inverse: bool


@dataclass
class Roll:
    """What lies before the printer afterwards."""

    lines: list[Line] = field(default_factory=list)
    barcodes: list[str] = field(default_factory=list)
    cuts: int = 0
    fed: int = 0

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


class UnknownCommandError(AssertionError):
    pass


def read(job: bytes) -> Roll:
    reader = _Reader(job)
    while reader.at < len(job):
        reader.step()
    assert not reader.written, "a line was begun and not ended"
    return reader.roll


class _Reader:
    def __init__(self, job: bytes) -> None:
        self.job = job
        self.at = 0
        self.roll = Roll()
        self.written = b""
        self.table = "cp437"
        self.strong = self.tall = self.inverse = self.centred = False
        self.looks: list[tuple[bool, bool, bool]] = []

    def take(self, count: int) -> bytes:
        taken = self.job[self.at : self.at + count]
        assert len(taken) == count, "the job ends in the middle of a command"
        self.at += count
        return taken

    def step(self) -> None:
        byte = self.take(1)
        if byte == b"\n":
            self._end_line()
        elif byte == b"\x1b":
            self._esc()
        elif byte == b"\x1d":
            self._gs()
        elif byte == b"\x1c":
            assert self.take(1) == b".", "only the end of Kanji mode is expected"
        elif byte < b" " or byte == b"\x7f":
            raise UnknownCommandError(byte)
        else:
            self.written += byte
            self.looks.append((self.strong, self.tall, self.inverse))

    def _end_line(self) -> None:
        if self.written or not self.centred:
            looks = set(self.looks) or {(False, False, False)}
            assert len(looks) == 1, "one line, one look"
            self.roll.lines.append(Line(self.written.decode(self.table), *looks.pop()))
        self.written, self.looks = b"", []

    def _esc(self) -> None:
        match self.take(1):
            case b"@":
                self.strong = self.tall = self.inverse = self.centred = False
            case b"t":
                self.table = TABLES[self.take(1)[0]]
            case b"E":
                self.strong = bool(self.take(1)[0])
            case b"a":
                self.centred = self.take(1) == b"\x01"
            case b"d":
                self.roll.fed += self.take(1)[0]
            case other:
                raise UnknownCommandError(other)

    def _gs(self) -> None:
        match self.take(1):
            case b"!":
                self.tall = bool(self.take(1)[0])
            case b"B":
                self.inverse = bool(self.take(1)[0])
            case b"h" | b"w" | b"H":
                self.take(1)
            case b"V":
                assert self.take(2) == b"\x42\x00"
                self.roll.cuts += 1
            case b"k":
                system, length = self.take(2)
                assert system == 67, "EAN-13"
                self.roll.barcodes.append(self.take(length).decode("ascii"))
            case other:
                raise UnknownCommandError(other)
