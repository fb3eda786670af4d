"""What lists' "spredt til" texts say of receivers, read of real files, on both databases."""

import datetime as dt

from etl.run import read_file
from portfolio.database import reading, writing
from portfolio.process.adoption_deeds import Adopted, adopt
from portfolio.queries.adoption import read_adoption, read_listed_adoption
from portfolio.store import load_upload, withdraw_upload
from portfolio.vocabulary import Uptake
from tests.builders.uploads import NOVEMBER, OCTOBER, at, make_upload
from tests.builders.workbooks import make_csv

HEADS = "Titel;Klynge;Status;Tovholder;Spredt til;Formål;Målgruppe;Budget"
LATER = at(400)


def read_list(tmp_path, *rows, month=OCTOBER):
    """Read a list of real rows."""
    path = make_csv(tmp_path, "\n".join([HEADS, *rows]))
    return read_file(path, path.name, month)


def load_list(engine, tmp_path, *rows, month=OCTOBER, now=0):
    """Read and store a list."""
    new = make_upload(read_list(tmp_path, *rows, month=month), month=month, now=at(now))
    with writing(engine) as session:
        return load_upload(session, new).upload_id


def book(engine, as_of=LATER):
    """Give who has taken what into use."""
    with reading(engine) as session:
        return read_adoption(session, as_of, read_listed_adoption(session, as_of))


def states(engine, id_=1, as_of=LATER):
    """Give how far the receivers of an initiative are."""
    return {it.organisation: it.uptake for it in book(engine, as_of).receivers.get(id_, ())}


def test_each_receiver_of_a_text_is_heard_with_the_cell_and_the_whole_text(engine, tmp_path):
    load_list(
        engine,
        tmp_path,
        "Fælles gravidteam;Randersklyngen;I gang;AB;Randers (maj 2026), på vej i Favrskov, Vestegnen",
        "Telemedicin;Randersklyngen;I gang;CD;",
        "Fælles data;Randersklyngen;I gang;EF;Horsensklyngen",
    )

    assert states(engine) == {"0730": Uptake.YES, "0710": Uptake.IN_PROGRESS}
    assert states(engine, 3) == {"rm-horsens": Uptake.YES}
    randers = book(engine).receivers[1][1].claim
    assert (randers.day, randers.told_in.cell) == (dt.date(2026, 5, 31), "E2")
    assert randers.told_in.text == "Randers (maj 2026), på vej i Favrskov, Vestegnen"
    unread = book(engine).unread[1]
    assert [(it.cell, it.text) for it in unread] == [("E2", "Vestegnen")]


def test_the_newest_list_speaks_and_what_it_no_longer_says_is_not_heard(engine, tmp_path):
    load_list(engine, tmp_path, "Fælles gravidteam;Randersklyngen;I gang;AB;Randers, Favrskov")
    load_list(engine, tmp_path, "Fælles gravidteam;Randersklyngen;I gang;AB;Randers", month=NOVEMBER, now=30)

    assert states(engine) == {"0730": Uptake.YES}
    assert states(engine, as_of=at(10)) == {"0730": Uptake.YES, "0710": Uptake.YES}
    assert book(engine).receivers[1][0].claim.known_at == at(0), "it has said so since its first list"


def test_a_withdrawn_list_is_not_heard(engine, tmp_path):
    upload_id = load_list(engine, tmp_path, "Fælles gravidteam;Randersklyngen;I gang;AB;Randers")
    with writing(engine) as session:
        withdraw_upload(session, upload_id, now=at(5), by="konsulent")

    assert states(engine) == {}


def test_a_text_and_a_person_who_disagree_are_both_kept_and_the_newer_counts(engine, tmp_path):
    load_list(engine, tmp_path, "Fælles gravidteam;Randersklyngen;I gang;AB;Randers")
    with writing(engine) as session:
        adopt(session, 1, Adopted(["0730"], Uptake.NO), now=at(5), by="konsulent")

    (randers,) = book(engine).receivers[1]
    assert randers.uptake is Uptake.NO
    assert [(it.uptake, it.told_in.cell) for it in randers.others] == [(Uptake.YES, "E2")]


def test_two_rows_of_one_title_keep_their_own_receivers(engine, tmp_path):
    load_list(
        engine,
        tmp_path,
        "Rehabilitering;Randersklyngen;I gang;AB;Randers;Færre fald;Ældre;1000",
        "Rehabilitering;Horsensklyngen;I gang;CD;Odder og Hedensted;Færre fald;Ældre;1000",
        "Telemedicin;Horsensklyngen;Afsluttet;EF;;Færre fald;Ældre;1000",
        "Fælles data;Randersklyngen;Planlagt;GH;;Færre fald;Ældre;1000",
    )

    found = {id_: {it.organisation for it in them} for id_, them in book(engine).receivers.items()}
    assert found == {1: {"0730"}, 2: {"0727", "0766"}}


def test_a_list_without_such_a_column_says_nothing(engine, tmp_path):
    path = make_csv(tmp_path, "Titel;Klynge;Status;Tovholder\nFælles data;Randersklyngen;I gang;AB")

    assert read_file(path, path.name, OCTOBER).spread == ()
