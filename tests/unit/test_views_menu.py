"""The menu of saved views: what it offers, in which order, and what it keeps of an address."""

import datetime as dt

from dashboard.components.markup import Button, Details, Form, Input, Summary
from dashboard.components.views_menu import start_note, views_menu
from dashboard.data import SavedView
from dashboard.filters import from_query
from dashboard.views import SHOW_KEY, kept_query, start_cookie, view_address
from tests.builders.components import all_of, links_of, text_of

AT = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def view(number=1, name="Røde", query="?lys=roed", page="/indsatser"):
    return SavedView(number, page, name, query, AT, "konsulent")


def menu(*views, asked=None, start=None):
    return views_menu("/indsatser", asked or from_query({}), views, start)


def hidden(form):
    inputs = (it.attributes for it in all_of(form, Input) if it.attributes["type"] == "hidden")
    return {it["name"]: it["value"] for it in inputs}


def test_views_stand_in_danish_order_each_a_link_to_its_address():
    shown = menu(view(1, "Ældre", "?lys=gul"), view(2, "Aarhus"), view(3, "alt", ""))
    assert links_of(shown) == ["/indsatser?visning=alt", "/indsatser?lys=gul", "/indsatser?lys=roed"]


def test_the_view_that_is_shown_names_the_menu_and_is_not_saved_again():
    asked = from_query({"lys": "roed", "side": "3"})
    shown = menu(view(), view(2, "Andre", "?lys=gul"), asked=asked)
    assert text_of(all_of(shown, Summary)[0]) == "Visning: Røde"
    assert "Gem denne visning" not in text_of(shown)


def test_what_is_saved_is_what_is_asked_for_but_neither_page_nor_that_all_is_wanted():
    asked = from_query({"lys": "roed", "side": "3", SHOW_KEY: "alt"}, (SHOW_KEY,))
    (save, *_) = [it for it in all_of(menu(asked=asked), Form) if it.attributes["action"] == "/api/visninger"]
    assert hidden(save) == {"side": "/indsatser", "adresse": "?lys=roed"}
    assert kept_query(asked) == "?lys=roed"


def test_a_page_without_views_says_how_to_get_one():
    assert "ingen gemte visninger endnu" in text_of(menu())


def test_each_deed_is_a_form_of_its_own_that_says_which_view_it_is_about():
    shown = menu(view(7))
    actions = [form.attributes["action"] for form in all_of(shown, Form)][:3]
    assert actions == [f"/api/visninger/7/{deed}" for deed in ("navn", "start", "slet")]
    assert text_of(all_of(shown, Summary)[1]) == "Ret : Røde"
    assert all(it.attributes["type"] in ("submit", "button") for it in all_of(shown, Button))


def test_the_start_view_is_marked_and_can_be_one_no_more():
    chosen = view(7)
    shown = menu(chosen, start=chosen)
    assert "startvisning" in text_of(shown)
    assert "/api/visninger/7/ikke-start" in [form.attributes["action"] for form in all_of(shown, Form)]


def test_a_shown_start_view_offers_the_way_to_all():
    start = view()
    note = start_note("/indsatser", from_query({"lys": "roed"}), start)
    assert links_of(note) == ["/indsatser?visning=alt"]
    assert start_note("/indsatser", from_query({"lys": "gul"}), start) == []
    assert start_note("/indsatser", from_query({}), None) == []


def test_the_menu_is_made_anew_when_the_address_or_the_views_change():
    keys = {
        shown.attributes["key"]
        for shown in (menu(), menu(asked=from_query({"lys": "roed"})), menu(view()))
        if all_of(shown, Details)
    }
    assert len(keys) == 3


def test_addresses_and_cookies_are_told_apart_by_page():
    assert view_address(view(query="", page="/")) == "/?visning=alt"
    assert [start_cookie(path) for path in ("/", "/indsatser")] == ["start-", "start-indsatser"]
