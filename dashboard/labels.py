"""What people read for the codes: organisations, municipalities, focus areas, closed lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard.format import number
from dashboard.texts import language, t
from portfolio.fields import FIELDS
from portfolio.findings import Finding
from portfolio.records import RowCounts
from portfolio.reference import FocusArea, Organisation, by_reference, load_reference
from portfolio.row_names import RowNames, distinct
from portfolio.snapshot import Code as Code
from portfolio.snapshot import Item
from portfolio.stand_ins import COMMON_CODE, OPEN_CODE, OTHER_CODE
from portfolio.vocabulary import UNKNOWN, code_or_none, label

_MOST_NAMED = 3
"""So many initiatives are named beside the cells of a finding; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Category:
    """A row, column or bar: its code, what people read for it, and a small note under that."""

    code: Code
    label: str
    note: str = ""


@by_reference
def organisations() -> Mapping[str, Organisation]:
    """Give all organisations by id, municipalities too."""
    return {organisation.id: organisation for organisation in load_reference().organisations}


@by_reference
def focus_areas() -> Mapping[str, FocusArea]:
    """Give all focus areas by id."""
    return {area.id: area for area in load_reference().focus_areas}


def unknown_label() -> str:
    """Give what is read where nothing is stated."""
    return UNKNOWN.text(language())


_UNNAMED = {
    OTHER_CODE: "label.other_organisation",
    OPEN_CODE: "label.open_organisation",
    COMMON_CODE: "label.common_organisation",
}


def organisation_label(organisation_id: str | None) -> str:
    """Give an organisation's name; a municipality's too."""
    if organisation_id in _UNNAMED:
        return t(_UNNAMED[organisation_id])
    known = organisations().get(organisation_id or "")
    return unknown_label() if known is None else known.name


def party_name(party: str) -> str:
    """Give the name of a party or receiver: an organisation's, or what was typed."""
    known = organisations().get(party)
    return party if known is None else known.name


def area_label(initiative: Item) -> str:
    """Give the name of an initiative's area, or what its lists say; where it is so, that none is settled."""
    code = initiative.code("organisation_id")
    if code in (OPEN_CODE, COMMON_CODE):
        return organisation_label(code)
    return initiative.text("organisation") or unknown_label()


def focus_area_label(focus_area_id: str | None) -> str:
    """Give a focus area's short name."""
    if focus_area_id == OTHER_CODE:
        return t("label.other_focus_area")
    known = focus_areas().get(focus_area_id or "")
    return unknown_label() if known is None else known.short_name


def code_label(codes: type[StrEnum], code: str | None) -> str:
    """Give the label of a code of a closed list."""
    return label(code_or_none(codes, code), language())


def field_label(name: str) -> str:
    """Give what people read for a field; one that is not an initiative's own is shown by its name."""
    return FIELDS[name].label.text(language()) if name in FIELDS else name


def counted(**counts: int) -> str:
    """Say several counts after each other, each in its form for one or several: "1 ny, 11 ændrede"."""
    return ", ".join(t(f"counted.{name}", count=n, number=number(n)) for name, n in counts.items())


def rows_sentence(rows: RowCounts) -> str:
    """Say what became of rows, as a sum that adds up."""
    names = ("read", "accepted", "merged", "skipped", "rejected")
    facts = {name: number(getattr(rows, name)) for name in names}
    return t("receipt.rows_title", **facts)


def row_names_text(names: RowNames, findings: Sequence[Finding]) -> str:
    """Name the initiatives that findings are about, a few of them; "" where their rows have none."""
    found = distinct(names, findings)
    said = [
        t("finding.about_number", title=it.title, key=it.key)
        if it.key
        else t("finding.about", title=it.title)
        for it in found[:_MOST_NAMED]
    ]
    rest = len(found) - _MOST_NAMED
    more = f" {t('finding.about_more', count=rest, number=number(rest))}" if rest > 0 else ""
    return f"{', '.join(said)}{more}"
