"""The fields of one initiative, by group: value, where it is from, and what other lists say."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.correcting import (
    Correcting,
    correct_form,
    correct_link,
    corrected_lines,
    fill_in_form,
    fill_in_links,
)
from dashboard.components.markup import Node
from dashboard.components.origin import claims_list, origin
from dashboard.data import Claim, InitiativeRecord
from dashboard.labels import unknown_label
from dashboard.texts import language, t
from dashboard.values import value_text
from portfolio.fields import FIELDS, GROUP_LABELS, Field, FieldGroup


def group_cards(record: InitiativeRecord, asked: Correcting | None = None) -> list[Node]:
    """Show the fields group by group, name what nobody has stated, and put groups of nothing at the end.

    Where ``asked`` says so, each field can be corrected in its place.
    """
    told = [group for group in FieldGroup if _told(record, group)]
    return [*(_group_card(record, group, asked) for group in told), *_empty_groups(record, asked)]


def _group_card(record: InitiativeRecord, group: FieldGroup, asked: Correcting | None) -> Node:
    fields = [_field(record, field, asked) for field in _told(record, group)]
    content: list[Node] = [html.Dl(fields, className="fields")]
    missing = _missing(record, group)
    if missing:
        content.append(
            html.P([t("initiative.missing"), " ", *fill_in_links(asked, missing), "."], className="missing")
        )
        content += fill_in_form(asked, missing)
    return card(GROUP_LABELS[group].text(language()), content)


def _empty_groups(record: InitiativeRecord, asked: Correcting | None) -> list[Node]:
    empty = [(group, _missing(record, group)) for group in FieldGroup if not _told(record, group)]
    lines: list[Node] = []
    for group, missing in empty:
        name = html.Strong(f"{GROUP_LABELS[group].text(language())}: ")
        lines += [html.P([name, *fill_in_links(asked, missing)]), *fill_in_form(asked, missing)]
    return [card(t("initiative.missing_groups"), lines)] if lines else []


def _told(record: InitiativeRecord, group: FieldGroup) -> list[Field]:
    return [field for field in FIELDS.values() if field.group is group and _is_told(record, field.name)]


def _missing(record: InitiativeRecord, group: FieldGroup) -> list[Field]:
    return [field for field in FIELDS.values() if field.group is group and not _is_told(record, field.name)]


def _is_told(record: InitiativeRecord, name: str) -> bool:
    return name in record.values or name in record.claims or name in record.corrections


def _field(record: InitiativeRecord, field: Field, asked: Correcting | None) -> Node:
    claims = record.claims.get(field.name, ())
    is_conflict = field.name in record.conflicts
    parts = [_value(record, field.name), *corrected_lines(asked, record, field.name)]
    if is_conflict:
        parts += [html.P(t("initiative.conflict"), className="field-note"), claims_list(claims)]
    elif claims:
        parts += _differently_typed(record, claims[0])
    place = [_origin(record, claims)] if claims and not is_conflict else []
    row = [html.Dt(field.label.text(language())), html.Dd(parts), *place, *_way(record, field, asked)]
    return html.Div(row, className="field field-conflict" if is_conflict else "field")


def _way(record: InitiativeRecord, field: Field, asked: Correcting | None) -> list[Node]:
    """Offer to correct a field, or show the form where it is open."""
    if asked is None:
        return []
    if asked.field == field.name:
        form = correct_form(asked, field, record.values.get(field.name))
        return [html.Dd(form, className="field-form")]
    return [html.Dd(correct_link(asked, field), className="field-correct no-print")]


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
