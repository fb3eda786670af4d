"""The tables of the model by subject; no behaviour. Import them from here, so that all are known together."""

from portfolio.tables.base import FOREVER, Base, table_of
from portfolio.tables.drafts import Draft, FindingAnswer, Job, SenderAnswer
from portfolio.tables.reference import (
    Agreement,
    FocusArea,
    Goal,
    Organisation,
    OrganisationMember,
    OrganisationSuccessor,
)
from portfolio.tables.reports import (
    ApartDecision,
    Correction,
    IdentityChange,
    Initiative,
    MatchDecision,
    Report,
)
from portfolio.tables.sources import Source, Upload, UploadFinding, UploadTable
from portfolio.tables.succession import HomeDecision
from portfolio.tables.versions import InitiativeListing, InitiativeMonth, Version, VersionMunicipality
from portfolio.tables.views import SavedView

__all__ = [
    "FOREVER",
    "Agreement",
    "ApartDecision",
    "Base",
    "Correction",
    "Draft",
    "FindingAnswer",
    "FocusArea",
    "Goal",
    "HomeDecision",
    "IdentityChange",
    "Initiative",
    "InitiativeListing",
    "InitiativeMonth",
    "Job",
    "MatchDecision",
    "Organisation",
    "OrganisationMember",
    "OrganisationSuccessor",
    "Report",
    "SavedView",
    "SenderAnswer",
    "Source",
    "Upload",
    "UploadFinding",
    "UploadTable",
    "Version",
    "VersionMunicipality",
    "table_of",
]
