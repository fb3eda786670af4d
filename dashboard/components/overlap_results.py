"""What is alike, each with reasons that a person can check, and what can be decided about it."""

from collections.abc import Mapping, Sequence

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.badges import light_badge, word_badge
from dashboard.components.deed import deed_button, deed_form, folded_deed, reason_field
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.openings import initiative_link
from dashboard.components.overlap_asked import (
    OVERLAP_FILE,
    TARGET_KEY,
    TEXT_KEY,
    TITLE_KEY,
    WHERE_KEY,
    WORDS_A_PAGE,
    Found,
    Held,
    Result,
)
from dashboard.components.overlap_form import FOUND
from dashboard.components.states import empty_state, note
from dashboard.data import ApartNote, OverlapNote
from dashboard.format import date_short, instant, number
from dashboard.labels import area_label, field_label, focus_area_label, organisation_label
from dashboard.server.corrections import ROUTE as INITIATIVES
from dashboard.server.corrections import STAY
from dashboard.texts import language, t
from portfolio.overlap.alike import TEXTS, Level, SharedWord, Span, Standing
from portfolio.overlap.words import OverlapVerdict
from portfolio.vocabulary import Status, label

ROUTE = "/api/overlap"
VERDICT = "beslutning"
SHOWN = 8
"""So many are laid open; the rest are a click away."""

_LONG_WORDS = 1200
_MOST_MARKED = 6_000
"""So many letters of a text are shown with what is shared marked; of a longer one, as many from its start."""

_TOLD = 420


def results(found: Found) -> list[Node]:
    """Lay out what is alike, or why there is nothing."""
    parts = [*_about(found.held), *_listed(found)]
    return [html.Div(parts, className="overlap-results")]


def sentence(found: Found) -> str:
    """Say how many are alike, and how many of those have ended."""
    same, related = found.of(Level.SAME), found.of(Level.RELATED)
    if not same and not related:
        return t("overlap.found_none", number=number(found.count))
    ended = sum(it.standing is Standing.ENDED for it in (*same, *related))
    parts = [] if same else [t("overlap.found_no_same")]
    if same:
        parts.append(t("overlap.found_same", count=len(same), number=number(len(same))))
    if related:
        parts.append(t("overlap.found_related", count=len(related), number=number(len(related))))
    said = ", ".join(parts)
    if ended:
        said += t("overlap.found_ended", count=ended, number=number(ended))
    return said[:1].upper() + said[1:]


def _about(held: Held) -> list[Node]:
    """Say what little or much was asked with."""
    words = held.word_count
    notes: list[Node] = []
    if held.is_row:
        notes.append(note(t("overlap.row_alone")))
    elif words == 1:
        notes.append(note(t("overlap.one_word")))
    elif words > _LONG_WORDS:
        pages = number(round(words / WORDS_A_PAGE))
        notes.append(note(t("overlap.many_words", pages=pages, words=number(words))))
    if not held.is_kept:
        notes.append(note(t("overlap.not_in_address")))
    return notes


def _listed(found: Found) -> list[Node]:
    if not found.results:
        title = "" if found.held.idea is None else found.held.idea.title
        on = link(t("overlap.type_it"), f"/indsatser/ny?titel={title}") if title else None
        return [empty_state(t("overlap.nothing", number=number(found.count)), on)]
    shown, rest = found.results[:SHOWN], found.results[SHOWN:]
    is_far = all(it.alike.level is Level.FAR for it in shown)
    parts: list[Node] = [note(t("overlap.only_far"))] if is_far else []
    parts += [html.Ol([_result(found.held, it) for it in shown], className="overlap-list")]
    if rest:
        summary = html.Summary(t("overlap.show_rest", count=len(rest), number=number(len(rest))))
        more = html.Ol(
            [_result(found.held, it) for it in rest], className="overlap-list", start=len(shown) + 1
        )
        parts.append(html.Details([summary, more], className="overlap-rest", id="overlap-resten"))
    return [
        *parts,
        html.P(t("overlap.looked_through", count=found.count, number=number(found.count)), className="muted"),
    ]


def _result(held: Held, it: Result) -> Node:
    level = t(f"overlap.level_{_level(it)}")
    head = html.Div(
        [
            html.H2(initiative_link(it.item.id, it.item.title)),
            html.Span(level, className=f"overlap-level level-{it.alike.level}"),
        ],
        className="overlap-head",
    )
    marks: list[Node] = [
        word_badge(Status, it.item.code("status")),
        light_badge(it.item.code("traffic_light")),
    ]
    where = html.Span(_where(it), className="overlap-where")
    parts: list[Node] = [head, html.P([*marks, where], className="overlap-marks"), _reasons(it)]
    parts += _ending(it)
    parts += [_decided(note_) for note_ in it.decided]
    if it.apart is not None:
        parts.append(_apart(held, it.apart))
    more = [_texts(held, it), *([_deeds(held, it)] if data.is_present() else [])]
    parts.append(html.Div(more, className="overlap-more"))
    look = "overlap-result declined" if it.is_declined else "overlap-result"
    return html.Li(parts, id=_id(it), tabIndex=-1, className=look)


def _id(it: Result) -> str:
    return f"overlap-{it.item.id}"


def _level(it: Result) -> str:
    if it.alike.level is Level.SAME and it.alike.is_elsewhere:
        return "same_elsewhere"
    return str(it.alike.level)


def _where(it: Result) -> str:
    towns = [organisation_label(code) for code in it.item.municipalities()]
    named = ", ".join(towns[:3]) + (f" +{number(len(towns) - 3)}" if len(towns) > 3 else "")
    return " · ".join(filter(None, (area_label(it.item), named)))


# --- Why ----------------------------------------------------------------------------------------------------


def reasons_of(it: Result) -> list[tuple[str, str]]:
    """Give the reasons as what kind each is and what it says."""
    found = []
    if it.why.words:
        found.append(("words", ", ".join(map(_shared, it.why.words))))
    if it.why.target:
        found.append(("target", ", ".join(map(_shared, it.why.target))))
    if it.focus is not None:
        found.append(("focus", focus_area_label(it.focus)))
    if it.goals:
        found.append(("goals", ", ".join(it.goals)))
    if it.places:
        found.append(("places", ", ".join(map(organisation_label, it.places))))
    if it.hospitals:
        found.append(("parties", ", ".join(it.hospitals)))
    return found


def differences_of(it: Result) -> list[tuple[str, str]]:
    """Give in what the two are not alike."""
    found = []
    if it.why.conditions[0]:
        found.append(
            ("condition", t("overlap.here_there", one=it.why.conditions[0], other=it.why.conditions[1]))
        )
    if it.why.solutions[0]:
        found.append(
            ("solution", t("overlap.here_there", one=it.why.solutions[0], other=it.why.solutions[1]))
        )
    return found


def _shared(word: SharedWord) -> str:
    if word.is_same:
        return word.other
    broader = f" ({word.broader})" if word.broader else ""
    return f"{word.one} {'=' if word.is_sure else '~'} {word.other}{broader}"


def _reasons(it: Result) -> Node:
    rows = [(f"reason_{kind}", said) for kind, said in reasons_of(it)]
    rows += [(f"differs_{kind}", said) for kind, said in differences_of(it)]
    items = [part for kind, said in rows for part in (html.Dt(t(f"overlap.{kind}")), html.Dd(said))]
    return html.Dl(items, className="overlap-why")


def _ending(it: Result) -> list[Node]:
    """Tell how it went, where something is known of that, of one that has ended or is in operation."""
    status = it.item.code("status")
    is_over = it.standing is Standing.ENDED or status == Status.IN_OPERATION
    lines = ending_lines(it)
    if not is_over:
        return []
    if not lines:
        return [html.P(t("overlap.ended_untold"), className="overlap-ending missing")]
    items = [part for name, text in lines for part in (html.Dt(name), html.Dd(_short(text)))]
    ending = it.ending
    is_untold = not ending.told and ending.held is None and ending.decided is None
    untold = [html.P(t("overlap.ended_untold"), className="missing")] if is_untold else []
    said = "how_it_goes" if it.standing is not Standing.ENDED else "how_it_went"
    heading = html.H3(t("overlap.stopped" if status == Status.STOPPED else f"overlap.{said}"))
    return [html.Div([heading, html.Dl(items, className="overlap-why"), *untold], className="overlap-ending")]


def ending_lines(it: Result) -> list[tuple[str, str]]:
    """Give what is known of how it went, each with what it is called."""
    lines = []
    end = it.item.day("end_last")
    if end is not None:
        lines.append((field_label("end"), date_short(end)))
    if it.ending.held is not None:
        lines.append((t("overlap.evaluated", date=date_short(it.ending.held.day)), it.ending.held.result))
    lines += [(field_label(name), text) for name, text in it.ending.told.items()]
    if it.ending.decided is not None:
        day, said = it.ending.decided
        lines.append(
            (
                t("overlap.last_decision"),
                " ".join(filter(None, (None if day is None else f"{date_short(day)}:", said))),
            )
        )
    return lines


def _short(text: str) -> str:
    return text if len(text) <= _TOLD else f"{text[:_TOLD].rsplit(' ', 1)[0]} …"


def _texts(held: Held, it: Result) -> Node:
    """Show the two texts beside each other, with what they share marked."""
    columns = [
        _column(
            t("overlap.this") if held.idea is not None else held.texts.get("title", ""),
            held.texts,
            it.why.one,
        ),
        _column(it.item.title, it.texts, it.why.other),
    ]
    summary = html.Summary(t("overlap.see_texts"))
    return html.Details([summary, html.Div(columns, className="overlap-texts")], className="overlap-both")


def _column(heading: str, texts: Mapping[str, str], spans: Mapping[str, Sequence[Span]]) -> Node:
    items = [
        part
        for name in TEXTS
        if texts.get(name)
        for part in (html.Dt(field_label(name)), html.Dd(marked(texts[name], spans.get(name, ()))))
    ]
    return html.Div([html.H3(heading), html.Dl(items)])


def marked(text: str, spans: Sequence[Span]) -> list[Node]:
    """Give a text with parts of it marked."""
    parts: list[Node] = []
    at, cut = 0, text[:_MOST_MARKED]
    for start, end in spans:
        if end > len(cut):
            break
        parts += [cut[at:start], html.Strong(cut[start:end], className="shared")]
        at = end
    rest = cut[at:] + (" …" if len(cut) < len(text) else "")
    return [it for it in (*parts, rest) if it]


# --- What is decided ----------------------------------------------------------------------------------------


def _decided(it: OverlapNote) -> Node:
    """Tell what somebody has decided, and offer to take it back."""
    facts = {
        "verdict": label(it.verdict, language()),
        "by": it.made_by,
        "at": instant(it.made_at),
        "reason": it.reason,
    }
    told = html.Span(t("overlap.decided", **facts))
    undo = deed_form(
        f"{ROUTE}/{it.initiative_id}/fortryd",
        [deed_button(t("overlap.undo"))],
        hidden={"numre": str(it.id)},
        focus=FOUND,
    )
    return html.Div([told, *([undo] if data.is_present() else [])], className="overlap-decided")


def _apart(held: Held, it: ApartNote) -> Node:
    facts = {
        "verdict": label(OverlapVerdict.NOT_SAME, language()),
        "by": it.decided_by,
        "at": instant(it.decided_at),
        "reason": it.reason or t("overlap.no_reason"),
    }
    told = html.Span(t("overlap.decided", **facts))
    own = 0 if held.item is None else held.item.id
    undo = deed_form(
        f"{INITIATIVES}/{own}/fortryd-ikke-samme",
        [deed_button(t("overlap.undo"))],
        hidden={"anden": str(it.initiative_id)},
        focus=FOUND,
    )
    return html.Div([told, *([undo] if data.is_present() else [])], className="overlap-decided")


def _deeds(held: Held, it: Result) -> Node:
    form = _idea_deed(held, it) if held.idea is not None else _initiative_deeds(held, it)
    words = t("overlap.decide")
    return html.Div(folded_deed(words, form), className="overlap-deeds no-print")


def idea_hidden(held: Held) -> dict[str, str]:
    """Give the idea as a form sends it along; one that was posted is put in by the browser."""
    idea = held.idea
    if idea is None:
        return {}
    said = {TITLE_KEY: idea.title, TEXT_KEY: idea.description, TARGET_KEY: idea.target_group}
    return {**(said if held.is_kept else dict.fromkeys(said, "")), WHERE_KEY: ",".join(idea.where)}


def _idea_deed(held: Held, it: Result) -> Element:
    place = _id(it)
    form = deed_form(
        f"{ROUTE}/{it.item.id}/husk",
        [
            html.P(t("overlap.decide_hint"), className="field-hint"),
            reason_field(f"{place}-hvorfor", t("overlap.why")),
            html.Div([_verdict(verdict, it) for verdict in OverlapVerdict], className="overlap-verdicts"),
        ],
        hidden=idea_hidden(held),
        focus=place,
    )
    return with_attributes(form, {} if held.is_kept else {"data-idea": ""})


def _verdict(verdict: OverlapVerdict, it: Result) -> Node:
    words = label(verdict, language())
    button = deed_button(words, name=VERDICT, value=str(verdict))
    return with_attributes(
        button, {"aria-label": t("overlap.decide_named", verdict=words, title=it.item.title)}
    )


def _initiative_deeds(held: Held, it: Result) -> Element:
    """Offer what the ledger knows of two initiatives, and that the one builds on the other."""
    own, place = 0 if held.item is None else held.item.id, _id(it)
    other = {"anden": str(it.item.id)}
    choices = (
        (f"{INITIATIVES}/{own}/laeg-sammen", OverlapVerdict.SAME, t("overlap.merge_hint")),
        (f"{ROUTE}/{own}/byg", OverlapVerdict.BUILD_ON, t("overlap.build_hint")),
        (f"{INITIATIVES}/{own}/ikke-samme", OverlapVerdict.NOT_SAME, t("overlap.apart_hint")),
    )
    forms = [
        deed_form(
            address,
            [
                html.P(hint, className="field-hint"),
                reason_field(f"{place}-{verdict}", t("overlap.why")),
                with_attributes(
                    deed_button(label(verdict, language())),
                    {
                        "aria-label": t(
                            "overlap.decide_named", verdict=label(verdict, language()), title=it.item.title
                        )
                    },
                ),
            ],
            hidden=other if verdict is OverlapVerdict.SAME else other | {STAY: "1"},
            focus=place,
        )
        for address, verdict, hint in choices
    ]
    return html.Div(forms, className="overlap-three")


def file_form(held: Held, query: str) -> Node:
    """Offer the results as a workbook: by the address, or with the idea sent along where it is not there."""
    words = t("overlap.file")
    if held.is_kept:
        return html.P(
            html.A(words, href=OVERLAP_FILE + query, className="download", download=""), className="no-print"
        )
    kept = [
        html.Input(type="hidden", name=key, defaultValue=value) for key, value in idea_hidden(held).items()
    ]
    form = html.Form(
        [*kept, html.Button(words, type="submit", className="btn-quiet")],
        action=OVERLAP_FILE,
        method="post",
        className="no-print",
    )
    return with_attributes(form, {"data-idea": ""})
