"""The work on drafts: read, compared, answered, confirmed; and what becomes of faults on the way."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from etl.drafts import run_job, take_up_again
from etl.receive import receive
from portfolio.comparison import RowKind
from portfolio.database import reading, writing
from portfolio.discarding import discard_draft, restore_draft
from portfolio.draft_steps import Step, first_open, open_counts
from portfolio.drafts import (
    Addressed,
    Answers,
    DraftClosedError,
    DraftNotReadyError,
    FindingSaid,
    RowSaid,
    add_draft,
    compare_again,
    confirm_draft,
    finding_key,
)
from portfolio.jobs import MOST_ATTEMPTS, STALE_AFTER, job_facts
from portfolio.profile import EMPTY, ColumnRule, SheetRule, WordRule, profile_of
from portfolio.profile.choosing import chosen
from portfolio.queries.uploads import upload
from portfolio.store import withdraw_upload
from portfolio.tables import FindingAnswer, Initiative, Job, Source, Upload
from portfolio.vocabulary import AnswerKind, DraftState, JobState, Severity
from tests.builders.drafts import answer, choose, confirm, detail, facts, take_in
from tests.builders.importing import NOW, make_work, ticking
from tests.builders.workbooks import make_xlsx

SAMPLES = Path(__file__).parent.parent / "samples"
OCTOBER_LIST = SAMPLES / "10a_Randersklyngen_projektliste_oktober_2026.xlsx"
NOVEMBER_LIST = SAMPLES / "10b_Randersklyngen_projektliste_november_2026.xlsx"
OCTOBER, NOVEMBER = dt.date(2026, 10, 1), dt.date(2026, 11, 1)


@pytest.fixture
def work(engine, tmp_path):
    return make_work(engine, tmp_path)


@pytest.fixture
def sqlite_work(sqlite_engine, tmp_path):
    return make_work(sqlite_engine, tmp_path)


def count(work, table):
    with reading(work.engine) as session:
        return session.scalar(select(func.count()).select_from(table))


def loaded(work, path=OCTOBER_LIST, source="Randersklyngen", month=OCTOBER):
    """Load a list the whole way."""
    draft_id = take_in(work, path, source, month)
    assert confirm(work, draft_id).error is None
    return draft_id


def test_a_draft_changes_nothing_before_it_is_confirmed(work):
    draft_id = take_in(work, OCTOBER_LIST, "Randersklyngen", OCTOBER)

    result = detail(work, draft_id).result
    assert (result.count(RowKind.NEW), result.row_count) == (24, 24)
    assert (count(work, Upload), count(work, Initiative), count(work, Source)) == (0, 0, 0)


def test_confirming_stores_the_list_and_closes_the_draft(work):
    draft_id = loaded(work)

    draft = facts(work, draft_id)
    assert (draft.state, draft.upload_id, draft.file_path) == (DraftState.CONFIRMED, 1, None)
    assert (count(work, Initiative), list(work.drafts.glob("*"))) == (24, [])
    assert len(list(work.kept.glob("*/*.xlsx"))) == 1


def test_the_next_month_is_known_by_its_titles_and_asks_only_of_its_rows(work):
    loaded(work)

    draft_id = take_in(work, NOVEMBER_LIST, name="post fra Randers.xlsx")

    draft = detail(work, draft_id)
    assert (draft.source, draft.facts.month, draft.facts.is_settled) == ("Randersklyngen", NOVEMBER, True)
    counts = open_counts(draft.facts, draft.result)
    assert (counts[Step.RECEIVE], counts[Step.RECOGNISE], counts[Step.CHECK]) == (0, 0, 0)
    assert first_open(draft.facts, draft.result) is Step.COMPARE


def list_of(folder, *rows):
    numbered = [(number, *row) for number, row in enumerate(rows, 1)]
    return make_xlsx(folder, [("Nr.", "Titel", "Status", "Tovholder"), *numbered])


def test_an_unchanged_layout_has_not_drifted_and_asks_nothing(work, tmp_path):
    kept = ("Akutteam i Randers", "Afsluttet", "Bo B.")
    loaded(work, list_of(tmp_path, ("Fælles gravidteam", "I gang", "Ida I."), kept))

    changed = list_of(tmp_path, ("Fælles gravidteam", "På pause", "Ida I."), kept)
    draft_id = take_in(work, changed, "Randersklyngen", NOVEMBER)

    draft = detail(work, draft_id)
    assert (draft.result.understood.drift, draft.result.understood.questions) == ((), ())
    assert sum(open_counts(draft.facts, draft.result).values()) == 0
    assert draft.result.count(RowKind.CHANGED) == 1


def test_a_list_of_a_new_source_asks_whose_it_is(work):
    draft_id = take_in(work, OCTOBER_LIST)

    draft = detail(work, draft_id)
    assert (draft.source, draft.facts.is_settled) == ("", False)
    assert first_open(draft.facts, draft.result) is Step.RECEIVE
    assert confirm(work, draft_id).error.id == "draft.unanswered"
    assert (facts(work, draft_id).state, count(work, Upload)) == (DraftState.READY, 0)


def test_a_column_chosen_by_a_person_is_remembered_for_the_source(work):
    draft_id = take_in(work, OCTOBER_LIST, "Randersklyngen", OCTOBER)
    rule = ColumnRule("Okt 26", "Kommentar", field="next_step", by="konsulent")
    choose(work, draft_id, chosen(EMPTY, rule))

    column = next(it for it in detail(work, draft_id).result.tables[0].columns if it.heading == "Kommentar")
    assert (column.field, column.confidence) == ("next_step", 1.0)
    confirm(work, draft_id)
    with reading(work.engine) as session:
        profile = profile_of(session.scalars(select(Source.profile_json)).one())
    assert rule in profile.columns


def statuses(work, draft_id):
    coded = detail(work, draft_id).result.understood.contents.coded
    return next(it.counts for it in coded if it.field == "status")


def test_a_withdrawn_list_is_forgotten_by_the_sources_profile(work):
    draft_id = take_in(work, OCTOBER_LIST, "Randersklyngen", OCTOBER)
    choose(work, draft_id, chosen(EMPTY, SheetRule("Okt 26", header_row=9, by="konsulent")))
    answer(work, draft_id, Answers(shrink_reason="Det er en prøve"))
    confirm(work, draft_id)

    with writing(work.engine) as session:
        withdraw_upload(session, facts(work, draft_id).upload_id, now=work.clock(), by="konsulent")

    with reading(work.engine) as session:
        assert session.scalars(select(Source.profile_json)).one() is None


def test_choices_can_be_taken_back(sqlite_work):
    draft_id = take_in(sqlite_work, OCTOBER_LIST, "Randersklyngen", OCTOBER)
    before = statuses(sqlite_work, draft_id)
    choose(sqlite_work, draft_id, chosen(EMPTY, WordRule("status", "I gang", "paused", "konsulent")))
    assert statuses(sqlite_work, draft_id)["paused"] > before["paused"]

    choose(sqlite_work, draft_id, EMPTY)

    assert statuses(sqlite_work, draft_id) == before


def test_a_file_whose_only_list_is_left_out_says_so_and_can_be_read_again(sqlite_work):
    draft_id = take_in(sqlite_work, OCTOBER_LIST, "Randersklyngen", OCTOBER)

    choose(sqlite_work, draft_id, chosen(EMPTY, SheetRule("Okt 26", is_excluded=True, by="konsulent")))

    draft = facts(sqlite_work, draft_id)
    assert (draft.state, draft.refusal.id) == (DraftState.REFUSED, "profile.nothing_left")
    choose(sqlite_work, draft_id, EMPTY)
    assert facts(sqlite_work, draft_id).state is DraftState.READY


def errors_of(work, draft_id):
    findings = detail(work, draft_id).result.findings
    return [it for it in findings if it.severity is Severity.ERROR]


@pytest.fixture
def faulty(tmp_path):
    rows = [("Fælles gravidteam", "I gang", "Ida I."), (None, "I gang", "Bo B.")]
    return list_of(tmp_path, *rows, ("Akutteam i Randers", "Afsluttet", "Bo B."))


def test_an_error_stops_the_storing_until_somebody_accepts_it_with_a_reason(work, faulty):
    draft_id = take_in(work, faulty, "Randersklyngen", OCTOBER)
    (error,) = errors_of(work, draft_id)
    assert confirm(work, draft_id).error.id == "draft.unanswered"

    key = finding_key(error.id, error.sheet, error.cell)
    said = FindingSaid(AnswerKind.ACCEPTED, "Rækken er en pladsholder")
    answer(work, draft_id, Answers(findings={key: said}))

    assert confirm(work, draft_id).error is None
    with reading(work.engine) as session:
        kept = session.scalars(select(FindingAnswer)).one()
    assert (kept.kind, kept.reason) == (AnswerKind.ACCEPTED, "Rækken er en pladsholder")


def test_what_is_muted_is_not_told_again_of_the_source(work, faulty, tmp_path):
    draft_id = take_in(work, faulty, "Randersklyngen", OCTOBER)
    (error,) = errors_of(work, draft_id)
    said = FindingSaid(AnswerKind.MUTED, "Sådan er deres skabelon")
    answer(work, draft_id, Answers(findings={finding_key(error.id, error.sheet, error.cell): said}))
    confirm(work, draft_id)

    next_id = take_in(work, faulty, "Randersklyngen", NOVEMBER)

    result = detail(work, next_id).result
    assert errors_of(work, next_id) == []
    assert [(it.id, it.reason, len(it.findings)) for it in result.muted] == [
        (error.id, "Sådan er deres skabelon", 1)
    ]


def test_a_list_that_shrinks_much_needs_a_yes(work, tmp_path):
    rows = [(title, "I gang", "Bo B.") for title in ("Gravidteam", "Akutteam", "Demensindsats")]
    loaded(work, list_of(tmp_path, *rows))
    draft_id = take_in(work, list_of(tmp_path, rows[0]), "Randersklyngen", NOVEMBER)
    assert confirm(work, draft_id).error.id == "draft.unanswered"

    answer(work, draft_id, Answers(shrink_reason="To er slået sammen med gravidteamet"))

    assert confirm(work, draft_id).error is None


def test_a_row_said_to_be_a_known_initiative_is_that_one(work):
    loaded(work)
    draft_id = take_in(work, NOVEMBER_LIST, "Randersklyngen", NOVEMBER)
    asked = next(row for row in detail(work, draft_id).result.comparison.rows if "TeleKOL" in row.title)
    known = asked.candidates[0].initiative_id

    answer(work, draft_id, Answers(rows={f"{asked.sheet}!{asked.row}": RowSaid(known)}))

    comparison = detail(work, draft_id).result.comparison
    row = next(row for row in comparison.rows if row.number == asked.number)
    assert (row.initiative_id, row.kind is RowKind.NEW) == (known, False)
    assert known not in {gone.initiative_id for gone in comparison.gone}


def test_of_two_lists_of_one_source_the_second_is_compared_anew(work):
    loaded(work)
    first = take_in(work, NOVEMBER_LIST, "Randersklyngen", NOVEMBER)
    second = take_in(work, SAMPLES / "01_Indsatsoversigt_Goedstrupklyngen.xlsx", "Randersklyngen", NOVEMBER)
    answer(work, second, Answers(shrink_reason="Det er en anden liste"))
    confirm(work, first)

    ended = confirm(work, second)

    assert (ended.state, ended.error.id) == (JobState.FAILED, "import.compared_before")
    draft = detail(work, second)
    assert (draft.facts.state, count(work, Upload)) == (DraftState.READY, 2)
    assert draft.result.comparison.base_upload_id == 2


def test_a_draft_is_not_confirmed_before_it_is_read_as_it_is_now(sqlite_work):
    draft_id = take_in(sqlite_work, OCTOBER_LIST, "Randersklyngen", OCTOBER)
    with writing(sqlite_work.engine) as session:
        compare_again(session, draft_id, now=NOW, by="konsulent")

    with pytest.raises(DraftNotReadyError), writing(sqlite_work.engine) as session:
        confirm_draft(session, draft_id, now=NOW, by="konsulent")


def test_a_discarded_draft_cannot_be_stored(work):
    draft_id = take_in(work, OCTOBER_LIST, "Randersklyngen", OCTOBER)
    with writing(work.engine) as session:
        assert discard_draft(session, draft_id, now=NOW)

    assert count(work, Upload) == 0
    with pytest.raises(DraftClosedError), writing(work.engine) as session:
        confirm_draft(session, draft_id, now=NOW, by="konsulent")


def test_a_discarded_draft_is_had_again_with_what_was_said_of_it(work):
    draft_id = take_in(work, NOVEMBER_LIST, "Randersklyngen", NOVEMBER)
    answer(work, draft_id, Answers(shrink_reason="Det er rigtigt"))
    with writing(work.engine) as session:
        discard_draft(session, draft_id, now=NOW)
    assert detail(work, draft_id).result is None

    with writing(work.engine) as session:
        job = restore_draft(session, draft_id, now=NOW, by="konsulent")
    run_job(work, job)

    again = facts(work, draft_id)
    assert (again.state, again.answers.shrink_reason) == (DraftState.READY, "Det er rigtigt")
    assert confirm(work, draft_id).error is None
    with pytest.raises(DraftClosedError), writing(work.engine) as session:
        restore_draft(session, draft_id, now=NOW, by="konsulent")


def test_a_file_refused_for_what_it_holds_is_gone_at_once_also_where_it_was_discarded_meanwhile(
    work, tmp_path
):
    holds_cpr = make_xlsx(tmp_path, [("Titel", "Note"), ("Gravidteam", "010190-1234")], name="liste.xlsx")
    (file,) = receive(holds_cpr, holds_cpr.name, work.drafts).files
    with writing(work.engine) as session:
        whose = Addressed(None, "Nordlisten", NOVEMBER, is_settled=True)
        draft_id, job = add_draft(session, file, whose, now=NOW, by="konsulent")
        discard_draft(session, draft_id, now=NOW)

    run_job(work, job)

    assert list(work.drafts.iterdir()) == []
    assert (facts(work, draft_id).state, facts(work, draft_id).file_path) == (DraftState.DISCARDED, None)
    with pytest.raises(DraftClosedError), writing(work.engine) as session:
        restore_draft(session, draft_id, now=NOW, by="konsulent")


def test_a_file_that_is_gone_is_told_of(sqlite_work):
    draft_id = take_in(sqlite_work, OCTOBER_LIST, "Randersklyngen", OCTOBER)
    for file in sqlite_work.drafts.iterdir():
        file.unlink()

    assert confirm(sqlite_work, draft_id).error.id == "draft.file_gone"
    assert facts(sqlite_work, draft_id).state is DraftState.READY


def test_a_receipt_counts_what_the_comparison_told(engine, tmp_path):
    work = make_work(engine, tmp_path, ticking())
    loaded(work)
    draft_id = take_in(work, NOVEMBER_LIST, "Randersklyngen", NOVEMBER)
    result = detail(work, draft_id).result
    told = result.count(RowKind.NEW), result.count(RowKind.CHANGED), len(result.comparison.gone)
    confirm(work, draft_id)

    with reading(work.engine) as session:
        receipt = upload(session, facts(work, draft_id).upload_id)

    assert (len(receipt.new), len(receipt.changed), len(receipt.gone)) == told == (4, 9, 3)


# --- Jobs ---------------------------------------------------------------------------------------------------


def waiting_job(work, draft_id):
    with writing(work.engine) as session:
        return compare_again(session, draft_id, now=work.clock(), by="konsulent")


def test_a_job_that_waits_without_the_queue_knowing_is_found(work):
    job = waiting_job(work, take_in(work, OCTOBER_LIST, "Randersklyngen", OCTOBER))

    assert take_up_again(work) == [job]
    run_job(work, job)
    assert take_up_again(work) == []


def test_a_job_whose_worker_died_is_taken_up_by_the_next(work):
    draft_id = take_in(work, OCTOBER_LIST, "Randersklyngen", OCTOBER)
    job = waiting_job(work, draft_id)
    died(work, job, beat=NOW - STALE_AFTER - dt.timedelta(seconds=1))

    assert take_up_again(work) == [job]
    run_job(work, job)

    assert facts(work, draft_id).state is DraftState.READY


def died(work, job_id, *, beat, attempts=1):
    """Leave a job as a worker leaves it that is killed."""
    with writing(work.engine) as session:
        session.execute(
            update(Job)
            .where(Job.id == job_id)
            .values(state=JobState.RUNNING, heartbeat_at=beat, attempts=attempts)
        )


def test_a_job_that_another_worker_does_is_left_to_it(sqlite_work):
    job = waiting_job(sqlite_work, take_in(sqlite_work, OCTOBER_LIST, "Randersklyngen", OCTOBER))
    died(sqlite_work, job, beat=NOW)

    run_job(sqlite_work, job)

    assert take_up_again(sqlite_work) == []
    with reading(sqlite_work.engine) as session:
        assert job_facts(session, job).state is JobState.RUNNING


def test_a_job_that_kills_every_worker_is_given_up(work):
    job = waiting_job(work, take_in(work, OCTOBER_LIST, "Randersklyngen", OCTOBER))
    died(work, job, beat=NOW - STALE_AFTER - dt.timedelta(seconds=1), attempts=MOST_ATTEMPTS)

    run_job(work, job)

    with reading(work.engine) as session:
        ended = job_facts(session, job)
    assert (ended.state, ended.error.id) == (JobState.FAILED, "job.given_up")
    assert take_up_again(work) == []
