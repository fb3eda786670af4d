"""Saved views on both databases: named, opened, renamed, deleted and had again, and begun with."""

import datetime as dt
import json

import pytest
from sqlalchemy import event, select

from dashboard.app import create_app
from dashboard.settings import Settings
from portfolio.database import make_engine, reading, writing
from portfolio.queries.portfolio import stamps
from portfolio.queries.views import views
from portfolio.tables import SavedView
from portfolio.views import (
    NewView,
    ViewNameTakenError,
    ViewTooLongError,
    ViewUnknownError,
    delete_view,
    rename_view,
    restore_view,
    save_view,
)
from tests.builders import uploads
from tests.integration.test_app import laid_out

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}


def new(name="Røde", page="/indsatser", query="?lys=roed"):
    return NewView(page, name, query, NOW, "konsulent")


def save(engine, *args, **more):
    with writing(engine) as session:
        return save_view(session, new(*args, **more))


def names(engine):
    with reading(engine) as session:
        return [view.name for view in views(session)]


def test_a_view_is_kept_with_when_and_by_whom(engine):
    save(engine, "  Røde \n i  Randers ")
    with reading(engine) as session:
        (found,) = views(session)
    assert (found.name, found.page, found.query) == ("Røde i Randers", "/indsatser", "?lys=roed")
    assert (found.created_at, found.created_by) == (NOW, "konsulent")


def test_a_name_is_one_views_on_a_page_whatever_its_case(engine):
    save(engine, "Ældre")
    save(engine, "Ældre", page="/status")
    with pytest.raises(ViewNameTakenError, match="Vælg et andet navn"):
        save(engine, "ÆLDRE")
    with pytest.raises(ViewNameTakenError), writing(engine) as session:
        rename_view(session, save_view(session, new("Ny")), "ældre")
    assert names(engine) == ["Ældre", "Ældre"]


def test_a_view_keeps_its_own_name_when_only_its_case_is_changed(engine):
    view_id = save(engine, "ældre")
    with writing(engine) as session:
        rename_view(session, view_id, "Ældre")
    assert names(engine) == ["Ældre"]


def test_a_deleted_view_frees_its_name_and_can_be_had_again_unless_it_is_taken(engine):
    first = save(engine)
    with writing(engine) as session:
        assert delete_view(session, first, NOW) == "Røde"
    with pytest.raises(ViewUnknownError), writing(engine) as session:
        delete_view(session, first, NOW)
    second = save(engine)
    with pytest.raises(ViewNameTakenError), writing(engine) as session:
        restore_view(session, first)
    with writing(engine) as session:
        delete_view(session, second, NOW)
        restore_view(session, first)
    with reading(engine) as session:
        assert [view.id for view in views(session)] == [first]


def test_every_change_to_a_view_changes_the_stamp_of_views_and_not_that_of_the_portfolio(engine):
    found = []

    def stamp():
        with reading(engine) as session:
            found.append(stamps(session))

    stamp()
    view_id = save(engine)
    stamp()
    for change in (
        lambda session: rename_view(session, view_id, "Andre"),
        lambda session: delete_view(session, view_id, NOW),
        lambda session: restore_view(session, view_id),
    ):
        with writing(engine) as session:
            change(session)
        stamp()
    assert len({it.views for it in found}) == 5
    assert len({it.portfolio for it in found}) == 1


def test_an_address_too_long_to_keep_is_refused(engine):
    with pytest.raises(ViewTooLongError):
        save(engine, query="?q=" + "x" * 2_000)


# --- The routes ---------------------------------------------------------------------------------------------


@pytest.fixture
def app(database_url, tmp_path):
    engine = make_engine(database_url)
    uploads.load(
        engine, {"title": "Gravidteam", "traffic_light": "red"}, {"title": "Akut"}, now=uploads.at(70)
    )
    engine.dispose()
    made = create_app(Settings(database_url, tmp_path), None, lambda: NOW)
    yield made
    made.server.extensions["tvaerblik"].engine.dispose()


@pytest.fixture
def client(app):
    return app.server.test_client()


def post(client, path="", headers=OWN_PAGE, **form):
    return client.post(f"/api/visninger{path}", data=form, headers=headers)


def saved(client, name="Røde", side="/indsatser", adresse="?lys=roed"):
    return post(client, side=side, adresse=adresse, navn=name)


def shown(client, path, search=""):
    return json.dumps(laid_out(client, path, search), ensure_ascii=False)


def test_a_view_is_saved_as_the_page_would_write_its_address(client):
    answer = saved(client, adresse="?lys=roed,lilla&side=7&ukendt=1&kolonner=ejer&sort=-titel&visning=alt")
    assert answer.status_code == 200
    assert answer.get_json() == {
        "address": "/indsatser?lys=roed&sort=-titel&kolonner=titel,ejer",
        "message": "Visningen “Røde” er gemt.",
        "undo": None,
    }


def test_a_pages_own_keys_are_kept_and_those_of_others_are_not(client):
    asked = "?maaned=2026-11&maanedslys=roed"
    assert "maanedslys=roed" in saved(client, side="/status", adresse=asked).get_json()["address"]
    assert saved(client, adresse=asked).get_json()["address"] == "/indsatser?visning=alt"


def test_a_saved_view_stands_on_its_page_alone_and_is_named_where_it_is_shown(client):
    saved(client, "Røde i november")
    assert "Visning: Røde i november" in shown(client, "/indsatser", "?lys=roed&side=1")
    listed = shown(client, "/indsatser")
    assert "Røde i november" in listed
    assert "Visning: " not in listed
    assert "Røde i november" not in shown(client, "/status")


def test_a_name_from_a_reader_stays_text(client):
    saved(client, "<b>Fed</b>")
    assert "<b>Fed</b>" in shown(client, "/indsatser").replace('\\\\"', '"')
    assert '["b"' not in shown(client, "/indsatser")


def test_a_view_is_renamed_deleted_and_had_again(client):
    saved(client)
    assert (
        post(client, "/1/navn", navn="Alle røde").get_json()["message"] == "Visningen hedder nu “Alle røde”."
    )
    deleted = post(client, "/1/slet").get_json()
    assert deleted["message"] == "Visningen “Alle røde” er slettet."
    assert "Alle røde" not in shown(client, "/indsatser")
    assert client.post(deleted["undo"]["action"], headers=OWN_PAGE).status_code == 200
    assert "Alle røde" in shown(client, "/indsatser")


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"navn": " \u200b\n"}, 422, "Skriv et navn til visningen."),
        ({"navn": "x" * 81}, 422, "Navnet er for langt. Brug højst 80 tegn."),
        ({"navn": "RØDE"}, 422, "Siden har allerede en visning, der hedder “RØDE”. Vælg et andet navn."),
        ({"side": "/indlaes"}, 400, "Siden kan ikke gemmes som visning."),
        ({"side": "//evil.dk"}, 400, "Siden kan ikke gemmes som visning."),
        ({"side": "/status", "adresse": "?maaned=" + "9" * 3000}, 422, "Der er valgt så meget"),
    ],
)
def test_what_cannot_be_saved_is_refused_in_a_sentence(client, form, status, said):
    saved(client)
    answer = post(client, **{"side": "/indsatser", "adresse": "?lys=roed", "navn": "Ny"} | form)
    assert answer.status_code == status
    assert answer.get_json()["message"].startswith(said)


@pytest.mark.parametrize("path", ["/9/navn", "/x/slet", "/1/andet", f"/{'9' * 30}/slet", "/9/start"])
def test_a_view_that_is_not_there_is_told(client, path):
    saved(client)
    answer = post(client, path, navn="Ny")
    assert answer.status_code == 404
    assert answer.get_json()["message"] == "Visningen findes ikke længere. Genindlæs siden."


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.dk"}])
@pytest.mark.parametrize("path", ["", "/1/slet", "/1/navn", "/1/start", "/1/fortryd"])
def test_only_the_apps_own_pages_change_views(client, headers, path):
    saved(client)
    answer = post(client, path, headers=headers, side="/", navn="Ny")
    assert (answer.status_code, answer.get_json()["id"]) == (403, "views.foreign_origin")
    assert "Set-Cookie" not in answer.headers


def test_nothing_is_changed_by_opening_an_address(client, app):
    saved(client)
    assert client.get("/api/visninger/1/slet").status_code in (404, 405)
    with reading(app.server.extensions["tvaerblik"].engine) as session:
        assert session.scalars(select(SavedView.deleted_at)).one() is None


def test_a_view_has_an_address_to_share(client):
    saved(client)
    assert client.get("/visning/1").location == "/indsatser?lys=roed"
    post(client, "/1/slet")
    for gone in ("/visning/1", "/visning/7", "/visning/x", "/visning/" + "9" * 30):
        answer = client.get(gone)
        assert answer.status_code == 404
        assert '<html lang="da"' in answer.text


def test_a_page_begins_with_the_readers_start_view_until_all_is_asked_for(client):
    saved(client)
    assert client.get("/indsatser").status_code == 200
    cookie = post(client, "/1/start").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert client.get("/indsatser").location == "/indsatser?lys=roed"
    assert client.get("/indsatser?visning=alt").status_code == 200
    assert client.get("/status").status_code == 200
    assert "/indsatser?lys=roed" in shown(client, "/status")  # the menu's link
    page = shown(client, "/indsatser", "?lys=roed")
    assert "Du ser din startvisning." in page
    assert "/indsatser?visning=alt" in page
    post(client, "/1/ikke-start")
    assert client.get("/indsatser").status_code == 200


def test_a_start_view_that_is_deleted_is_begun_with_no_more(client):
    saved(client)
    post(client, "/1/start")
    post(client, "/1/slet")
    assert client.get("/indsatser").status_code == 200
    post(client, "/1/fortryd")
    assert client.get("/indsatser").location == "/indsatser?lys=roed"


@pytest.mark.parametrize("value", ["", "x", "999", "-1", "1" * 40])
def test_a_cookie_that_names_no_view_is_of_no_consequence(client, value):
    client.set_cookie("start-indsatser", value)
    assert client.get("/indsatser").status_code == 200


def test_all_as_a_start_view_leads_in_no_circle(client):
    assert saved(client, "Alt", adresse="").get_json()["address"] == "/indsatser?visning=alt"
    post(client, "/1/start")
    assert client.get("/indsatser").location == "/indsatser?visning=alt"
    assert client.get("/indsatser?visning=alt").status_code == 200


def test_showing_all_is_no_fault_in_the_address_and_is_kept_while_the_list_is_sorted(client):
    page = shown(client, "/indsatser", "?visning=alt")
    assert "kunne ikke bruges" not in page
    assert "visning=alt" in page


def test_views_cost_a_page_no_statement_of_their_own(app, client):
    saved(client)
    shown(client, "/indsatser")
    statements = []
    engine = app.server.extensions["tvaerblik"].engine
    event.listen(engine, "before_cursor_execute", lambda _c, _k, said, *_: statements.append(said))
    shown(client, "/indsatser", "?lys=roed")
    asked = [said for said in statements if said.lstrip().upper().startswith(("SELECT", "WITH"))]
    assert len(asked) <= 2  # one for the page's shell, which 404s an unknown address, and one for its content
