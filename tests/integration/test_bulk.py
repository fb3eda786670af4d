"""Many rows into a table at once, on both databases."""

import datetime as dt

import pytest
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import DBAPIError

from portfolio import bulk
from portfolio.database import reading, writing
from portfolio.tables import Initiative, SavedView, table_of
from tests.builders.uploads import at, load

INITIATIVES = table_of(Initiative)
VIEW = ("page", "name", "name_key", "query", "created_at", "created_by", "revision")


def test_rows_come_back_as_they_would_have_been_written_one_by_one(engine):
    zone = dt.timezone(dt.timedelta(hours=2))
    texts = ["Ærø\t\\N \\. 'x'\n", "", "\U0001f600", '"{}"', "x" * 100_000]
    rows = [
        ("liste", text, str(n), "", at(n).astimezone(zone), "konsulent", n) for n, text in enumerate(texts)
    ]

    with writing(engine) as session:
        bulk.write(session, table_of(SavedView), iter(rows), VIEW)

    with reading(engine) as session:
        found = session.scalars(select(SavedView).order_by(SavedView.id)).all()
        assert [(view.name, view.created_at, view.deleted_at) for view in found] == [
            (text, at(n), None) for n, text in enumerate(texts)
        ]


def test_no_rows_are_no_statement(engine):
    with writing(engine) as session:
        bulk.write(session, INITIATIVES, [])


def test_more_rows_than_a_batch_all_come_in_their_order(engine):
    with writing(engine) as session:
        ids = bulk.free_ids(session, INITIATIVES, 2 * bulk.BATCH + 1)
        bulk.write(session, INITIATIVES, ((id_, at(0)) for id_ in ids))

    with reading(engine) as session:
        assert session.scalars(select(Initiative.id).order_by(Initiative.id)).all() == list(ids)


def test_an_id_is_never_given_twice_even_after_its_row_is_gone(engine):
    load(engine, {"title": "A"}, {"title": "B"})
    with writing(engine) as session:
        session.execute(insert(Initiative), [{"first_known_at": at(0)}])
        session.execute(delete(Initiative).where(Initiative.id == 3))

    with writing(engine) as session:
        assert list(bulk.free_ids(session, INITIATIVES, 2)) == [4, 5]
        bulk.write(session, INITIATIVES, ((4, at(0)), (5, at(0))))
    with writing(engine) as session:
        assert (
            session.scalars(insert(Initiative).returning(Initiative.id), [{"first_known_at": at(0)}]).one()
            == 6
        )


def test_a_row_that_is_refused_is_not_shown_in_the_error(engine):
    rows = [("liste", "Navn", "hemmeligt", "", at(0), "konsulent", 1)] * 2

    with pytest.raises(DBAPIError) as caught, writing(engine) as session:
        bulk.write(session, table_of(SavedView), rows, VIEW)

    assert "hemmeligt" not in f"{caught.value}{caught.value.orig}"
