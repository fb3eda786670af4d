"""Work in one piece is told of as it is expected to go."""

import time

from dashboard.packing.going_on import going_on


def test_work_in_one_piece_is_told_of_ever_further_and_never_as_done():
    told = []
    with going_on(told.append, seconds=0.05, every=0.01):
        deadline = time.monotonic() + 10
        while len(told) < 5 and time.monotonic() < deadline:
            time.sleep(0.01)
    count = len(told)
    time.sleep(0.05)

    assert len(told) == count >= 5
    assert told == sorted(set(told))
    assert 0 < told[0] < told[-1] < 1


def test_work_that_is_done_at_once_is_not_told_of():
    told = []
    with going_on(told.append, seconds=60, every=30):
        pass

    assert told == []
