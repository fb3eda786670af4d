"""The tables of the model by subject; no behaviour. Import them from here, so that all are known together."""

from portfolio.tables.base import FOREVER, Base, table_of
from portfolio.tables.drafts import Draft, FindingAnswer, Job, SenderAnswer
from portfolio.tables.effect import IndicatorSetting, TypedMeasurement
from portfolio.tables.meetings import (
    Action,
    ActionEvent,
    Meeting,
    MeetingDeed,
    MeetingNote,
    MeetingSeries,
    SeriesEvent,
)
from portfolio.tables.overlap import OverlapDecision
from portfolio.tables.papers import PaperFile
from portfolio.tables.process import (
    Adoption,
    Consultation,
    ConsultationEvent,
    ConsultationParty,
    Decision,
    Evaluation,
    EvaluationPlan,
    InitiativeProcess,
    Mark,
    Offer,
    ProcessDeed,
    ProcessTemplate,
    TemplateWithdrawal,
    TitleDecision,
)
from portfolio.tables.reference import (
    Agreement,
    FocusArea,
    Goal,
    Organisation,
    OrganisationMember,
    OrganisationSuccessor,
    ReferenceEdit,
)
from portfolio.tables.reports import (
    ApartDecision,
    Correction,
    IdentityChange,
    Initiative,
    ListRecord,
    MatchDecision,
    Report,
)
from portfolio.tables.sources import Source, SourceChange, Upload, UploadFinding, UploadTable
from portfolio.tables.spread import CoreTick, CoreVersion, SpreadAdvice, SpreadAssessment
from portfolio.tables.succession import HomeDecision
from portfolio.tables.trials import Trial, TrialVersion
from portfolio.tables.versions import InitiativeListing, InitiativeMonth, Version, VersionMunicipality
from portfolio.tables.views import SavedView

__all__ = [
    "FOREVER",
    "Action",
    "ActionEvent",
    "Adoption",
    "Agreement",
    "ApartDecision",
    "Base",
    "Consultation",
    "ConsultationEvent",
    "ConsultationParty",
    "CoreTick",
    "CoreVersion",
    "Correction",
    "Decision",
    "Draft",
    "Evaluation",
    "EvaluationPlan",
    "FindingAnswer",
    "FocusArea",
    "Goal",
    "HomeDecision",
    "IdentityChange",
    "IndicatorSetting",
    "Initiative",
    "InitiativeListing",
    "InitiativeMonth",
    "InitiativeProcess",
    "Job",
    "ListRecord",
    "Mark",
    "MatchDecision",
    "Meeting",
    "MeetingDeed",
    "MeetingNote",
    "MeetingSeries",
    "Offer",
    "Organisation",
    "OrganisationMember",
    "OrganisationSuccessor",
    "OverlapDecision",
    "PaperFile",
    "ProcessDeed",
    "ProcessTemplate",
    "ReferenceEdit",
    "Report",
    "SavedView",
    "SenderAnswer",
    "SeriesEvent",
    "Source",
    "SourceChange",
    "SpreadAdvice",
    "SpreadAssessment",
    "TemplateWithdrawal",
    "TitleDecision",
    "Trial",
    "TrialVersion",
    "TypedMeasurement",
    "Upload",
    "UploadFinding",
    "UploadTable",
    "Version",
    "VersionMunicipality",
    "table_of",
]
