"""The fields of one initiative, by group: value, where it is from, and what other lists say."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.markup import Node
from dashboard.components.origin import claims_list, origin
from dashboard.data import Claim, InitiativeRecord
from dashboard.format import instant
from dashboard.labels import unknown_label
from dashboard.texts import language, t
from dashboard.values import value_text
from portfolio.fields import FIELDS, GROUP_LABELS, Field, FieldGroup

_ON_TOP = "title"


def group_cards(record: InitiativeRecord) -> list[Node]:
    """Show the fields group by group, name what nobody has stated, and put groups of nothing at the end."""
    told = [group for group in FieldGroup if _told(record, group)]
    return [*(_group_card(record, group) for group in told), *_empty_groups(record)]


def _group_card(record: InitiativeRecord, group: FieldGroup) -> Node:
    fields = [_field(record, field) for field in _told(record, group)]
    content: list[Node] = [html.Dl(fields, className="fields")]
    missing = _missing(record, group)
    if missing:
        content.append(html.P(t("initiative.missing", fields=missing), className="missing"))
    return card(GROUP_LABELS[group].text(language()), content)


def _empty_groups(record: InitiativeRecord) -> list[Node]:
    empty = [group for group in FieldGroup if not _told(record, group)]
    lines = [
        html.P([html.Strong(f"{GROUP_LABELS[group].text(language())}: "), _missing(record, group)])
        for group in empty
    ]
    return [card(t("initiative.missing_groups"), lines)] if lines else []


def _told(record: InitiativeRecord, group: FieldGroup) -> list[Field]:
    return [field for field in FIELDS.values() if field.group is group and _is_told(record, field.name)]


def _missing(record: InitiativeRecord, group: FieldGroup) -> str:
    fields = [field for field in FIELDS.values() if field.group is group and not _is_told(record, field.name)]
    return ", ".join(field.label.text(language()) for field in fields)


def _is_told(record: InitiativeRecord, name: str) -> bool:
    return name in record.values or name in record.claims or name in record.corrections


def _field(record: InitiativeRecord, field: Field) -> Node:
    claims = record.claims.get(field.name, ())
    is_conflict = field.name in record.conflicts
    parts = [_value(record, field.name), *_correction(record, field.name)]
    if is_conflict:
        parts += [html.P(t("initiative.conflict"), className="field-note"), claims_list(claims)]
    elif claims:
        parts += _differently_typed(record, claims[0])
    place = [_origin(record, claims)] if claims and not is_conflict else []
    row = [html.Dt(field.label.text(language())), html.Dd(parts), *place]
    return html.Div(row, className="field field-conflict" if is_conflict else "field")


def _origin(record: InitiativeRecord, claims: Sequence[Claim]) -> Node:
    return html.Dd(origin(claims, is_only_source=len(record.sources) == 1), className="field-origin")


def _value(record: InitiativeRecord, name: str) -> Node:
    value = record.values.get(name)
    if value is None:
        claimed = name in record.claims
        said = t("initiative.not_understood") if claimed else unknown_label()
        return html.Div(said, className="field-value missing")
    return html.Div(value_text(name, value), className="field-value")


def _differently_typed(record: InitiativeRecord, claim: Claim) -> list[Node]:
    """Show the text as typed when the value shown is not just that text."""
    value, text = record.values.get(claim.field), claim.text
    shown = "" if value is None else value_text(claim.field, value)
    if not text or text.strip().casefold() == shown.strip().casefold():
        return []
    return [html.Div([f"{t('origin.typed')} ", html.Q(text, className="claim-text")], className="claims")]


def _correction(record: InitiativeRecord, name: str) -> list[Node]:
    found = record.corrections.get(name)
    if found is None:
        return []
    facts = {"by": found.corrected_by, "at": instant(found.corrected_at), "reason": found.reason}
    return [html.P(t("initiative.corrected", **facts), className="claims")]
