"""What people read for the codes in frames: organisations, municipalities, focus areas, closed lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from dashboard.texts import language, t
from portfolio.fields import FIELDS
from portfolio.frames import COMMON_CODE, OPEN_CODE, OTHER_CODE
from portfolio.reference import FocusArea, Organisation, load_reference
from portfolio.snapshot import Code as Code
from portfolio.snapshot import Item
from portfolio.vocabulary import UNKNOWN, code_or_none, label


@dataclass(frozen=True, slots=True)
class Category:
    """A row, column or bar: its code, what people read for it, and a small note under that."""

    code: Code
    label: str
    note: str = ""


@cache
def organisations() -> Mapping[str, Organisation]:
    """Give all organisations by id, municipalities too."""
    return {organisation.id: organisation for organisation in load_reference().organisations}


@cache
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
