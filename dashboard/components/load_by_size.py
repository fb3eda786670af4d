"""What municipalities take part in, against how many people live there where that is known."""

from collections.abc import Callable, Sequence

from dashboard import data, measures
from dashboard.components import markup as html
from dashboard.components.bar_number import bar_number
from dashboard.components.figure_card import Chart
from dashboard.components.numbers import Amount, Numbers, Word, counted, numbers_table
from dashboard.components.plain_table import Column
from dashboard.components.states import note
from dashboard.filters import LIST, narrowing
from dashboard.format import date_short, decimal, number
from dashboard.labels import organisation_label
from dashboard.texts import language, t
from portfolio.population import Population, PopulationRefusedError
from portfolio.selection import Chosen, Criteria

_PER_PEOPLE = 10_000


def load_chart(chosen: Chosen, criteria: Criteria) -> Chart:
    """Show what each municipality takes part in, and for its size where people are counted."""
    people, refused = _people()
    load = [it for it in measures.municipality_load(chosen) if it.municipality is not None]
    heads = [Column(t("balance.municipality")), Column(t("balance.count"), is_number=True)]
    heads += [Column(t("balance.unfinished"), is_number=True)]
    if people is not None:
        heads += [
            Column(t("balance.people"), is_number=True),
            Column(t("balance.per_people"), is_number=True),
        ]
        load.sort(key=lambda it: -_per(it.unfinished, people.people.get(it.municipality or "")))
    largest = max((it.count for it in load), default=0)
    to = narrowing(LIST, criteria, "municipalities")
    rows = [_load_row(it, people, largest, to) for it in load]
    message = _load_message(load, people)
    told = refused or _people_words(people)
    numbers = Numbers(t("balance.load_caption"), heads, rows)
    return Chart(
        name="belastning",
        message=message,
        subtitle=t("balance.load_subtitle"),
        picture=html.Div(
            [
                note(told, "warning" if refused else "info"),
                numbers_table(numbers, "plain labelled load-table"),
            ]
        ),
        numbers=numbers,
        is_table=True,
    )


def _people_words(people: Population | None) -> str:
    if people is None:
        return t("balance.no_people")
    return t("balance.people_from", source=people.source, date=date_short(people.day))


def _people() -> tuple[Population | None, str]:
    try:
        return data.population(), ""
    except PopulationRefusedError as error:
        return None, error.message(language())


def _per(count: int, people: int | None) -> float:
    return count * _PER_PEOPLE / people if people else -1.0


def _load_row(
    load: measures.Load, people: Population | None, largest: int, to: Callable[[str | None], str]
) -> list[Amount | Word | str]:
    code = load.municipality or ""
    where = to(code)
    row: list[Amount | Word | str] = [
        organisation_label(code),
        Amount(load.count, number(load.count), where, bar_number(load.count, largest, where)),
        counted(load.unfinished),
    ]
    if people is None:
        return row
    living = people.people.get(code)
    unknown = t("balance.people_unknown")
    rate = _per(load.unfinished, living)
    return [
        *row,
        Amount(living, number(living)) if living else unknown,
        Amount(rate, decimal(rate)) if living else unknown,
    ]


def _load_message(load: Sequence[measures.Load], people: Population | None) -> str:
    """Say which municipality has most under way for its size, else which takes part in most."""
    if not load:
        return t("balance.load_none")
    living = None if people is None else people.people.get(load[0].municipality or "")
    if living:
        rate = decimal(_per(load[0].unfinished, living))
        return t(
            "balance.load_message_people", municipality=organisation_label(load[0].municipality), rate=rate
        )
    most = max(load, key=lambda it: it.count)
    return t(
        "balance.load_message", municipality=organisation_label(most.municipality), number=number(most.count)
    )
