"""How long something has been the same, held against a plain look at a calendar."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.queries.standing import light_run, longest_first
from portfolio.rules.retelling import Retelling, retelling, words_beside_days
from portfolio.rules.runs import run_of
from portfolio.selection import Criteria, select
from portfolio.snapshot import LIGHTS
from tests.builders.snapshots import make_snapshot

MONTHS = [dt.date(2025 + (n + 5) // 12, (n + 5) % 12 + 1, 1) for n in range(14)]

told = st.dictionaries(st.sampled_from(MONTHS), st.sampled_from([*LIGHTS, None]), max_size=14)
often = settings(max_examples=200, deadline=None)


@often
@given(told)
def test_every_month_of_a_run_is_either_the_same_or_told_to_be_without(months):
    run = run_of(months)

    stated = {month for month, light in months.items() if light is not None}
    if run is None:
        assert not stated
        return
    within = [month for month in MONTHS if run.since <= month <= run.last]
    same = [month for month in within if months.get(month) is not None]
    assert run.last == max(stated)
    assert {months[month] for month in same} == {run.told}
    assert run.count == len(same)
    assert sorted([*same, *run.unreported, *run.unstated]) == within
    assert all(month not in months for month in run.unreported)
    assert all(months[month] is None for month in run.unstated)


@often
@given(told)
def test_a_run_goes_back_as_far_as_it_can(months):
    run = run_of(months)

    earlier = [month for month in sorted(months) if run and month < run.since and months[month] is not None]
    assert (run.before if run else None) == (months[earlier[-1]] if earlier else None)
    assert not earlier or months[earlier[-1]] != run.told


@often
@given(st.lists(told, min_size=1, max_size=8))
def test_all_runs_at_once_are_those_of_each(initiatives):
    reports = [
        (number, month, light, None)
        for number, months in enumerate(initiatives, 1)
        for month, light in months.items()
    ]
    known = make_snapshot(*({} for _ in initiatives), reports=reports)
    chosen = select(known, Criteria())

    order = longest_first(chosen)

    runs = [light_run(it) for it in order]
    keys = [(it.since, -it.count) if it else (dt.date.max, 0) for it in runs]
    assert keys == sorted(keys)


WORDS = st.lists(
    st.sampled_from(["Venter", "på", "lokaler", "og", "svar", "fra", "hospitalet", "78", "%", "3-4", "uger"]),
    max_size=9,
)
DAYS = st.sampled_from(
    ["3. oktober", "7. november 2026", "2026-11-03", "d. 7/11", "uge 47", "nov. 2026", "marts"]
)


@often
@given(WORDS, DAYS, DAYS, st.sampled_from(["", ".", "!", " …"]))
def test_another_day_and_another_stop_are_nearly_the_same(words, day, other, stop):
    before, now = f"{' '.join(words)}, {day}", f"{' '.join(words)}, {other}{stop}"

    told = retelling(before, now)

    if before == now:
        assert told is Retelling.VERBATIM
    elif len(words_beside_days(before)) >= 3:
        assert told is Retelling.NEARLY
    else:
        assert told is None


@often
@given(WORDS, st.integers(0, 8), st.sampled_from(["ikke", "79", "−5", "måske", "€"]))
def test_one_word_or_number_more_is_news(words, place, more):
    before, now = " ".join(words), " ".join([*words[:place], more, *words[place:]])

    assert retelling(before, now) is None


@often
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_get_an_answer_and_only_the_same_is_word_for_word(before, now):
    told = retelling(before, now)

    assert (told is Retelling.VERBATIM) == (before == now != "")
    assert retelling(now, before) is told
