"""Which lists are in force when, and what was known of an initiative from when to when."""

from portfolio.records import CellValue
from portfolio.versions.history import Events, MonthStatus, ReportFacts, derived, moments, versions_of
from portfolio.versions.lists import Lists, UploadFacts
from portfolio.versions.states import CorrectionFacts
from portfolio.vocabulary import TrafficLight
from tests.builders.uploads import NOVEMBER, OCTOBER, SEPTEMBER, at

GREEN, RED = TrafficLight.GREEN, TrafficLight.RED


def upload(id_, month, day, *, withdrawn=None, source=1) -> UploadFacts:
    return UploadFacts(id_, source, month, at(day), None if withdrawn is None else at(withdrawn))


def report(upload_id, *, decided=0, undone=None, light=None) -> ReportFacts:
    status = MonthStatus(light, None, None)
    return ReportFacts((upload_id, 1), at(decided), None if undone is None else at(undone), status)


def contents(**titles):
    """Give each upload's report a title: ``_1="A"``."""
    return lambda id_: {"title": CellValue(titles[f"_{id_[0]}"], "", "A1")}


def spans(found):
    """Give spans as days: from, to, title."""
    days = {at(day): day for day in range(100)}
    return [
        (
            days[span.known_from],
            None if span.known_to is None else days[span.known_to],
            span.known.values["title"],
        )
        for span in found
    ]


def test_the_list_that_came_last_is_in_force_for_its_month_until_it_is_withdrawn():
    lists = Lists([upload(1, SEPTEMBER, 0), upload(2, SEPTEMBER, 5, withdrawn=8), upload(3, OCTOBER, 6)])

    assert [sorted(lists.in_force(1, at(day))) for day in (0, 5, 6, 8)] == [[1], [2], [2, 3], [1, 3]]


def test_the_newest_list_is_that_of_the_newest_month_whenever_it_came():
    lists = Lists([upload(1, OCTOBER, 0, withdrawn=9), upload(2, SEPTEMBER, 5)])

    assert [lists.newest(1, at(day)) for day in (0, 5, 9)] == [1, 1, 2]


def test_before_anything_came_nothing_is_in_force():
    lists = Lists([upload(1, OCTOBER, 5)])

    assert (lists.in_force(1, at(4)), lists.newest(1, at(4)), lists.newest(2, at(9))) == (
        frozenset(),
        None,
        None,
    )


def test_neighbours_that_say_the_same_are_one_version():
    lists = Lists([upload(1, SEPTEMBER, 0), upload(2, OCTOBER, 30), upload(3, NOVEMBER, 60)])
    events = Events((report(1), report(2, decided=30), report(3, decided=60)))

    found = versions_of(events, lists, contents(_1="A", _2="A", _3="B"))

    assert spans(found) == [(0, 60, "A"), (60, None, "B")]


def test_what_was_withdrawn_is_known_until_then_and_what_it_replaced_comes_back():
    lists = Lists([upload(1, SEPTEMBER, 0), upload(2, SEPTEMBER, 5, withdrawn=8)])
    events = Events((report(1), report(2, decided=5)))

    assert spans(versions_of(events, lists, contents(_1="A", _2="B"))) == [
        (0, 5, "A"),
        (5, 8, "B"),
        (8, None, "A"),
    ]


def test_nothing_is_known_while_no_report_is_in_force_whatever_was_corrected():
    lists = Lists([upload(1, SEPTEMBER, 0, withdrawn=3)])
    events = Events((report(1),), (CorrectionFacts(1, "title", "B", at(5)),))

    assert spans(versions_of(events, lists, contents(_1="A"))) == [(0, 3, "A")]


def test_a_decision_that_is_undone_ends_what_was_known():
    lists = Lists([upload(1, SEPTEMBER, 0)])

    assert spans(versions_of(Events((report(1, undone=4),)), lists, contents(_1="A"))) == [(0, 4, "A")]


def test_a_correction_holds_from_when_it_was_made_until_it_was_undone():
    lists = Lists([upload(1, SEPTEMBER, 0)])
    events = Events((report(1),), (CorrectionFacts(1, "title", "B", at(2), at(4)),))

    assert spans(versions_of(events, lists, contents(_1="A"))) == [(0, 2, "A"), (2, 4, "B"), (4, None, "A")]


def test_months_keep_the_light_of_the_list_that_came_last():
    lists = Lists([upload(1, SEPTEMBER, 0), upload(2, SEPTEMBER, 5, source=2), upload(3, OCTOBER, 6)])
    events = Events(
        (report(1, light=GREEN), report(2, light=RED, decided=5), report(3, light=GREEN, decided=6))
    )

    found = derived(moments(events, lists), lists, contents(_1="A", _2="A", _3="A"))

    assert [span.known.traffic_light for span in found.months[SEPTEMBER]] == [GREEN, RED]
    assert found.listings[-1].known.previous_traffic_light is RED
    assert (found.listings[-1].known.first_month, found.listings[-1].known.last_month) == (SEPTEMBER, OCTOBER)
