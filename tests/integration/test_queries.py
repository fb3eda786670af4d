"""What is asked of the portfolio, as of an instant, on both databases."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event, insert

from portfolio.database import reading, writing
from portfolio.differences import ChangeKind, held_against
from portfolio.encoding import canonical_json
from portfolio.findings import Finding
from portfolio.queries.differences import read_differences
from portfolio.queries.initiative import initiative
from portfolio.queries.portfolio import portfolio_stamp
from portfolio.queries.snapshot import read_snapshot
from portfolio.queries.sources import sources
from portfolio.queries.uploads import upload, uploads
from portfolio.records import CellValue, ExtraCell, LeftRow, RowCounts
from portfolio.snapshot import UNREPORTED
from portfolio.stand_ins import OTHER_CODE
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


def test_an_empty_portfolio_has_nothing(engine):
    with reading(engine) as session:
        assert len(read_snapshot(session, at(0), TODAY)) == 0
        assert not len(read_differences(session, at(0), at(1)))
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
        known = read_snapshot(session, at(1), TODAY)
    it = known.item(0)
    assert (it.text("key"), it.code("focus_area_id"), it.text("organisation")) == (
        "7",
        "aeldre-kronisk",
        "Randersklyngen",
    )
    assert (it.number("completion_share"), it.number("budget_dkk")) == (0.25, 1_250_000)
    assert (it.day("end_last"), it.code("end_precision")) == (dt.date(2026, 10, 31), "day")
    assert (it.flag("is_overdue"), it.flag("is_silent"), it.flag("is_listed")) == (True, False, True)
    assert (it.text("owner"), it.day("start_first"), it.code("phase")) == (None, None, None)
    assert (it.day("first_month"), it.number("source_count")) == (SEPTEMBER, 1)
    assert it.municipalities() == ("0710", "0730")


def test_what_is_named_but_not_known_is_another_thing_than_what_is_not_stated(engine):
    named = {"title": "Akutteam", "cluster": "Alle klynger", "focus_area": "Det nære sundhedsvæsen"}
    load(engine, named, {"title": "Tavlemøder"})

    with reading(engine) as session:
        team, boards = map(read_snapshot(session, at(1), TODAY).item, range(2))
    assert [team.code(name) for name in ("organisation_id", "focus_area_id")] == [OTHER_CODE, OTHER_CODE]
    assert [team.text(name) for name in ("organisation", "focus_area")] == list(named.values())[1:]
    assert [boards.code(name) for name in ("organisation_id", "focus_area_id")] == [None, None]


def test_months_are_kept_and_the_light_before_the_last_is_shown(engine):
    for number, (month, light) in enumerate([(SEPTEMBER, "green"), (OCTOBER, "yellow"), (NOVEMBER, "red")]):
        load(
            engine, {"title": "A", "traffic_light": light, "remarks": light}, month=month, now=at(30 * number)
        )

    with reading(engine) as session:
        now, before = (read_snapshot(session, at(day), TODAY).item(0) for day in (61, 31))
    lights = [(it.code("traffic_light"), it.code("previous_traffic_light")) for it in (now, before)]
    assert lights == [("red", "yellow"), ("yellow", "green")]
    assert now.lights() == {SEPTEMBER: "green", OCTOBER: "yellow", NOVEMBER: "red"}
    assert before.lights() == {SEPTEMBER: "green", OCTOBER: "yellow"}


def test_texts_that_stand_as_the_month_before_are_found(engine):
    for number, month in enumerate([SEPTEMBER, OCTOBER, NOVEMBER]):
        rows = [{"title": "A", "remarks": "Venter."}, {"title": "B", "remarks": f"Møde {number}"}]
        load(engine, *rows[: 3 - number], month=month, now=at(30 * number))

    with reading(engine) as session:
        known = read_snapshot(session, at(61), TODAY)
    assert known.copied == {0: "Venter."}


def test_a_snapshot_is_compared_with_what_was_known_before(engine):
    rows = [{"title": title, "traffic_light": "green"} for title in ("Ens", "Ændret", "Væk")]
    load(engine, *rows, month=SEPTEMBER, now=at(1))
    rows[1] |= {"traffic_light": "red"}
    load(engine, *rows[:2], {"title": "Ny", "traffic_light": "red"}, month=OCTOBER, now=at(31))

    with reading(engine) as session:
        known = read_snapshot(session, at(32), TODAY)
        found = held_against(known, read_differences(session, at(2), at(32)))
        same = read_differences(session, at(32), at(32))
    titles = {it.title: it.place for it in map(known.item, range(len(known)))}
    kinds = {kind: [it.title for it in items] for kind, items in found.differences.by_kind.items() if items}
    assert kinds == {
        ChangeKind.NEW: ["Ny"],
        ChangeKind.CHANGED: ["Ændret"],
        ChangeKind.GONE: ["Væk"],
    }
    lights = {title: int(found.lights[place]) for title, place in titles.items()}
    assert lights == {"Ens": 0, "Ændret": 0, "Væk": 0, "Ny": UNREPORTED}
    assert not len(same)


def test_the_portfolio_is_read_in_few_statements(engine):
    load(engine, *[{"title": f"Indsats {number}"} for number in range(5)])

    with reading(engine) as session, counted(engine) as statements:
        read_snapshot(session, at(1), TODAY)
        portfolio_stamp(session)
    assert len(statements) == 8


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
        known = read_snapshot(session, at(1), dt.date(2027, 1, 1))
    assert known.flags["is_silent"].tolist() == [True, False]


def test_sources_are_seen_as_they_were_on_a_day(engine):
    load(engine, {"title": "A"}, month=SEPTEMBER, now=at(1))
    load(engine, {"title": "A"}, {"title": "B"}, month=SEPTEMBER, now=at(5))
    load(engine, {"title": "A"}, month=OCTOBER, now=at(40), source="Anden")
    with writing(engine) as session:
        withdraw_upload(session, 2, now=at(9), by="konsulent")

    with reading(engine) as session:
        seen = {day: sources(session, at(day)) for day in (0, 2, 6, 10, 41)}
        now = sources(session)

    assert seen[0] == ()
    assert [[it.newest_upload_id for it in seen[day]] for day in (2, 6, 10)] == [[1], [2], [1]]
    assert seen[41] == now
    assert [it.newest_month for it in now] == [OCTOBER, SEPTEMBER]
