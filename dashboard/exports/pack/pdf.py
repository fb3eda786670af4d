"""The pack as a PDF for all (PDF/UA-1): tagged, in its language, the same bytes each time.

The layout stands in typst files beside this module. What lists and people say goes to them as JSON, so that
nothing of it is ever read as markup.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from dashboard import theme
from dashboard.exports.pack.glyphs import FONTS, shown
from dashboard.exports.pack.values import AgendaRow, Changes, Cover, Group, InitiativePage, Pack, Part, Row
from dashboard.format import number
from dashboard.texts import language, t
from portfolio.rules.months import DANISH_TIME
from portfolio.vocabulary import AgendaSection, label

if TYPE_CHECKING:
    from typst import Fonts

Json: TypeAlias = Any
"""What JSON can hold; typst has no types of ours."""

_LAYOUTS = Path(__file__).parent
_MOST_ROWS = 40
"""So many rows of a kind; the rest stand in the workbook, and it is said that they do."""

_FRONT = 5
"""So many decisions wanted stand on the first page."""

_LONGEST_WORDS, _LONGEST_FACT = 900, 240
"""So much of a text fits where it stands; the whole of it is in the workbook."""

_WORDS = (
    "was",
    "total",
    "page",
    "of",
    "no_words",
    "next",
    "light",
    "initiative",
    "why",
    "list_says",
    "contents",
    "exceptions",
    "exceptions_lead",
    "exceptions_none",
    "agenda",
    "agenda_lead",
    "decision",
    "note",
    "asks",
    "asks_lead",
    "asks_none",
    "ask",
    "lacks",
    "waited",
    "ready",
    "last_decision",
    "actions",
    "actions_lead",
    "action",
    "who",
    "due",
    "about",
    "changes",
    "place",
    "before",
    "now",
    "charts",
    "lights",
    "facts",
    "fact",
    "value",
    "cell",
    "next_step",
    "decision_last",
    "no_decision",
    "process",
    "evaluation",
    "pages",
    "sources",
    "list",
    "month",
    "file",
    "loaded",
    "count",
    "no_list",
    "unknown",
    "unknown_lead",
    "unknown_none",
    "what_is_unknown",
    "how_many",
    "counted",
)
"""The layout's own words, ``pack.word_<name>``."""


def pack_pdf(pack: Pack) -> bytes:
    """Make the pack's PDF."""
    cover = pack.cover
    data = plain_json(pack) | {
        "words": _words(),
        "brand": f"Tværblik · {cover.title}",
        "title": document_title(cover),
        "footer": t(
            "pack.footer", title=cover.title, forum=cover.forum or "Tværblik", date=cover.as_of_words
        ),
        "source": pack.figures[0].source if pack.figures else "",
        "cover": _cover(cover),
        "contents": _contents(pack),
        "front_heading": t("pack.word_agenda" if pack.agenda and not _to_decide(pack) else "pack.word_front"),
        "front": _front(pack)[:_FRONT],
        "front_more": _front_more(pack),
        "groups": [_group(it) for it in pack.groups],
        "has_asks": pack.has_asks,
        "has_groups": Part.EXCEPTIONS in pack.parts,
        "parts": sorted(pack.parts),
        "asks": plain_json(pack.asks[:_MOST_ROWS]),
        "asks_more": _more(len(pack.asks)),
        "changes": None if pack.changes is None else _changes(pack.changes),
        "charts": [plain_json(it) | {"totals": list(it.totals)} for it in pack.charts],
        "pages": [_page(it) for it in pack.pages],
    }
    return compiled("report.typ", data, cover)


def compiled(layout: str, data: Mapping[str, Json], cover: Cover) -> bytes:
    """Set data in a layout."""
    import typst  # its library takes a while to load, and most processes make no PDF

    local = cover.moment.astimezone(DANISH_TIME)
    given = {
        **data,
        **_look(),
        "language": cover.language,
        "date": {"year": local.year, "month": local.month, "day": local.day}
        | {"hour": local.hour, "minute": local.minute, "second": local.second},
    }
    found = typst.compile(
        str(_LAYOUTS / layout),
        root=str(_LAYOUTS),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"data": json.dumps(_shown(given), ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=int(cover.moment.timestamp()),
    )
    return bytes(found)


@cache
def _fonts() -> "Fonts":
    """Give our typeface alone: what a machine has besides would make other files of the same pack."""
    from typst import Fonts

    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _look() -> dict[str, Json]:
    lights = {str(light) if light else "none": light for light in theme.LIGHT_ORDER}
    colours: dict[str, Json] = {
        "ink": theme.INK,
        "muted": theme.INK_MUTED,
        "line": theme.LINE,
        "pale": theme.SURFACE_MUTED,
        "petrol": theme.PETROL,
        "plain": theme.PETROL,
        "unreported": theme.LINE,
    }
    colours |= {name: theme.LIGHT_COLOURS[light] for name, light in lights.items()}
    on: dict[str, Json] = {name: theme.LIGHT_TEXT[light] for name, light in lights.items()}
    return {
        "colours": colours,
        "on": on | {"plain": theme.ON_DARK},
        "tints": list(theme.PETROL_TINTS),
    }


def _words() -> dict[str, Json]:
    return {name: t(f"pack.word_{name}") for name in _WORDS}


def document_title(cover: Cover) -> str:
    """Name the document: what, whose, when."""
    return " · ".join(filter(None, (cover.title, cover.forum, cover.as_of_words)))


def _cover(cover: Cover) -> dict[str, Json]:
    heading = cover.forum or cover.title
    facts = [
        (t("pack.cover_meeting"), cover.meeting),
        (t("pack.cover_as_of"), cover.as_of_words),
        (t("pack.cover_since"), cover.since_words),
        (t("pack.cover_shown"), cover.shown),
        (t("pack.cover_filters"), "\n".join(cover.filters)),
        (t("pack.cover_address"), cover.address),
    ]
    return {
        **plain_json(cover),
        "heading": heading,
        "over": cover.title if cover.forum else t("pack.cover_over"),
        "facts": [{"label": label, "text": text} for label, text in facts if text],
    }


def _contents(pack: Pack) -> Json:
    """Give the parts that the pack has, with a word on each."""
    exceptions = len(pack.exceptions())
    changed = 0 if pack.changes is None else len(pack.changes.worse)
    parts: list[tuple[str, str, str, bool]] = [
        ("undtagelser", "exceptions", t("pack.contents_initiatives", count=exceptions), bool(pack.groups)),
        ("dagsorden", "agenda", t("pack.contents_points", count=len(pack.agenda)), bool(pack.agenda)),
        ("beslutninger", "asks", t("pack.contents_points", count=len(pack.asks)), pack.has_asks),
        ("handlinger", "actions", t("pack.contents_points", count=len(pack.actions)), bool(pack.actions)),
        ("aendringer", "changes", t("pack.contents_worse", count=changed), pack.changes is not None),
        ("billedet", "charts", t("pack.contents_charts", count=len(pack.charts)), bool(pack.charts)),
        ("indsatser", "pages", t("pack.contents_pages", count=len(pack.pages)), bool(pack.pages)),
        ("kilder", "sources", t("pack.contents_lists", count=len(pack.sources)), True),
    ]
    return [
        {"key": key, "name": t(f"pack.word_{name}"), "note": note} for key, name, note, has in parts if has
    ]


def _front(pack: Pack) -> list[Json]:
    """Give what is to be decided in a line each: the meeting's points where there is a meeting."""
    if pack.agenda:
        return [{"title": it.title, "note": it.reason} for it in _to_decide(pack) or pack.agenda]
    return [
        {"title": it.title, "note": ". ".join(filter(None, (f"{it.body}: {it.ask}", it.waited)))}
        for it in pack.asks
    ]


def _to_decide(pack: Pack) -> list[AgendaRow]:
    """Give the points of the agenda that are put up for decision."""
    section = label(AgendaSection.DECIDE, language())
    return [it for it in pack.agenda if it.section == section]


def _front_more(pack: Pack) -> str:
    rest = len(_front(pack)) - _FRONT
    return t("pack.front_more", count=rest, number=number(rest)) if rest > 0 else ""


def _group(group: Group) -> dict[str, Json]:
    rows = group.rows[:_MOST_ROWS]
    return {**plain_json(group), "rows": [_row(it) for it in rows], "more": _more(len(group.rows))}


def _more(count: int) -> str:
    """Say how many rows stand in the workbook alone; "" where none does."""
    rest = count - _MOST_ROWS
    return t("pack.more_in_excel", count=rest, number=number(rest)) if rest > 0 else ""


def _row(row: Row) -> dict[str, Json]:
    return {
        **plain_json(row),
        "words": cut(row.words, _LONGEST_FACT),
        "next_step": cut(row.next_step, _LONGEST_FACT),
    }


def _changes(changes: Changes) -> dict[str, Json]:
    tables: list[tuple[str, Sequence[Row]]] = [
        ("worse", changes.worse),
        ("better", changes.better),
        ("new", changes.new),
        ("gone", changes.gone),
    ]
    return {
        "heading": changes.heading,
        "note": changes.note,
        "sums": plain_json(changes.sums),
        "tables": [
            [t(f"pack.changes_{name}"), plain_json(rows[:_MOST_ROWS]), _more(len(rows))]
            for name, rows in tables
        ],
    }


def _page(page: InitiativePage) -> dict[str, Json]:
    return {
        **plain_json(page),
        "facts": [plain_json(it) | {"text": cut(it.text, _LONGEST_FACT)} for it in page.facts],
        "description": cut(page.description, _LONGEST_WORDS),
        "words": cut(page.words, _LONGEST_WORDS),
        "next_step": cut(page.next_step, _LONGEST_WORDS),
        "decision": cut(page.decision, _LONGEST_WORDS),
        "origin": origin_words(page),
        "months": plain_json(page.months),
    }


def origin_words(page: InitiativePage) -> str:
    """Say in which row of which list an initiative stands."""
    it = page.origin
    if not it.is_known:
        return ""
    place = ", ".join(filter(None, (it.file_name, it.sheet, it.cell)))
    return t("pack.origin", source=it.source, month=it.month, place=place)


def cut(text: str, longest: int) -> str:
    """Give a text as far as it may go, and say where it goes on."""
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0]} {t('pack.cut')}"


def plain_json(value: Any) -> Any:  # noqa: ANN401 -- whatever JSON can hold
    """Give values as JSON holds them; days as their ISO text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain_json(part) for name, part in asdict(value).items()}
    if isinstance(value, Mapping):
        return {name: plain_json(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain_json(part) for part in value]
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else value


def _shown(value: Json) -> Json:
    """Give data with all its texts as the typeface can show them."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, list):
        return [_shown(part) for part in value]
    return {name: _shown(part) for name, part in value.items()} if isinstance(value, dict) else value
