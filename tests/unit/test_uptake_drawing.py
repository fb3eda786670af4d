"""The curve of how many use an initiative, drawn: also where nobody says since when."""

import datetime as dt

from dashboard.figures.uptake_curve import CurveWords, uptake_steps

TODAY = dt.date(2026, 11, 23)
WORDS = CurveWords(whole="af 3", last="2", step=lambda day, count: f"{day}: {count}")


def test_users_without_a_day_alone_are_drawn_at_the_edge():
    shape = uptake_steps([], 3, 2, TODAY, WORDS)

    assert [part.attributes.get("className") for part in shape.children].count("curve-undated") == 1
