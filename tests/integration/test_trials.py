"""Trials as people and lists tell of them, on both databases: versions, undoing, merges, past days."""

import datetime as dt

import pytest

from etl.load import load_file
from portfolio.database import reading, writing
from portfolio.errors import TvaerblikError
from portfolio.identity import merge_initiatives, undo_change
from portfolio.process.deeds import DeedUnknownError
from portfolio.queries.trials import (
    has_trial,
    read_listed_trials,
    read_trials,
    trial_history,
    trials_taken_back,
)
from portfolio.store import load_upload
from portfolio.trials.book import TrialText
from portfolio.trials.deeds import Begun, begin_trial, undo_trial, undo_version, write_trial
from portfolio.trials.words import HowTested, TrialOutcome, TrialScale, TrialState
from portfolio.vocabulary import TableKind
from tests.builders.uploads import (
    NOVEMBER,
    OCTOBER,
    at,
    day_value,
    load,
    make_report,
    make_table,
    make_upload,
    reading_of,
)
from tests.builders.workbooks import make_xlsx

LATER = at(400)
PLAN = TrialText("Tavlemøde hver morgen", aim="Færre opkald", scale=TrialScale.TEAM)


def day(text):
    return dt.date.fromisoformat(text)


class Desk:
    """What a consultant does with trials, and what is read of them."""

    def __init__(self, engine) -> None:
        self.engine = engine

    def do(self, deed, *args, now=60, by="konsulent", **more):
        with writing(self.engine) as session:
            return deed(session, *args, now=at(now), by=by, **more)

    def begin(self, text=PLAN, id_=1, now=60, **more):
        return self.do(begin_trial, id_, Begun(text, **more), now=now)

    def book(self, as_of=LATER):
        with reading(self.engine) as session:
            return read_trials(session, as_of, read_listed_trials(session, as_of))

    def trials(self, id_=1, as_of=LATER):
        return self.book(as_of).of.get(id_, ())

    def history(self, number, as_of=LATER):
        with reading(self.engine) as session:
            return trial_history(session, number, as_of)


@pytest.fixture
def desk(engine):
    load(
        engine, {"title": "Fælles gravidteam"}, {"title": "Akutteam", "trials": "Pilot på 2. sal"}, now=at(1)
    )
    return Desk(engine)


def refused(desk, message_id, deed, *args, **more):
    with pytest.raises(TvaerblikError) as raised:
        desk.do(deed, *args, **more)
    assert raised.value.id == message_id


# --- What people say


def test_a_cycle_is_begun_written_on_and_each_text_can_be_had_again(desk):
    number = desk.begin()
    first = desk.trials()[0]
    told = TrialText(
        PLAN.what, PLAN.aim, scale=PLAN.scale, learning="Kort tavle virker", outcome=TrialOutcome.ADAPT
    )
    written = desk.do(write_trial, number, told, on=first.version, now=61, by="Anne")

    now = desk.trials()[0]
    assert (now.text, now.changed_by, now.made_by, now.version) == (told, "Anne", "konsulent", written)
    assert desk.trials(as_of=at(60))[0].text == PLAN
    newest, oldest = desk.history(number)
    assert (newest.changed, newest.before, oldest.before) == (("learning", "outcome"), PLAN, None)

    desk.do(undo_version, written, now=62)
    assert desk.trials()[0].text == PLAN
    assert desk.trials(as_of=at(61))[0].text == told
    assert desk.history(number)[0].undone_at == at(62)
    assert desk.history(number, as_of=at(61))[0].undone_at is None


def test_texts_are_kept_clean_and_what_is_empty_is_not_stated(desk):
    desk.begin(TrialText("  Tavle \n møde ", aim="  ", happened="Linje 1\r\nLinje 2"))

    text = desk.trials()[0].text
    assert (text.what, text.aim, text.happened) == ("Tavle møde", None, "Linje 1\nLinje 2")


def test_a_cycle_taken_back_is_gone_and_was_there_before(desk):
    number = desk.begin()
    desk.do(undo_trial, number, now=61)

    assert (desk.trials(), len(desk.trials(as_of=at(60)))) == ((), 1)
    with reading(desk.engine) as session:
        assert [it.id for it in trials_taken_back(session, 1, LATER)] == [number]
        assert trials_taken_back(session, 1, at(60)) == ()
        assert [has_trial(session, key) for key in (str(number), "99", "x", "٣", "9" * 30)] == [
            True,
            False,
            False,
            False,
            False,
        ]
    with pytest.raises(DeedUnknownError):
        desk.do(undo_trial, number, now=62)


def test_what_cannot_be_is_refused(desk):
    number = desk.begin()
    version = desk.trials()[0].version
    ahead = dt.date(2026, 12, 24)

    refused(desk, "trials.what_missing", begin_trial, 1, Begun(TrialText("  ")))
    refused(desk, "trials.day_unlikely", begin_trial, 1, Begun(TrialText("x", start_date=day("1889-01-01"))))
    ends = TrialText("x", start_date=day("2026-03-02"), end_date=day("2026-03-01"))
    refused(desk, "trials.ends_before_start", begin_trial, 1, Begun(ends))
    decided = TrialText("x", start_date=ahead, outcome=TrialOutcome.ADOPT)
    refused(desk, "trials.told_before_start", begin_trial, 1, Begun(decided))
    refused(desk, "identity.unknown", begin_trial, 99, Begun(PLAN))
    refused(desk, "steps.deed_unknown", begin_trial, 1, Begun(PLAN, after=99))
    refused(desk, "trials.only_version", undo_version, version)
    desk.do(write_trial, number, TrialText("y"), on=version)
    refused(desk, "trials.written_meanwhile", write_trial, number, TrialText("z"), on=version)


def test_what_was_merged_brings_its_trials_and_its_cell_along_and_takes_them_back(desk):
    desk.begin(id_=2)
    with writing(desk.engine) as session:
        change = merge_initiatives(session, 1, 2, reason="samme", now=at(61), by="konsulent")
    assert len(desk.trials(1)) == 1
    with writing(desk.engine) as session:
        undo_change(session, change, now=at(62), by="konsulent")
    assert (len(desk.trials(1)), len(desk.trials(2))) == (0, 1)


# --- What lists say


def trial_rows(*rows):
    records = [
        make_report(number, sheet="PDSA", **{"title": "Akutteam", **row})
        for number, row in enumerate(rows, 2)
    ]
    return make_table(*records, kind=TableKind.TRIALS)


def load_trials(engine, *rows, month=OCTOBER, now=40, name="pdsa.xlsx"):
    listed = [make_report(2, title="Fælles gravidteam"), make_report(3, title="Akutteam")]
    new = make_upload(reading_of(make_table(*listed), trial_rows(*rows), name=name), month=month, now=at(now))
    with writing(engine) as session:
        return load_upload(session, new)


ROW = {
    "trial": "Tavle",
    "start": day_value("2026-03-01"),
    "end": day_value("2026-03-14"),
    "prediction": "Færre opkald",
    "result": "Uændret",
    "learning": "Mere træning",
    "outcome": "adapt",
}


def test_a_lists_table_of_trials_is_read_with_its_cells(desk):
    load_trials(desk.engine, ROW, {"trial": "Sms", "outcome": None, "start": None})

    told, bare = desk.trials(2)
    assert told.text == TrialText(
        "Tavle",
        prediction="Færre opkald",
        start_date=day("2026-03-01"),
        end_date=day("2026-03-14"),
        happened="Uændret",
        learning="Mere træning",
        outcome=TrialOutcome.ADAPT,
    )
    assert (told.told_in.sheet, told.cells["learning"]) == ("PDSA", ("G2", "Mere træning"))
    assert (bare.text.what, bare.state(day("2026-11-23"))) == ("Sms", None)
    assert told.state(day("2026-11-23")) is TrialState.DECIDED
    book = desk.book()
    assert (book.how_tested(2), book.how_tested(1)) == (HowTested.UNDER_WAY, HowTested.UNKNOWN)


def test_a_cell_about_trials_is_told_apart_from_a_described_cycle(desk):
    book = desk.book()

    assert (book.words, book.how_tested(2), book.of) == ({2: "Pilot på 2. sal"}, HowTested.WORDS_ALONE, {})


def test_a_row_keeps_its_key_in_the_next_list_and_a_person_goes_on_writing_on_it(desk):
    load_trials(desk.engine, ROW)
    key = desk.trials(2)[0].key
    load_trials(desk.engine, ROW | {"learning": "Meget mere træning"}, month=NOVEMBER, now=70, name="b.xlsx")
    assert desk.trials(2)[0].key == key
    desk.begin(
        TrialText("Tavle", scale=TrialScale.TEAM, outcome=TrialOutcome.ADAPT), id_=2, now=71, listed=key
    )

    (one,) = desk.trials(2)
    assert (one.text.scale, one.listed.text.learning) == (TrialScale.TEAM, "Meget mere træning")
    assert desk.book().how_tested(2) is HowTested.YES
    assert desk.trials(2, as_of=at(70))[0].id is None


def test_rows_that_say_the_same_are_cycles_of_their_own(desk):
    load_trials(desk.engine, ROW, ROW | {"start": day_value("2026-05-01")})

    found = desk.trials(2)
    assert len({it.key for it in found}) == len(found) == 2
    assert all("/" not in it.key for it in found)


def test_a_title_of_no_initiative_is_asked_about(desk):
    load_trials(desk.engine, ROW | {"title": "Noget helt andet"})

    with reading(desk.engine) as session:
        assert [it.title for it in read_listed_trials(session, LATER).loose] == ["Noget helt andet"]


def test_a_workbook_with_a_sheet_of_trials_is_read_from_end_to_end(engine, tmp_path):
    def add_trials(sheet):
        trials = sheet.parent.create_sheet("PDSA")
        trials.append(["Projekt", "PDSA-cirkel", "Start", "Hypotese", "Resultat", "Læring", "Beslutning"])
        trials.append(["Akutteam", "Tavle", dt.date(2026, 3, 1), "Færre opkald", "Nej", "Øv mere", "Tilpas"])
        trials.append(["Akutteam", "Sms", dt.date(2026, 4, 1), "Ti færre", "Tolv færre", "Virker", "Behold"])

    rows = (("Indsats", "Status"), ("Akutteam", "I gang"), ("Hjemmebesøg", "I drift"))
    path = make_xlsx(tmp_path, rows, change=add_trials)
    load_file(engine, path, name=path.name, source="Akut", month=OCTOBER, now=at(40), by="konsulent")

    ((_, (first, second)),) = Desk(engine).book().of.items()
    assert (first.text.what, first.text.outcome) == ("Tavle", TrialOutcome.ADAPT)
    assert (second.text.happened, second.text.outcome) == ("Tolv færre", TrialOutcome.ADOPT)
    assert (first.told_in.sheet, first.cells["learning"]) == ("PDSA", ("F2", "Øv mere"))
