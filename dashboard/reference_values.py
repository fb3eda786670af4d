"""What people type into the forms of reference data: each list's fields, and their values read back."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from portfolio.corrections import clean_text
from portfolio.reference import load_reference
from portfolio.reference_editing import ReferenceRefusedError
from portfolio.reference_edits import Plain
from portfolio.rules.likeness import fold
from portfolio.vocabulary import Carried, Certainty, OrganisationKind, Party, Subject, code_or_none

LONGEST_NAME, LONGEST_TEXT, LONGEST_ID = 200, 1_000, 48
RESERVED = frozenset({"aftaler"})
"""Words of the pages' own addresses, which no body may have for its id."""

_FIRST_DAY, _LAST_DAY = dt.date(1990, 1, 1), dt.date(2099, 12, 31)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_LARGEST = 999

FIELD_PREFIX = "felt-"
"""Before a field's name in a form, so that no field is taken for one of the form's own."""

WORDS: Mapping[Subject, str] = {
    Subject.ORGANISATION: "organ",
    Subject.MEMBERSHIP: "medlem",
    Subject.SEAT: "plads",
    Subject.SUCCESSION: "afloesning",
    Subject.AGREEMENT: "aftale",
    Subject.FOCUS_AREA: "fokusomraade",
    Subject.FOCUS_AREA_WORD: "ord",
    Subject.GOAL: "maal",
    Subject.VALUE_GOAL: "vaerdimaal",
    Subject.CARRYING: "videreforelse",
}
"""What addresses call the lists."""

SUBJECTS: Mapping[str, Subject] = {word: subject for subject, word in WORDS.items()}


class Control(StrEnum):
    """How a field is asked for."""

    TEXT = "text"
    LONG = "long"
    DAY = "day"
    NUMBER = "number"
    CODE = "code"
    FLAG = "flag"
    REGION = "region"
    BODY = "body"
    AGREEMENT = "agreement"
    AREA = "area"
    PART = "part"


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form.

    Attributes:
        name: the row's field.
        control: how it is asked for.
        is_required: whether it must be filled in.
        codes: the words to choose among.
        has_hint: whether a sentence helps with it.
        is_fixed: whether it is given where the row is added, and never changed.
    """

    name: str
    control: Control
    is_required: bool = False
    codes: type[StrEnum] | None = None
    has_hint: bool = False
    is_fixed: bool = False

    @property
    def key(self) -> str:
        """The field's name in the form."""
        return FIELD_PREFIX + self.name


_FIRST = FormField("first_date", Control.DAY)
_LAST = FormField("last_date", Control.DAY)
_OWNER = FormField("organisation", Control.BODY, is_required=True, is_fixed=True)
_BEGUN = FormField("first_date", Control.DAY, is_required=True)
_SURE = FormField("certainty", Control.CODE, is_required=True, codes=Certainty)

FORMS: Mapping[Subject, tuple[FormField, ...]] = {
    Subject.ORGANISATION: (
        FormField("name", Control.TEXT, is_required=True),
        FormField("kind", Control.CODE, is_required=True, codes=OrganisationKind),
        FormField("region", Control.REGION),
        FormField("parent", Control.BODY),
        _FIRST,
        _LAST,
        FormField("planned_end", Control.DAY, has_hint=True),
        _SURE,
        FormField("dates_certainty", Control.CODE, codes=Certainty, has_hint=True),
        FormField("task", Control.LONG),
    ),
    Subject.MEMBERSHIP: (
        _OWNER,
        FormField("member", Control.BODY, is_required=True),
        _FIRST,
        _LAST,
        _SURE,
        FormField("is_shared", Control.FLAG),
    ),
    Subject.SEAT: (
        _OWNER,
        FormField("role", Control.TEXT, is_required=True, has_hint=True),
        FormField("party", Control.CODE, is_required=True, codes=Party),
        FormField("member", Control.BODY),
        FormField("fewest", Control.NUMBER),
        FormField("most", Control.NUMBER),
        _FIRST,
        _LAST,
        _SURE,
    ),
    Subject.SUCCESSION: (
        FormField("successor", Control.BODY, is_required=True),
        FormField("date", Control.DAY, is_required=True),
        _SURE,
    ),
    Subject.AGREEMENT: (
        FormField("name", Control.TEXT, is_required=True),
        FormField("region", Control.REGION, is_required=True),
        _BEGUN,
        _LAST,
        _SURE,
    ),
    Subject.FOCUS_AREA: (
        FormField("name", Control.TEXT, is_required=True),
        FormField("short_name", Control.TEXT, is_required=True, has_hint=True),
        FormField("agreement", Control.AGREEMENT, is_required=True),
        FormField("number", Control.NUMBER, is_required=True),
        _BEGUN,
        _LAST,
        _SURE,
    ),
    Subject.FOCUS_AREA_WORD: (
        FormField("word", Control.TEXT, is_required=True, has_hint=True),
        FormField("focus_area", Control.AREA, is_required=True),
    ),
    Subject.GOAL: (
        FormField("text", Control.LONG, is_required=True),
        FormField("focus_area", Control.AREA, is_required=True),
        FormField("number", Control.TEXT, is_required=True),
        _BEGUN,
        _LAST,
        _SURE,
    ),
    Subject.VALUE_GOAL: (
        FormField("text", Control.LONG, is_required=True),
        FormField("organisation", Control.BODY, is_required=True),
        FormField("number", Control.NUMBER, is_required=True),
        _FIRST,
        _LAST,
        _SURE,
    ),
    Subject.CARRYING: (
        FormField("part", Control.PART, is_required=True),
        FormField("agreement", Control.AGREEMENT, is_required=True),
        FormField("how", Control.CODE, is_required=True, codes=Carried),
        FormField("successor", Control.PART, has_hint=True),
        _SURE,
    ),
}
"""What each list's form asks for, in its order."""


def typed_values(subject: Subject, form: Mapping[str, str], *, is_new: bool = False) -> dict[str, Plain]:
    """Read the fields that a form sent; of a row that is there, those it did not have are left as they are.

    Raises:
        ReferenceRefusedError: one is missing or cannot be read.
    """
    asked = [
        it
        for it in FORMS[subject]
        if is_new or (not it.is_fixed and (it.key in form or it.control is Control.FLAG))
    ]
    values = {it.name: typed_value(it, form.get(it.key, "")) for it in asked}
    fewest, most = values.get("fewest"), values.get("most")
    if isinstance(fewest, int) and isinstance(most, int) and most < fewest:
        raise ReferenceRefusedError("reference.seats_backwards")
    return values


def typed_value(field: FormField, said: str) -> Plain:
    """Read one field.

    Raises:
        ReferenceRefusedError: it is missing, or cannot be read.
    """
    text = clean_text(said).strip()
    if field.control is Control.FLAG:
        return text == "1"
    if not text:
        if field.is_required:
            raise ReferenceRefusedError(_MISSING.get(field.control, "reference.name_missing"))
        return "" if field.control is Control.LONG else None
    return _READERS.get(field.control, _known)(field, text)


_MISSING = {Control.DAY: "reference.day_missing"}


def _text(field: FormField, text: str) -> str:
    one_line = " ".join(text.split())
    limit = LONGEST_TEXT if field.control is Control.LONG else LONGEST_NAME
    if len(one_line) > limit:
        raise ReferenceRefusedError("reference.too_long", limit=limit)
    return one_line


def typed_day(text: str) -> dt.date:
    """Read a day, as a form sends it.

    Raises:
        ReferenceRefusedError: there is none such, or it is too far away.
    """
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise ReferenceRefusedError("reference.day_unreadable", text=text[:40]) from None
    if not _FIRST_DAY <= day <= _LAST_DAY:
        raise ReferenceRefusedError("reference.day_unreadable", text=text[:40])
    return day


def _day(_field: FormField, text: str) -> str:
    return typed_day(text).isoformat()


def _number(_field: FormField, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= _LARGEST):
        raise ReferenceRefusedError("reference.number_unreadable", text=text[:40])
    return int(text)


def _code(field: FormField, text: str) -> str:
    if field.codes is None or code_or_none(field.codes, text) is None:
        raise ReferenceRefusedError("reference.code_unknown", text=text[:40])
    return text


def _known(field: FormField, text: str) -> str:
    """Read the id of something that is there."""
    here = load_reference()
    ids: Mapping[Control, Callable[[], set[str]]] = {
        Control.REGION: lambda: {it.id for it in here.organisations if it.kind is OrganisationKind.REGION},
        Control.BODY: lambda: {it.id for it in here.organisations},
        Control.AGREEMENT: lambda: {it.id for it in here.agreements},
        Control.AREA: lambda: {it.id for it in here.focus_areas},
        Control.PART: lambda: {it.id for it in here.focus_areas} | {it.id for it in here.goals},
    }
    if text not in ids[field.control]():
        raise ReferenceRefusedError("reference.member_unknown", text=text[:60])
    return text


_READERS: Mapping[Control, Callable[[FormField, str], Plain]] = {
    Control.TEXT: _text,
    Control.LONG: _text,
    Control.DAY: _day,
    Control.NUMBER: _number,
    Control.CODE: _code,
}

# --- Ids of what is added -----------------------------------------------------------------------------------

_SHORT_REGIONS = {
    "region-nordjylland": "rn",
    "region-midtjylland": "rm",
    "region-syddanmark": "rd",
    "region-hovedstaden": "rh",
    "region-sjaelland": "rs",
    "region-oestdanmark": "ro",
}


def new_id(subject: Subject, values: Mapping[str, Plain], asked: str = "") -> str:
    """Give the id of a row to add: the one that is asked for, else one made of what it is about.

    Raises:
        ReferenceRefusedError: the one asked for is no id.
    """
    if asked:
        return _checked_id(clean_text(asked).strip())
    return _MADE[subject](values)


def _checked_id(asked: str) -> str:
    if not _ID.fullmatch(asked) or len(asked) > LONGEST_ID or asked in RESERVED:
        raise ReferenceRefusedError("reference.id_unreadable", limit=LONGEST_ID)
    return asked


def _slug(text: Plain) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(str(text))).strip("-")[:LONGEST_ID]


def _of_region(name: Plain, region: Plain) -> str:
    short = _SHORT_REGIONS.get(str(region), "")
    return _checked_id("-".join(part for part in (short, _slug(name)) if part)[:LONGEST_ID].strip("-"))


def _area_id(values: Mapping[str, Plain]) -> str:
    agreement = next((it for it in load_reference().agreements if it.id == values["agreement"]), None)
    return _of_region(values["short_name"], None if agreement is None else agreement.region)


def _numbered(values: Mapping[str, Plain], taken: set[str]) -> str:
    return next(it for n in range(1, len(taken) + 2) if (it := f"{values['organisation']}:{n}") not in taken)


def _member_id(values: Mapping[str, Plain]) -> str:
    """Name a membership by its ends; one who comes back has a number too."""
    plain = f"{values['organisation']}:{values['member']}"
    taken = {it.id for it in load_reference().memberships}
    again = (f"{plain}:{n}" for n in range(2, len(taken) + 3))
    return plain if plain not in taken else next(it for it in again if it not in taken)


_MADE: Mapping[Subject, Callable[[Mapping[str, Plain]], str]] = {
    Subject.ORGANISATION: lambda it: _of_region(it["name"], it.get("region")),
    Subject.MEMBERSHIP: _member_id,
    Subject.SEAT: lambda it: _numbered(it, {seat.id for seat in load_reference().seats}),
    Subject.SUCCESSION: lambda it: f"{it['organisation']}:{it['successor']}",
    Subject.AGREEMENT: lambda it: _of_region(str(it["first_date"])[:4], it.get("region")),
    Subject.FOCUS_AREA: _area_id,
    Subject.FOCUS_AREA_WORD: lambda it: f"{it['focus_area']}:{it['word']}",
    Subject.GOAL: lambda it: f"{it['focus_area']}-{_slug(it['number'])}",
    Subject.VALUE_GOAL: lambda it: f"{it['organisation']}:{it['number']}",
    Subject.CARRYING: lambda it: f"{it['part']}:{it['agreement']}:{it.get('successor') or ''}",
}
