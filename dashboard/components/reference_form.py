"""The forms of reference data: a row's fields with a reason, and the links that open them in place.

One form is open at most, named in the address: ``ret=plads:po-syd-forum:1`` for a row, ``ny=plads`` for one
to add.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.deed import deed_button, deed_form, reason_field
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.structure_day import FORM_KEYS
from dashboard.filters import Asked, to_query
from dashboard.format import danish_key
from dashboard.labels import code_label
from dashboard.reference_values import (
    FORMS,
    LONGEST_ID,
    LONGEST_NAME,
    LONGEST_TEXT,
    WORDS,
    Control,
    FormField,
)
from dashboard.server.organisation import ON_PAGE, ROUTE, ROW, STAMP
from dashboard.texts import language, t
from portfolio.reference import load_reference
from portfolio.reference_edits import EditedReference, Plain, values_of
from portfolio.reference_rows import ReferenceRow
from portfolio.rules.structure import KIND_RANK
from portfolio.vocabulary import Certainty, OrganisationKind, Subject, label

EDIT_KEY, NEW_KEY = FORM_KEYS
END, SUCCEED = "afslut", "afloeser"


@dataclass(frozen=True, slots=True)
class Editing:
    """That reference data can be edited here.

    Attributes:
        path: the page's address.
        asked: what the address asks for.
        edited: what is in force, with its edits.
    """

    path: str
    asked: Asked
    edited: EditedReference

    @property
    def page(self) -> str:
        """The page's address with what is asked of it, but no form open."""
        own = {key: it for key, it in self.asked.own.items() if key not in (EDIT_KEY, NEW_KEY)}
        return self.path + to_query(replace(self.asked, own=own, page=1))

    def opening(self, key: str, value: str) -> str:
        """Give the address with a form open."""
        joint = "&" if "?" in self.page else "?"
        return f"{self.page}{joint}{key}={quote(value, safe=':')}"

    def is_open(self, subject: Subject, row_id: str, deed: str = "") -> bool:
        """Tell whether the form of a row is open."""
        return self.asked.own.get(EDIT_KEY, "") == _row_word(subject, row_id, deed)

    def is_new(self, subject: Subject) -> bool:
        """Tell whether the form to add a row to a list is open."""
        return self.asked.own.get(NEW_KEY, "") == WORDS[subject]


def _row_word(subject: Subject, row_id: str, deed: str = "") -> str:
    return ":".join(part for part in (deed, WORDS[subject], row_id) if part)


def _place_id(word: str) -> str:
    return f"ret-{word}".replace(":", "-").replace(" ", "-")


def edit_link(editing: Editing, subject: Subject, row_id: str, name: str, deed: str = "") -> Node:
    """Lead to the form of a row; "Ret" unless another deed is meant."""
    word = _row_word(subject, row_id, deed)
    said = t(f"organisation.open_{deed}") if deed else t("organisation.open")
    words: list[Node] = [said, html.Span(f" {name}", className="visually-hidden")]
    if editing.is_open(subject, row_id, deed):
        return html.Span(words, className="muted no-print")
    address = editing.opening(EDIT_KEY, word)
    return link(words, address, id=_place_id(word), className="correct-link no-print")


def new_link(editing: Editing, subject: Subject, words: str) -> Node:
    """Lead to the form that adds a row to a list."""
    word = WORDS[subject]
    return link(words, editing.opening(NEW_KEY, word), id=_place_id(word), className="btn-quiet no-print")


def edit_form(editing: Editing, subject: Subject, row: ReferenceRow, name: str) -> Node:
    """Lay out the form that changes a row, with the one that removes it where rows of its kind can go."""
    word, stamp = _row_word(subject, row.id), editing.edited.stamp(subject, row.id)
    hidden = {ROW: row.id, STAMP: stamp, ON_PAGE: editing.page}
    values = values_of(row)
    form = deed_form(
        f"{ROUTE}/{WORDS[subject]}/ret",
        [
            *(_field(it, values.get(it.name), word) for it in FORMS[subject] if not it.is_fixed),
            reason_field(f"{_place_id(word)}-hvorfor", t("organisation.why")),
            deed_button(t("organisation.save"), is_main=True),
        ],
        hidden=hidden,
        className="deed correct-form reference-form",
        focus=_place_id(word),
    )
    forms = [form, *([_removing(subject, word, hidden, name)] if subject in _REMOVED else [])]
    return _opened(editing, word, forms, t("organisation.editing", name=name), f"{word}/{stamp}")


_REMOVED = frozenset(
    {
        Subject.MEMBERSHIP,
        Subject.SEAT,
        Subject.SUCCESSION,
        Subject.FOCUS_AREA_WORD,
        Subject.VALUE_GOAL,
        Subject.CARRYING,
    }
)
"""Rows that can be removed: what only says how others hang together. All else is ended."""


def _removing(subject: Subject, word: str, hidden: Mapping[str, str], name: str) -> Node:
    form = deed_form(
        f"{ROUTE}/{WORDS[subject]}/fjern",
        [
            html.P(t("organisation.remove_hint"), className="field-hint"),
            reason_field(f"{_place_id(word)}-hvorfor-fjern", t("organisation.why")),
            deed_button(t("organisation.remove")),
        ],
        hidden=hidden,
        className="deed reference-removing",
    )
    return html.Details([html.Summary(t("organisation.remove_one", name=name)), form], className="deed-fold")


def new_form(editing: Editing, subject: Subject, fixed: Mapping[str, str], title: str) -> Node:
    """Lay out the form that adds a row; what is ``fixed`` is not asked for."""
    word = WORDS[subject]
    hidden = {ON_PAGE: editing.page, **{f"felt-{name}": value for name, value in fixed.items()}}
    asked = [it for it in FORMS[subject] if it.name not in fixed]
    starting: dict[str, Plain] = {"certainty": Certainty.CONFIRMED.value}
    fields = [_field(it, starting.get(it.name), f"ny-{word}") for it in asked]
    has_id = subject in (Subject.ORGANISATION, Subject.AGREEMENT, Subject.FOCUS_AREA)
    form = deed_form(
        f"{ROUTE}/{word}/tilfoej",
        [
            *fields,
            *([_id_field(word)] if has_id else []),
            reason_field(f"ny-{word}-hvorfor", t("organisation.why")),
            deed_button(t("organisation.add"), is_main=True),
        ],
        hidden=hidden,
        className="deed correct-form reference-form",
        focus=_place_id(word),
    )
    return _opened(editing, word, [form], title, f"ny/{word}/{len(editing.edited.edits)}")


def _id_field(word: str) -> Node:
    field_id = f"ny-{word}-id"
    given = html.Input(
        id=field_id,
        name="id",
        type="text",
        maxLength=LONGEST_ID,
        className="form-control",
        autoComplete="off",
    )
    hint = html.P(t("organisation.hint_id"), className="field-hint", id=f"{field_id}-hint")
    with_attributes(given, {"aria-describedby": f"{field_id}-hint"})
    return html.Div([_label(field_id, t("organisation.field_id")), given, hint], className="reference-field")


def end_form(editing: Editing, subject: Subject, row_id: str, name: str, notes: Sequence[Node] = ()) -> Node:
    """Lay out the form that ends a body or a focus area on a day."""
    word = _row_word(subject, row_id, END)
    boxes = [_box("alt", t("organisation.end_below"))]
    boxes += [_box("bliver", t("organisation.end_area"))] if subject is Subject.FOCUS_AREA else []
    return _deed_on_row(
        editing,
        (subject, row_id),
        word,
        END,
        [*notes, _day_field("dato", t("organisation.end_day"), word), *boxes],
        t("organisation.ending", name=name),
    )


def succeed_form(editing: Editing, row_id: str, name: str) -> Node:
    """Lay out the form that says who takes over from a body."""
    word = _row_word(Subject.ORGANISATION, row_id, SUCCEED)
    fields = [_field(it, _SURE.get(it.name), word) for it in FORMS[Subject.SUCCESSION]]
    content = [*fields, _box("alt", t("organisation.end_below"))]
    title = t("organisation.succeeding", name=name)
    return _deed_on_row(editing, (Subject.ORGANISATION, row_id), word, SUCCEED, content, title)


_SURE: Mapping[str, Plain] = {"certainty": Certainty.CONFIRMED.value}


def _deed_on_row(
    editing: Editing,
    row: tuple[Subject, str],
    word: str,
    deed: str,
    content: Sequence[Node],
    title: str,
) -> Node:
    stamp = editing.edited.stamp(*row)
    form = deed_form(
        f"{ROUTE}/{WORDS[row[0]]}/{deed}",
        [
            *content,
            reason_field(f"{_place_id(word)}-hvorfor", t("organisation.why")),
            deed_button(t(f"organisation.do_{deed}"), is_main=True),
        ],
        hidden={ROW: row[1], STAMP: stamp, ON_PAGE: editing.page},
        className="deed correct-form reference-form",
        focus=_place_id(word),
    )
    return _opened(editing, word, [form], title, f"{word}/{stamp}")


def _opened(editing: Editing, word: str, forms: Sequence[Node], title: str, key: str) -> Node:
    """Set forms in their place; the way out has the id of the way in, so that the focus comes back to it."""
    words: list[Node] = [t("correct.close"), html.Span(f" {title}", className="visually-hidden")]
    close = link(words, editing.page, id=_place_id(word), className="correct-close")
    opened = html.Div(
        [close, html.P(title, className="reference-title"), *forms],
        className="correct no-print",
        role="group",
    )
    return with_attributes(opened, {"aria-label": title, "key": key})


# --- Fields


def _label(field_id: str, words: str) -> Node:
    return html.Label(words, htmlFor=field_id, className="field-label")


def _box(name: str, words: str) -> Node:
    box = html.Input(type="checkbox", name=name, value="1")
    return html.Label([box, " ", words], className="check reference-box")


def _day_field(name: str, words: str, word: str) -> Node:
    field_id = f"{_place_id(word)}-{name}"
    day = html.Input(id=field_id, name=name, type="date", required=True, className="form-control")
    return html.Div([_label(field_id, words), day], className="reference-field")


def _field(field: FormField, value: Plain, word: str) -> Node:
    """Ask for a field."""
    field_id = f"{_place_id(word)}-{field.name}"
    if field.control is Control.FLAG:
        box = html.Input(
            type="checkbox", id=field_id, name=field.key, value="1", defaultChecked=value is True or None
        )
        return html.Label([box, " ", t(f"organisation.field_{field.name}")], className="check reference-box")
    name = t(f"organisation.field_{field.name}")
    words = name if field.is_required else t("organisation.optional", field=name)
    given = _CONTROLS.get(field.control, _choice)(field, value, field_id)
    parts: list[Node] = [_label(field_id, words), given]
    if field.has_hint:
        parts.append(
            html.P(t(f"organisation.hint_{field.name}"), className="field-hint", id=f"{field_id}-hint")
        )
        with_attributes(given, {"aria-describedby": f"{field_id}-hint"})
    is_wide = field.control is Control.LONG or field.name in ("name", "role")
    return html.Div(parts, className="reference-field" + (" reference-wide" if is_wide else ""))


def _written(value: Plain) -> str:
    return "" if value is None else str(value)


def _text(field: FormField, value: Plain, field_id: str) -> Element:
    return html.Input(
        id=field_id,
        name=field.key,
        type="text",
        defaultValue=_written(value),
        maxLength=LONGEST_NAME,
        required=field.is_required or None,
        autoComplete="off",
        className="form-control",
    )


def _long(field: FormField, value: Plain, field_id: str) -> Element:
    return html.Textarea(
        id=field_id,
        name=field.key,
        defaultValue=_written(value),
        maxLength=LONGEST_TEXT,
        rows=3,
        required=field.is_required or None,
        className="form-control",
    )


def _day(field: FormField, value: Plain, field_id: str) -> Element:
    return html.Input(
        id=field_id,
        name=field.key,
        type="date",
        defaultValue=_written(value),
        required=field.is_required or None,
        className="form-control",
    )


def _number(field: FormField, value: Plain, field_id: str) -> Element:
    return html.Input(
        id=field_id,
        name=field.key,
        type="number",
        min="0",
        max="999",
        defaultValue=_written(value),
        required=field.is_required or None,
        className="form-control",
    )


def _choice(field: FormField, value: Plain, field_id: str) -> Element:
    """Offer what can be chosen; nothing stands first where nothing need be."""
    chosen = _written(value)
    nothing = t("organisation.choose") if field.is_required else t("organisation.none")
    options: list[Node] = [html.Option(nothing, value="", selected=not chosen or None)]
    return html.Select(
        [*options, *_options(field, chosen)],
        id=field_id,
        name=field.key,
        required=field.is_required or None,
        className="form-select",
    )


def _option(value: str, words: str, chosen: str) -> Node:
    return html.Option(words, value=value, selected=value == chosen or None)


def _options(field: FormField, chosen: str) -> list[Node]:
    here = load_reference()
    if field.control is Control.CODE:
        codes = [] if field.codes is None else list(field.codes)
        return [_option(it.value, code_label(type(it), it.value), chosen) for it in codes]
    if field.control is Control.BODY:
        return _bodies(chosen)
    if field.control is Control.REGION:
        regions = [it for it in here.organisations if it.kind is OrganisationKind.REGION]
        return [_option(it.id, it.name, chosen) for it in regions]
    if field.control is Control.AGREEMENT:
        return [_option(it.id, it.name, chosen) for it in here.agreements]
    areas = [_option(it.id, it.name, chosen) for it in here.focus_areas]
    if field.control is Control.AREA:
        return areas
    goals = [_option(it.id, f"{it.number} {it.text}"[:90], chosen) for it in here.goals]
    groups = (("organisation.areas", areas), ("organisation.goals", goals))
    return [html.Optgroup(options, label=t(text_id)) for text_id, options in groups if options]


def _bodies(chosen: str) -> list[Node]:
    """Offer all bodies by kind, each with its years where others have its name."""
    known = load_reference().organisations
    names = [it.name for it in known]
    found: list[Node] = []
    for kind in KIND_RANK:
        of_kind = sorted((it for it in known if it.kind is kind), key=lambda it: danish_key(it.name))
        options = [
            _option(it.id, it.name if names.count(it.name) == 1 else f"{it.name} ({it.id})", chosen)
            for it in of_kind
        ]
        found += [html.Optgroup(options, label=label(kind, language()))] if options else []
    return found


_CONTROLS = {
    Control.TEXT: _text,
    Control.LONG: _long,
    Control.DAY: _day,
    Control.NUMBER: _number,
}
