"""What is said of the potential for spread, and the candidates in order, as tables of a workbook."""

from collections.abc import Callable, Iterable, Sequence

from dashboard.components.area_words import area_text
from dashboard.components.domain_profile import domain_label
from dashboard.components.priority_asked import Ranking
from dashboard.components.priority_words import place_words, reason_words, sureness_words, wants_of
from dashboard.components.spread_asked import SpreadRows
from dashboard.components.spread_words import (
    CHECKS,
    basis_words,
    check_label,
    evidence_label,
    potential_label,
    recommendation_label,
)
from dashboard.exports.workbook import Kind, SheetColumn, SheetTable, Value
from dashboard.labels import area_label, code_label
from dashboard.texts import t
from portfolio.snapshot import Item
from portfolio.spread.words import Domain
from portfolio.vocabulary import SpreadPotential

Address = Callable[[int], str]

_BEFORE = (("initiative", Kind.TEXT), ("area", Kind.TEXT), ("listed", Kind.TEXT), ("mean", Kind.DECIMAL))
_THEN = (
    ("answered", Kind.WHOLE),
    ("weakest", Kind.TEXT),
    ("disputed", Kind.TEXT),
    ("assessors", Kind.TEXT),
    ("assessed_on", Kind.DAY),
)
_AFTER = (
    ("advice", Kind.TEXT),
    ("advised_by", Kind.TEXT),
    ("advised_on", Kind.DAY),
    ("why", Kind.TEXT),
    ("others", Kind.TEXT),
    ("potential", Kind.TEXT),
    ("potential_from", Kind.TEXT),
    ("evidence", Kind.TEXT),
    ("evidence_from", Kind.TEXT),
    ("citizens", Kind.WHOLE),
    ("address", Kind.TEXT),
)
_PLACED = (
    ("place", Kind.TEXT),
    ("initiative", Kind.TEXT),
    ("area", Kind.TEXT),
    ("reason", Kind.TEXT),
    ("wants", Kind.TEXT),
    ("sureness", Kind.TEXT),
    ("citizens", Kind.WHOLE),
    ("address", Kind.TEXT),
)


def spread_sheets(ranking: Ranking, address: Address) -> tuple[SheetTable, ...]:
    """Give all initiatives with what is said of them, and the candidates in order."""
    return assessments_sheet(ranking.rows, address), candidates_sheet(ranking, address)


def _columns(heads: Iterable[tuple[str, Kind]]) -> list[SheetColumn]:
    return [SheetColumn(_heading(name), kind) for name, kind in heads]


def _heading(name: str) -> str:
    return area_text("spread.file_area") if name == "area" else t(f"spread.file_{name}")


def assessments_sheet(rows: SpreadRows, address: Address) -> SheetTable:
    """Give all initiatives: the list's word, each domain, the checks, and what people recommend."""
    domains = [SheetColumn(domain_label(domain), Kind.DECIMAL) for domain in Domain]
    checks = [SheetColumn(check_label(check)) for check in CHECKS]
    heads = [*_columns(_BEFORE), *_columns(_THEN), *domains, *checks, *_columns(_AFTER)]
    items = (it for part in (rows.assessed, rows.listed, rows.neither) for it in part)
    return SheetTable(t("spread.sheet"), heads, [_row(rows, it, address) for it in items])


def _row(rows: SpreadRows, item: Item, address: Address) -> list[Value]:
    standing, known = rows.standing(item), rows.known(item)
    advice, others = rows.advice(item)
    potential, evidence = rows.priorities.placed(item.place)
    listed = item.code("spread_potential")
    means = {} if standing is None else standing.means
    weakest = () if standing is None else standing.weakest
    disputed = () if standing is None else standing.disputed
    counted = () if standing is None else standing.counted
    return [
        item.title,
        area_label(item),
        None if listed is None else code_label(SpreadPotential, listed),
        None if standing is None else standing.mean,
        None if standing is None else standing.answered,
        _named(map(domain_label, weakest)),
        _named(map(domain_label, disputed)),
        _named(it.who for it in counted),
        counted[0].said_on if counted else None,
        *(means.get(domain) for domain in Domain),
        *(_answer(known.checks.get(check)) for check in CHECKS),
        None if advice is None else recommendation_label(advice.recommendation),
        None if advice is None else advice.who,
        None if advice is None else advice.day,
        None if advice is None else advice.reason,
        _named(
            t("spread.other_advice", who=it.who, said=recommendation_label(it.recommendation))
            for it in others
        ),
        potential_label(potential.code),
        basis_words(potential) or None,
        evidence_label(evidence.code),
        basis_words(evidence) or None,
        known.citizens,
        address(item.id),
    ]


def _answer(answer: bool | None) -> str | None:
    return None if answer is None else t("spread.check_yes" if answer else "spread.check_no")


def _named(names: Iterable[str]) -> str | None:
    return "; ".join(names) or None


def candidates_sheet(ranking: Ranking, address: Address) -> SheetTable:
    """Give the candidates in order with their reasons."""
    rows: list[Sequence[Value]] = []
    for known, span in ranking.ordered:
        place = ranking.chosen.known.place(known.id)
        assert place is not None  # noqa: S101 -- it was chosen among them
        item = ranking.chosen.known.item(place)
        shifts = ranking.shifts.get(known.id, ())
        rows.append(
            [
                place_words(span),
                known.title,
                area_label(item),
                ". ".join(reason_words(ranking.rows, item)),
                _named(want.words for want in wants_of(known)),
                _named(sureness_words(known, shifts)),
                known.citizens,
                address(known.id),
            ]
        )
    return SheetTable(t("priority.sheet"), _columns(_PLACED), rows)
