"""Which rows an initiative is made of: how each was found, what else it may be, and undoing that."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.correcting import Correcting
from dashboard.components.deed import deed_button, deed_form, folded_deed, reason_field
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.components.origin import row_place
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.data import ApartNote, Candidate, ChangeNote, Identity, LedgerEntry
from dashboard.format import instant, month, number, share
from dashboard.texts import language, t
from portfolio.vocabulary import ChangeKind, UploadState, label

LOOK_KEY = "ens"
"""The key of the address that asks for what the initiative may be the same as."""

PLACE = "samme"
"""Where the focus is when something about the identity was changed."""


def identity_cards(asked: Correcting | None, identity: Identity, initiative_id: int) -> list[Node]:
    """Ask what else the initiative may be, and tell how its rows were found."""
    possible = [] if asked is None else _possible(asked, identity.possible or ())
    return [*possible, _rows(asked, identity, initiative_id)]


# --- What else it may be ------------------------------------------------------------------------------------


def _possible(asked: Correcting, found: Sequence[Candidate]) -> list[Node]:
    if not found:
        return []
    items = [html.Li(_candidate(asked, candidate)) for candidate in found]
    heading = t("identity.possible", count=len(found), number=number(len(found)))
    content: list[Node] = [html.Ul(items, className="candidates")]
    return [html.Div(card(heading, content, t("identity.possible_subtitle")), className="no-print")]


def candidate_words(candidate: Candidate) -> Node:
    """Name an initiative that something may be the same as, with the reasons."""
    reasons = ", ".join(t(f"draft.reason_{reason}") for reason in candidate.reasons)
    facts = {
        "sources": ", ".join(candidate.sources),
        "likeness": share(candidate.likeness),
        "reasons": reasons,
    }
    return html.Div(
        [
            initiative_link(candidate.initiative_id, candidate.title),
            html.Span(t("draft.candidate", **facts), className="under"),
        ]
    )


def _candidate(asked: Correcting, candidate: Candidate) -> list[Node]:
    other = {"anden": str(candidate.initiative_id)}
    merge = deed_form(
        asked.address("laeg-sammen"),
        [
            html.P(t("identity.merge_hint"), className="field-hint"),
            reason_field(f"samme-{candidate.initiative_id}", t("identity.why")),
            deed_button(t("identity.merge"), is_main=True),
        ],
        hidden=other,
        focus=PLACE,
    )
    apart = deed_form(
        asked.address("ikke-samme"), [deed_button(t("identity.apart"))], hidden=other, focus=PLACE
    )
    deeds = html.Div([folded_deed(t("identity.same"), merge), apart], className="candidate-deeds")
    return [candidate_words(candidate), deeds]


# --- How its rows were found --------------------------------------------------------------------------------


def _rows(asked: Correcting | None, identity: Identity, initiative_id: int) -> Node:
    standing = [entry for entry in identity.ledger if entry.undone_at is None]
    content: list[Node] = [html.P(_summary(standing)), *_look(asked, identity.possible)]
    content += [_change(asked, change, initiative_id) for change in identity.changes]
    content += [_apart(asked, note) for note in identity.apart]
    content += [_ledger(identity.ledger)]
    if asked is not None and len(standing) > 1:
        content.append(_split(asked, standing))
    return html.Div(card(t("identity.heading"), content), id=PLACE, tabIndex=-1, className="identity")


def _look(asked: Correcting | None, possible: Sequence[Candidate] | None) -> list[Node]:
    """Offer to look for others like it where nobody has, and say so where there is none."""
    if asked is None or possible:
        return []
    if possible is None:
        return [html.P(link(t("identity.look"), f"{asked.page}?{LOOK_KEY}=ja"), className="no-print")]
    return [html.P(t("identity.none_like"), className="muted")]


def _summary(standing: Sequence[LedgerEntry]) -> str:
    """Say how many rows there are, and how they were found."""
    counts = dict.fromkeys(dict.fromkeys(entry.method for entry in standing), 0)
    for entry in standing:
        counts[entry.method] += 1
    ways = ", ".join(f"{number(count)} {label(method, language())}" for method, count in counts.items())
    return t("identity.summary", count=len(standing), number=number(len(standing)), ways=ways)


def _change(asked: Correcting | None, change: ChangeNote, initiative_id: int) -> Node:
    """Tell of a merge or split, and offer to undo it."""
    is_merge, is_kept = change.kind is ChangeKind.MERGE, change.kept_id == initiative_id
    way = (
        ("merged" if is_merge else "split_off") if is_kept else ("merged_into" if is_merge else "split_from")
    )
    other_id = change.other_id if is_kept else change.kept_id
    title = change.other_title if is_kept else change.kept_title
    facts = {"at": instant(change.made_at), "by": change.made_by, "reason": change.reason}
    words: list[Node] = [
        html.Strong(t(f"identity.{way}")),
        " ",
        initiative_link(other_id, title or t("identity.number", id=other_id)),
        " ",
        html.Span(t("identity.made", **facts), className="under"),
    ]
    if change.undone_at is not None:
        undone = t("identity.undone", at=instant(change.undone_at), by=change.undone_by or "")
        words.append(html.Span(undone, className="under"))
    undo = [] if asked is None or change.undone_at is not None else [_undo(asked, change)]
    return html.Div([html.Div(words), *undo], className="identity-line")


def _undo(asked: Correcting, change: ChangeNote) -> Node:
    words = t("identity.undo_merge") if change.kind is ChangeKind.MERGE else t("identity.undo_split")
    return deed_form(
        asked.address("fortryd-aendring"),
        [deed_button(words)],
        hidden={"aendring": str(change.id)},
        className="deed no-print",
        focus=PLACE,
    )


def _apart(asked: Correcting | None, note: ApartNote) -> Node:
    facts = {"at": instant(note.decided_at), "by": note.decided_by}
    words = [
        html.Strong(t("identity.is_not")),
        " ",
        initiative_link(note.initiative_id, note.title or t("identity.number", id=note.initiative_id)),
        " ",
        html.Span(t("identity.said", **facts), className="under"),
    ]
    if asked is None:
        return html.Div([html.Div(words)], className="identity-line")
    undo = deed_form(
        asked.address("fortryd-ikke-samme"),
        [deed_button(t("identity.ask_again"))],
        hidden={"anden": str(note.initiative_id)},
        className="deed no-print",
        focus=PLACE,
    )
    return html.Div([html.Div(words), undo], className="identity-line")


def _ledger(entries: Sequence[LedgerEntry]) -> Node:
    heads = [
        Column(t(f"identity.{name}")) for name in ("month", "source", "place", "title", "how", "decided")
    ]
    table = plain_table(t("identity.ledger_caption"), heads, map(_entry, entries))
    return html.Details([html.Summary(t("identity.ledger")), table], className="ledger")


def _entry(entry: LedgerEntry) -> list[Cell]:
    how: list[Node] = [label(entry.method, language())]
    if entry.likeness is not None:
        how.append(html.Span(t("identity.alike", share=share(entry.likeness)), className="under"))
    if entry.reason:
        how.append(html.Span(entry.reason, className="under"))
    decided: list[Node] = [t("initiative.loaded", at=instant(entry.decided_at), by=entry.decided_by)]
    if entry.undone_at is not None:
        said = t("identity.undone", at=instant(entry.undone_at), by=entry.undone_by or "")
        decided.append(html.Span(said, className="under"))
    elif entry.state is not UploadState.ACTIVE:
        decided.append(html.Span(label(entry.state, language()), className="under"))
    return [
        month(entry.month),
        (entry.source, f"/indlaes/{entry.report[0]}"),
        row_place(entry),
        entry.title,
        how,
        decided,
    ]


def _split(asked: Correcting, standing: Sequence[LedgerEntry]) -> Node:
    boxes = [html.Li(_box(entry)) for entry in standing]
    form = deed_form(
        asked.address("del"),
        [
            html.P(t("identity.split_hint"), className="field-hint"),
            html.Fieldset(
                [
                    html.Legend(t("identity.split_rows"), className="field-label"),
                    html.Ul(boxes, className="plain-list"),
                ]
            ),
            reason_field("del-hvorfor", t("identity.why")),
            deed_button(t("identity.split"), is_main=True),
        ],
        focus=PLACE,
    )
    return html.Div(folded_deed(t("identity.split_fold"), form), className="no-print")


def _box(entry: LedgerEntry) -> Node:
    value = f"{entry.report[0]}-{entry.report[1]}"
    box = html.Input(type="checkbox", name="raekke", value=value)
    words = t("identity.row", month=month(entry.month), source=entry.source, place=row_place(entry))
    return html.Label(
        [box, " ", html.Span([words, html.Span(entry.title, className="under")])], className="check"
    )
