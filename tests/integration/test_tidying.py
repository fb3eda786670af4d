"""What lies in the folders of drafts and kept files, and nobody will ask for, is deleted."""

import datetime as dt
import os
from pathlib import Path

import pytest
from sqlalchemy import update

from etl.drafts import tidy_drafts
from portfolio.database import writing
from portfolio.discarding import KEPT_AFTER_DISCARDING, UNTOUCHED_AFTER, discard_draft, restore_draft
from portfolio.tables import Draft
from portfolio.vocabulary import DraftState
from tests.builders.drafts import confirm, facts, take_in
from tests.builders.importing import NOW, make_work
from tests.builders.uploads import OCTOBER

LIST = "Nr.;Projekt;Status;Trafiklys;Tovholder\n1;Akutteam;I gang;Grøn;ABC\n2;Træning;På pause;Gul;DEF\n"


@pytest.fixture
def work(engine, tmp_path):
    return make_work(engine, tmp_path)


@pytest.fixture
def draft_id(work, tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text(LIST, encoding="utf-8")
    return take_in(work, path, "Randersklyngen", OCTOBER)


def lying(path: Path, hours: float) -> Path:
    """Let a file have lain for some hours; it is made where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    at = (NOW - dt.timedelta(hours=hours)).timestamp()
    os.utime(path, (at, at))
    return path


def left_alone(work, draft_id, for_how_long):
    with writing(work.engine) as session:
        session.execute(update(Draft).where(Draft.id == draft_id).values(changed_at=NOW - for_how_long))


def test_the_file_of_an_open_draft_stays_however_old_it_is(work, draft_id):
    lying(work.drafts / facts(work, draft_id).file_path, 24 * 59)

    assert tidy_drafts(work) == 0
    assert (work.drafts / facts(work, draft_id).file_path).exists()


def test_a_file_without_a_draft_is_deleted_after_a_day(work):
    whole = lying(work.drafts / "0123456789abcdef", 25)
    broken_off = lying(work.drafts / "part-abc", 25)
    just_come = lying(work.drafts / "fedcba9876543210", 23)

    assert tidy_drafts(work) == 2
    assert [path.exists() for path in (whole, broken_off, just_come)] == [False, False, True]


def test_the_file_of_a_closed_draft_is_deleted_where_a_dead_worker_left_it(work, draft_id):
    name = facts(work, draft_id).file_path
    assert confirm(work, draft_id).error is None
    left = lying(work.drafts / name, 25)

    assert tidy_drafts(work) == 1
    assert not left.exists()


def test_copies_broken_off_among_the_kept_files_are_deleted_and_kept_files_are_not(work, draft_id):
    confirm(work, draft_id)
    (kept,) = work.kept.glob("*/*")
    lying(kept, 24 * 1000)
    broken_off = lying(kept.parent / "part-abc", 25)

    assert tidy_drafts(work) == 1
    assert (kept.exists(), broken_off.exists()) == (True, False)


def test_a_draft_that_nobody_has_touched_for_long_is_given_up(work, draft_id):
    path = lying(work.drafts / facts(work, draft_id).file_path, 24 * 61)
    left_alone(work, draft_id, UNTOUCHED_AFTER - dt.timedelta(hours=1))
    assert tidy_drafts(work) == 0
    left_alone(work, draft_id, UNTOUCHED_AFTER + dt.timedelta(hours=1))

    assert tidy_drafts(work) == 1
    draft = facts(work, draft_id)
    assert (draft.state, draft.file_path, path.exists()) == (DraftState.DISCARDED, None, False)


def test_a_draft_that_is_being_stored_is_never_given_up(work, draft_id):
    with writing(work.engine) as session:
        session.execute(update(Draft).values(state=DraftState.STORING))
    left_alone(work, draft_id, 2 * UNTOUCHED_AFTER)
    lying(work.drafts / facts(work, draft_id).file_path, 24 * 200)

    assert tidy_drafts(work) == 0
    assert facts(work, draft_id).state is DraftState.STORING


def discarded(work, draft_id, ago):
    with writing(work.engine) as session:
        assert discard_draft(session, draft_id, now=NOW - ago)


def test_a_discarded_file_is_kept_for_a_day_and_then_deleted(work, draft_id):
    path = lying(work.drafts / facts(work, draft_id).file_path, 24 * 30)
    discarded(work, draft_id, KEPT_AFTER_DISCARDING - dt.timedelta(minutes=1))
    assert tidy_drafts(work) == 0
    assert path.exists()

    left_alone(work, draft_id, KEPT_AFTER_DISCARDING + dt.timedelta(minutes=1))

    assert tidy_drafts(work) == 1
    draft = facts(work, draft_id)
    assert (draft.state, draft.file_path, path.exists()) == (DraftState.DISCARDED, None, False)
    assert tidy_drafts(work) == 0


def test_a_file_that_has_just_come_goes_with_its_discarded_draft(work, draft_id):
    path = work.drafts / facts(work, draft_id).file_path
    discarded(work, draft_id, KEPT_AFTER_DISCARDING + dt.timedelta(minutes=1))

    assert tidy_drafts(work) == 1
    assert not path.exists()


def test_a_draft_had_again_is_not_forgotten(work, draft_id):
    discarded(work, draft_id, KEPT_AFTER_DISCARDING + dt.timedelta(minutes=1))
    with writing(work.engine) as session:
        restore_draft(session, draft_id, now=NOW, by="konsulent")

    assert tidy_drafts(work) == 0
    assert (work.drafts / facts(work, draft_id).file_path).exists()
