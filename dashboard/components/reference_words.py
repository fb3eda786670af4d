"""Reference data in words: periods, how sure a fact is, where it is from, and values as people read them."""

import datetime as dt
from typing import Protocol

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.format import date_short, number
from dashboard.labels import code_label, focus_area_label, organisation_label
from dashboard.reference_values import FORMS, Control
from dashboard.texts import language, t
from portfolio.reference import by_reference, load_reference
from portfolio.reference_edits import Plain
from portfolio.reference_rows import Seat
from portfolio.vocabulary import Certainty, Subject

PATH = "/organisation"


def period(first: dt.date | None, last: dt.date | None) -> str:
    """Say from when to when something holds."""
    if first is None and last is None:
        return t("organisation.period_unknown")
    if first is None:
        return t("organisation.period_until", last=_day(last))
    if last is None:
        return t("organisation.period_from", first=_day(first))
    return t("organisation.period", first=_day(first), last=_day(last))


class Dated(Protocol):
    """What has a first and a last day."""

    @property
    def first_date(self) -> dt.date | None:
        """Its first day."""
        ...

    @property
    def last_date(self) -> dt.date | None:
        """Its last day."""
        ...


def period_words(row: Dated) -> Node:
    """Say from when to when a row holds, on one line."""
    return html.Span(period(row.first_date, row.last_date), className="nowrap")


def _day(day: dt.date | None) -> str:
    return "" if day is None else date_short(day)


def body_link(body_id: str | None, *, day: str = "") -> Node:
    """Lead to a body's page; ``day`` is the rest of the address."""
    if body_id is None:
        return ""
    return link(organisation_label(body_id), f"{PATH}/{body_id}{day}")


def sure_words(certainty: Certainty) -> Node:
    """Say how sure a fact is; what nobody has confirmed with a mark."""
    said = code_label(Certainty, certainty.value)
    look = "sure-doubtful" if certainty.is_unconfirmed else "sure"
    if not certainty.is_unconfirmed:
        return html.Span(said, className=look)
    sign = with_attributes(html.Span("?", className="sure-sign"), {"aria-hidden": "true"})
    return html.Span([sign, " ", said], className=look)


def doubt_mark(certainty: Certainty) -> list[Node]:
    """Mark what nobody has confirmed, where there is no room for more."""
    return [" ", sure_words(certainty)] if certainty.is_unconfirmed else []


@by_reference
def _sources() -> dict[str, tuple[str, str]]:
    return {it.id: (it.title, it.title_en) for it in load_reference().sources}


def source_words(source: str | None) -> str:
    """Say where a fact is from."""
    known = _sources().get(source or "")
    if known is None:
        return t("organisation.no_source")
    return known[1] if language() == "en" else known[0]


def seat_count(seat: Seat) -> str:
    """Say how many seats there are alike."""
    fewest, most = seat.fewest, seat.most
    if fewest is None and most is None:
        return t("organisation.seats_unknown")
    if fewest == most or fewest is None or most is None:
        return number(fewest if fewest is not None else most or 0)
    return t("organisation.seats_between", fewest=number(fewest), most=number(most))


def seats_sum(seats: tuple[Seat, ...]) -> str | None:
    """Say how many seats a body has; None where some have no number."""
    counted = [it for it in seats if it.fewest is not None and it.most is not None]
    if not seats or len(counted) < len(seats):
        return None
    fewest, most = sum(it.fewest or 0 for it in seats), sum(it.most or 0 for it in seats)
    if fewest == most:
        return t("organisation.seats", count=fewest, number=number(fewest))
    between = t("organisation.seats_between", fewest=number(fewest), most=number(most))
    return t("organisation.seats", count=most, number=between)


def field_words(name: str) -> str:
    """Say what a field of reference data is called."""
    known = {it.name for fields in FORMS.values() for it in fields} | {"organisation", "number"}
    return t(f"organisation.field_{name}") if name in known else name


def value_words(subject: Subject, name: str, value: Plain) -> str:
    """Say a value of reference data as people read it."""
    field = next((it for it in FORMS[subject] if it.name == name), None)
    if value is None or value == "":
        return t("organisation.nothing")
    if isinstance(value, bool):
        return t("organisation.yes") if value else t("organisation.no")
    if field is None:
        return organisation_label(str(value)) if name in ("organisation", "member") else str(value)
    if field.control is Control.CODE and field.codes is not None:
        return code_label(field.codes, str(value))
    if field.control is Control.DAY:
        return date_short(dt.date.fromisoformat(str(value)))
    return _NAMES.get(field.control, str)(str(value))


def part_words(part_id: str | None) -> str:
    """Name a focus area or a goal."""
    if part_id is None:
        return t("organisation.nothing")
    goal = next((it for it in load_reference().goals if it.id == part_id), None)
    return focus_area_label(part_id) if goal is None else f"{goal.number} {goal.text}"


def agreement_words(agreement_id: str) -> str:
    """Name an agreement."""
    return next((it.name for it in load_reference().agreements if it.id == agreement_id), agreement_id)


_NAMES = {
    Control.BODY: organisation_label,
    Control.REGION: organisation_label,
    Control.AREA: focus_area_label,
    Control.PART: part_words,
    Control.AGREEMENT: agreement_words,
}
