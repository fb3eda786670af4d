"""The core of an initiative: what is always taken along, what may be adapted, and who took what."""

from collections.abc import Sequence

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.core_words import USE_MARKS, heading_words, parted_lines, use_label
from dashboard.components.cores_asked import silent_of
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.origin import typed
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.spread_history import of_kinds, spread_history
from dashboard.components.states import note
from dashboard.data import Adopter, Core, InitiativeRecord, SpreadEntry, SpreadKind
from dashboard.filters import LIST
from dashboard.format import danish_key, date_short, instant, number
from dashboard.labels import party_name
from dashboard.texts import t
from portfolio.rules.months import danish_day
from portfolio.spread.core import CorePart
from portfolio.spread.words import PartUse

FOCUS = "kernen"


def core_address(initiative_id: int) -> str:
    """Give the address of an initiative's core."""
    return f"{LIST}/{initiative_id}/kerne"


def core_card(record: InitiativeRecord, history: Sequence[SpreadEntry], *, is_present: bool) -> list[Node]:
    """Show an initiative's core in short; nothing on a past day that knew none."""
    book = data.cores()
    core, adopters = book.core(record.id), book.adopters(record.id)
    entries = of_kinds(history, SpreadKind.CORE, SpreadKind.TICK)
    listed = record.values.get("core")
    if core is None and not entries and not is_present and not listed:
        return []
    content: list[Node] = [] if core is None else [*core_lists(core), *parted_note(core, adopters)]
    if core is not None and adopters:
        content.append(ticks_table(core, adopters))
    if core is not None:
        content += silent_note(record.id)
    if core is None:
        why = html.P(t("cores.none_why"), className="muted")
        content += (
            [html.P(t("cores.listed")), html.P(typed(str(listed)), className="round-text")]
            if listed
            else [why]
        )
    words = "cores.to_sheet" if core is not None else "cores.to_describe"
    if core is not None or is_present:
        content.append(
            html.P(link(t(words), core_address(record.id), className="btn-quiet"), className="no-print")
        )
    content += spread_history(record.id, entries, FOCUS, is_present=is_present)
    return [
        html.Div(
            card(heading_words(core, adopters), content), id=FOCUS, tabIndex=-1, className="process follow"
        )
    ]


def core_lists(core: Core) -> list[Node]:
    """Show the parts as two lists, and the rest of what is said of the core."""
    text = core.text
    lists = [_parts("fixed", text.fixed), _parts("adaptable", text.adaptable)]
    facts = [
        (t(f"cores.{name}"), said)
        for name, said in (
            ("target_group", text.target_group),
            ("effect", text.effect),
            ("preconditions", text.preconditions),
            ("contact", text.contact),
        )
        if said
    ]
    boxes = [html.Div([html.Dt(head), html.Dd(said, className="round-text")]) for head, said in facts]
    made = html.P(t("cores.made", by=core.by, at=instant(core.at)), className="under core-made")
    return [html.Div(lists, className="core-parts"), html.Dl(boxes, className="core-facts"), made]


def _parts(kind: str, parts: Sequence[CorePart]) -> Node:
    items = [html.Li(part.text) for part in parts]
    shown = html.Ul(items, className=f"core-list core-{kind}") if items else html.P(t("cores.no_adaptable"))
    heading = html.H3(t(f"cores.{kind}"))
    hint = html.P(t(f"cores.{kind}_hint"), className="field-hint")
    return html.Div([heading, hint, shown], className=f"core-box core-box-{kind}")


def parted_note(core: Core, adopters: Sequence[Adopter]) -> list[Node]:
    """Say who has parted from what is fixed: the effect may not come along."""
    lines = parted_lines(core, adopters)
    if not lines:
        return []
    head = html.Strong(t("cores.parted_head", count=len(lines), number=number(len(lines))))
    return [note([head, html.Ul([html.Li(it) for it in lines], className="plain-list")], "warning")]


def silent_note(initiative_id: int) -> list[Node]:
    """Say who has taken it into use and told nothing of the parts: that is unknown, not left out."""
    silent = silent_of(initiative_id)
    if not silent:
        return []
    names = ", ".join(map(party_name, silent))
    return [html.P(t("cores.silent_note", count=len(silent), names=names), className="muted")]


def ticks_table(core: Core, adopters: Sequence[Adopter]) -> Node:
    """Show the parts against the receivers; a cell that nobody has told of says so."""
    ordered = sorted(adopters, key=lambda it: danish_key(party_name(it.organisation)))
    heads = [Column(t("cores.head_part")), Column(t("cores.head_kind"))]
    heads += [Column(party_name(it.organisation)) for it in ordered]
    rows = [_row(part, ordered) for part in core.text.parts]
    rows.append([t("cores.told_by"), "", *map(_told_by, ordered)])
    return plain_table(t("cores.ticks_caption"), heads, rows, "plain core-ticks labelled")


def _row(part: CorePart, adopters: Sequence[Adopter]) -> list[Cell]:
    kind = t("cores.is_fixed") if part.is_fixed else t("cores.is_adaptable")
    return [part.text, kind, *(_cell(part, it) for it in adopters)]


def _cell(part: CorePart, adopter: Adopter) -> Cell:
    use, tick = adopter.use(part), adopter.ticks.get(part.key)
    mark = html.Span(USE_MARKS[use], className=f"use-mark use-{use or 'unknown'}")
    mark.attributes["aria-hidden"] = "true"
    is_parted = part.is_fixed and use in {PartUse.ADAPTED, PartUse.LEFT_OUT}
    word = html.Span(use_label(use), className="missing" if use is None else None)
    said: list[Node] = [html.Span([mark, " ", word], className="use-said")]
    if tick is not None and tick.text:
        said.append(html.Span(tick.text, className="under under-warning" if is_parted else "under"))
    return said


def _told_by(adopter: Adopter) -> Cell:
    """Say who told the last of it, and when; the rest stands in the history."""
    last = max(adopter.ticks.values(), key=lambda it: it.at)
    return html.Span(t("cores.by", by=last.by, at=date_short(danish_day(last.at))), className="under")
