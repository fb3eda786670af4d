"""Whatever a profile says and whatever stands in a sheet, reading ends and no filled row is lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.contents import contents
from etl.pictures import sheet_pictures
from portfolio.drift import drift
from portfolio.errors import FileRefusedError
from portfolio.fields import FIELDS
from portfolio.profile import ColumnRule, MutedRule, Profile, SheetRule, WordRule, learnt
from portfolio.questions import questions
from tests.builders.grids import make_sheet, make_workbook, read
from tests.builders.invariants import broken
from tests.property.test_find_any_grid import BLOCKS, BODIES, HEADERS, HEADINGS, merged

BY = st.sampled_from(["", "konsulent"])
SHEETS = st.sampled_from(["Ark1", "Okt 26", "November", ""])
ROWS = st.none() | st.integers(1, 9)
FIELD_NAMES = st.none() | st.sampled_from([*FIELDS, "title", "status", "municipalities"])
CODED = st.sampled_from([(name, str(code)) for name, field in FIELDS.items() for code in field.codes or ()])
WORDS = st.sampled_from(["I gang", "x", "-", "?", "2026", "Noget"])
MUTABLE = st.sampled_from(["row.title_missing", "column.not_recognised", "status.not_understood"])


def tuples(items, most):
    return st.lists(items, max_size=most).map(tuple)


SHEET_RULES = st.builds(SheetRule, SHEETS, st.sampled_from([False, False, True]), ROWS, BY, st.booleans())
COLUMN_RULES = st.builds(
    ColumnRule, SHEETS, st.sampled_from(HEADINGS), st.just(""), FIELD_NAMES, BY, st.integers(1, 2)
)
WORD_RULES = st.builds(lambda pair, word, by: WordRule(pair[0], word, pair[1], by), CODED, WORDS, BY)
PROFILES = st.builds(
    Profile,
    sheets=tuples(SHEET_RULES, 2),
    columns=tuples(COLUMN_RULES, 6),
    words=tuples(WORD_RULES, 3),
    muted=tuples(st.builds(MutedRule, MUTABLE), 2),
)


@settings(max_examples=100, deadline=None)
@given(HEADERS, BODIES, st.lists(BLOCKS, max_size=3), PROFILES, st.sampled_from(["Ark1", "November"]))
def test_no_profile_loses_a_row(header, body, blocks, profile, name):
    sheet = make_sheet([header, *body], name, merges=merged(blocks))
    try:
        reading = read(sheet, profile=profile)
    except FileRefusedError:
        return

    workbook = make_workbook(sheet)
    assert broken(reading, workbook) == []
    assert len(reading.sheets) == len(sheet_pictures(workbook, reading.tables, ())) == 1
    assert contents(reading).initiatives >= 0


@settings(max_examples=100, deadline=None)
@given(HEADERS, BODIES, PROFILES)
def test_what_is_learnt_of_a_reading_asks_nothing_and_has_no_drift(header, body, profile):
    sheet = make_sheet([header, *body])
    try:
        taught = learnt(profile, read(sheet, profile=profile))
        again = read(sheet, profile=taught)
    except FileRefusedError:
        return

    assert questions(again, taught) == ()
    told = {str(it.kind) for it in drift(taught, again)}
    assert told <= {"sheet_gone", "heading_moved"}  # of what somebody chose, and that never was so
