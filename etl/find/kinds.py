"""Of what kind a table is, by its headings and by how its titles stand."""

import re
from collections.abc import Iterable, Sequence

from etl.find.across import columns_across, matrix_kind
from etl.find.axes import is_month
from etl.find.cells import is_light
from etl.find.headers import Header, Heading, fields_said
from etl.find.layouts import Layout, layout_of, other_kind
from etl.find.matrices import domains_across, holds_figures, turned
from etl.find.view import View
from etl.parse.lights import light_of_colour
from etl.parse.normal import tidy
from etl.parse.words import axes_of_status
from etl.read.grid import Place
from etl.schema.folding import folded
from etl.schema.headings import concepts_of, heading_scores
from etl.schema.kinds import names_no_initiative, said_of_kind, says_calendar
from portfolio.fields import FIELDS
from portfolio.vocabulary import TableKind, TrafficLight

_WORK = {"organisation", "arbejdssted", "kommune", "afdeling", "forvaltning", "arbejdsplads"}
_VERSION = {"version", "udgave", "versionsnr", "versionsnummer", "revision"}
_MANY = 4
_LOOK_DOWN = 200
_SURE = 0.6
_TELLING = FIELDS.keys() - {"key", "title", "contact", "documents", "updated"}
"""Fields that speak of an initiative and not of a person, a meeting or a word list."""

_ANYBODYS = {
    "hospitals",
    "municipalities",
    "owner",
    "lead",
    "cluster",
    "remarks",
    "other_parties",
    "groups",
    "body",
}
_ANYBODYS |= {"general_practice"}
"""Of those, fields that a list of people may have too."""

_WHERE = {"hospitals", "municipalities", "cluster", "remarks", "other_parties", "general_practice"}
"""Fields that only say where somebody belongs."""

_ON_INITIATIVES = {
    "phase",
    "traffic_light",
    "period",
    "description",
    "start",
    "focus_area",
    "aim",
    "budget_dkk",
}
_ON_INITIATIVES |= {
    "completion_share",
    "municipalities",
    "evaluation",
    "evaluation_date",
    "effect",
    "funding",
}
"""Fields that lists of milestones and decisions do not have."""

_FEWEST_TELLING = 1
_OF_ITS_OWN = _ON_INITIATIVES | {"status", "end", "target_group", "priority", "background", "citizen_count"}
_OF_ITS_OWN |= {
    "core",
    "goal",
    "process_type",
    "resources",
    "risks",
    "spend_dkk",
    "spread_potential",
    "task_type",
}
_CROSSES = frozenset({"", "x", "•", "●", "■", "█", "✓", "✔", "-", "1"})
_INITIATIVE = re.compile(r"(del)?(indsats|projekt|initiativ|tiltag|project|loesning|aftale)")
_OF_MONTHS = {TableKind.STATUS_LOG, TableKind.MEASUREMENTS}
_HOW_IT_GOES = {"indicator", "light", "status", "thing"}
"""What a sheet speaks of whose months tell of initiatives, though no heading says so."""

_FEWEST_LIGHTS = 2
_DIGITS = range(6)
_FEWEST_OF_ITS_OWN = 2
"""So many fields of its own make a table with a matrix beside them a list of initiatives."""


def kind_of(view: View, header: Header, body: range) -> TableKind | None:
    """Give the kind of a table; None for what is no list of ours (contacts, calendars, word lists)."""
    layout = _layout(view, header, body)
    matrix = _matrix(layout)
    is_other = matrix is not None and (
        _names_others(header, layout, matrix) or _is_year_wheel(view, header, matrix, body)
    )
    if is_other:
        return None
    if matrix is not None:
        is_beside = turned(layout) is None and _is_list_beside(view, header, matrix, body)
        is_list = is_beside or _is_plan(view, header, matrix, body)
        return TableKind.INITIATIVES if is_list else matrix
    fields = {field for field, score in fields_said(header.headings).items() if score >= _SURE}
    other = other_kind(layout)
    if other is not TableKind.TRIALS and _decisions(header, fields):
        return TableKind.DECISIONS
    if _milestones(view, header, fields, body):
        return TableKind.MILESTONES
    if other is not None:
        return other
    is_other = _contacts(header, fields) or _calendar(header, fields) or _people(header) or _versions(header)
    if not _names_initiatives(header) and is_other:
        return None
    telling = fields & _TELLING
    if _is_of_people(header, telling) or _is_agenda(header, telling):
        return None
    return TableKind.INITIATIVES if len(telling) >= _FEWEST_TELLING else None


def _layout(view: View, header: Header, body: range) -> Layout:
    headings = [(heading.column, heading.text, heading.group) for heading in header.headings]
    return layout_of(view, headings, body.start, body.stop - 1)


def _matrix(layout: Layout) -> TableKind | None:
    """Give the kind of a matrix; months over figures are measurements."""
    found = turned(layout)
    if found is not None:
        return found.kind
    across = matrix_kind(layout.across)
    if across is None:
        return TableKind.ASSESSMENTS if domains_across(layout) else None
    if across[0] is not TableKind.STATUS_LOG:
        return across[0]
    is_measured = holds_figures(layout) and not _shows_lights(layout)
    return TableKind.MEASUREMENTS if is_measured else TableKind.STATUS_LOG


def _shows_lights(layout: Layout) -> bool:
    """Tell months over a few digits that are coloured as lights, or have their icons."""
    months = [n for n, (text, _) in enumerate(layout.texts) if is_month(text)]
    digits = {raw for n in months for raw in layout.values(n)}
    if not months or not all(isinstance(raw, float | int) and raw in _DIGITS for raw in digits):
        return False
    columns = [layout.headings[n][0] for n in months]
    places = ((row, column) for row in layout.rows for column in columns)
    return len(_lights_at(layout.view, places)) >= _FEWEST_LIGHTS


def _names_others(header: Header, layout: Layout, kind: TableKind) -> bool:
    """Tell a matrix whose rows are people, bodies, accounts or weeks: a roster, a calendar, a budget."""
    if turned(layout) is not None:
        return False
    told = {name for heading in header.headings for name in _row_names(heading.text, heading.group, kind)}
    if any(found == {"name"} for found in _concepts(header)):
        return "thing" not in concepts_of(layout.titles)
    if kind in _OF_MONTHS and says_calendar(layout.titles):
        return not any(_INITIATIVE.match(folded(heading.text)) for heading in header.headings)
    if told:
        return False
    is_other = any(names_no_initiative(heading.text) for heading in header.headings)
    return is_other or (kind in _OF_MONTHS and not _tells_how_it_goes(header, layout))


def _tells_how_it_goes(header: Header, layout: Layout) -> bool:
    """Tell months over lights, or a sheet that speaks of initiatives, their status or indicators."""
    if concepts_of(layout.titles) & _HOW_IT_GOES:
        return True
    across = _across(header, TableKind.STATUS_LOG)
    if _lights_across(layout.view, across, layout.rows):
        return True
    texts = _texts_across(layout.view, across, layout.rows) - {""}
    return sum(map(is_light, texts)) >= len(texts) / 2 > 0


def _row_names(text: str, group: str, kind: TableKind) -> set[str]:
    """Give which of title and indicator a heading says, as an initiative's or a kind's own."""
    own = said_of_kind(kind, ((text, group),)).keys() & {"title", "indicator"}
    is_title = heading_scores(text, group).get("title", 0.0) >= _SURE
    return own | ({"title"} if is_title and concepts_of(text) != {"name"} else set())


def _is_list_beside(view: View, header: Header, kind: TableKind, body: range) -> bool:
    """Tell a list of initiatives that has months or municipalities across beside its own columns."""
    if kind not in {TableKind.ADOPTION, TableKind.STATUS_LOG}:
        return False
    across = _across(header, kind)
    own = tuple(heading for heading in header.headings if heading not in across)
    said = {field for field, score in fields_said(own).items() if score >= _SURE}
    is_crossed = kind is TableKind.ADOPTION and _is_crossed(view, across, body)
    fewest = 1 if is_crossed else _FEWEST_OF_ITS_OWN
    return "title" in said and len(said & _OF_ITS_OWN) >= fewest


def _across(header: Header, kind: TableKind) -> tuple[Heading, ...]:
    """Give the headings that stand across a matrix."""
    texts = [heading.across for heading in header.headings]
    return tuple(header.headings[n] for n in columns_across(kind, texts))


def _is_crossed(view: View, across: Sequence[Heading], body: range) -> bool:
    """Tell whether the columns across hold nothing but crosses, other single signs or colour."""
    return all(len(text) <= 1 for text in _texts_across(view, across, body))


def _texts_across(view: View, across: Sequence[Heading], body: range) -> set[str]:
    return {view.text(row, heading.column) for row in body[:_LOOK_DOWN] for heading in across}


def _is_plan(view: View, header: Header, kind: TableKind, body: range) -> bool:
    """Tell a list whose months only hold crosses, or one colour: when each initiative runs.

    Letters and several lights say how each initiative did, which is a status log.
    """
    if kind is not TableKind.STATUS_LOG:
        return False
    across = _across(header, kind)
    if not across:
        return False
    texts = {text.casefold() for text in _texts_across(view, across, body)}
    return texts <= _CROSSES and len(_lights_across(view, across, body)) < _FEWEST_LIGHTS


def _is_year_wheel(view: View, header: Header, kind: TableKind, body: range) -> bool:
    """Tell months over meetings and deadlines: nothing names the rows, and no cell says how anything goes."""
    first = header.headings[0].text
    if kind is not TableKind.STATUS_LOG or (first and not is_month(first)):
        return False
    across = _across(header, kind)
    texts = _texts_across(view, across, body) - {""}
    return not _lights_across(view, across, body) and not any(map(_says_how, texts))


def _says_how(text: str) -> bool:
    axes = axes_of_status(text)
    return any(said is not None for said in (axes.status, axes.phase, axes.traffic_light))


def _lights_across(view: View, across: Sequence[Heading], body: range) -> set[TrafficLight]:
    places = ((row, heading.column) for row in body[:_LOOK_DOWN] for heading in across)
    return _lights_at(view, places)


def _lights_at(view: View, places: Iterable[Place]) -> set[TrafficLight]:
    sheet = view.sheet
    colours = (sheet.conditional.get(place) or sheet.fills.get(place) for place in places)
    return {light for colour in colours if colour and (light := light_of_colour(colour)) is not None}


def _concepts(header: Header) -> list[frozenset[str]]:
    return [concepts_of(heading.text) for heading in header.headings]


def _decisions(header: Header, fields: set[str]) -> bool:
    """Tell a log of decisions: a dated row a decision of a body, and nothing on how an initiative stands."""
    concepts = _concepts(header)
    dated = any(
        found & {"date", "meeting"} and found <= {"date", "meeting", "filler"} for found in concepts[:3]
    )
    decided = any(found & {"decision"} and found <= {"decision", "filler", "text"} for found in concepts)
    return decided and dated and not fields & _ON_INITIATIVES


def _milestones(view: View, header: Header, fields: set[str], body: range) -> bool:
    """Tell a list of milestones: one a row, its initiative named again and again or once for several."""
    concepts = _concepts(header)
    named = [n for n, found in enumerate(concepts) if found == {"milestone"}]
    dated = any(found & {"date", "end"} for found in concepts)
    if not named or not dated or fields & (_ON_INITIATIVES - {"municipalities"}):
        return False
    title = _title_column(header)
    return title is not None and _repeats(view.text(row, title) for row in body)


def _title_column(header: Header) -> int | None:
    scored = [(heading.scores.get("title", 0.0), -heading.column) for heading in header.headings]
    score, column = max(scored)
    return -column if score else None


def _repeats(texts: Iterable[str]) -> bool:
    titles = [tidy(text) for text in texts]
    return len({title for title in titles if title}) <= 0.75 * len(titles)


def _names_initiatives(header: Header) -> bool:
    """Tell whether a heading says project or initiative, and none only says name, as a person's does."""
    concepts = _concepts(header)
    has_thing = any(
        "thing" in found and heading.scores.get("title", 0.0) >= _SURE
        for heading, found in zip(header.headings, concepts, strict=True)
    )
    return has_thing and not any(found == {"name"} for found in concepts)


def _contacts(header: Header, fields: set[str]) -> bool:
    """Tell a list of people: how to reach them, their job, where they work."""
    concepts = _concepts(header)
    marks = sum(
        bool(found & {"contact", "job", "first_name"}) and "person" not in found for found in concepts
    )
    about = fields & (_TELLING - _ANYBODYS)
    return marks >= 1 and not about and (marks >= 2 or len(header.headings) <= _MANY)


_TITLES = {"titel", "title", "tittel", "overskrift"}


def _is_of_people(header: Header, telling: set[str]) -> bool:
    """Tell a list of who takes part or signed up: names, and nothing but where they belong."""
    names = [
        heading
        for heading in header.headings
        if concepts_of(heading.text) == {"name"} and folded(heading.text) not in _TITLES
    ]
    return bool(names) and not _names_initiatives(header) and telling <= _WHERE


def _is_agenda(header: Header, telling: set[str]) -> bool:
    """Tell the points of one meeting: topics, how long each takes and who begins."""
    title = max(heading.scores.get("title", 0.0) for heading in header.headings)
    return title < _SURE and telling <= _ANYBODYS | {"focus_area", "period", "traffic_light_time"}


def _people(header: Header) -> bool:
    """Tell a list of people: a name and a job's title beside each other, and where they work."""
    said = [folded(heading.text) for heading in header.headings]
    has_name = any(found == {"name"} for found in map(concepts_of, said) if "navn" in said or "name" in said)
    return has_name and bool({"titel", "stilling"} & set(said)) and bool(_WORK & set(said))


def _versions(header: Header) -> bool:
    """Tell a log of a file's versions: which, when, by whom, what."""
    said = [folded(heading.text) for heading in header.headings]
    return len(said) <= _MANY + 1 and bool(said) and any(text in _VERSION for text in said[:2])


def _calendar(header: Header, fields: set[str]) -> bool:
    """Tell a calendar of meetings: when and where, and nothing on how an initiative stands."""
    concepts = _concepts(header)
    marks = sum(bool(found & {"meeting", "room", "weekday"}) for found in concepts)
    about = fields & (_TELLING - {"remarks", "municipalities", "period", "end", "start", "owner", "lead"})
    return marks >= 1 and any("date" in found for found in concepts) and not about
