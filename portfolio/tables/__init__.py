"""The tables of the model by subject; no behaviour. Import them from here, so that all are known together."""

from portfolio.tables.base import FOREVER, Base, table_of
from portfolio.tables.drafts import Draft, FindingAnswer, Job, SenderAnswer
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
from portfolio.tables.succession import HomeDecision
from portfolio.tables.versions import InitiativeListing, InitiativeMonth, Version, VersionMunicipality
from portfolio.tables.views import SavedView

__all__ = [
    "FOREVER",
    "Adoption",
    "Agreement",
    "ApartDecision",
    "Base",
    "Consultation",
    "ConsultationEvent",
    "ConsultationParty",
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
    "Initiative",
    "InitiativeListing",
    "InitiativeMonth",
    "InitiativeProcess",
    "Job",
    "ListRecord",
    "Mark",
    "MatchDecision",
    "Offer",
    "Organisation",
    "OrganisationMember",
    "OrganisationSuccessor",
    "PaperFile",
    "ProcessDeed",
    "ProcessTemplate",
    "ReferenceEdit",
    "Report",
    "SavedView",
    "SenderAnswer",
    "Source",
    "SourceChange",
    "TemplateWithdrawal",
    "TitleDecision",
    "Upload",
    "UploadFinding",
    "UploadTable",
    "Version",
    "VersionMunicipality",
    "table_of",
]
