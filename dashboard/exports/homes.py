"""The homes of initiatives in the structure of a day as a table of a workbook: one row an initiative."""

from collections.abc import Callable

from dashboard.components.home_groups import home_name
from dashboard.components.home_words import doubt_words, how_label, reason_words, why_words
from dashboard.components.homes_list import STANDS, Waiting
from dashboard.components.list_rows import municipality_names
from dashboard.exports.workbook import Kind, SheetColumn, SheetTable, Value
from dashboard.format import instant
from dashboard.labels import organisation_label
from dashboard.texts import t
from portfolio.rules.succession import Home

_HEADS = (
    "initiative",
    "state",
    "stated",
    "municipalities",
    "before",
    "home",
    "how",
    "why",
    "choices",
    "doubts",
    "reason",
    "by",
    "at",
    "address",
)


def homes_sheet(waiting: Waiting, address: Callable[[int], str]) -> SheetTable:
    """Give every initiative with its home and how that was found; ``address`` gives its page's."""
    ordered = waiting.chosen.sorted_by(waiting.chosen.known.title_rank)
    rows = [_row(waiting, place, address) for place in ordered.places.tolist()]
    return SheetTable(t("home.sheet"), [SheetColumn(t(f"home.file_{it}"), Kind.TEXT) for it in _HEADS], rows)


def _row(waiting: Waiting, place: int, address: Callable[[int], str]) -> list[Value]:
    transition = waiting.transition
    item, home, entry = transition.snapshot.item(place), transition.homes[place], transition.entry(place)
    stand = transition.stand(place)
    word = next(word for word, stands in STANDS.items() if stand in stands)
    decided = (
        [None, None, None] if entry is None else [entry.reason, entry.decided_by, instant(entry.decided_at)]
    )
    return [
        item.title,
        t(f"worklist.tab_{word}"),
        transition.after.known.item(place).text("organisation"),
        ", ".join(municipality_names(item)) or None,
        organisation_label(item.code("former_organisation_id")),
        _home(home),
        how_label(home.how),
        why_words(home.why) or None,
        _choices(home),
        " ".join(map(doubt_words, home.doubts)) or None,
        *decided,
        address(item.id),
    ]


def _home(home: Home) -> str | None:
    if home.decision is not None:
        return home_name(home.organisation)
    return None if home.organisation is None else organisation_label(home.organisation)


def _choices(home: Home) -> str | None:
    said = [
        f"{organisation_label(choice.organisation)}: {' '.join(map(reason_words, choice.reasons))}"
        for choice in home.choices
    ]
    return "\n".join(said) or None
