"""The one place of the version."""

from pack.places import RESOURCES, ROOT, version

import pos_app


def test_the_version_packed_is_the_programs_own() -> None:
    assert version() == pos_app.__version__


def test_everything_the_till_reads_is_brought() -> None:
    """Packaging itself and the pictures of README are not for a till."""
    found = {path.name for path in (ROOT / "resources").iterdir()}
    assert found == {*RESOURCES, "packaging", "pictures"}
