"""The control that a field's value is typed or chosen in, by its kind; native ones all of them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.markup import Element, Node
from dashboard.format import danish_key, month_name
from dashboard.labels import code_label, focus_areas, organisation_label, organisations, unknown_label
from dashboard.structure import homes
from dashboard.texts import language, t
from dashboard.typed_values import (
    CHOSEN,
    DAY,
    MONTH,
    OPEN,
    PERIOD,
    PLACES,
    UNSTATED,
    UNTIL,
    VALUE,
    YEAR,
    control,
)
from portfolio.corrections import LONGEST_TEXT, LONGEST_TITLE
from portfolio.fields import Field, ValueKind
from portfolio.records import FuzzyDate, Value
from portfolio.vocabulary import OrganisationKind, Precision

_HOMES = (OrganisationKind.CLUSTER, OrganisationKind.PLANNING_AREA, OrganisationKind.HEALTH_COUNCIL)
_LONGEST_NUMBER = 20
_SHORT = frozenset({"title", "key", "owner", "lead", "contact", "body", "process_step"})
"""Texts of one line; of those with a line break in them the box has room for several."""

_LONG = frozenset(
    {"description", "background", "aim", "remarks", "effect", "milestones", "risks", "next_step"}
)


def value_field(
    field: Field, value: Value | None, today: dt.date, *, label: str = "", with_unstated: bool = True
) -> list[Node]:
    """Lay out the control of a field with what it says now.

    Args:
        field: the field.
        value: what it says now.
        today: the day on which the clusters offered exist.
        label: what is asked; "": the field's own name.
        with_unstated: whether "not stated" is offered where the control itself does not.
    """
    said = label or field.label.text(language())
    if field.kind is ValueKind.MUNICIPALITIES:
        asked: Node = _places(field, value, today, said)
    elif field.kind is ValueKind.DATE:
        asked = _date(field, value, said)
    else:
        asked = _labelled(field, said, _single(field, value, today))
    offers = with_unstated and field.kind is not ValueKind.CODE and field.name not in (*CHOSEN, "title")
    return [asked, _unstated(field)] if offers else [asked]


def _single(field: Field, value: Value | None, today: dt.date) -> Element:
    if field.kind is ValueKind.CODE:
        return _codes(field, value)
    if field.name in CHOSEN:
        return _known(field, value, today)
    if field.kind is ValueKind.TEXT and (field.name not in _SHORT or "\n" in str(value)):
        return _text(field, value)
    return _line(field, value)


def _labelled(field: Field, said: str, asked: Element) -> Node:
    label = html.Label(said, htmlFor=control(field, VALUE), className="field-label")
    hints = {ValueKind.SHARE: "correct.share_hint", ValueKind.AMOUNT: "correct.amount_hint"}
    hint = [html.Span(t(hints[field.kind]), className="field-hint")] if field.kind in hints else []
    return html.Div([label, asked, *hint], className="value-field")


def _named(field: Field) -> dict[str, str]:
    name = control(field, VALUE)
    return {"id": name, "name": name}


def _text(field: Field, value: Value | None) -> Element:
    rows = 4 if field.name in _LONG else 2
    return html.Textarea(
        **_named(field),
        rows=rows,
        maxLength=LONGEST_TEXT,
        defaultValue=str(value) if value is not None else "",
        className="form-control",
    )


def _line(field: Field, value: Value | None) -> Element:
    is_text = field.kind is ValueKind.TEXT
    return html.Input(
        **_named(field),
        type="text",
        inputMode=None if is_text else "decimal" if field.kind is ValueKind.SHARE else "numeric",
        maxLength=LONGEST_TITLE if is_text else _LONGEST_NUMBER,
        defaultValue=_written(field, value),
        className="form-control" if is_text else "form-control short-control",
        required=field.name == "title" or None,
    )


def _written(field: Field, value: Value | None) -> str:
    if isinstance(value, int | float) and field.kind is ValueKind.SHARE:
        return f"{value * 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return "" if value is None else str(value)


def _codes(field: Field, value: Value | None) -> Element:
    codes = [] if field.codes is None else list(field.codes)
    options = [html.Option(unknown_label(), value="", selected=value is None or None)]
    options += [
        html.Option(code_label(type(code), code.value), value=code.value, selected=code == value or None)
        for code in codes
    ]
    return html.Select(options, **_named(field), className="form-select")


def _known(field: Field, value: Value | None, today: dt.date) -> Element:
    """Offer what is known by name, and what stands there now where that is another."""
    names = _areas(today) if field.name == "cluster" else [area.name for area in focus_areas().values()]
    current = [str(value)] if value is not None and value not in names else []
    options = [html.Option(unknown_label(), value="", selected=value is None or None)]
    options += [html.Option(name, value=name, selected=name == value or None) for name in (*current, *names)]
    return html.Select(options, **_named(field), className="form-select")


def _areas(today: dt.date) -> list[str]:
    found = {row.name for row in organisations().values() if row.kind in _HOMES and row.exists_on(today)}
    return sorted(found, key=danish_key)


def _places(field: Field, value: Value | None, today: dt.date, said: str) -> Element:
    """Offer all municipalities, by cluster where each has one on the day, else by region."""
    chosen = set(value) if isinstance(value, tuple) else set()
    home, groups = homes(today), defaultdict(list)
    for row in organisations().values():
        if row.kind is OrganisationKind.MUNICIPALITY:
            groups[home.get(row.id) or row.region or ""].append(row.id)
    ordered = sorted(
        groups.items(),
        key=lambda item: (item[0] not in home.values(), danish_key(organisation_label(item[0]))),
    )
    parts = [_place_group(field, group, ids, chosen) for group, ids in ordered]
    return html.Fieldset(
        [
            html.Legend(said, className="field-label"),
            html.Div(html.Div(parts, className="place-columns"), className="place-groups"),
        ],
        className="value-field",
    )


def _place_group(field: Field, group: str, ids: Sequence[str], chosen: set[str]) -> Node:
    boxes = [
        html.Label(
            [
                html.Input(
                    type="checkbox", name=control(field, PLACES), value=id_, defaultChecked=id_ in chosen
                ),
                " ",
                organisation_label(id_),
            ],
            className="check",
        )
        for id_ in sorted(ids, key=lambda id_: danish_key(organisation_label(id_)))
    ]
    return html.Div([html.P(organisation_label(group), className="place-group"), *boxes])


def _date(field: Field, value: Value | None, said: str) -> Element:
    date = value if isinstance(value, FuzzyDate) else None
    is_range = field.name == PERIOD
    first = None if date is None else date.first
    until = date.last if date is not None and is_range and date.precision is not Precision.OPEN else None
    parts = _day_parts(field, "", first, _precision(date), t("correct.from") if is_range else "")
    if is_range:
        parts += _day_parts(field, UNTIL, until, _precision(date), t("correct.until"))
    is_open = date is not None and date.precision is Precision.OPEN
    box = html.Input(type="checkbox", name=control(field, OPEN), value="1", defaultChecked=is_open)
    ongoing = html.Label([box, " ", t("correct.open")], className="check")
    hint = html.P(t("correct.date_hint"), className="field-hint")
    return html.Fieldset(
        [html.Legend(said, className="field-label"), html.Div(parts, className="date-parts"), hint, ongoing],
        className="value-field",
    )


def _precision(date: FuzzyDate | None) -> Precision | None:
    """Tell how much of a date its controls can say: a week or quarter begins on its first day."""
    return None if date is None else date.precision


def _day_parts(
    field: Field, before: str, day: dt.date | None, precision: Precision | None, said: str
) -> list[Node]:
    is_whole_year = precision is Precision.YEAR
    is_month = is_whole_year or precision is Precision.MONTH
    month = None if day is None or is_whole_year else day.month
    number = None if day is None or is_month else day.day
    months = [html.Option("–", value="", selected=month is None or None)]
    months += [
        html.Option(month_name(place), value=str(place), selected=place == month or None)
        for place in range(1, 13)
    ]
    name = {part: control(field, before + part) for part in (DAY, MONTH, YEAR)}
    return [
        *([html.Span(said, className="date-side")] if said else []),
        _part(name[DAY], t("correct.day"), _number_input(name[DAY], number, 2)),
        _part(
            name[MONTH],
            t("correct.month"),
            html.Select(months, id=name[MONTH], name=name[MONTH], className="form-select"),
        ),
        _part(name[YEAR], t("correct.year"), _number_input(name[YEAR], None if day is None else day.year, 4)),
    ]


def _number_input(name: str, value: int | None, length: int) -> Element:
    return html.Input(
        id=name,
        name=name,
        type="text",
        inputMode="numeric",
        maxLength=length,
        size=length,
        defaultValue="" if value is None else str(value),
        className="form-control",
    )


def _part(name: str, said: str, asked: Element) -> Node:
    return html.Div([html.Label(said, htmlFor=name), asked], className="date-part")


def _unstated(field: Field) -> Node:
    box = html.Input(type="checkbox", name=control(field, UNSTATED), value="1")
    return html.Label([box, " ", unknown_label()], className="check")
