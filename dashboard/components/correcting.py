"""Corrections on an initiative's page: "Ret" beside each field, what was set over the lists, the history."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.cards import card
from dashboard.components.deed import deed_button, deed_form, reason_field
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.value_field import value_field
from dashboard.data import CorrectionEntry, CorrectionNote, InitiativeRecord
from dashboard.filters import LIST
from dashboard.format import instant
from dashboard.labels import field_label, unknown_label
from dashboard.server.corrections import ROUTE
from dashboard.texts import language, t
from dashboard.values import value_text
from portfolio.fields import FIELDS, Field
from portfolio.records import Value

FIELD_KEY = "ret"
"""The key of the address that says which field's form is open."""


@dataclass(frozen=True, slots=True)
class Correcting:
    """That an initiative can be corrected here.

    Attributes:
        initiative_id: the initiative.
        today: the day it is.
        field: the field whose form is open; "": none is.
    """

    initiative_id: int
    today: dt.date
    field: str = ""

    @property
    def page(self) -> str:
        """The address of the initiative's page."""
        return f"{LIST}/{self.initiative_id}"

    def address(self, deed: str) -> str:
        """Give where a deed about the initiative is sent."""
        return f"{ROUTE}/{self.initiative_id}/{deed}"


def correct_link(asked: Correcting, field: Field) -> Element:
    """Lead to the form that corrects a field; while it is open it stands in the link's place."""
    words: list[Node] = [t("correct.do"), _heard(field)]
    return link(words, f"{asked.page}?{FIELD_KEY}={field.name}", id=_link_id(field), className="correct-link")


def fill_in_links(asked: Correcting | None, fields: Sequence[Field]) -> list[Node]:
    """Name fields that nobody states, each leading to the form that fills it in."""
    words: list[Node] = []
    for field in fields:
        name = field.label.text(language())
        words += [", "] if words else []
        if asked is None or asked.field == field.name:
            words.append(name)
        else:
            address = f"{asked.page}?{FIELD_KEY}={field.name}"
            words.append(link(name, address, id=_link_id(field), className="fill-in-link"))
    return words


def fill_in_form(asked: Correcting | None, fields: Sequence[Field]) -> list[Node]:
    """Lay out the form that is open, where it is for one of the fields that nobody states."""
    return [
        correct_form(asked, field, None, is_stated=False)
        for field in fields
        if asked is not None and asked.field == field.name
    ]


def correct_form(asked: Correcting, field: Field, value: Value | None, *, is_stated: bool = True) -> Node:
    """Lay out the form that corrects a field; one that nobody states can only be filled in."""
    name = field.label.text(language())
    form = deed_form(
        asked.address("ret"),
        [
            *value_field(field, value, asked.today, with_unstated=is_stated),
            reason_field(f"{field.name}-hvorfor", t("correct.why")),
            deed_button(t("correct.save"), is_main=True),
        ],
        hidden={"felt": field.name},
        className="deed correct-form",
        focus=_link_id(field),
    )
    # The way out has the id of the way in, so that the focus is where it was when the page is laid out anew.
    words: list[Node] = [t("correct.close"), _heard(field)]
    close = link(words, asked.page, id=_link_id(field), className="correct-close")
    opened = html.Div([close, form], className="correct no-print", role="group")
    with_attributes(opened, {"aria-label": t("correct.named", field=name)})
    # Controls hold what the reader typed until the form is another: the key makes it so when the value is.
    return with_attributes(opened, {"key": f"{field.name}={value!r}"})


def _heard(field: Field) -> Node:
    return html.Span(f" {field.label.text(language())}", className="visually-hidden")


def _link_id(field: Field) -> str:
    return f"ret-{field.name}"


def corrected_lines(asked: Correcting | None, record: InitiativeRecord, name: str) -> list[Node]:
    """Say who set the field's value over what the lists say, why, and what they say; with the way back."""
    found = record.corrections.get(name)
    if found is None:
        return []
    facts = {"by": found.corrected_by, "at": instant(found.corrected_at), "reason": found.reason}
    words: list[Node] = [t("initiative.corrected", **facts), html.Br(), _list_says(found)]
    said = html.P(words, className="claims corrected")
    if found.is_moved:
        return [said, _moved(asked, found)]
    return [said, *([] if asked is None else [_undo(asked, found, t("correct.undo"))])]


def _list_says(found: CorrectionNote) -> str:
    if found.reported_now is None:
        return t("correct.list_silent")
    return t("correct.list_says", value=value_text(found.field, found.reported_now))


def _undo(asked: Correcting, found: CorrectionNote, words: str) -> Element:
    return deed_form(
        asked.address("fortryd-rettelse"),
        [deed_button(words)],
        hidden={"rettelse": str(found.id)},
        className="deed no-print",
        focus=f"ret-{found.field}",
    )


def _moved(asked: Correcting | None, found: CorrectionNote) -> Node:
    """Ask again, since the lists say something else than when it was corrected."""
    then = unknown_label() if found.reported_then is None else value_text(found.field, found.reported_then)
    now = unknown_label() if found.reported_now is None else value_text(found.field, found.reported_now)
    told = html.P(t("correct.moved", then=then, now=now))
    if asked is None:
        return html.Div(told, className="moved")
    keep = deed_form(
        asked.address("behold"),
        [deed_button(t("correct.keep"))],
        hidden={"rettelse": str(found.id)},
        focus=f"ret-{found.field}",
    )
    deeds = html.Div([keep, _undo(asked, found, t("correct.use_list"))], className="moved-deeds no-print")
    return html.Div([told, deeds], className="moved")


def history_card(entries: Sequence[CorrectionEntry]) -> list[Node]:
    """Show all corrections that were made, also those undone."""
    if not entries:
        return []
    heads = [
        Column(t(f"correct.{name}")) for name in ("field", "set_to", "reported", "reason", "made", "undone")
    ]
    table = plain_table(t("correct.history_caption"), heads, map(_history_row, entries))
    standing = sum(entry.undone_at is None for entry in entries)
    return [card(t("correct.history", count=standing, all=len(entries)), [table])]


def _history_row(entry: CorrectionEntry) -> list[Cell]:
    undone = "" if entry.undone_at is None else _when(entry.undone_at, entry.undone_by or "")
    return [
        field_label(entry.field),
        _value(entry.field, entry.value),
        _value(entry.field, entry.reported),
        entry.reason,
        _when(entry.corrected_at, entry.corrected_by),
        undone or t("correct.stands"),
    ]


def _value(field: str, value: Value | None) -> str:
    return unknown_label() if value is None or field not in FIELDS else value_text(field, value)


def _when(at: dt.datetime, by: str) -> str:
    return t("initiative.loaded", at=instant(at), by=by)
