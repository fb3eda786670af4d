"""What is otherwise since a moment, part by part: old beside new, and what has come and gone."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.badges import light_badge, word_badge
from dashboard.components.cards import card
from dashboard.components.change_place import change_place
from dashboard.components.change_table import Line, change_table, is_now, was
from dashboard.components.changes_asked import (
    CHANGE_KEY,
    CHANGED_PARTS,
    SINCE_PAGE,
    Changes,
    Part,
    part_of,
    worsening,
)
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.data import Changed, Difference, Origins, Why
from dashboard.filters import Asked, initiative_address, to_query
from dashboard.format import moment_text, number
from dashboard.labels import area_label, field_label, unknown_label
from dashboard.texts import t
from dashboard.values import value_text
from portfolio.records import Value
from portfolio.selection import Criteria
from portfolio.vocabulary import Status

SHOWN, SHOWN_ALONE = 25, 500
"""So many initiatives stand in a part, among others and when it is all that is asked for."""

LONGEST_TEXT = 240
_WITH_LINES = frozenset({*CHANGED_PARTS, Part.BACK, Part.ENTERED, Part.LEFT, Part.UNCLEAR})


def change_cards(asked: Asked, changes: Changes) -> list[Node]:
    """Lay out the parts that are asked for, in order, each with as many initiatives as are shown at once."""
    most = SHOWN_ALONE if len(changes.words) == 1 else SHOWN
    shown = {part: list(items[:most]) for part, items in changes.shown.items()}
    origins = data.origins([it for items in shown.values() for it in items], changes.since)
    return [_card(asked, changes, part, items, origins) for part, items in shown.items()]


def _card(asked: Asked, changes: Changes, part: Part, items: Sequence[Difference], origins: Origins) -> Node:
    count = len(changes.shown[part])
    heading = t(f"changes.part_{part.text_id}", count=count, number=number(count))
    content = [_content(changes, part, items, origins, heading), *_rest(asked, part, len(items), count)]
    return html.Div(
        card(heading, content, _subtitle(changes, part)), id=f"del-{part}", className="change-part"
    )


def _subtitle(changes: Changes, part: Part) -> str:
    date = moment_text(changes.since)
    if part is not Part.LIGHT:
        return t(f"changes.about_{part.text_id}", date=date)
    steps = [worsening(it) for it in changes.shown[part]]
    worse, better = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    return t("changes.about_light", date=date, worse=number(worse), better=number(better))


def _rest(asked: Asked, part: Part, shown: int, count: int) -> list[Node]:
    """Lead to the rest of a part; what is beyond that stands in the file."""
    if shown == count:
        return []
    if shown >= SHOWN_ALONE:
        return [html.P(t("changes.rest_in_file", count=count - shown, number=number(count - shown)))]
    alone = SINCE_PAGE + to_query(replace(asked, own={CHANGE_KEY: str(part)}, page=1))
    return [html.P(link(t("changes.show_all", number=number(count)), alone), className="more")]


def _content(
    changes: Changes, part: Part, items: Sequence[Difference], origins: Origins, caption: str
) -> Node:
    if part in _WITH_LINES:
        lines = [(_named(changes, it), _lines(it, origins)) for it in items]
        return change_table(caption, lines)
    if part is Part.NEW:
        return _new(changes, items, origins, caption)
    if part is Part.GONE:
        return _gone(changes, items, origins, caption)
    return _elsewhere(changes, part, items, origins, caption)


# --- What has changed ---------------------------------------------------------------------------------------


def _named(changes: Changes, it: Difference) -> list[Node]:
    """Name an initiative, with the name it had, and where its light went."""
    steps = worsening(it) if part_of(it) is Part.LIGHT else 0
    flag = "worse" if steps > 0 else "better" if steps < 0 else ""
    said: list[Node] = [html.Span(t(f"changes.{flag}"), className=f"flag flag-{flag}")] if flag else []
    former = it.former_title if it.is_renamed else None
    under = [html.Span(t("changes.formerly", title=former), className="under")] if former else []
    return [_title(changes, it), *said, *under]


def _title(changes: Changes, it: Difference) -> Node:
    """Link an initiative; one that is not known any more is shown as it was then."""
    if it.is_known:
        return initiative_link(it.initiative_id, it.title)
    seen = Criteria(as_of=changes.since)
    return link(it.title, initiative_address(it.initiative_id, seen))


def _lines(it: Difference, origins: Origins) -> list[Line]:
    if not it.changes:
        said = "changes.time_passed" if part_of(it) in (Part.ENTERED, Part.LEFT) else "changes.no_fields"
        return [(html.Span(t(said), className="muted"), "", "")]
    return [_line(it, change, origins) for change in it.changes]


def _line(it: Difference, change: Changed, origins: Origins) -> Line:
    where = it.initiative_id, change.field
    before = change_place(origins.then.get(where), origins.set_then.get(where))
    now = change_place(origins.now.get(where), origins.set_now.get(where))
    why = [] if change.why is None else [html.Span(why_words(change.why), className="change-why")]
    return (
        field_label(change.field),
        [_before(change), *(before if change.before is not None else [])],
        [_now(change), *why, *(now if change.after is not None else [])],
    )


def _before(change: Changed) -> Node:
    if change.field == "traffic_light":
        return light_badge(None if change.before is None else str(change.before))
    return was(shown_value(change.field, change.old), is_stated=change.before is not None)


def _now(change: Changed) -> Node:
    if change.field == "traffic_light":
        return light_badge(None if change.after is None else str(change.after))
    return is_now(shown_value(change.field, change.new), is_stated=change.after is not None)


def shown_value(field: str, value: Value | None) -> str:
    """Write a value as it is shown among others: a long text is cut."""
    text = unknown_label() if value is None else value_text(field, value)
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT].rsplit(' ', 1)[0]} …"


def why_words(why: Why) -> str:
    """Say what hinders holding two values against each other."""
    return t(f"changes.why_{why}")


# --- What has come and gone ---------------------------------------------------------------------------------


def _new(changes: Changes, items: Sequence[Difference], origins: Origins, caption: str) -> Node:
    heads = ("initiative", "light", "status", "area", "stands_in")
    known = data.portfolio().snapshot
    rows: list[list[Cell]] = []
    for it in items:
        place = known.place(it.initiative_id)
        item = None if place is None else known.item(place)
        why = [html.Span(t("changes.list_is_new"), className="under")] if it.why is Why.LIST_NEW else []
        rows.append(
            [
                [_title(changes, it), *why],
                light_badge(None if item is None else item.code("traffic_light")),
                word_badge(Status, None if item is None else item.code("status")),
                unknown_label() if item is None else area_label(item),
                change_place(origins.now.get((it.initiative_id, ""))),
            ]
        )
    return _table(caption, heads, rows)


def _gone(changes: Changes, items: Sequence[Difference], origins: Origins, caption: str) -> Node:
    heads = ("initiative", "light_then", "stood_in", "reason")
    rows: list[list[Cell]] = [
        [
            _title(changes, it),
            light_badge(it.light),
            change_place(origins.then.get((it.initiative_id, ""))),
            t("changes.gone_withdrawn" if it.why is Why.WITHDRAWN else "changes.gone_from_list"),
        ]
        for it in items
    ]
    return _table(caption, heads, rows)


def _elsewhere(
    changes: Changes, part: Part, items: Sequence[Difference], origins: Origins, caption: str
) -> Node:
    """Say what initiatives were merged into, or split from."""
    is_merged = part is Part.MERGED
    heads = (
        "initiative",
        "merged_into" if is_merged else "split_from",
        "stood_in" if is_merged else "stands_in",
    )
    places = origins.then if is_merged else origins.now
    rows: list[list[Cell]] = [
        [
            _title(changes, it),
            html.Ul([html.Li(_other(other, origins)) for other in it.others], className="plain-list"),
            change_place(places.get((it.initiative_id, ""))),
        ]
        for it in items
    ]
    return _table(caption, heads, rows)


def _other(initiative_id: int, origins: Origins) -> Node:
    title = origins.titles.get(initiative_id, "")
    known = data.portfolio().snapshot.place(initiative_id) is not None
    return initiative_link(initiative_id, title) if known else title


def _table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Node:
    columns = [Column(t(f"changes.{name}")) for name in heads]
    return html.Div(plain_table(caption, columns, rows, "plain stacked"), className="uncaptioned")
