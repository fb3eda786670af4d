"""Where initiatives are in their processes, as lists and people tell it, on both databases."""

import datetime as dt
from dataclasses import replace

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from etl.load import load_file
from portfolio.database import reading, writing
from portfolio.errors import TvaerblikError
from portfolio.identity import InitiativeUnknownError, merge_initiatives, undo_change
from portfolio.process.book import ChosenBy
from portfolio.process.deeds import (
    Choice,
    Decided,
    DeedUnknownError,
    Offered,
    ProcessRefusedError,
    Said,
    choose_process,
    decide,
    offer,
    say,
    undo_choice,
    undo_decisions,
    undo_deeds,
    undo_offer,
)
from portfolio.process.store import (
    TemplateMovedError,
    TemplateUnknownError,
    add_version,
    bring_back_version,
    copy_template,
    newest_version,
    withdraw_version,
)
from portfolio.process.templates import TemplateRefusedError, shipped
from portfolio.queries.list_steps import read_list_steps
from portfolio.queries.process import read_book
from portfolio.queries.templates import template_versions
from portfolio.store import withdraw_upload
from portfolio.tables import ListRecord
from portfolio.vocabulary import (
    DecisionOutcome,
    DecisionSubject,
    FactKind,
    OfferAnswer,
    ProcessType,
    TemplateOrigin,
)
from tests.builders.uploads import NOVEMBER, OCTOBER, at, load

TODAY = dt.date(2026, 11, 28)
FORTY, SIXTY, LATER = at(40), at(60), at(400)
HEADINGS = [
    "Sag",
    "Klynge",
    "1. Kommissorium",
    "2. Arbejdsgruppe",
    "3. Udkast",
    "4. Drøftelse",
    "5. Kommentering",
    "6. Tilretning",
    "7. Til fællessekretariatet",
    "8. SSG",
    "9. SKU",
    "10. Implementering",
    "11. Evaluering",
]


def table_of_steps(path, *rows):
    book = Workbook()
    sheet = book.active
    sheet.title = "Procesoversigt"
    sheet.append(["Fælles samarbejdsaftaler"])
    sheet.append(HEADINGS)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def put_in(engine, path, *, month=OCTOBER, on=FORTY):
    return load_file(
        engine, path, name="proces.xlsx", source="Fællessekretariatet", month=month, now=on, by="konsulent"
    )


def book(engine, as_of=LATER, today=TODAY):
    with reading(engine) as session:
        return read_book(session, as_of, today)


def moved(step, on=None, **more):
    return Said(FactKind.MOVED, step, None if on is None else dt.date.fromisoformat(on), **more)


def say_of(engine, initiative, *said, template=None, now=SIXTY):
    with writing(engine) as session:
        return say(session, initiative, said, template=template, now=now, by="konsulent")


@pytest.fixture
def listed(engine, tmp_path):
    """Give an engine with two agreements that only a table of steps tells of."""
    rows = [
        ["Fælles gravidteam", "Klynge Syd", dt.date(2026, 1, 10), dt.date(2026, 2, 10), "x"],
        ["Ind- og udskrivning", None, dt.date(2026, 3, 1)],
    ]
    put_in(engine, table_of_steps(tmp_path / "a.xlsx", *rows))
    return engine


def test_a_table_of_steps_tells_of_initiatives_and_where_they_are(listed):
    found = book(listed)

    gravid, udskrivning = found.courses[1], found.courses[2]
    assert (gravid.chosen_by, gravid.course.template.id) == (ChosenBy.TABLE, "agreement")
    assert (gravid.course.current, gravid.course.since) == ("4", None)
    assert (udskrivning.course.current, udskrivning.course.since) == ("2", dt.date(2026, 3, 1))
    place = gravid.facts[0].told_in
    assert (place.source, place.sheet, place.cell) == ("Fællessekretariatet", "Procesoversigt", "C3")


def test_its_rows_are_counted_and_the_cluster_is_known(listed, tmp_path):
    receipt = put_in(
        listed, table_of_steps(tmp_path / "b.xlsx", ["Nyt", "Klynge Syd", "x"]), month=NOVEMBER, on=at(70)
    )

    assert (receipt.rows.accepted, receipt.new, receipt.gone) == (1, 1, 2)
    with reading(listed) as session:
        assert session.scalars(select(ListRecord.title).where(ListRecord.upload_id == 2)).all() == ["Nyt"]


def test_next_months_table_is_about_the_same_initiatives(listed, tmp_path):
    rows = [
        ["Fælles gravidteam", "Klynge Syd", dt.date(2026, 1, 10), dt.date(2026, 2, 10), "x", "x"],
        ["Ind- og udskrivning", None, dt.date(2026, 3, 1), "x"],
    ]
    put_in(listed, table_of_steps(tmp_path / "b.xlsx", *rows), month=NOVEMBER, on=at(70))

    assert [book(listed).courses[id_].course.current for id_ in (1, 2)] == ["5", "3"]
    assert [book(listed, at(69)).courses[id_].course.current for id_ in (1, 2)] == ["4", "2"]


def test_a_withdrawn_table_says_nothing_any_more(listed):
    with writing(listed) as session:
        withdraw_upload(session, 1, now=at(80), by="konsulent")

    assert not book(listed).courses
    assert len(book(listed, at(79)).courses) == 2


def test_a_person_moves_it_and_can_take_that_back(listed):
    numbers = say_of(listed, 1, moved("8", "2026-10-20", holder="ssg"), template=shipped("agreement"))

    found = book(listed).courses[1]
    assert (found.course.current, found.course.since, found.course.holder) == (
        "8",
        dt.date(2026, 10, 20),
        "ssg",
    )
    assert (found.chosen_by, found.choice.made_by) == (ChosenBy.PERSON, "konsulent")
    with writing(listed) as session:
        undo_deeds(session, numbers, now=at(61), by="konsulent")
    assert book(listed).courses[1].course.current == "4"
    assert book(listed, at(60)).courses[1].course.current == "8"


def test_what_cannot_be_is_refused_and_nothing_kept(listed):
    refused = {
        "steps.step_unknown": moved("14"),
        "steps.day_impossible": moved("5", "2031-01-01"),
        "steps.note_missing": Said(FactKind.NOTE, "5"),
        "steps.paper_missing": Said(FactKind.PAPER, "5", paper="mandate"),
        "steps.link_unreadable": Said(FactKind.PAPER, "5", link="javascript:alert(1)"),
        "correction.reason_missing": Said(FactKind.SKIPPED, "5"),
    }
    for message_id, said in refused.items():
        with pytest.raises(TvaerblikError) as raised:
            say_of(listed, 1, said, template=shipped("agreement"))
        assert raised.value.id == message_id
    with pytest.raises(InitiativeUnknownError):
        say_of(listed, 99, moved("5"), template=shipped("agreement"))
    with pytest.raises(ProcessRefusedError):
        say_of(listed, 1, moved("5"))
    with pytest.raises(DeedUnknownError), writing(listed) as session:
        undo_deeds(session, [7], now=at(61), by="konsulent")
    assert all(one.choice is None for one in book(listed).courses.values())


def test_an_initiative_of_a_cluster_begins_at_its_own_door(listed):
    with writing(listed) as session:
        choose_process(
            session,
            1,
            Choice("development", "b", ProcessType.A, decided_by="SSG"),
            now=at(50),
            by="konsulent",
        )
    say_of(listed, 1, moved("1.b", "2026-05-01"), moved("5", "2026-06-01"))

    found = book(listed).courses[1]
    assert (found.course.entrance, found.course.current) == ("b", "5")
    assert str(found.course.at("3").state) == "not_relevant"
    assert (found.choice.process_type, found.choice.decided_by) == (ProcessType.A, "SSG")


def test_another_choice_takes_the_first_ones_place_until_it_is_undone(listed):
    with writing(listed) as session:
        choose_process(session, 1, Choice("agreement"), now=at(50), by="konsulent")
    with writing(listed) as session:
        second = choose_process(session, 1, Choice("bid"), now=at(51), by="konsulent")
    assert book(listed).courses[1].course.template.id == "bid"

    with writing(listed) as session:
        undo_choice(session, second, now=at(52), by="konsulent")

    assert book(listed).courses[1].course.template.id == "agreement"
    assert book(listed).courses[1].choice is not None


def test_both_decisions_of_a_step_are_kept_apart_and_undone(listed):
    decided = [
        Decided("9", "SSG", dt.date(2026, 10, 1), DecisionSubject.PRODUCT, DecisionOutcome.APPROVED),
        Decided(
            "9", "SSG", dt.date(2026, 10, 1), DecisionSubject.SPREAD, DecisionOutcome.POSTPONED, "Til maj"
        ),
    ]
    with writing(listed) as session:
        numbers = decide(session, 1, decided, now=at(50), by="konsulent")

    notes = book(listed).courses[1].decisions
    assert {(str(it.subject), str(it.outcome), it.text) for it in notes} == {
        ("product", "approved", None),
        ("spread", "postponed", "Til maj"),
    }
    with writing(listed) as session:
        undo_decisions(session, numbers, now=at(51), by="konsulent")
    assert not book(listed).courses[1].decisions


def test_a_clusters_later_answer_takes_the_place_of_the_earlier(listed):
    for on, answer in ((50, OfferAnswer.JOINTLY), (51, OfferAnswer.YES)):
        with writing(listed) as session:
            number = offer(session, 1, Offered("rm-randers", answer=answer), now=at(on), by="konsulent")

    assert [str(it.answer) for it in book(listed).courses[1].offers] == ["yes"]
    assert [str(it.answer) for it in book(listed, at(50)).courses[1].offers] == ["jointly"]
    with writing(listed) as session:
        undo_offer(session, number, now=at(52), by="konsulent")
    assert not book(listed).courses[1].offers


def test_what_was_said_of_a_merged_initiative_follows_it_and_goes_back(listed):
    say_of(listed, 2, moved("6", "2026-09-20"), template=shipped("agreement"), now=at(45))
    with writing(listed) as session:
        change = merge_initiatives(session, 1, 2, reason="Samme aftale", now=at(50), by="konsulent")

    assert book(listed).courses[1].course.current == "6"
    assert 2 not in book(listed).courses
    with writing(listed) as session:
        undo_change(session, change, now=at(55), by="konsulent")
    assert [book(listed).courses[id_].course.current for id_ in (1, 2)] == ["4", "6"]


def test_words_of_a_step_place_it_by_its_type_and_say_since_when_the_list_said_so(engine):
    row = {"title": "Akutteam", "process_step": "sendt til kommentering", "process_type": "B"}
    load(engine, row, month=OCTOBER, now=at(10))
    load(engine, {**row, "remarks": "Nyt"}, month=NOVEMBER, now=at(40))

    found = book(engine).courses[1]

    assert (found.chosen_by, found.course.template.id, found.course.current) == (
        ChosenBy.TYPE,
        "agreement",
        "5",
    )
    assert (found.course.since, found.course.is_estimated) == (at(10).date(), True)


def test_words_that_several_processes_know_are_left_to_people(engine):
    load(engine, {"title": "Akutteam", "process_step": "sendt til kommentering"})

    found = book(engine)

    assert not found.courses
    assert [(it.initiative_id, it.text) for it in found.unplaced] == [(1, "sendt til kommentering")]


def test_a_book_read_with_an_earlier_one_at_hand_says_the_same(listed):
    """What nobody has said anything new about is taken from the earlier one; all else is told anew."""

    def both(before, lists):
        with reading(listed) as session:
            again = read_book(session, LATER, TODAY, lists, before)
        assert again == book(listed)
        return again

    lists = steps_of_lists(listed, LATER)
    say_of(listed, 2, moved("4", "2026-09-20"), template=shipped("agreement"))
    before = both(None, lists)
    numbers = say_of(listed, 1, moved("6", "2026-10-20"), template=shipped("agreement"))
    after = both(before, lists)
    assert after.courses[1].course.current == "6"
    assert after.courses[2].course is before.courses[2].course
    with writing(listed) as session:
        choose_process(session, 1, Choice("development", "b"), now=at(62), by="konsulent")
    after = both(after, lists)
    with writing(listed) as session:
        choose_process(session, 1, Choice("development", "a"), now=at(63), by="konsulent")
    after = both(after, lists)
    with writing(listed) as session:
        undo_deeds(session, numbers, now=at(64), by="konsulent")
    after = both(after, lists)
    with writing(listed) as session:
        merge_initiatives(session, 1, 2, reason="Samme aftale", now=at(65), by="konsulent")
    after = both(after, steps_of_lists(listed, LATER))
    with writing(listed) as session:
        withdraw_upload(session, 1, now=at(66), by="konsulent")
    both(after, steps_of_lists(listed, LATER))


# --- Templates ----------------------------------------------------------------------------------------------


def changed(template, **more):
    first, *rest = template.steps
    return replace(template, steps=(replace(first, **more), *rest))


def test_initiatives_keep_the_version_that_they_began_under(listed):
    with writing(listed) as session:
        choose_process(session, 1, Choice("agreement"), now=at(50), by="konsulent")
        newest = newest_version(session, "agreement")
        add_version(
            session,
            changed(newest, usual_days=30),
            after=1,
            reason="Aftalt i SSG",
            now=at(55),
            by="konsulent",
        )

    found = book(listed)
    assert found.newest["agreement"].version == 2
    assert found.newest["agreement"].origin is TemplateOrigin.PEOPLE
    assert found.courses[1].course.template.version == 1
    assert found.courses[2].course.template.version == 2


def test_a_version_made_of_an_older_one_is_refused(engine):
    with writing(engine) as session:
        newest = newest_version(session, "agreement")
        add_version(session, changed(newest, usual_days=30), after=1, reason="Aftalt", now=at(1), by="a")
    with pytest.raises(TemplateMovedError), writing(engine) as session:
        add_version(session, changed(newest, usual_days=60), after=1, reason="Aftalt", now=at(2), by="b")
    with reading(engine) as session:
        unchanged = newest_version(session, "agreement")
    with pytest.raises(TemplateRefusedError), writing(engine) as session:
        add_version(session, unchanged, after=2, reason="Aftalt", now=at(2), by="b")


def test_a_version_taken_back_leaves_the_one_before(engine):
    with writing(engine) as session:
        newest = newest_version(session, "bid")
        add_version(session, changed(newest, usual_days=30), after=1, reason="Aftalt", now=at(1), by="a")
    with writing(engine) as session:
        withdraw_version(session, "bid", 2, now=at(2), by="a")

    assert book(engine).newest["bid"].version == 1
    assert book(engine, at(1)).newest["bid"].version == 2
    with pytest.raises(TemplateUnknownError), writing(engine) as session:
        withdraw_version(session, "bid", 1, now=at(3), by="a")


def test_a_copy_is_a_process_of_its_own(engine):
    with writing(engine) as session:
        made = copy_template(session, "bid", "Vores egen proces", now=at(1), by="a")

    assert (made.id, made.version, len(made.steps)) == ("vores-egen-proces", 1, 9)
    assert book(engine).newest["vores-egen-proces"].name.da == "Vores egen proces"
    for name in ("vores egen PROCES", " "):
        with pytest.raises(TemplateRefusedError), writing(engine) as session:
            copy_template(session, "bid", name, now=at(2), by="a")


def test_a_version_taken_back_and_brought_back_tells_both_and_keeps_who_made_it(engine):
    with writing(engine) as session:
        made = add_version(session, one_step_less(), after=1, reason="Slået sammen", now=at(10), by="anna")
        withdraw_version(session, "agreement", made.version, now=at(20), by="bente")
        bring_back_version(session, "agreement", made.version, now=at(30), by="carl")
        withdraw_version(session, "agreement", made.version, now=at(40), by="dorte")

    with reading(engine) as session:
        found = {day: newest_made(session, at(day)) for day in (15, 25, 35, 45)}
        newest = {day: book(engine, at(day)).newest["agreement"].version for day in found}
    last = found[45]
    assert (last.made_at, last.made_by, last.reason) == (at(10), "anna", "Slået sammen")
    assert [(it.by, it.until_by) for it in last.away] == [("bente", "carl"), ("dorte", None)]
    assert {day: it.is_withdrawn for day, it in found.items()} == {15: False, 25: True, 35: False, 45: True}
    assert newest == {15: 2, 25: 1, 35: 2, 45: 1}
    assert [last.was_in_use(at(day)) for day in (5, 15, 25, 35, 45)] == [False, True, False, True, False]


def newest_made(session, as_of):
    return [it for it in template_versions(session, as_of) if it.template.id == "agreement"][-1]


def one_step_less():
    template = shipped("agreement")
    return replace(template, steps=template.steps[:-1])


def test_a_book_read_after_another_says_what_one_read_from_nothing_does(engine):
    """Only what people have said since is read: deeds, decisions, offers, choices, and what was undone."""
    load(engine, *({"title": f"Indsats {nth}", "process_step": "2"} for nth in range(6)), now=at(10))
    lists, earlier = steps_of_lists(engine, at(11)), None

    def check(now):
        nonlocal earlier
        with reading(engine) as session:
            whole = read_book(session, now, TODAY, lists)
            earlier = read_book(session, now, TODAY, lists, earlier)
        assert earlier == whole
        assert list(earlier.courses) == list(whole.courses)

    check(at(11))
    template = shipped("development")
    with writing(engine) as session:
        choice = choose_process(session, 3, Choice("development", "b"), now=at(20), by="a")
        moved = say(session, 1, [Said(FactKind.MOVED, "5")], template=template, now=at(20), by="a")
    check(at(21))
    with writing(engine) as session:
        decided = decide(
            session,
            2,
            [Decided(None, "SSG", None, DecisionSubject.OTHER, DecisionOutcome.APPROVED)],
            now=at(22),
            by="a",
        )
        offer(session, 3, Offered("rm-randers", answer=OfferAnswer.YES), now=at(22), by="a")
    check(at(23))
    with writing(engine) as session:
        undo_deeds(session, moved, now=at(24), by="a")
        undo_decisions(session, decided, now=at(24), by="a")
        undo_choice(session, choice, now=at(24), by="a")
    check(at(25))
    check(at(21))  # the door keeps one book a day: an earlier instant may follow a later one
    with writing(engine) as session:
        made = add_version(session, one_step_less(), after=1, reason="Færre", now=at(26), by="a")
        choose_process(session, 4, Choice("agreement"), now=at(27), by="a")
    check(at(28))
    assert earlier.courses[4].course.template.version == made.version
    assert read_again(engine, at(28), lists, earlier) is earlier


def steps_of_lists(engine, as_of):
    with reading(engine) as session:
        return read_list_steps(session, as_of)


def read_again(engine, now, lists, earlier):
    with reading(engine) as session:
        return read_book(session, now, TODAY, lists, earlier)
