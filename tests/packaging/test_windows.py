"""What only Windows needs, as far as it can be checked anywhere."""

import struct

import pytest
from pack.windows import ico, numbers, version_resource


def test_an_icon_file_tells_where_each_picture_is() -> None:
    pictures = {16: b"\x89PNG small", 128: b"\x89PNG a larger one"}
    written = ico(pictures)
    assert struct.unpack_from("<HHH", written) == (0, 1, 2)
    for place, (side, png) in enumerate(pictures.items()):
        width, height, *_, size, offset = struct.unpack_from("<BBBBHHII", written, 6 + 16 * place)
        assert (width, height) == (side, side)
        assert written[offset : offset + size] == png


@pytest.mark.parametrize(("text", "expected"), [("0.1.0", (0, 1, 0, 0)), ("2.10", (2, 10, 0, 0))])
def test_a_version_is_four_numbers(text: str, expected: tuple[int, ...]) -> None:
    assert numbers(text) == expected


def test_the_version_resource_says_the_version_twice_over() -> None:
    told = version_resource("1.2.3")
    assert told.count("(1, 2, 3, 0)") == 2
    assert told.count("'1.2.3'") == 2
