"""Forms about an indicator: how it is to be read, and a measurement that stands in no list; its history."""

import datetime as dt
from collections.abc import Iterable, Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.effect_words import (
    dimension_words,
    period_words,
    plain_number,
    value_words,
)
from dashboard.components.markup import Element, Node
from dashboard.components.process_forms import Asked, field, line_control, select_one, text_control
from dashboard.components.process_words import listed
from dashboard.data import EffectEntry, EffectKind
from dashboard.format import date_short, instant
from dashboard.server.effects import (
    AFTER,
    BASELINE,
    DIMENSION,
    DIRECTION,
    FIRST,
    INDICATOR,
    LAST,
    NUMBER,
    PHASES,
    SOURCE,
    TARGET,
    TRIAL,
    UNIT,
)
from dashboard.server.processes import NOTE, NUMBERS
from dashboard.texts import language, t
from portfolio.effect.dimensions import dimensions, suggested
from portfolio.effect.series import Indicator, Period, Sourced
from portfolio.effect.words import Direction, PhasesBy, SaidBy
from portfolio.vocabulary import label

_UNDO = {EffectKind.CHOICE: "fortryd-valg", EffectKind.MEASUREMENT: "fortryd"}


def choice_form(asked: Asked, it: Indicator) -> Element:
    """Choose how an indicator is to be read; what stands is filled in, what a list says is told."""
    own = it.settings
    options = [(found.id, found.name.text(language())) for found in dimensions()]
    ways = [(str(way), label(way, language())) for way in Direction]
    return deed_form(
        asked.address("valg"),
        [
            _field(
                asked,
                DIMENSION,
                "dimension",
                select_one(options, own.dimension or "", _as_list(it.dimension)),
                _dimension_hint(it),
            ),
            _field(
                asked,
                DIRECTION,
                "direction",
                select_one(ways, str(own.direction or ""), _as_list(it.direction)),
            ),
            _field(asked, TARGET, "target", _number(own.target), _list_hint(it.target)),
            _field(asked, BASELINE, "baseline", _number(own.baseline), t("effect.baseline_hint")),
            *_phase_fields(asked, it),
            _field(asked, NOTE, "why", text_control()),
            deed_button(t("effect.save_choice"), is_main=True),
        ],
        hidden={INDICATOR: it.name, UNIT: it.unit},
        focus=asked.focus,
    )


def _field(asked: Asked, name: str, words: str, control: Element, hint: str = "") -> Node:
    return field(asked, "valg", name, t(f"effect.field_{words}"), control, hint)


def _as_list(said: Sourced[object] | None) -> str:
    """Call the choice of none what it means: the list's word stands, or nobody has said."""
    is_listed = said is not None and said.by is SaidBy.LIST
    return t("effect.as_list" if is_listed else "effect.not_chosen")


def _dimension_hint(it: Indicator) -> str:
    """Say what the list says, or what the name may mean: it is proposed and never decided."""
    if it.dimension is not None and it.dimension.by is SaidBy.LIST:
        return t("effect.list_says", said=dimension_words(it.dimension.value))
    if it.dimension is None and it.dimension_text is not None:
        return t("effect.list_says_other", said=it.dimension_text.value)
    hinted = suggested(it.name, it.unit) if it.dimension is None else None
    return "" if hinted is None else t("effect.suggested", name=hinted.name.text(language()))


def _list_hint(said: Sourced[float] | None) -> str:
    if said is None or said.by is not SaidBy.LIST:
        return ""
    return t("effect.list_says", said=plain_number(said.value))


def _number(value: float | None) -> Element:
    control = html.Input(
        type="text",
        className="form-control short-control",
        maxLength=40,
        defaultValue="" if value is None else plain_number(value),
    )
    return with_attributes(control, {"inputMode": "decimal"})


def _phase_fields(asked: Asked, it: Indicator) -> list[Node]:
    days = it.settings.days
    standing = PhasesBy.LISTS
    if it.days is not None and it.days.by is SaidBy.PERSON:
        standing = PhasesBy.NONE if days is None else PhasesBy.OWN
    options = [(str(by), label(by, language())) for by in PhasesBy]
    return [
        _field(asked, PHASES, "phases", select_one(options, str(standing)), _phase_hint(it)),
        _field(asked, TRIAL, "trial", _day(None if days is None else days.trial)),
        _field(asked, AFTER, "after", _day(None if days is None else days.after), t("effect.days_hint")),
    ]


def _phase_hint(it: Indicator) -> str:
    if it.days is None or it.days.by is not SaidBy.DATES:
        return ""
    trial, after = it.days.value.trial, it.days.value.after
    if trial is None:
        return ""
    if after is None:
        return t("effect.dates_say_one", trial=date_short(trial))
    return t("effect.dates_say", trial=date_short(trial), after=date_short(after))


def _day(chosen: dt.date | None) -> Element:
    value = "" if chosen is None else chosen.isoformat()
    return html.Input(type="date", className="form-control short-control", defaultValue=value)


def measure_form(asked: Asked, it: Indicator | None, suggestions: Iterable[str] = ()) -> Element:
    """Type a measurement; of an indicator that is known, its name stands and the next period is proposed.

    Args:
        asked: where it is sent.
        it: the indicator; None: the reader names it.
        suggestions: names to offer where there is none.
    """

    def asks(name: str, words: str, control: Element, hint: str = "") -> Node:
        return field(asked, "maaling", name, t(f"effect.field_{words}"), control, hint)

    names: list[Node] = []
    if it is None:
        id_ = asked.id("maaling", "forslag")
        names = [
            asks(INDICATOR, "indicator", line_control(id_, required="required"), t("effect.indicator_hint")),
            html.Datalist([html.Option(value=name) for name in dict.fromkeys(suggestions)], id=id_),
            asks(UNIT, "unit", line_control(), t("effect.unit_hint")),
        ]
    proposed = None if it is None else next_period(it)
    first = None if proposed is None else proposed.first
    last = None if proposed is None else proposed.last
    number = with_attributes(_number(None), {"required": "required"})
    return deed_form(
        asked.address("maaling"),
        [
            *names,
            asks(FIRST, "first", with_attributes(_day(first), {"required": "required"})),
            asks(LAST, "last", _day(last), t("effect.last_hint")),
            asks(
                NUMBER,
                "number",
                number,
                "" if it is None or not it.unit else t("effect.in_unit", unit=it.unit),
            ),
            asks(SOURCE, "source", line_control(), t("effect.source_hint")),
            asks(NOTE, "note", text_control()),
            deed_button(t("effect.save_measurement"), is_main=True),
        ],
        hidden={} if it is None else {INDICATOR: it.name, UNIT: it.unit},
        focus=asked.focus,
    )


def next_period(it: Indicator) -> Period | None:
    """Give the period after the newest one, as long as that: a month, a quarter, a week."""
    if it.newest is None:
        return None
    period = it.newest.period
    first = period.last + dt.timedelta(days=1)
    if period.first.day == 1 and first.day == 1:
        months = (first.year - period.first.year) * 12 + first.month - period.first.month
        after = first.month - 1 + months
        last = dt.date(first.year + after // 12, after % 12 + 1, 1) - dt.timedelta(days=1)
        return Period(first, last)
    return Period(first, first + dt.timedelta(days=period.days - 1))


# --- What has been said


def effect_history(asked: Asked | None, entries: Sequence[EffectEntry]) -> list[Node]:
    """Fold the history away behind how much there is of it; what stands can be taken back."""
    if not entries:
        return []
    summary = html.Summary(t("process.history", count=len(entries)))
    items = [_entry(asked, it) for it in entries]
    return [html.Details([summary, html.Ul(items, className="process-history")], className="ledger")]


def _entry(asked: Asked | None, entry: EffectEntry) -> Node:
    made = t("process.made", at=instant(entry.made_at), by=entry.made_by)
    lines: list[Node] = [html.Div([html.Strong(_what(entry)), " ", html.Span(made, className="under")])]
    if entry.undone_at is not None:
        undone = t("process.undone", at=instant(entry.undone_at), by=entry.undone_by or "")
        lines.append(html.Span(undone, className="under"))
    elif asked is not None:
        lines.append(
            deed_form(
                asked.address(_UNDO[entry.kind]),
                [deed_button(t("process.undo"))],
                hidden={NUMBERS: str(entry.number)},
                className="deed no-print",
                focus=asked.focus,
            )
        )
    return html.Li(lines, className="identity-line")


def _what(entry: EffectEntry) -> str:
    if entry.kind is EffectKind.MEASUREMENT:
        value = value_words(entry.value or 0.0, entry.unit)
        said = t(
            "effect.entry_measured", name=entry.indicator, period=period_words(entry.period), value=value
        )
        return listed([said, entry.text])
    chosen = [
        "" if entry.dimension is None else dimension_words(entry.dimension),
        "" if entry.direction is None else label(entry.direction, language()),
        "" if entry.target is None else t("effect.line_target", value=value_words(entry.target, entry.unit)),
        ""
        if entry.baseline is None
        else t("effect.entry_baseline", value=value_words(entry.baseline, entry.unit)),
        _phases(entry),
        entry.text,
    ]
    return listed([t("effect.entry_choice", name=entry.indicator), *chosen])


def _phases(entry: EffectEntry) -> str:
    if entry.phases is PhasesBy.LISTS:
        return ""
    days = [date_short(it) for it in (entry.trial, entry.after) if it is not None]
    return " ".join([label(entry.phases, language()), *days])
