"""A draft's first step: which file it is, whose list it seems to be and for which month, and why."""

import datetime as dt
from collections.abc import Sequence

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.draft_places import deed_address
from dashboard.components.markup import Node
from dashboard.components.states import note
from dashboard.components.upload_form import month_field, source_fields
from dashboard.data import DraftDetail
from dashboard.format import file_size, instant, month, number, share
from dashboard.texts import t
from portfolio.guess import Guess

_LIKE = 0.8


def receive_cards(draft: DraftDetail, sources: Sequence[str], today: dt.date) -> list[Node]:
    """Show the file, and ask or tell whose list it is."""
    whose = html.Div([_whose(draft, sources, today), _file_card(draft)], className="load-columns")
    return [*other_source(draft), whose]


def other_source(draft: DraftDetail) -> list[Node]:
    """Warn where the list resembles another source's much more than the one it is said to be of."""
    result = draft.result
    if result is None or not result.guess.is_sure or result.guess.source_id == draft.facts.source_id:
        return []
    name = next((it.name for it in data.portfolio().sources if it.id == result.guess.source_id), "")
    return [note(t("draft.other_source", source=draft.source, other=name), "warning")] if name else []


def _whose(draft: DraftDetail, sources: Sequence[str], today: dt.date) -> Node:
    facts = draft.facts
    first = html.Option(t("load.source_choose"), value="", selected=not draft.source, disabled=True)
    chosen = draft.source if facts.source_id is not None else ""
    named = facts.source_name or ("" if draft.source else _suggested_name(draft, sources))
    fields = source_fields(sources, first=first, chosen=chosen, named=named)
    button = deed_button(t("draft.whose_save"), is_main=True)
    form = deed_form(
        deed_address(draft, "kilde"),
        [*fields, month_field(facts.month or today.replace(day=1)), button],
        className="upload-form",
        focus="trin-modtag",
    )
    heading = t("draft.whose_settled") if facts.is_settled else t("draft.whose_asked")
    return card(heading, [*map(html.P, _why(draft)), form])


def _suggested_name(draft: DraftDetail, sources: Sequence[str]) -> str:
    """Suggest a new source's name where the list resembles none: the one cluster or area that it is about."""
    if draft.result is None or draft.result.guess.source_id is not None:
        return ""
    clusters = next((it for it in draft.result.understood.contents.named if it.field == "cluster"), None)
    if clusters is None or clusters.count != 1:
        return ""
    name = clusters.most[0][0]
    return "" if name in sources else name


def _why(draft: DraftDetail) -> list[str]:
    """Say what the suggestion rests on."""
    result = draft.result
    if result is None or (draft.facts.is_settled and not result.guess.is_sure):
        return []
    said = [_guess_sentence(draft.source, result.guess)]
    if result.month is not None:
        said.append(t("draft.month_in_file", month=month(result.month)))
    elif draft.facts.month is not None:
        said.append(t("draft.month_guessed", month=month(draft.facts.month)))
    return [it for it in said if it]


def _guess_sentence(source: str, guess: Guess) -> str:
    if guess.source_id is None:
        return "" if source else t("draft.guess_none")
    if guess.title_share > 0:
        return t("draft.guess_titles", source=source, share=share(guess.title_share))
    return t("draft.guess_name", source=source) if guess.name_likeness > _LIKE else ""


def _file_card(draft: DraftDetail) -> Node:
    facts = draft.facts
    lines = [
        ("draft.file_name", facts.file_name),
        ("draft.file_size", file_size(facts.size_bytes)),
        ("draft.file_received", f"{instant(facts.created_at)} {t('load.by', by=facts.created_by)}"),
        ("draft.file_hash", facts.sha256[:16]),
    ]
    if draft.result is not None:
        tables = len(draft.result.tables)
        lines.insert(2, ("draft.file_tables", t("draft.tables", count=tables, number=number(tables))))
    rows = [html.Div([html.Dt(t(name)), html.Dd(text)], className="field") for name, text in lines]
    return card(t("draft.file"), [html.Dl(rows, className="fields")])
