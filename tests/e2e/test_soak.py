"""A short run of the soak; ``python -m tests.bench --only soak`` is the long one."""

import pytest

from tests.bench import soak


@pytest.mark.timeout(300)
def test_two_hundred_sales_leave_no_memory_behind() -> None:
    (growth,) = soak.measures(200)
    assert growth.within, growth.as_line()
