"""What is asked of the portfolio, as of an instant, on both databases."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event, insert

from portfolio import frames
from portfolio.database import reading, writing
from portfolio.encoding import canonical_json, value_of_text
from portfolio.findings import Finding
from portfolio.frames import OTHER_CODE
from portfolio.queries.initiative import initiative
from portfolio.queries.portfolio import changes, initiatives, monthly_status, participation, portfolio_stamp
from portfolio.queries.sources import sources
from portfolio.queries.uploads import upload, uploads
from portfolio.records import CellValue, ExtraCell, LeftRow, RowCounts
from portfolio.store import load_upload, withdraw_upload
from portfolio.tables import Correction
from portfolio.versions import derive
from portfolio.vocabulary import ReadFrom, RowReason, Severity, UploadState
from tests.builders.uploads import (
    NOVEMBER,
    OCTOBER,
    SEPTEMBER,
    at,
    day_value,
    load,
    make_report,
    make_table,
    make_upload,
    reading_of,
)

TODAY = dt.date(2026, 11, 22)


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Collect the statements that are run, other than those that begin or end a transaction."""
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.split()[0] not in ("BEGIN", "ROLLBACK"):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def correct(engine: Engine, initiative_id: int, field: str, value: str, day: int) -> None:
    row = {
        "initiative_id": initiative_id,
        "field": field,
        "value_json": canonical_json(value),
        "reason": "aftalt på mødet",
        "corrected_at": at(day),
        "corrected_by": "konsulent",
    }
    with writing(engine) as session:
        session.execute(insert(Correction), [row])
        derive(session, [initiative_id], since=at(day))


def test_frames_of_an_empty_portfolio_have_their_columns(engine):
    with reading(engine) as session:
        assert frames.INITIATIVES.check(initiatives(session, at(0), TODAY)).empty
        assert frames.PARTICIPATION.check(participation(session, at(0))).empty
        assert frames.MONTHLY_STATUS.check(monthly_status(session, at(0))).empty
        assert frames.CHANGES.check(changes(session, at(0), at(1))).empty
        assert sources(session) == uploads(session) == ()
        assert upload(session, 1) is initiative(session, 1, at(0)) is None


def test_an_initiative_is_shown_as_the_list_has_it(engine):
    load(
        engine,
        {
            "key": "7",
            "title": "Akutteam",
            "focus_area": "Ældre og kronisk sygdom",
            "status": "active",
            "traffic_light": "red",
            "completion_share": 0.25,
            "budget_dkk": 1_250_000,
            "end": day_value("2026-10-31"),
            "municipalities": ("0730", "0710"),
        },
        organisation="rm-randers",
    )

    with reading(engine) as session:
        frame = frames.INITIATIVES.check(initiatives(session, at(1), TODAY))
        taking_part = participation(session, at(1))
    row = frame.iloc[0]
    assert (row["key"], row["focus_area_id"], row["organisation"]) == (
        "7",
        "aeldre-kronisk",
        "Randersklyngen",
    )
    assert (row["completion_share"], row["budget_dkk"]) == (0.25, 1_250_000)
    assert (row["end_last"].date(), row["end_precision"]) == (dt.date(2026, 10, 31), "day")
    assert bool(row["is_overdue"]) is True
    assert bool(row["is_silent"]) is False
    assert frame["owner"].isna().all()
    assert list(taking_part["municipality"]) == ["0710", "0730"]


def test_what_is_named_but_not_known_is_another_thing_than_what_is_not_stated(engine):
    named = {"title": "Akutteam", "cluster": "Alle klynger", "focus_area": "Det nære sundhedsvæsen"}
    load(engine, named, {"title": "Tavlemøder"})

    with reading(engine) as session:
        frame = initiatives(session, at(1), TODAY).set_index("title")
    assert frame.loc["Akutteam", ["organisation_id", "focus_area_id"]].tolist() == [OTHER_CODE, OTHER_CODE]
    assert frame.loc["Akutteam", ["organisation", "focus_area"]].tolist() == list(named.values())[1:]
    assert frame.loc["Tavlemøder", ["organisation_id", "focus_area_id"]].isna().all()


def test_months_are_kept_and_the_light_before_the_last_is_shown(engine):
    for number, (month, light) in enumerate([(SEPTEMBER, "green"), (OCTOBER, "yellow"), (NOVEMBER, "red")]):
        load(
            engine, {"title": "A", "traffic_light": light, "remarks": light}, month=month, now=at(30 * number)
        )

    with reading(engine) as session:
        now, before = initiatives(session, at(61), TODAY), initiatives(session, at(31), TODAY)
        months = frames.MONTHLY_STATUS.check(monthly_status(session, at(61)))
        months_then = monthly_status(session, at(31))
    assert (now["traffic_light"][0], now["previous_traffic_light"][0]) == ("red", "yellow")
    assert (before["traffic_light"][0], before["previous_traffic_light"][0]) == ("yellow", "green")
    assert list(months["traffic_light"]) == ["green", "yellow", "red"]
    assert list(months["status_text"]) == ["green", "yellow", "red"]
    assert list(months_then["traffic_light"]) == ["green", "yellow"]


def test_the_portfolio_is_read_in_one_statement_each(engine):
    load(engine, *[{"title": f"Indsats {number}"} for number in range(5)])

    with reading(engine) as session, counted(engine) as statements:
        initiatives(session, at(1), TODAY)
        participation(session, at(1))
        monthly_status(session, at(1))
        portfolio_stamp(session)
    assert len(statements) == 4


def test_changes_between_two_instants_name_each_field(engine):
    load(engine, {"title": "A", "status": "active", "owner": "Skive"}, {"title": "B"}, {"title": "C"})
    load(
        engine, {"title": "A", "status": "paused"}, {"title": "C"}, {"title": "D"}, month=OCTOBER, now=at(30)
    )

    with reading(engine) as session:
        frame = frames.CHANGES.check(changes(session, at(1), at(31)))
        none = changes(session, at(31), at(32))
        back = changes(session, at(31), at(1))
    found = [(row.title, row.change, row.field) for row in frame.fillna("").itertuples()]
    assert found == [
        ("A", "changed", "owner"),
        ("A", "changed", "status"),
        ("B", "gone", ""),
        ("D", "new", ""),
    ]
    status = frame[frame["field"] == "status"].iloc[0]
    assert (value_of_text(status["old"]), value_of_text(status["new"])) == ("active", "paused")
    assert none.empty
    assert set(back["change"]) == {"changed", "back", "gone"}


def test_the_stamp_differs_after_each_change_and_only_then(engine):
    stamps = []

    def note():
        with reading(engine) as session:
            stamps.append(portfolio_stamp(session))

    note()
    receipt = load(engine, {"title": "A"})
    note()
    correct(engine, 1, "status", "paused", 1)
    note()
    with writing(engine) as session:
        withdraw_upload(session, receipt.upload_id, now=at(2), by="konsulent")
    note()
    assert len(set(stamps)) == 4
    load(engine, {"title": "A"}, now=at(3))
    load(engine, {"title": "A"}, now=at(4))
    note()
    with reading(engine) as session:
        assert portfolio_stamp(session) == stamps[-1]


def test_a_source_is_told_with_its_newest_list(engine):
    load(engine, {"title": "A"}, organisation="rm-randers")
    load(engine, {"title": "A", "status": "active"}, {"title": "B"}, month=OCTOBER, now=at(30))

    with reading(engine) as session:
        source = sources(session)[0]
    assert (source.name, source.organisation, source.sender) == (
        "Randersklyngens projektliste",
        "Randersklyngen",
        "Randersklyngen",
    )
    assert (source.newest_month, source.upload_count, source.newest_uploaded_at) == (OCTOBER, 2, at(30))
    assert source.rows == RowCounts(2, 2, 0, 0, 0)
    assert (source.coverage["status"], source.coverage["owner"]) == (0.5, 0.0)


def test_a_source_whose_uploads_are_withdrawn_says_nothing_of_a_newest_list(engine):
    receipt = load(engine, {"title": "A"})
    with writing(engine) as session:
        withdraw_upload(session, receipt.upload_id, now=at(1), by="konsulent")

    with reading(engine) as session:
        source = sources(session)[0]
    assert (source.newest_month, source.rows, source.upload_count, dict(source.coverage)) == (
        None,
        None,
        0,
        {},
    )


def test_an_upload_tells_its_accounts_findings_and_what_came_in(engine):
    table = make_table(
        make_report(2, title="A"),
        make_report(3, title="D"),
        rows=RowCounts(5, 2, 1, 1, 1),
        skipped=(LeftRow(4, RowReason.SECTION_HEADING), LeftRow(5, RowReason.TITLE_MISSING)),
        outside=(LeftRow(9, RowReason.TOTAL),),
    )
    finding = Finding("row.title_missing", Severity.ERROR, "Indsatser", "A5", {"row": 5})
    load(engine, {"title": "A"}, {"title": "B"})
    read = reading_of(table, findings=(finding,))
    with writing(engine) as session:
        receipt = load_upload(session, make_upload(read, month=OCTOBER, now=at(30)))

    with reading(engine) as session:
        detail = upload(session, receipt.upload_id)
    assert detail is not None
    assert (detail.summary.rows, detail.summary.errors) == (RowCounts(5, 2, 1, 1, 1), 1)
    assert detail.tables[0] == make_table(records=(), **_without_records(table))
    assert detail.findings == (finding,)
    assert [item.title for item in detail.new] == ["D"]
    assert [item.title for item in detail.unchanged] == ["A"]
    assert [item.title for item in detail.gone] == ["B"]


def _without_records(table):
    return {name: getattr(table, name) for name in table.__slots__ if name not in ("records", "kind")}


def test_an_upload_tells_the_same_after_it_was_withdrawn(engine):
    load(engine, {"title": "A", "status": "idea"}, {"title": "B"})
    receipt = load(engine, {"title": "A", "status": "active"}, month=OCTOBER, now=at(30))
    with writing(engine) as session:
        withdraw_upload(session, receipt.upload_id, now=at(31), by="konsulent")

    with reading(engine) as session:
        detail = upload(session, receipt.upload_id)
    assert detail is not None
    assert (detail.summary.state, detail.summary.withdrawn_by) == (UploadState.WITHDRAWN, "konsulent")
    assert [item.title for item in detail.changed] == ["A"]
    assert [item.title for item in detail.gone] == ["B"]


def test_uploads_come_newest_first_of_one_source_or_all_and_no_more_than_asked(engine):
    load(engine, {"title": "A"})
    load(engine, {"title": "B"}, source="En anden liste", now=at(1))

    with reading(engine) as session:
        assert [item.source for item in uploads(session)] == [
            "En anden liste",
            "Randersklyngens projektliste",
        ]
        assert len(uploads(session, limit=1)) == 1
        assert [item.source_id for item in uploads(session, source_id=1)] == [1]


def test_every_value_of_an_initiative_names_its_cell(engine):
    light = CellValue("yellow", "", "F2", read_from=ReadFrom.FILL)
    row = make_report(title="A", traffic_light=light, extra=(ExtraCell("Mødelokale", "B12", "K2"),))
    load(engine, row, organisation="rm-randers")

    with reading(engine) as session:
        record = initiative(session, 1, at(1))
    assert record is not None
    claim = record.claims["traffic_light"][0]
    assert (claim.value, claim.text, claim.cell, claim.read_from) == ("yellow", "", "F2", ReadFrom.FILL)
    assert (claim.file_name, claim.sheet, claim.row) == ("Projektliste.xlsx", "Indsatser", 2)
    assert (claim.source, claim.month, claim.uploaded_by) == (
        "Randersklyngens projektliste",
        SEPTEMBER,
        "konsulent",
    )
    assert (claim.is_winner, claim.is_current) == (True, True)
    assert (record.extra[0].heading, record.extra[0].text) == ("Mødelokale", "B12")
    assert record.organisation == "Randersklyngen"


def test_a_text_that_could_not_be_read_is_told_and_wins_nothing(engine):
    load(engine, make_report(title="A", end=CellValue(None, "snarest", "H2")))

    with reading(engine) as session:
        record = initiative(session, 1, at(1))
    assert record is not None
    assert "end" not in record.values
    assert (record.claims["end"][0].text, record.claims["end"][0].is_winner) == ("snarest", False)


def test_a_correction_wins_and_the_lists_claim_stays_beside_it(engine):
    load(engine, {"title": "A", "status": "active"})
    correct(engine, 1, "status", "paused", 1)

    with reading(engine) as session:
        record, before = initiative(session, 1, at(2)), initiative(session, 1, at(0))
    assert record is not None
    assert before is not None
    assert (record.values["status"], before.values["status"]) == ("paused", "active")
    assert record.claims["status"][0].is_winner is False
    assert (record.corrections["status"].reason, record.corrections["status"].corrected_by) == (
        "aftalt på mødet",
        "konsulent",
    )


def test_an_initiative_gone_from_its_list_keeps_its_last_values(engine):
    load(engine, {"title": "A", "status": "active"}, {"title": "B"})
    load(engine, {"title": "B"}, month=OCTOBER, now=at(30))

    with reading(engine) as session:
        record = initiative(session, 1, at(31))
    assert record is not None
    assert (record.is_listed, record.values["status"], record.claims["status"][0].is_current) == (
        False,
        "active",
        False,
    )
    assert [note.month for note in record.reports] == [SEPTEMBER]


def test_an_initiative_is_not_known_before_it_came(engine):
    load(engine, {"title": "A"}, now=at(5))

    with reading(engine) as session:
        assert initiative(session, 1, at(4)) is None


def test_one_initiative_takes_the_same_number_of_statements_however_much_is_known(engine):
    load(engine, {"title": "A"})
    few = _statements(engine)
    for number, month in enumerate((OCTOBER, NOVEMBER), 1):
        load(engine, {"title": "A", "remarks": str(number)}, month=month, now=at(30 * number))

    assert _statements(engine) == few <= 6


def _statements(engine: Engine) -> int:
    with reading(engine) as session, counted(engine) as statements:
        initiative(session, 1, at(90))
    return len(statements)


@pytest.mark.parametrize("status", ["active", None])
def test_silence_is_told_of_what_is_not_finished(engine, status):
    load(engine, {"title": "A", "status": status}, {"title": "B", "status": "completed"})

    with reading(engine) as session:
        frame = initiatives(session, at(1), dt.date(2027, 1, 1))
    assert list(frame["is_silent"]) == [True, False]
