"""What the address says and what is asked for are the same thing written twice."""

import datetime as dt
from urllib.parse import parse_qs

from hypothesis import given
from hypothesis import strategies as st

from dashboard.filters import (
    CHOICES,
    COLUMNS,
    PAGE_SIZES,
    UNKNOWN,
    Asked,
    address,
    from_query,
    list_address,
    moment_word,
    narrowed,
    narrowing,
    seen_on,
    sorted_by,
    to_query,
    toggled,
    toggling,
    without,
)
from portfolio.moments import Moment, clock_time, moment_at
from portfolio.rules.gaps import Gap
from portfolio.selection import UNKNOWN_CODE, Criteria


def codes(choice):
    known = [*choice.words(), *([UNKNOWN_CODE] if choice.has_unknown else [])]
    return st.lists(st.sampled_from(known), unique=True, max_size=4).map(
        lambda chosen: tuple(code for code in known if code in chosen)
    )


days = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
texts = st.text(max_size=40).map(lambda text: " ".join(text.split()))
clock_times = st.builds(clock_time, days, st.integers(0, 23), st.integers(0, 59))
MEETINGS = {
    number: moment_at(dt.datetime(2026, number, 9, 8, 7, 6, 5, dt.UTC), number) for number in range(1, 9)
}
moments = st.builds(Moment, days) | clock_times | st.sampled_from(list(MEETINGS.values()))
criteria = st.builds(
    Criteria,
    **{choice.criterion: codes(choice) for choice in CHOICES},
    text=texts,
    only_listed=st.booleans(),
    as_of=st.none() | moments,
    since=st.none() | moments,
    structure_on=st.none() | days,
)
columns = st.sets(st.sampled_from(list(COLUMNS))).map(
    lambda chosen: tuple(column for column in COLUMNS if column in chosen | {"titel"})
)
asked = st.builds(
    Asked,
    criteria=criteria,
    sort=st.sampled_from([*COLUMNS, *(f"-{column}" for column in COLUMNS)]),
    page=st.integers(1, 9_999),
    page_size=st.sampled_from(PAGE_SIZES),
    columns=columns,
)


def read_back(written: str, own=()):
    return from_query(parse_qs(written.removeprefix("?"), keep_blank_values=True), own, MEETINGS.get)


@given(asked)
def test_what_is_written_to_the_address_reads_back(whole):
    assert read_back(to_query(whole)) == whole


@given(asked)
def test_the_address_is_plain_and_short(whole):
    written = to_query(whole)
    assert written.isascii()
    assert " " not in written


@given(
    st.dictionaries(st.text(max_size=10), st.text(max_size=30) | st.lists(st.text(max_size=10), max_size=3))
)
def test_any_query_gives_an_answer(query):
    found = from_query(query)
    assert found.page >= 1
    assert set(found.columns) <= set(COLUMNS)


@given(
    st.sampled_from([choice.key for choice in CHOICES]),
    st.text(alphabet="abcæøå0123456789", min_size=1, max_size=8),
)
def test_a_word_nobody_knows_is_kept_as_ignored(key, word):
    choice = next(choice for choice in CHOICES if choice.key == key)
    if word in choice.words().values() or word == UNKNOWN:
        return
    found = from_query({key: word})
    assert found.criteria == Criteria()
    assert [(it.key, it.value) for it in found.ignored] == [(key, word)]


def test_the_words_of_a_choice_are_unlike_each_other_and_unlike_unknown():
    for choice in CHOICES:
        words = list(choice.words().values())
        assert len(set(words)) == len(words)
        assert UNKNOWN not in words
    assert len(Gap) == len(CHOICES[-1].words())


TODAY = dt.date(2026, 11, 23)
NOW = Moment(TODAY)


@given(asked)
def test_nobody_looks_from_a_day_to_come_or_back_from_before_but_in_any_days_structure(whole):
    seen = seen_on(whole, TODAY)

    assert seen.criteria.structure_on == whole.criteria.structure_on

    as_of, since = seen.criteria.as_of, seen.criteria.since
    assert (as_of or NOW).instant <= NOW.instant
    assert since is None or since.instant <= (as_of or NOW).instant
    left_out = {(it.key, it.value) for it in seen.ignored}
    asked_for = {("pr", whole.criteria.as_of), ("siden", whole.criteria.since)}
    dropped = asked_for - {("pr", as_of), ("siden", since)}
    assert left_out == {(key, moment_word(moment)) for key, moment in dropped if moment is not None}


@given(asked, st.sampled_from(list(COLUMNS)))
def test_the_days_survive_every_link_of_a_page(whole, column):
    criteria = whole.criteria
    written = [
        to_query(sorted_by(whole, column)),
        list_address(narrowed(criteria, traffic_lights="red", focus_areas=None)).partition("?")[2],
        to_query(Asked(criteria=without(criteria, "statuses", "active"))),
        to_query(Asked(criteria=criteria.unfiltered())),
    ]

    for query in written:
        found = read_back(query).criteria
        assert (found.as_of, found.since) == (criteria.as_of, criteria.since)


@given(criteria, st.permutations(CHOICES), st.data())
def test_addresses_written_for_many_codes_are_those_written_for_one(criteria, choices, data):
    fields = [it.criterion for it in choices if it.has_unknown][:2]
    known = {it.criterion: [*it.words(), None] for it in choices}
    now = [getattr(criteria, field)[:1] or (None,) for field in fields]
    picked = [None if code == UNKNOWN_CODE else code for (code,) in now]
    drawn = [data.draw(st.sampled_from(known[field])) for field in fields]

    for codes in (drawn, picked):
        asked = dict(zip(fields, codes, strict=True))
        assert narrowing("/x", criteria, *fields)(*codes) == address("/x", narrowed(criteria, **asked))
        assert toggling("/x", criteria, *fields)(*codes) == address("/x", toggled(criteria, **asked))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz_-æøå", min_size=1, max_size=12), st.text(max_size=20))
def test_a_key_that_no_page_knows_is_said(key, value):
    found = from_query({key: value})

    known = {*(choice.key for choice in CHOICES), "q", "udgaaede", "sort", "side", "antal", "kolonner"}
    if key not in known | {"pr", "siden"}:
        assert [(it.key, it.value) for it in found.ignored] == [(key, value.strip())]
