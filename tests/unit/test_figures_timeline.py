"""Time is drawn as exactly as it is known, and told in words beside it."""

import datetime as dt

import pytest

from dashboard.components.timeline import (
    TimelineRow,
    axis_for,
    dates_text,
    timeline,
    timeline_key,
    timeline_message,
    timeline_numbers,
    timeline_rows,
)
from dashboard.figures.drawing import Shape
from dashboard.figures.timeline import (
    Axis,
    Edge,
    Look,
    Span,
    axis_drawing,
    axis_of,
    bar_of,
    ground,
    is_drawn,
    ticks,
    track,
)
from portfolio.records import FuzzyDate
from portfolio.selection import Criteria, select
from portfolio.vocabulary import Precision
from tests.builders.components import links_of, text_of
from tests.builders.snapshots import make_snapshot

TODAY = dt.date(2026, 7, 1)
AXIS = Axis(dt.date(2026, 1, 1), dt.date(2027, 12, 31), TODAY)


def day(text: str) -> FuzzyDate:
    at = dt.date.fromisoformat(text)
    return FuzzyDate(at, at, Precision.DAY)


def quarter(year: int, first_month: int) -> FuzzyDate:
    after = dt.date(year + first_month // 12, (first_month + 2) % 12 + 1, 1)
    return FuzzyDate(dt.date(year, first_month, 1), after - dt.timedelta(days=1), Precision.QUARTER)


OPEN = FuzzyDate(None, None, Precision.OPEN)


def looks(shape: Shape) -> list[str]:
    own = [str(shape.attributes["className"])] if "className" in shape.attributes else []
    return own + [look for child in shape.children if isinstance(child, Shape) for look in looks(child)]


def shares(shape: Shape) -> list[float]:
    own = [
        float(str(value).removesuffix("%")) for value in shape.attributes.values() if str(value).endswith("%")
    ]
    return own + [it for child in shape.children if isinstance(child, Shape) for it in shares(child)]


def test_days_end_a_bar_sharply_on_those_days():
    bar = bar_of(Span(day("2026-01-01"), day("2026-12-31")), AXIS)
    assert (bar.start, bar.end) == (Edge.SHARP, Edge.SHARP)
    assert bar.may_start == bar.has_started == 0
    assert bar.may_end == bar.has_ended == 0.5
    assert looks(track(Span(day("2026-02-01"), day("2026-12-31")), AXIS)).count("cap") == 2


def test_a_quarter_fades_over_all_its_days():
    span = Span(quarter(2026, 4), quarter(2027, 1))
    bar = bar_of(span, AXIS)
    assert (bar.start, bar.end) == (Edge.FADED, Edge.FADED)
    assert bar.may_start == AXIS.place(dt.date(2026, 4, 1))
    assert bar.has_started == AXIS.place(dt.date(2026, 7, 1))
    assert bar.may_end == AXIS.place(dt.date(2027, 1, 1))
    assert bar.has_ended == AXIS.place(dt.date(2027, 4, 1))
    assert looks(track(span, AXIS)).count("bar-fading") == 2


def test_what_goes_on_ends_in_an_arrow_at_the_edge():
    span = Span(day("2026-03-01"), OPEN)
    assert bar_of(span, AXIS).end is Edge.OPEN
    assert bar_of(span, AXIS).has_ended == 1
    assert "arrow" in looks(track(span, AXIS))


def test_an_end_that_nobody_stated_is_dots_from_today():
    span = Span(day("2026-03-01"), None)
    bar = bar_of(span, AXIS)
    assert bar.end is Edge.UNKNOWN
    assert bar.may_end == AXIS.place(dt.date(2026, 7, 2))
    assert "dots" in looks(track(span, AXIS))


def test_what_runs_has_started_though_nobody_stated_when():
    running, planned = (Span(None, day("2027-06-30"), look) for look in (Look.RUNNING, Look.PLANNED))
    assert bar_of(running, AXIS).has_started == AXIS.place(TODAY)
    assert bar_of(planned, AXIS).has_started > AXIS.place(TODAY)


def test_a_start_and_an_end_in_the_same_year_meet_in_its_middle():
    year = FuzzyDate(dt.date(2027, 1, 1), dt.date(2027, 12, 31), Precision.YEAR)
    bar = bar_of(Span(year, year), AXIS)
    assert bar.may_start == AXIS.place(dt.date(2027, 1, 1))
    assert bar.has_started == bar.may_end == pytest.approx((bar.may_start + bar.has_ended) / 2)


def test_an_end_by_a_day_fades_from_today_to_that_day():
    by_then = FuzzyDate(None, dt.date(2027, 6, 30), Precision.RANGE)
    bar = bar_of(Span(day("2026-03-01"), by_then), AXIS)
    assert bar.may_end == AXIS.place(TODAY)
    assert bar.has_ended == AXIS.place(dt.date(2027, 7, 1))


@pytest.mark.parametrize("end", [None, OPEN])
def test_where_no_day_is_known_nothing_is_drawn_and_the_words_say_so(end):
    span = Span(None, end)
    assert not is_drawn(span)
    assert track(span, AXIS).children == ()
    assert dates_text(span) in ("Start og slut er ikke angivet", "start ikke angivet – løbende")


def test_what_is_past_its_end_goes_on_to_today_in_a_line_of_its_own():
    late = Span(day("2026-01-10"), day("2026-04-30"), is_overdue=True)
    assert "late" in looks(track(late, AXIS))
    assert "late" not in looks(track(Span(day("2026-01-10"), day("2026-04-30")), AXIS))


@pytest.mark.parametrize(
    "span",
    [
        Span(day("2018-01-01"), day("2031-01-01")),
        Span(day("2018-01-01"), quarter(2019, 1)),
        Span(quarter(2030, 1), OPEN),
        Span(None, day("2031-01-01")),
        Span(quarter(2020, 1), None, is_overdue=True),
    ],
)
def test_nothing_is_drawn_outside_the_axis(span):
    assert all(0 <= share <= 100 for share in shares(track(span, AXIS)))


def test_what_goes_on_beyond_the_axis_points_there():
    drawn = looks(track(Span(day("2018-01-01"), day("2031-01-01")), AXIS))
    assert drawn.count("arrow") == 2
    assert "cap" not in drawn


def test_an_axis_holds_whole_years_and_not_too_many():
    axis = axis_of([dt.date(2012, 5, 1), dt.date(2027, 2, 1)], TODAY)
    assert (axis.first, axis.last) == (dt.date(2024, 1, 1), dt.date(2027, 12, 31))
    assert axis_of([], TODAY).days == 365


@pytest.mark.parametrize(("years", "count", "first"), [(1, 4, "jan. 26"), (2, 4, "jan. 26"), (4, 4, "2026")])
def test_the_axis_names_as_many_days_as_have_room(years, count, first):
    axis = Axis(dt.date(2026, 1, 1), dt.date(2025 + years, 12, 31), TODAY)
    assert len(ticks(axis)) == count
    assert ticks(axis)[0][1] == first


def test_today_is_drawn_and_named():
    axis = axis_drawing(AXIS, "i dag 01.07.2026")
    assert "today" in looks(axis)
    assert "i dag 01.07.2026" in repr(axis)
    (referred,) = ground().children
    assert str(referred.attributes["href"]).removeprefix("#") in repr(axis)


def test_each_line_tells_its_dates_in_words_and_leads_to_its_initiative():
    row = TimelineRow(7, "Fælles <b>data</b>", "red", "active", Span(quarter(2026, 1), OPEN))
    late = TimelineRow(8, "Sen", None, "active", Span(None, day("2026-06-01"), is_overdue=True))
    shown = timeline([row, late], AXIS)
    assert "1. kvartal 2026 – løbende" in text_of(shown)
    assert "30 dage over" in text_of(shown)
    assert "Fælles <b>data</b>" in text_of(shown)
    assert links_of(shown) == ["/indsatser/7", "/indsatser/8"]
    assert timeline_numbers([row, late]).rows[1][2:] == ["Ikke angivet", "01.06.2026"]


def test_lines_are_made_of_the_initiatives_as_they_are():
    april, june = dt.date(2026, 4, 1), dt.date(2026, 6, 30)
    known = make_snapshot(
        {"title": "Ny", "status": "planned", "start_first": april, "start_last": june}
        | {"start_precision": "quarter", "end_precision": "open"}
    )
    (row,) = timeline_rows(select(known, Criteria()))
    assert (row.id, row.title, row.light) == (1, "Ny", "green")
    assert row.span == Span(quarter(2026, 4), OPEN, Look.PLANNED)


def test_the_message_counts_what_ends_soon_and_what_is_late():
    august, may = ({"end_last": dt.date(2026, at, 1), "end_precision": "day"} for at in (8, 5))
    known = make_snapshot(august, {**august, "status": "completed"}, may, {}, today=TODAY)
    message = timeline_message(select(known, Criteria()))
    assert message == "1 indsats slutter inden for 90 dage, og 1 er over slutdatoen"


def test_all_that_are_chosen_share_an_axis():
    start = {"start_first": dt.date(2025, 3, 1), "start_last": dt.date(2025, 3, 1), "start_precision": "day"}
    chosen = select(make_snapshot(start, {"end_last": dt.date(2027, 1, 1)}, today=TODAY), Criteria())
    axis = axis_for(chosen)
    assert (axis.first.year, axis.last.year) == (2025, 2027)
    assert axis_for(chosen.first(0)).days == 365


def test_the_key_shows_the_ends_and_looks_that_occur_in_words():
    late = Span(None, day("2026-06-01"), is_overdue=True)
    spans = [late, Span(quarter(2026, 1), OPEN, Look.FINISHED), Span(day("2027-01-01"), None, Look.PLANNED)]
    told = text_of(timeline_key(spans))
    for words in ("bestemt dag", "Måned", "Løbende", "Ikke angivet", "Over", "Ikke begyndt", "Afsluttet"):
        assert words in told
    assert text_of(timeline_key([Span(None, None)])).strip() == ""
