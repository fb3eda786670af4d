"""The fields of an initiative as data: name, kind of value, what people read, and where it is shown.

Names are those of the document that ``tvaerblik check`` prints, and of the versions. Headings
and words that lists use for a field belong to the reader (``etl/schema``).
"""

from dataclasses import dataclass
from enum import StrEnum

from portfolio.vocabulary import (
    Label,
    Phase,
    Priority,
    ProcessType,
    SpreadPotential,
    Status,
    TaskType,
    TrafficLight,
)


class ValueKind(StrEnum):
    """What sort of value a field holds, and so its type in Python.

    ``text`` str · ``code`` str (a code of the field's word list) · ``municipalities`` tuple of four-digit
    codes · ``date`` :class:`portfolio.records.FuzzyDate` · ``integer`` int · ``share`` float from 0 to 1 ·
    ``amount`` int, whole kroner.
    """

    TEXT = "text"
    CODE = "code"
    MUNICIPALITIES = "municipalities"
    DATE = "date"
    INTEGER = "integer"
    SHARE = "share"
    AMOUNT = "amount"


class FieldGroup(StrEnum):
    """Where on an initiative's page a field stands."""

    WHAT = "what"
    WHO = "who"
    HOW = "how"
    WHEN = "when"
    MONEY = "money"
    RESULTS = "results"
    SPREAD = "spread"
    OTHER = "other"


GROUP_LABELS = {
    FieldGroup.WHAT: Label("Hvad", "What"),
    FieldGroup.WHO: Label("Hvem", "Who"),
    FieldGroup.HOW: Label("Hvordan går det", "How it goes"),
    FieldGroup.WHEN: Label("Hvornår", "When"),
    FieldGroup.MONEY: Label("Økonomi og ressourcer", "Money and resources"),
    FieldGroup.RESULTS: Label("Effekt og evaluering", "Effect and evaluation"),
    FieldGroup.SPREAD: Label("Spredning", "Spread"),
    FieldGroup.OTHER: Label("Andet", "Other"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an initiative."""

    name: str
    kind: ValueKind
    label: Label
    group: FieldGroup
    codes: type[StrEnum] | None = None


_T, _C, _D, _A = ValueKind.TEXT, ValueKind.CODE, ValueKind.DATE, ValueKind.AMOUNT
_G = FieldGroup

_FIELDS = (
    Field("key", _T, Label("Nr.", "Key"), _G.WHAT),
    Field("title", _T, Label("Titel", "Title"), _G.WHAT),
    Field("description", _T, Label("Beskrivelse", "Description"), _G.WHAT),
    Field("background", _T, Label("Baggrund", "Background"), _G.WHAT),
    Field("aim", _T, Label("Formål og mål", "Aim"), _G.WHAT),
    Field("focus_area", _T, Label("Fokusområde", "Focus area"), _G.WHAT),
    Field("goal", _T, Label("Mål i sundhedsaftalen", "Goal in the agreement"), _G.WHAT),
    Field("task_type", _C, Label("Opgavetype", "Task type"), _G.WHAT, TaskType),
    Field("process_type", _C, Label("Procestype", "Process type"), _G.WHAT, ProcessType),
    Field("body", _T, Label("Organ", "Body"), _G.WHO),
    Field("cluster", _T, Label("Klynge eller planområde", "Cluster or planning area"), _G.WHO),
    Field("municipalities", ValueKind.MUNICIPALITIES, Label("Kommuner", "Municipalities"), _G.WHO),
    Field("hospitals", _T, Label("Hospital", "Hospital"), _G.WHO),
    Field("general_practice", _T, Label("Almen praksis", "General practice"), _G.WHO),
    Field("other_parties", _T, Label("Andre parter", "Other parties"), _G.WHO),
    Field("owner", _T, Label("Ejer", "Owner"), _G.WHO),
    Field("lead", _T, Label("Tovholder", "Lead"), _G.WHO),
    Field("contact", _T, Label("Kontakt", "Contact"), _G.WHO),
    Field("groups", _T, Label("Grupper", "Groups"), _G.WHO),
    Field("target_group", _T, Label("Målgruppe", "Target group"), _G.WHAT),
    Field("citizen_count", ValueKind.INTEGER, Label("Antal borgere", "Number of citizens"), _G.WHAT),
    Field("status", _C, Label("Status", "Status"), _G.HOW, Status),
    Field("phase", _C, Label("Fase", "Phase"), _G.HOW, Phase),
    Field("process_step", _T, Label("Procestrin", "Process step"), _G.HOW),
    Field("traffic_light", _C, Label("Trafiklys", "Traffic light"), _G.HOW, TrafficLight),
    Field(
        "traffic_light_time", _C, Label("Trafiklys for tid", "Traffic light for time"), _G.HOW, TrafficLight
    ),
    Field(
        "traffic_light_economy",
        _C,
        Label("Trafiklys for økonomi", "Traffic light for economy"),
        _G.HOW,
        TrafficLight,
    ),
    Field(
        "traffic_light_quality",
        _C,
        Label("Trafiklys for kvalitet", "Traffic light for quality"),
        _G.HOW,
        TrafficLight,
    ),
    Field("completion_share", ValueKind.SHARE, Label("Færdiggørelse", "Completion"), _G.HOW),
    Field("start", _D, Label("Start", "Start"), _G.WHEN),
    Field("end", _D, Label("Slut", "End"), _G.WHEN),
    Field("period", _D, Label("Periode", "Period"), _G.WHEN),
    Field("updated", _D, Label("Opdateret", "Updated"), _G.WHEN),
    Field("milestones", _T, Label("Milepæle", "Milestones"), _G.WHEN),
    Field("next_step", _T, Label("Næste skridt", "Next step"), _G.HOW),
    Field("budget_dkk", _A, Label("Budget", "Budget"), _G.MONEY),
    Field("spend_dkk", _A, Label("Forbrug", "Spend"), _G.MONEY),
    Field("funding", _T, Label("Finansiering", "Funding"), _G.MONEY),
    Field("resources", _T, Label("Ressourcer", "Resources"), _G.MONEY),
    Field("effect", _T, Label("Effekt", "Effect"), _G.RESULTS),
    Field("triple_aim", _T, Label("Triple Aim", "Triple Aim"), _G.RESULTS),
    Field("indicator", _T, Label("Indikator", "Indicator"), _G.RESULTS),
    Field("evaluation", _T, Label("Evaluering", "Evaluation"), _G.RESULTS),
    Field("evaluation_date", _D, Label("Evalueringsdato", "Evaluation date"), _G.RESULTS),
    Field(
        "spread_potential",
        _C,
        Label("Spredningspotentiale", "Spread potential"),
        _G.SPREAD,
        SpreadPotential,
    ),
    Field("spread_status", _T, Label("Spredt til", "Spread to"), _G.SPREAD),
    Field("core", _T, Label("Kernen", "Core"), _G.SPREAD),
    Field("trials", _T, Label("Prøvehandlinger", "Trials"), _G.RESULTS),
    Field("risks", _T, Label("Risici", "Risks"), _G.HOW),
    Field("decision", _T, Label("Beslutning", "Decision"), _G.HOW),
    Field("priority", _C, Label("Prioritet", "Priority"), _G.WHAT, Priority),
    Field("dependencies", _T, Label("Afhængigheder", "Dependencies"), _G.OTHER),
    Field("operations", _T, Label("Drift", "Operations"), _G.OTHER),
    Field("mandate", _T, Label("Kommissorium eller opdrag", "Mandate"), _G.OTHER),
    Field("remarks", _T, Label("Bemærkninger", "Remarks"), _G.OTHER),
    Field("documents", _T, Label("Dokumenter", "Documents"), _G.OTHER),
)

FIELDS: dict[str, Field] = {field.name: field for field in _FIELDS}
"""Every field of an initiative by its name, in the order of the page and of exports."""

OUR_ID = Field("our_id", ValueKind.INTEGER, Label("Tværblik-nr.", "Tværblik no."), FieldGroup.OTHER)
"""Our id of the initiative in a workbook that came back: it tells whose row it is, and is no field."""
