"""One import, one transaction: what is stored, what is told of it, and how it is withdrawn."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event, func, select, text

from portfolio.database import reading, writing
from portfolio.queries.snapshot import read_snapshot
from portfolio.queries.uploads import uploads
from portfolio.records import CellValue
from portfolio.selection import Criteria
from portfolio.selection import select as select_initiatives
from portfolio.store import (
    MonthFarError,
    NoInitiativesError,
    OrganisationUnknownError,
    SourceNameMissingError,
    UploadUnknownError,
    UploadWithdrawnError,
    load_upload,
    withdraw_upload,
)
from portfolio.tables import Base, Initiative, Report, Source, Upload
from portfolio.vocabulary import TableKind, UploadState
from tests.builders.uploads import (
    FIRST_INSTANT,
    NOVEMBER,
    OCTOBER,
    at,
    load,
    make_reading,
    make_report,
    make_table,
    make_upload,
    reading_of,
)

TODAY = dt.date(2026, 11, 22)


def known(engine: Engine, instant: dt.datetime) -> dict[str, str | None]:
    """Give the listed initiatives' titles and statuses as known at an instant."""
    with reading(engine) as session:
        chosen = select_initiatives(read_snapshot(session, instant, TODAY), Criteria())
    return {it.title: it.code("status") for it in chosen}


def states(engine: Engine) -> list[UploadState]:
    with reading(engine) as session:
        return [upload.state for upload in reversed(uploads(session))]


def dump(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with reading(engine) as session:
        tables = Base.metadata.sorted_tables
        return {table.name: sorted(map(tuple, session.execute(select(table))), key=repr) for table in tables}


def withdraw(engine: Engine, upload_id: int, day: int) -> None:
    with writing(engine) as session:
        withdraw_upload(session, upload_id, now=at(day), by="konsulent")


def test_a_first_list_is_all_new(engine):
    receipt = load(engine, {"title": "Akutteam"}, {"title": "Faldforebyggelse"})

    assert (receipt.new, receipt.changed, receipt.unchanged, receipt.gone) == (2, 0, 0, 0)
    assert (receipt.rows.read, receipt.rows.accepted) == (2, 2)


def test_next_months_list_tells_what_is_new_changed_unchanged_and_gone(engine):
    load(engine, {"title": "A"}, {"title": "B", "status": "active"}, {"title": "C"})

    receipt = load(
        engine, {"title": "A"}, {"title": "B", "status": "paused"}, {"title": "D"}, month=OCTOBER, now=at(30)
    )

    assert (receipt.new, receipt.changed, receipt.unchanged, receipt.gone) == (1, 1, 1, 1)
    assert list(known(engine, at(31))) == ["A", "B", "D"]
    assert list(known(engine, at(29))) == ["A", "B", "C"]


def test_the_same_bytes_again_change_nothing_and_the_receipt_says_so(engine):
    first = load(engine, {"title": "A"})
    before = dump(engine)

    again = load(engine, {"title": "A"}, now=at(1), by="en anden")

    assert again.is_duplicate
    assert (again.upload_id, again.uploaded_at, again.uploaded_by) == (
        first.upload_id,
        FIRST_INSTANT,
        "konsulent",
    )
    assert dump(engine) == before


def test_the_same_bytes_for_another_source_are_loaded(engine):
    load(engine, {"title": "A"})

    receipt = load(engine, {"title": "A"}, source="En anden liste", now=at(1))

    assert (receipt.is_duplicate, receipt.new) == (False, 1)


def test_a_second_file_for_the_month_replaces_the_first(engine):
    first = load(engine, {"title": "A", "status": "active"})

    second = load(engine, {"title": "A", "status": "paused"}, now=at(1))

    assert second.replaced_upload_id == first.upload_id
    assert states(engine) == [UploadState.REPLACED, UploadState.ACTIVE]
    assert known(engine, at(2)) == {"A": "paused"}


def test_bytes_that_were_replaced_may_come_again(engine):
    load(engine, {"title": "A"})
    load(engine, {"title": "B"}, now=at(1))

    third = load(engine, {"title": "A"}, now=at(2))

    assert (third.is_duplicate, third.new) == (False, 0)
    assert states(engine) == [UploadState.REPLACED, UploadState.REPLACED, UploadState.ACTIVE]


def test_withdrawing_puts_what_was_replaced_in_force_again(engine):
    load(engine, {"title": "A", "status": "active"}, {"title": "B"})
    second = load(engine, {"title": "A", "status": "paused"}, now=at(1))

    withdraw(engine, second.upload_id, 2)

    assert states(engine) == [UploadState.ACTIVE, UploadState.WITHDRAWN]
    assert known(engine, at(3)) == {"A": "active", "B": None}
    assert known(engine, at(1)) == {"A": "paused"}


def test_withdrawing_the_only_upload_leaves_nothing_known_and_everything_on_record(engine):
    receipt = load(engine, {"title": "A"})

    withdraw(engine, receipt.upload_id, 1)

    assert known(engine, at(2)) == {}
    assert known(engine, at(0)) == {"A": None}
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Report)) == 1


def test_what_was_withdrawn_may_be_loaded_again_and_is_the_same_initiative(engine):
    receipt = load(engine, {"title": "A"})
    withdraw(engine, receipt.upload_id, 1)

    again = load(engine, {"title": "A"}, now=at(2))

    assert (again.is_duplicate, again.new) == (False, 0)


def test_withdrawing_an_upload_that_is_not_the_newest_changes_no_more_than_its_month(engine):
    first = load(engine, {"title": "A", "status": "idea"})
    load(engine, {"title": "A", "status": "active"}, month=OCTOBER, now=at(30))

    withdraw(engine, first.upload_id, 31)

    assert known(engine, at(32)) == {"A": "active"}


def test_withdrawing_twice_or_what_is_not_there_is_said_plainly(engine):
    receipt = load(engine, {"title": "A"})
    withdraw(engine, receipt.upload_id, 1)

    with pytest.raises(UploadWithdrawnError, match="allerede trukket tilbage af konsulent"):
        withdraw(engine, receipt.upload_id, 2)
    with pytest.raises(UploadUnknownError, match="99 findes ikke"):
        withdraw(engine, 99, 2)


def test_an_older_list_that_comes_late_does_not_speak_over_the_newer(engine):
    load(engine, {"title": "A", "status": "active"}, month=OCTOBER)

    receipt = load(engine, {"title": "A", "status": "idea"}, {"title": "B"}, now=at(1))

    assert (receipt.new, receipt.changed, receipt.unchanged, receipt.gone) == (1, 0, 1, 0)
    assert known(engine, at(2)) == {"A": "active"}


def test_a_clock_set_back_keeps_the_order_in_which_uploads_came(engine):
    load(engine, {"title": "A", "status": "idea"}, now=at(5))
    load(engine, {"title": "A", "status": "active"}, now=at(1))

    assert known(engine, at(6)) == {"A": "active"}


def test_sources_are_one_by_name_whatever_its_case_and_spacing(engine):
    load(engine, {"title": "A"}, source="Randersklyngens  projektliste")
    receipt = load(engine, {"title": "a"}, source="randersklyngens projektliste", month=OCTOBER, now=at(1))

    assert (receipt.new, receipt.source) == (0, "Randersklyngens projektliste")


def test_what_a_later_upload_does_not_say_of_its_source_is_kept(engine):
    load(engine, {"title": "A"}, organisation="rm-randers", sender="Sekretariatet")
    load(engine, {"title": "A"}, month=OCTOBER, now=at(1), organisation=None, sender="")

    with reading(engine) as session:
        source = session.scalars(select(Source)).one()
    assert (source.organisation_id, source.sender) == ("rm-randers", "Sekretariatet")


def test_only_lists_of_initiatives_become_reports_and_the_rest_is_accounted_for(engine):
    milestones = make_table(make_report(title="Milepæl"), kind=TableKind.MILESTONES, sheet="Milepæle")
    read = reading_of(make_table(make_report(title="A")), milestones)

    with writing(engine) as session:
        receipt = load_upload(session, make_upload(read))

    assert (receipt.rows.accepted, receipt.new) == (1, 1)
    assert known(engine, at(1)) == {"A": None}


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"source": "  "}, SourceNameMissingError),
        ({"organisation": "rh-nowhere"}, OrganisationUnknownError),
        ({"reading": reading_of(make_table())}, NoInitiativesError),
        ({"reading": reading_of(make_table(make_report(), kind=TableKind.MILESTONES))}, NoInitiativesError),
    ],
)
def test_what_cannot_be_stored_leaves_nothing_behind(engine, changes, error):
    before = dump(engine)

    with pytest.raises(error, match="Intet er indlæst"), writing(engine) as session:
        load_upload(session, make_upload(**changes))

    assert dump(engine) == before


def test_a_failure_half_way_leaves_nothing_behind(engine):
    before = dump(engine)
    wrong = make_report(status=CellValue("no such status", "?", "B2"))

    with pytest.raises(Exception, match="no such status"), writing(engine) as session:
        load_upload(session, make_upload(make_reading(wrong)))

    assert dump(engine) == before


class BrokenOffError(Exception):
    """What stands for a power cut."""


@contextmanager
def breaking_off(engine: Engine, count: int) -> Iterator[list[str]]:
    """Break off before a statement, counted from 1; collect those that were run."""
    run: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if len(run) == count:
            raise BrokenOffError
        run.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield run
    event.remove(engine, "before_cursor_execute", note)


def load_and_break_off(engine: Engine, *rows: dict[str, object]) -> None:
    with writing(engine) as session:
        load_upload(session, make_upload(make_reading(*rows), month=OCTOBER, now=at(30)))
        raise BrokenOffError


def test_broken_off_at_any_statement_an_import_leaves_nothing_behind(engine):
    load(engine, {"title": "A", "municipalities": ("0167",)}, {"title": "B"})
    before = dump(engine)
    rows = ({"title": "A", "status": "paused", "municipalities": ("0155",)}, {"title": "C"})
    with breaking_off(engine, 1000) as run, pytest.raises(BrokenOffError):
        load_and_break_off(engine, *rows)

    for count in range(len(run)):
        with breaking_off(engine, count), pytest.raises(BrokenOffError):
            load(engine, *rows, month=OCTOBER, now=at(30))
        assert dump(engine) == before
    assert len(run) > 20


def test_the_same_file_from_many_at_once_is_loaded_once(engine):
    with ThreadPoolExecutor(6) as pool:
        receipts = list(pool.map(lambda _: load(engine, {"title": "A"}), range(6)))

    assert sorted(receipt.is_duplicate for receipt in receipts) == [False, *[True] * 5]
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Upload)) == 1


def test_different_files_for_a_month_from_many_at_once_all_come_and_one_is_in_force(engine):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: load(engine, {"title": "A", "remarks": str(number)}), range(4)))

    assert sorted(states(engine)) == [UploadState.ACTIVE, *[UploadState.REPLACED] * 3]
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Initiative)) == 1


def test_the_rows_of_a_table_always_add_up(engine):
    load(engine, {"title": "A"})

    with pytest.raises(Exception, match="rows_add_up"), writing(engine) as session:
        session.execute(text("UPDATE upload_table SET rows_read = rows_read + 1"))


def test_three_months_give_one_version_for_each_change(engine):
    for number, (month, status) in enumerate(
        [(dt.date(2026, 9, 1), "active"), (OCTOBER, "active"), (NOVEMBER, "completed")]
    ):
        load(engine, {"title": "A", "status": status}, month=month, now=at(30 * number))

    with reading(engine) as session:
        rows = session.execute(text("SELECT status FROM version ORDER BY known_from")).scalars().all()
    assert rows == ["active", "completed"]


@pytest.mark.parametrize("month", [dt.date(1000, 1, 1), dt.date(2027, 1, 1), dt.date(9999, 12, 1)])
def test_a_month_that_no_list_of_today_is_for_is_refused(engine, month):
    with pytest.raises(MonthFarError), writing(engine) as session:
        load_upload(session, make_upload(month=month, now=dt.datetime(2026, 11, 23, tzinfo=dt.UTC)))

    with reading(engine) as session:
        assert uploads(session) == ()


def test_the_next_month_may_be_reported_ahead(engine):
    with writing(engine) as session:
        new = make_upload(month=dt.date(2026, 12, 1), now=dt.datetime(2026, 11, 23, tzinfo=dt.UTC))
        assert load_upload(session, new).month == dt.date(2026, 12, 1)
