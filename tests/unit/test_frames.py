"""Declared frames."""

import pandas as pd
import pytest

from portfolio.frames import Columns

PAIRS = Columns({"initiative_id": "int64", "municipality": "string"})
COLUMNS = Columns({"id": "int64", "name": "string", "day": "datetime64[s]", "budget_dkk": "Int64"})


def test_an_empty_frame_has_its_columns_and_dtypes():
    assert COLUMNS.check(COLUMNS.frame([])).empty


def test_missing_stays_missing_and_is_never_zero():
    frame = COLUMNS.frame([(1, None, None, None)])

    assert frame.iloc[0].isna().tolist() == [False, True, True, True]
    COLUMNS.check(frame)


@pytest.mark.parametrize(
    "changed",
    [
        lambda frame: frame.drop(columns="municipality"),
        lambda frame: frame.assign(more=1),
        lambda frame: frame[["municipality", "initiative_id"]],
        lambda frame: frame.astype({"initiative_id": "float64"}),
    ],
)
def test_a_frame_that_is_not_as_declared_is_refused(changed):
    frame = PAIRS.frame([(1, "0167")])

    with pytest.raises(TypeError, match="declared"):
        PAIRS.check(changed(frame))
    pd.testing.assert_frame_equal(PAIRS.check(frame), frame)
