"""What a file holds, in figures that its sender knows by heart, so that a misreading shows itself."""

from collections.abc import Iterator

from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.markup import Node
from dashboard.format import date_text, kroner_short, number
from dashboard.labels import code_label, field_label, organisation_label, unknown_label
from dashboard.texts import language, t
from portfolio.contents import Coded, Contents, Named
from portfolio.fields import FIELDS
from portfolio.vocabulary import TableKind, code_or_none, label

_NAMED = 5


def contents_card(contents: Contents) -> Node:
    """Show what the file holds."""
    rows = [html.Div([html.Dt(name), html.Dd(said)], className="field") for name, said in _lines(contents)]
    count = contents.initiatives
    heading = t("draft.contents", count=count, number=number(count))
    return card(heading, [html.Dl(rows, className="fields contents")], t("draft.contents_subtitle"))


def _lines(contents: Contents) -> Iterator[tuple[str, str]]:
    if contents.first_date is not None and contents.last_date is not None:
        yield (
            t("draft.contents_dates"),
            t(
                "draft.contents_span",
                first=date_text(contents.first_date),
                first_field=field_label(contents.first_field or "").lower(),
                last=date_text(contents.last_date),
                last_field=field_label(contents.last_field or "").lower(),
            ),
        )
    for amount in contents.amounts:
        facts = {"total": kroner_short(amount.total_dkk), "number": number(amount.count)}
        yield field_label(amount.field), t("draft.contents_sum", count=amount.count, **facts)
    for named in contents.named:
        yield field_label(named.field), _named(named)
    for coded in contents.coded:
        yield field_label(coded.field), _coded(coded)
    others = [_other(kind, count) for kind, count in contents.others.items() if count]
    if others:
        yield t("draft.contents_others"), ", ".join(others)


def _named(named: Named) -> str:
    names = [f"{_name(named.field, name)} ({number(count)})" for name, count in named.most[:_NAMED]]
    rest = named.count - len(names)
    more = [t("draft.rest", count=rest, number=number(rest))] if rest > 0 else []
    return ", ".join([*names, *more])


def _name(field: str, name: str) -> str:
    return organisation_label(name) if field == "municipalities" else name


def _coded(coded: Coded) -> str:
    codes = FIELDS[coded.field].codes
    said = [
        f"{code_label(codes, code) if codes is not None else code} {number(count)}"
        for code, count in coded.counts.items()
    ]
    if coded.missing:
        said.append(f"{unknown_label().lower()} {number(coded.missing)}")
    return ", ".join(said)


def _other(kind: str, count: int) -> str:
    known = code_or_none(TableKind, kind)
    return f"{kind if known is None else label(known, language())} {number(count)}"
