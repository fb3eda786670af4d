"""Reference data is edited on both databases: kept as versions, undone, and never overwritten unseen."""

import datetime as dt
import threading
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from etl.load import load_file
from portfolio.corrections import CorrectionRefusedError
from portfolio.database import reading, reference_in_force, upgrade, writing
from portfolio.queries.portfolio import portfolio_stamp
from portfolio.reference import Reference, load_reference, shipped_reference
from portfolio.reference_editing import Change, Made, ReferenceRefusedError, edit, redo_deed, undo_deed
from portfolio.reference_edits import (
    Edit,
    Plain,
    edited_reference,
    find_row,
    known_until,
    parted,
    read_edits,
    read_reference,
    reference_mark,
    values_of,
    with_edits,
)
from portfolio.reference_rows import Membership, Organisation, Seat
from portfolio.rules.structure import living
from portfolio.tables import Organisation as OrganisationTable
from portfolio.tables import OrganisationMember, ReferenceEdit, Version
from portfolio.vocabulary import Certainty, EditKind, OrganisationKind, Party, Subject
from tests.builders.uploads import NOVEMBER, load
from tests.builders.workbooks import make_xlsx

NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
GROUP = Organisation(
    "rm-ad-hoc",
    OrganisationKind.AD_HOC_GROUP,
    "Ad hoc-gruppe om hjerte",
    "region-midtjylland",
    dt.date(2026, 9, 1),
    None,
    Certainty.CONFIRMED,
    parent="rm-ssg",
    task="Forslag til forløbsprogram",
    planned_end=dt.date(2026, 12, 1),
)


def change(subject: Subject, row_id: str, **values: Plain) -> Change:
    return Change(subject, row_id, EditKind.CHANGE, values)


def added(subject: Subject, row) -> Change:
    return Change(subject, row.id, EditKind.ADD, values_of(row))


def removed(subject: Subject, row_id: str) -> Change:
    return Change(subject, row_id, EditKind.REMOVE, {})


def do(engine, *changes: Change, by: str = "anna", reason: str = "Aftalt i SSG", **how) -> int:
    with writing(engine) as session:
        return edit(session, changes, Made(reason, how.pop("now", NOW), by, how.pop("seen", {}), **how))


def undo(engine, deed: int) -> None:
    with writing(engine) as session:
        undo_deed(session, deed, now=NOW, by="bo")


def in_force(engine):
    with reading(engine) as session:
        return edited_reference(session).reference


def body(engine, body_id: str) -> Organisation:
    found = find_row(in_force(engine), Subject.ORGANISATION, body_id)
    assert isinstance(found, Organisation)
    return found


def test_without_edits_the_files_are_in_force(engine):
    assert in_force(engine) is shipped_reference()


def test_an_edit_is_in_force_and_in_the_tables_that_others_point_at(engine):
    do(engine, change(Subject.ORGANISATION, "rm-ssg", name="Den nye styregruppe"))

    assert body(engine, "rm-ssg").name == "Den nye styregruppe"
    assert body(engine, "rm-ssg").task.startswith("Øverste administrative organ")
    with reading(engine) as session:
        names = select(OrganisationTable.name).where(OrganisationTable.id == "rm-ssg")
        assert session.scalar(names) == "Den nye styregruppe"
        assert load_reference() is edited_reference(session).reference


def test_a_job_reads_with_the_reference_in_force(engine):
    do(engine, added(Subject.ORGANISATION, GROUP))

    with reference_in_force(engine):
        assert find_row(load_reference(), Subject.ORGANISATION, GROUP.id) == GROUP
    assert find_row(load_reference(), Subject.ORGANISATION, GROUP.id) is None


def test_every_edit_is_kept_with_who_when_why_before_and_after(engine):
    do(engine, change(Subject.ORGANISATION, "rm-ssg", name="A", task="Opgaven"))
    do(engine, change(Subject.ORGANISATION, "rm-ssg", name="B"), by="bo", reason="Ny aftale")

    with reading(engine) as session:
        newest, first = read_reference(session).of(Subject.ORGANISATION, "rm-ssg")
    assert (newest.before, newest.after) == ({"name": "A"}, {"name": "B"})
    assert (newest.made_by, newest.reason, newest.made_at) == ("bo", "Ny aftale", NOW)
    assert first.before["name"] == "Sundhedsstyregruppen (SSG)"
    assert set(first.after) == {"name", "task"}


def test_undoing_restores_and_doing_again_is_an_edit_of_its_own(engine):
    deed = do(engine, change(Subject.ORGANISATION, "rm-ssg", name="A"))
    undo(engine, deed)
    assert body(engine, "rm-ssg").name == "Sundhedsstyregruppen (SSG)"
    with pytest.raises(ReferenceRefusedError, match="allerede fortrudt"):
        undo(engine, deed)

    with writing(engine) as session:
        redo_deed(session, deed, now=NOW, by="carl")

    assert body(engine, "rm-ssg").name == "A"
    with reading(engine) as session:
        newest, first = read_reference(session).of(Subject.ORGANISATION, "rm-ssg")
    assert (first.undone_by, newest.made_by, newest.undone_at) == ("bo", "carl", None)


def test_what_was_done_together_is_undone_together(engine):
    members = [it for it in shipped_reference().seats if it.organisation == "rm-faellessekretariat"]
    ended = [change(Subject.SEAT, it.id, last_date="2026-12-31") for it in members]
    deed = do(engine, change(Subject.ORGANISATION, "rm-faellessekretariat", last_date="2026-12-31"), *ended)

    assert body(engine, "rm-faellessekretariat").last_date == dt.date(2026, 12, 31)
    undo(engine, deed)

    assert in_force(engine).seats == shipped_reference().seats
    assert body(engine, "rm-faellessekretariat").last_date is None


def test_nothing_is_ever_deleted(engine):
    deed = do(engine, added(Subject.ORGANISATION, GROUP))
    undo(engine, deed)
    do(engine, removed(Subject.SEAT, "po-syd-forum:1"))

    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(ReferenceEdit)) == 2
        assert session.get(OrganisationTable, GROUP.id) is not None  # others may point at it
        assert find_row(read_reference(session).reference, Subject.ORGANISATION, GROUP.id) is None


# --- What is refused


@pytest.mark.parametrize(
    ("changes", "message_id"),
    [
        ([change(Subject.ORGANISATION, "rm-ssg", last_date="2026-12-31")], "reference.part_open"),
        (
            [change(Subject.ORGANISATION, "rh-syd", last_date="2026-06-30")],
            "reference.part_later",
        ),
        (
            [change(Subject.ORGANISATION, "rm-dks", first_date="2026-01-01", last_date="2025-01-01")],
            "reference.ends_early",
        ),
        ([change(Subject.ORGANISATION, "rm-ssg", parent="rm-triple-aim")], "reference.parent_circle"),
        ([change(Subject.ORGANISATION, "rm-ssg", parent="rm-ssg")], "reference.parent_circle"),
        ([change(Subject.ORGANISATION, "rm-ssg", parent="findes-ikke")], "reference.member_unknown"),
        ([change(Subject.ORGANISATION, "findes-ikke", name="A")], "reference.row_gone"),
        ([change(Subject.ORGANISATION, "rm-ssg", kind="noget")], "reference.code_unknown"),
        (
            [change(Subject.ORGANISATION, "rm-ssg", name="Sundhedsstyregruppen (SSG)")],
            "reference.nothing_changed",
        ),
        ([added(Subject.ORGANISATION, replace(GROUP, id="rm-ssg"))], "reference.id_taken"),
        ([removed(Subject.ORGANISATION, "rm-ssg")], "reference.still_named"),
        (
            [
                added(
                    Subject.MEMBERSHIP,
                    Membership("rh-nord", "0167", None, None, Certainty.CONFIRMED, "rh-nord:0167"),
                )
            ],
            "reference.part_open",
        ),
        (
            [
                added(
                    Subject.MEMBERSHIP,
                    Membership(
                        "rh-nord",
                        "0167",
                        dt.date(2025, 1, 1),
                        dt.date(2026, 12, 31),
                        Certainty.CONFIRMED,
                        "rh-nord:0167",
                    ),
                )
            ],
            "reference.two_areas",
        ),
        (
            [
                added(
                    Subject.MEMBERSHIP,
                    Membership("rm-ssg", "9999", None, None, Certainty.CONFIRMED, "rm-ssg:9999"),
                )
            ],
            "reference.member_unknown",
        ),
        (
            [
                Change(
                    Subject.SUCCESSION,
                    "region-oestdanmark:region-hovedstaden",
                    EditKind.ADD,
                    {
                        "organisation": "region-oestdanmark",
                        "successor": "region-hovedstaden",
                        "date": "2028-01-01",
                        "certainty": "svag",
                        "id": "region-oestdanmark:region-hovedstaden",
                    },
                )
            ],
            "reference.succession_circle",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(engine, changes, message_id):
    with pytest.raises(ReferenceRefusedError) as refused:
        do(engine, *changes)

    assert refused.value.id == message_id
    assert "Intet er ændret" in refused.value.message("da") or message_id == "reference.nothing_changed"
    assert in_force(engine) is shipped_reference()


def test_an_edit_wants_a_reason(engine):
    with pytest.raises(CorrectionRefusedError):
        do(engine, change(Subject.ORGANISATION, "rm-ssg", name="A"), reason=" ")


def test_a_municipality_that_is_said_to_be_divided_may_lie_in_two_areas(engine):
    first, last = dt.date(2025, 1, 1), dt.date(2026, 12, 31)
    new = Membership("rh-nord", "0167", first, last, Certainty.CONFIRMED, "rh-nord:0167", is_shared=True)

    do(engine, added(Subject.MEMBERSHIP, new), change(Subject.MEMBERSHIP, "rh-syd:0167", is_shared=True))

    with reading(engine) as session:
        found = session.scalars(
            select(OrganisationMember.organisation_id).where(OrganisationMember.member_id == "0167")
        ).all()
    assert {"rh-nord", "rh-syd"} <= set(found)


def test_a_focus_area_that_initiatives_stand_under_is_ended_only_on_purpose(engine):
    load(engine, {"title": "A", "focus_area": "Psykisk sygdom"})
    ending = change(Subject.FOCUS_AREA, "psykisk", last_date="2026-12-31")
    goals = [
        change(Subject.GOAL, it.id, last_date="2026-12-31")
        for it in shipped_reference().goals
        if it.focus_area == "psykisk"
    ]

    with pytest.raises(ReferenceRefusedError, match="Der står 1 indsats under"):
        do(engine, ending, *goals)
    do(engine, ending, *goals, leaves_initiatives=True)

    assert find_row(in_force(engine), Subject.FOCUS_AREA, "psykisk").last_date == dt.date(2026, 12, 31)


def test_what_was_added_is_not_undone_when_it_has_been_changed_or_is_named_since(engine):
    deed = do(engine, added(Subject.ORGANISATION, GROUP))
    renamed = do(engine, change(Subject.ORGANISATION, GROUP.id, name="Hjertegruppen"))
    with pytest.raises(ReferenceRefusedError, match="ændret, siden"):
        undo(engine, deed)
    undo(engine, renamed)
    seat = Seat(
        "rm-ad-hoc:1",
        GROUP.id,
        1,
        Party.MUNICIPALITY,
        "Fagchef for sundhed",
        "0751",
        1,
        1,
        None,
        None,
        Certainty.CONFIRMED,
    )
    do(engine, added(Subject.SEAT, seat))

    with pytest.raises(ReferenceRefusedError, match="stadig nævnt af Fagchef"):
        undo(engine, deed)


def test_a_body_whose_list_has_come_in_is_not_taken_away(engine):
    deed = do(engine, added(Subject.ORGANISATION, GROUP))
    load(engine, {"title": "A"}, source="Gruppens liste", organisation=GROUP.id)

    with pytest.raises(ReferenceRefusedError, match="Gruppens liste"):
        undo(engine, deed)


# --- Two people at once


def test_what_somebody_changed_meanwhile_is_not_overwritten(engine):
    row = (Subject.ORGANISATION, "rm-ssg")
    with reading(engine) as session:
        seen = {row: read_reference(session).stamp(*row)}
    do(engine, change(*row, name="A"), seen=seen)

    with pytest.raises(ReferenceRefusedError, match=r"anna har ændret det samme 23\.11\.2026"):
        do(engine, change(*row, name="B"), by="bo", seen=seen)

    assert body(engine, "rm-ssg").name == "A"


def test_undoing_counts_as_a_change_too(engine):
    row = (Subject.ORGANISATION, "rm-ssg")
    deed = do(engine, change(*row, name="A"))
    with reading(engine) as session:
        seen = {row: read_reference(session).stamp(*row)}
    undo(engine, deed)

    with pytest.raises(ReferenceRefusedError, match="bo har ændret"):
        do(engine, change(*row, name="B"), seen=seen)


def test_of_two_who_change_a_row_at_the_same_time_one_is_told(engine):
    row = (Subject.ORGANISATION, "rm-ssg")
    with reading(engine) as session:
        seen = {row: read_reference(session).stamp(*row)}
    start, told = threading.Barrier(2), []

    def change_it(name: str) -> None:
        start.wait()
        try:
            do(engine, change(*row, name=name), by=name, seen=seen)
        except ReferenceRefusedError as error:
            told.append(error.id)

    both = [threading.Thread(target=change_it, args=(name,)) for name in ("anna", "bo")]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert told == ["reference.changed_meanwhile"]
    with reading(engine) as session:
        assert len(read_reference(session).edits) == 1


def test_two_who_would_make_a_circle_together_do_not(engine):
    start, told = threading.Barrier(2), []

    def put_under(one: str, other: str) -> None:
        start.wait()
        try:
            do(engine, change(Subject.ORGANISATION, one, parent=other))
        except ReferenceRefusedError as error:
            told.append(error.id)

    pairs = [("rm-kosu", "rm-dks"), ("rm-dks", "rm-kosu")]
    both = [threading.Thread(target=put_under, args=pair) for pair in pairs]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert told == ["reference.parent_circle"]


# --- A later release


def released(**values) -> Reference:
    """Give the files of a later release, which say something else of the steering group."""
    shipped = shipped_reference()
    bodies = (replace(it, **values) if it.id == "rm-ssg" else it for it in shipped.organisations)
    return replace(shipped, organisations=tuple(bodies))


def renamed(engine) -> tuple[Edit, ...]:
    do(engine, change(Subject.ORGANISATION, "rm-ssg", name="A"))
    with reading(engine) as session:
        return read_edits(session)


def test_a_release_that_says_more_of_a_row_counts_beside_what_people_changed(engine):
    edits, newer = renamed(engine), released(first_date=dt.date(2007, 1, 1))

    row = find_row(with_edits(newer, edits), Subject.ORGANISATION, "rm-ssg")
    assert (row.name, row.first_date) == ("A", dt.date(2007, 1, 1))
    assert parted(newer, edits) == ()


def test_a_release_that_says_otherwise_does_not_win_and_is_told_until_somebody_keeps_it(engine):
    edits, newer = renamed(engine), released(name="Styregruppen")

    assert find_row(with_edits(newer, edits), Subject.ORGANISATION, "rm-ssg").name == "A"
    (told,) = parted(newer, edits)
    said = (told.field, told.then, told.now, told.set_to)
    assert said == ("name", "Sundhedsstyregruppen (SSG)", "Styregruppen", "A")

    do(engine, change(Subject.ORGANISATION, "rm-ssg", name="A"), keeps=True)
    with reading(engine) as session:
        *first, kept = read_edits(session)
    now = values_of(find_row(newer, Subject.ORGANISATION, "rm-ssg"))
    assert parted(newer, (*first, replace(kept, shipped=now))) == ()


def test_a_release_that_comes_to_say_the_same_has_not_parted(engine):
    assert parted(released(name="A"), renamed(engine)) == ()


def test_a_row_that_a_release_no_longer_has_takes_its_edits_along_and_that_is_told(engine):
    do(engine, change(Subject.SEAT, "po-syd-forum:1", role="Administrationen"))
    with reading(engine) as session:
        edits = read_edits(session)
    shipped = shipped_reference()
    newer = replace(shipped, seats=tuple(it for it in shipped.seats if it.id != "po-syd-forum:1"))

    assert find_row(with_edits(newer, edits), Subject.SEAT, "po-syd-forum:1") is None
    assert [(it.now, it.set_to) for it in parted(newer, edits)] == [(None, "Administrationen")]


def test_relations_to_a_body_that_a_release_no_longer_has_are_left_out(engine):
    do(engine, change(Subject.ORGANISATION, "rm-ssg", name="A"))
    with reading(engine) as session:
        edits = read_edits(session)
    shipped = shipped_reference()
    newer = replace(
        shipped, organisations=tuple(it for it in shipped.organisations if it.id != "po-syd-forum")
    )

    assert not [it for it in with_edits(newer, edits).seats if it.organisation == "po-syd-forum"]


def test_upgrading_keeps_what_people_changed(engine, database_url):
    do(engine, change(Subject.ORGANISATION, "rm-ssg", name="A"))

    upgrade(database_url)

    with reading(engine) as session:
        names = select(OrganisationTable.name).where(OrganisationTable.id == "rm-ssg")
        assert session.scalar(names) == "A"


# --- Noticing it


def test_every_edit_and_undoing_gives_another_mark_and_stamp(engine):
    marks, stamps = set(), set()

    def look() -> None:
        with reading(engine) as session:
            marks.add(reference_mark(session))
            stamps.add(portfolio_stamp(session))

    look()
    deed = do(engine, change(Subject.ORGANISATION, "rm-ssg", name="A"))
    look()
    undo(engine, deed)
    look()

    assert (len(marks), len(stamps)) == (3, 3)


def test_what_a_transaction_takes_back_was_never_in_force(engine):
    def break_off() -> None:
        with writing(engine) as session:
            edit(session, [change(Subject.ORGANISATION, "rm-ssg", name="A")], Made("Aftalt", NOW, "anna", {}))
            assert load_reference() is not shipped_reference()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    do(engine, change(Subject.ORGANISATION, "rm-ssg", name="B"))
    assert body(engine, "rm-ssg").name == "B"


def test_what_was_known_at_an_instant_is_what_people_had_left_then(engine):
    deed = do(engine, change(Subject.ORGANISATION, "rm-ssg", name="A"), now=NOW)
    do(engine, change(Subject.ORGANISATION, "rm-ssg", name="B"), now=NOW + dt.timedelta(days=1))
    with writing(engine) as session:
        undo_deed(session, deed, now=NOW + dt.timedelta(days=2), by="bo")
    with reading(engine) as session:
        known = edited_reference(session)

    def name(days: float) -> str:
        then = known_until(known, NOW + dt.timedelta(days=days))
        return find_row(then, Subject.ORGANISATION, "rm-ssg").name

    assert [name(days) for days in (-1, 0, 1, 3)] == ["Sundhedsstyregruppen (SSG)", "A", "B", "B"]
    assert known_until(known, NOW + dt.timedelta(days=3)) is known.reference


def test_a_file_is_read_with_the_reference_in_force(engine, tmp_path):
    cluster = replace(GROUP, id="rm-fjord", kind=OrganisationKind.CLUSTER, name="Fjordklyngen", parent=None)
    member = Membership("rm-fjord", "0751", None, None, Certainty.CONFIRMED, "rm-fjord:0751")
    both = Membership("rm-fjord", "0727", None, None, Certainty.CONFIRMED, "rm-fjord:0727")
    shared = (replace(member, is_shared=True), replace(both, is_shared=True))
    theirs = [it for it in shipped_reference().memberships if it.member in ("0751", "0727")]
    divided = [change(Subject.MEMBERSHIP, it.id, is_shared=True) for it in theirs]
    do(
        engine,
        added(Subject.ORGANISATION, replace(cluster, planned_end=None)),
        *(added(Subject.MEMBERSHIP, it) for it in shared),
        *divided,
    )
    heads = ["Titel", "Klynge", "Kommuner"]
    book = make_xlsx(tmp_path, [heads, ["Fælles indgang", "Fjordklyngen", "Alle kommuner i Fjordklyngen"]])
    known = {"name": "liste.xlsx", "source": "Fjordklyngens liste", "month": NOVEMBER}

    load_file(engine, book, now=NOW, by="ida", **known)

    with reading(engine) as session:
        found = session.execute(select(Version.organisation_id, Version.values_json)).one()
    assert found.organisation_id == "rm-fjord"
    assert '["0727","0751"]' in found.values_json


def test_a_list_that_names_a_new_focus_area_and_cluster_is_understood(engine):
    cluster = replace(GROUP, id="rm-fjord", kind=OrganisationKind.CLUSTER, name="Fjordklyngen", parent=None)
    area = Change(
        Subject.FOCUS_AREA,
        "rm-soevn",
        EditKind.ADD,
        {
            "id": "rm-soevn",
            "agreement": "rm-2024",
            "number": 1,
            "name": "Sammen om bedre søvn",
            "short_name": "Søvn",
            "first_date": "2026-01-01",
            "last_date": None,
        },
    )
    do(engine, added(Subject.ORGANISATION, replace(cluster, planned_end=None)), area)
    load(
        engine,
        {"title": "A", "focus_area": "Søvn"},
        source="Fjordklyngens liste",
        organisation="rm-fjord",
    )

    with reading(engine) as session:
        found = session.execute(select(Version.organisation_id, Version.focus_area_id)).one()
        assert living("rm-fjord", dt.date(2026, 11, 23)) == "rm-fjord"
    assert tuple(found) == ("rm-fjord", "rm-soevn")
