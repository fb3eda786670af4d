from hypothesis import given
from hypothesis import strategies as st

from etl.match.trust import trusted

scores = st.floats(min_value=0, max_value=1)


@given(scores, scores)
def test_the_better_fit_is_trusted_no_less(one, other):
    low, high = sorted((one, other))

    assert 0 <= trusted(low) <= trusted(high) <= 1


def test_what_nobody_recognised_has_no_trust_and_what_is_plain_keeps_its_own():
    assert trusted(0.0) == 0.0
    assert [trusted(score) for score in (0.9, 0.93, 0.96, 1.0)] == [0.9, 0.93, 0.96, 1.0]
